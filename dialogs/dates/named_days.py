"""Days that people call by their name, such as Good Friday or the August bank holiday."""

import re
from datetime import date, timedelta
from functools import cache

import holidays

_MONDAY = r"(?: monday)?"
_YEAR = r"(?: (?P<year>19[89]\d|20\d\d)\b)?"
_IN_CALENDAR = (
    (r"good friday", ("Good Friday",)),
    (r"easter (?:sun)?day", ("Easter Sunday",)),
    (r"easter monday", ("Easter Monday",)),
    (r"(?:christmas|xmas) eve", ("Christmas Eve",)),
    (r"(?:christmas|xmas) day", ("Christmas Day",)),
    (r"boxing day", ("Boxing Day",)),
    (r"new years? eve", ("New Year's Eve",)),
    (r"new years? day", ("New Year's Day",)),
    (r"halloween", ("Halloween",)),
    (r"bonfire night", ("Bonfire Night",)),
    (rf"early may bank holiday{_MONDAY}|may day", ("May Day",)),
    (rf"spring bank holiday{_MONDAY}", ("Spring Bank Holiday",)),
    (rf"may bank holiday{_MONDAY}|bank holiday{_MONDAY} in may", ("May Day", "Spring Bank Holiday")),
    (rf"(?:summer|august) bank holiday{_MONDAY}|bank holiday{_MONDAY} in august", ("Late Summer Bank Holiday",)),
    (r"bank holiday monday", ("Easter Monday", "May Day", "Spring Bank Holiday", "Late Summer Bank Holiday")),
)


_NAMES = [(re.compile(rf"\b(?:last |next )?(?:{said})\b{_YEAR}"), names) for said, names in _IN_CALENDAR]


def with_dates_for_names(text: str, today: date, *, future: bool) -> str:
    """The text with an ISO date in place of each name: of the year said, else the nearest past or to come."""
    for pattern, names in _NAMES:
        for said in pattern.finditer(text):
            day = _nearest(names, today, said["year"], future=future)
            text = text.replace(said[0], str(day), 1)
    return text


def _nearest(names: tuple[str, ...], today: date, year: str | None, *, future: bool) -> date:
    years = (int(year),) if year else range(today.year - 1, today.year + 2)
    days = [day for y in years for day, name in _calendar(y) if name in names]
    if future:
        return next((day for day in days if day >= today), days[-1])
    return next((day for day in reversed(days) if day <= today), days[0])


@cache
def _calendar(year: int) -> tuple[tuple[date, str], ...]:
    """The named days of a year in England, in order."""
    named = dict(holidays.country_holidays("GB", subdiv="ENG", years=year).items())
    easter_monday = next(day for day, name in named.items() if name == "Easter Monday")
    named |= {
        easter_monday - timedelta(days=1): "Easter Sunday",
        date(year, 10, 31): "Halloween",
        date(year, 11, 5): "Bonfire Night",
        date(year, 12, 24): "Christmas Eve",
        date(year, 12, 31): "New Year's Eve",
    }
    return tuple(sorted(named.items()))
