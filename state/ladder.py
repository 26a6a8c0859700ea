"""The steps of a limit: the moments at which people are reminded of it. Source: processes.md, Posts and reminders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, count, dropwhile, takewhile
from typing import Literal

from state.limit import Limit
from state.moments import LONDON, passes_at
from state.profile import Profile
from state.working_days import WorkingDays, working_days

Kind = Literal["before", "on_the_day", "half_time", "hours_before", "expiry", "overdue", "snoozed"]


@dataclass(frozen=True)
class Step:
    """A moment, in UTC, at which people are reminded. `n` is the working days or hours that are left, or which time of
    the day it is. `overdue` says how often they are reminded of the limit since it passed, this time included.

    A step `at_any_hour` waits for no working hours.
    """

    at: datetime
    kind: Kind
    n: int = 0
    overdue: int = 0
    at_any_hour: bool = False


def steps(limit: Limit, profile: Profile, after: datetime, until: datetime) -> tuple[Step, ...]:
    """All steps of a limit later than `after`, up to and with `until`, in order."""
    hourly = (step for step in steps_at_any_hour(limit, profile) if after < step.at <= until)
    daily = takewhile(lambda step: step.at <= until, steps_in_hours(limit, profile, after))
    return tuple(sorted(chain(hourly, daily), key=lambda step: step.at))


def steps_at_any_hour(limit: Limit, profile: Profile) -> tuple[Step, ...]:
    """The steps of a limit in hours, up to the moment at which it passes, which is its first overdue step."""
    if not limit.in_hours:
        return ()
    ends, table = passes_at(limit.due), profile.reminders
    found = {ends - timedelta(hours=n): Step(ends - timedelta(hours=n), "hours_before", n) for n in table.hours_before}
    if table.half_time and limit.start:
        begins = limit.start.astimezone(UTC)
        half = begins + (ends - begins) / 2
        found.setdefault(half, Step(half, "half_time"))
    found[ends] = Step(ends, "expiry", overdue=1)
    return tuple(
        Step(step.at, step.kind, step.n, step.overdue, at_any_hour=True)
        for step in sorted(found.values(), key=lambda step: step.at)
        if step.at <= ends
    )


def steps_in_hours(limit: Limit, profile: Profile, after: datetime) -> Iterator[Step]:
    """The steps of a limit later than `after` that stand on working days, without end."""
    days, table = working_days(profile.calendar), profile.reminders
    planned = () if limit.in_hours else _of_its_days(limit.due, profile, days)
    mornings = _overdue(limit, table.overdue_at, days, after)
    return dropwhile(lambda step: step.at <= after, chain(planned, mornings))


def on(day: date, at: time) -> datetime:
    """A time of day in London, in UTC."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def _of_its_days(day: date, profile: Profile, days: WorkingDays) -> tuple[Step, ...]:
    """Those before a limit that ends with a day, and those of the day: where it is not worked, of the last before."""
    table = profile.reminders
    found = {at: Step(at, "before", n) for n in table.before for at in [_before(day, n, table.before_at, days)]}
    last = day if days.why_not(day) is None else days.add_working_days(day, -1)
    found |= {on(last, at): Step(on(last, at), "on_the_day", n) for n, at in enumerate(sorted(table.on_the_day), 1)}
    return tuple(sorted(found.values(), key=lambda step: step.at))


def _before(day: date, n: int, at: time, days: WorkingDays) -> datetime:
    return on(days.add_working_days(day, -n), at)


def _overdue(limit: Limit, at: time, days: WorkingDays, after: datetime) -> Iterator[Step]:
    """Each working morning since a limit passed. Those long before `after` are not walked through."""
    ends = passes_at(limit.due).astimezone(LONDON)
    first = days.first_working_day_from(ends.date())
    if on(first, at) < ends:
        first = days.add_working_days(first, 1)
    told = 1 if limit.in_hours else 0  # as it passed
    skipped = max(0, days.working_days_between(first, after.astimezone(LONDON).date()) - 1)
    for n in count(skipped):
        day = days.add_working_days(first, n)
        yield Step(on(day, at), "overdue", overdue=n + 1 + told)
