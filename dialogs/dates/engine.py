"""The one door to dateparser, and what is done about its traps.

It is imported when first used, not with this package: that takes 0.2 s, which the command line need not pay.
"""

from datetime import date, datetime, time
from typing import NamedTuple


class Answer(NamedTuple):
    """What dateparser made of a phrase: the moment, and the unit it is true to (time, day, week, month, year)."""

    at: datetime
    unit: str


def ask(phrase: str, today: date, *, future: bool = False) -> Answer | None:
    """The meaning of a phrase at midnight of `today`; a bare weekday is the last one, or with `future` the next.

    Only phrases of known shape come here, never what a person typed: dateparser reads "5", "may" and Unix times as
    dates, takes 04/13 for the 13th of April, and passes over words that it does not know.
    """
    from dateparser.date import DateDataParser

    settings = {
        "DATE_ORDER": "DMY",
        "PARSERS": ["relative-time", "absolute-time"],
        "PREFER_DATES_FROM": "future" if future else "current_period",
        "RELATIVE_BASE": datetime.combine(today, time()),
        "RETURN_TIME_AS_PERIOD": True,
        "TIMEZONE": "UTC",  # days and hours are counted without clock changes; London's are seen to afterwards
    }
    found = DateDataParser(locales=["en-GB"], settings=settings).get_date_data(phrase)
    return Answer(found.date_obj, found.period or "day") if found.date_obj else None
