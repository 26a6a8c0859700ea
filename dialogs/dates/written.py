"""Dates as they stand in a calendar: ISO, in figures, with the month's name, or only the day of the month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.dates.vocabulary import MONTH, MONTHS
from dialogs.dates.when import Fault, Note

_ISO = re.compile(r"(\d{4})([-/])(\d\d?)\2(\d\d?)")
_FIGURES = re.compile(r"(\d\d?)([-/.])(\d\d?)(?:\2(\d{4}|\d\d))?")
_NTH = r"(\d\d?)(?:st|nd|rd|th)?"
_NAMED_MONTH = re.compile(rf"(?:{_NTH} ({MONTH})|({MONTH}) {_NTH})(?: (\d{{4}}|\d\d))?")
_DAY_OF_MONTH = re.compile(r"(\d\d?)(?:st|nd|rd|th)")


@dataclass(frozen=True)
class Day:
    """A day, with its second reading where it has one.

    `complete` where nothing was left out. `step`: days to the neighbour that the same words may mean.
    """

    days: tuple[date, ...]
    complete: bool = False
    note: Note = ""
    step: int = 0


@dataclass(frozen=True)
class _Readings:
    """For each way to read a date the days it may mean, likeliest first; None where there is no such day."""

    ways: tuple[tuple[date | None, ...], ...]
    complete: bool


def read_written(text: str, weekday: int | None, today: date, *, future: bool) -> Day | Fault | None:
    """The day that a date means, the nearest one where its year or month is left out; None for other text.

    A weekday that was said beside it decides between two readings, where it fits one of them at all.
    """
    read = _readings(text, today, future)
    if not isinstance(read, _Readings):
        return read
    nearest = [day for days in read.ways if (day := _nearest(days, weekday, today, future))]
    if not nearest:
        return Fault("no_such_day", text)
    fitting = [day for day in nearest if weekday in (None, day.weekday())]
    if not fitting:
        return Day((nearest[0],), note="weekday")
    if len(fitting) > 1:
        return Day(tuple(fitting), note="day_month")
    return Day((fitting[0],), read.complete and fitting[0] == nearest[0])


def _readings(text: str, today: date, future: bool) -> _Readings | Fault | None:
    if said := _ISO.fullmatch(text):
        return _Readings(((_date(said[1], said[3], said[4]),),), complete=True)
    if said := _FIGURES.fullmatch(text):
        return _in_figures(said, _years(said[4], today, future))
    if said := _NAMED_MONTH.fullmatch(text):
        day, month = said[1] or said[4], MONTHS.index(said[2] or said[3]) + 1
        years = _years(said[5], today, future)
        return _Readings((tuple(_date(year, month, day) for year in years),), _is_full(said[5]))
    if said := _DAY_OF_MONTH.fullmatch(text):
        return _Readings((tuple(_date(m.year, m.month, said[1]) for m in _months(today, future)),), complete=False)
    return None


def _in_figures(said: re.Match[str], years: tuple[int, ...]) -> _Readings | Fault:
    """Day first, as here; month first only as the second reading. `04/13/2026` is refused: it has no 13th month."""
    first, second = int(said[1]), int(said[3])
    if first <= 12 < second <= 31:
        return Fault("month_first", said[0])
    orders = dict.fromkeys(((first, second), (second, first)) if first <= 12 else ((first, second),))
    ways = tuple(tuple(_date(year, month, day) for year in years) for day, month in orders)
    return _Readings(ways, _is_full(said[4]))


def _nearest(days: tuple[date | None, ...], weekday: int | None, today: date, future: bool) -> date | None:
    real = [day for day in days if day]
    fitting = [day for day in real if day.weekday() == weekday] or real
    within_reach = [day for day in fitting if (day >= today if future else day <= today)]
    return next(iter(within_reach + fitting), None)


def _is_full(year: str | None) -> bool:
    return year is not None and len(year) == 4


def _years(said: str | None, today: date, future: bool) -> tuple[int, ...]:
    """The years that may be meant: `26` is 2026, `98` is 1998, and none is this year or the one beside it."""
    if said is None:
        return (today.year, today.year + 1 if future else today.year - 1)
    if len(said) == 4:
        return (int(said),)
    return (int(said) + (2000 if int(said) < 69 else 1900),)  # as POSIX has it


def _months(today: date, future: bool) -> list[date]:
    """The first of this month and of the two beside it: of two months on end, one has 31 days."""
    months = [today.replace(day=1)]
    for _ in range(2):
        months.append((months[-1] + timedelta(32 if future else -1)).replace(day=1))
    return months


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
