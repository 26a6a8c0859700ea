"""One day, moment or stretch of days, from the words that name it."""

from dataclasses import dataclass
from datetime import date, datetime

from dialogs.dates.clock import Split, split
from dialogs.dates.day import Found, Lapse, Stretch, read_day
from dialogs.dates.place import day_alone, day_and_time, lapsed
from dialogs.dates.when import Fault, When
from dialogs.dates.words import strange
from dialogs.dates.written import Day
from state.working_days import FIRST, LAST

YEARS = range(FIRST.year + 1, LAST.year)
"""The years in which limits can be counted; a date of any other is a slip of the keyboard."""


@dataclass(frozen=True)
class Point:
    """What was named, and the time of day beside it."""

    found: Found
    split: Split


def read_point(text: str, now: datetime, *, future: bool) -> Point | Fault:
    """What the whole text names. Faults: as in reading a day and a time, and `too_far`."""
    parted = split(text)
    if isinstance(parted, Fault):
        return parted
    found = read_day(parted.rest, now.date(), future=future)
    if isinstance(found, Fault):
        return found
    timed = parted.clock is not None or bool(parted.part)
    nothing = isinstance(found, Day) and found.step == 1 and not timed
    if nothing or (timed and not isinstance(found, Day)):
        return Fault("not_a_date", strange(text))
    if any(day.year not in YEARS for day in _days(found, now)):
        return Fault("too_far", text)
    return Point(found, parted)


def placed(point: Point, now: datetime, *, plain: bool, future: bool) -> When | Stretch | None:
    """The point as it is stored, or its stretch; None where it is in the future."""
    match point.found:
        case Stretch() as stretch:
            return stretch
        case Lapse(ago):
            return lapsed(ago, now, future=future)
        case day if point.split.clock:
            return day_and_time(day, point.split.clock, now, plain=plain, future=future)
        case day:
            return day_alone(day, point.split.part, now, plain=plain, future=future)


def _days(found: Found, now: datetime) -> tuple[date, ...]:
    match found:
        case Stretch(start, end):
            return start, end
        case Lapse(ago):
            return ((now - ago).date(),)
        case Day(days):
            return days
