"""From a day and a time of day to what is stored: in London, with its clock changes, and not in the future."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from dialogs.dates.clock import Clock
from dialogs.dates.when import Note, When, comes_twice
from dialogs.dates.written import Day
from state.moments import LONDON

_BEGINS = {"": time(0), "morning": time(0), "afternoon": time(12), "evening": time(16), "night": time(16)}
"""When a part of the day can first be spoken of as past."""


def lapsed(ago: timedelta, now: datetime, *, future: bool) -> When | None:
    """So long ago, to the minute; None where that is in the future."""
    at = (now.astimezone(UTC) - ago).astimezone(LONDON)
    return When(stored(at), sure=False) if future or ago >= timedelta() else None


def day_alone(day: Day, part: str, now: datetime, *, plain: bool, future: bool) -> When | None:
    """The day without an hour, even where a part of it was said; None where it is in the future."""
    begins = Clock(((0, _BEGINS[part]),), exact=False, zone=None)
    reached = [next(iter(_reached(day, on, begins, now, future)), None) for on in day.days]
    value, *other = [str(at.date()) if at else None for at in reached]
    if value is None:
        return None
    return When(
        value, plain and day.complete and not part, next(iter(other), None), day.note or ("no_time" if part else "")
    )


def day_and_time(day: Day, clock: Clock, now: datetime, *, plain: bool, future: bool) -> When | None:
    """The day at its time: the likeliest reading that is not in the future, and the next; None where all are."""
    reached = _reached(day, day.days[0], clock, now, future)
    if not reached:
        return None
    note, other = _doubt(day, reached, clock, now, future)
    sure = plain and day.complete and clock.exact and not note
    return When(stored(reached[0]), sure, stored(other) if other else None, note)


def _doubt(
    day: Day, reached: list[datetime], clock: Clock, now: datetime, future: bool
) -> tuple[Note, datetime | None]:
    """What keeps a moment from being sure, and its second reading. Clock changes first: nobody thinks of them."""
    at, *more = reached
    change = _clock_change(at, clock)
    if change == "hour_twice":
        second = at.replace(fold=1)
        return change, second if future or _past(second, now) else None
    if change or day.note == "weekday":
        return change or day.note, None
    if day.note:
        more = _reached(day, day.days[1], clock, now, future)
    note = day.note or ("am_pm" if more else "")
    return note, next((other for other in more if not _clock_change(other, clock)), None)


def _clock_change(at: datetime, clock: Clock) -> Literal["", "hour_twice", "hour_missing"]:
    if clock.zone is not None:
        return ""
    if at.time() not in [clock_time for _, clock_time in clock.times]:
        return "hour_missing"
    return "hour_twice" if comes_twice(at) else ""


def _reached(day: Day, on: date, clock: Clock, now: datetime, future: bool) -> list[datetime]:
    """The readings of a clock time on a date, or on the neighbour that the same words may mean, that can be meant."""
    steps = (0, day.step if future else -day.step) if day.step else (0,)
    reached = []
    for shift, clock_time in clock.times:
        for step in steps:
            at = datetime.combine(on + timedelta(shift + step), clock_time, clock.zone or LONDON)
            forward = future and (len(steps) == 1 or not _past(at, now))
            if forward or (not future and _past(at, now)):
                reached.append(at.astimezone(UTC).astimezone(LONDON))
                break
    return reached


def _past(at: datetime, now: datetime) -> bool:
    return at.astimezone(UTC) <= now.astimezone(UTC)


def stored(at: datetime) -> str:
    """A moment as it is stored: to the minute, with its offset."""
    return at.replace(second=0, microsecond=0).isoformat()
