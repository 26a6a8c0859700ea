"""The words of dates and times: names, short forms, and those that are mended when mistyped."""

import calendar
import re

MONTHS = [name.lower() for name in calendar.month_name[1:]]
WEEKDAYS = [name.lower() for name in calendar.day_name]

MONTH = f"(?:{'|'.join(MONTHS)})"
WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
UNIT = "(?:minutes?|hours?|days?|weeks?|fortnights?|months?|years?)"
NTH = r"\d\d?(?:st|nd|rd|th)?"

MENDABLE = [
    *MONTHS,
    *WEEKDAYS,
    "yesterday",
    "today",
    "tomorrow",
    "tonight",
    "morning",
    "afternoon",
    "evening",
    "midnight",
]
"""Long enough that a slip of the keyboard leaves no doubt which was meant."""

KNOWN = re.compile(
    rf"{'|'.join(MENDABLE)}|{UNIT}|weekend|noon|night|am|pm|h|st|nd|rd|th|half|quarter|past|to|oclock|now|just|right|ago"
    r"|in|at|on|of|a|an|the|this|last|next|before|after|and|or|from|between|since|until|till|over|during|throughout"
    r"|within|for|onwards|gmt|bst|utc|easter|christmas|xmas|good|boxing|bank|holiday|halloween|bonfire"
)
"""Words that have a meaning in some date or time, and so are not what stands in the way of reading one."""

_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
IN_FULL = {
    **{name[:3]: name for name in (*MONTHS, *WEEKDAYS)},
    **{word: str(n) for n, word in enumerate(_NUMBERS, start=1)},
    **dict.fromkeys(("min", "mins"), "minutes"),
    **dict.fromkeys(("hr", "hrs"), "hours"),
    **dict.fromkeys(("thur", "thurs"), "thursday"),
    "midday": "noon",
    "nite": "night",
    "overnight": "night",
    "sept": "september",
    "tues": "tuesday",
    "weds": "wednesday",
    "yest": "yesterday",
    "yday": "yesterday",
    "mths": "months",
    "wk": "week",
    "wks": "weeks",
    "yr": "year",
    "yrs": "years",
    "fifteen": "15",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
}
"""Short forms and number words, as the readers expect them."""
