"""What people are to be reminded of: a pure function of the case and the moment. Source: processes.md, Reminders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from state.case import Case, Run
from state.hours import is_open, when_open, within
from state.ladder import Step, on, steps, steps_at_any_hour, steps_in_hours
from state.limit import Limit, Name, Reminded, Snooze
from state.limits import Running, running
from state.moments import LONDON, moment_of
from state.recipients import Recipient, World, recipients
from state.working_days import working_days


@dataclass(frozen=True)
class Reminder:
    """One reminder for one person: of a limit, at a step; or of a meeting at which they are awaited (`limit` None)."""

    limit: Limit | None
    step: Step
    to: Recipient
    about: Reminded


def reminders(world: World, case: Case, now: datetime) -> tuple[Reminder, ...]:
    """What is due and not said yet. Steps due together for one person and limit make one reminder, the latest."""
    found: dict[tuple[str, object], Reminder] = {}
    for limit in running(case, world.profile, world.tables.processes):
        for step in _due(world, case, limit, now):
            for to in recipients(world, case, limit, _rungs_told(world, case, limit, step)):
                if _hears(world, case, limit, step, to):
                    about = Reminded(limit.limit.name, limit.limit.due)
                    found[to.person, about.limit] = Reminder(limit.limit, step, to, about)
    for meeting, step, person in _mornings(world, case):
        if _is_due(world, case, step, now) and not world.unreachable(person):
            to = Recipient(person, "", meeting.run)
            found[person, meeting.about.limit] = Reminder(None, step, to, meeting.about)
    return tuple(found.values())


def next_look(world: World, case: Case, now: datetime) -> datetime | None:
    """When something of the above falls due next, after what was handled; None where nothing will."""
    limits = running(case, world.profile, world.tables.processes)
    moments = [moment for limit in limits for moment in _moments(world, case, limit, now)]
    moments += [when_open(world.profile, s.at, now) for _, s, _ in _mornings(world, case) if s.at > _from(case)[1]]
    return min(moments, default=None)


def meetings(world: World, case: Case, now: datetime) -> Iterator[Reminded]:
    """The meetings to come, as reminders speak of them."""
    today = now.astimezone(LONDON).date()
    return (meeting.about for meeting in _meetings(world, case) if meeting.day >= today)


def concerned(world: World, case: Case, person: str) -> tuple[tuple[Limit, Recipient], ...]:
    """The limits of which somebody is, or would be reminded as one who must act, or is told by now; and as whom."""
    limits = running(case, world.profile, world.tables.processes)
    ladder = len(world.profile.reminders.ladder)
    return tuple(
        (one.limit, to) for one in limits for to in recipients(world, case, one, ladder) if to.person == person
    )


def _from(case: Case) -> tuple[datetime, datetime]:
    """Up to when everything, and what waits for working hours, is handled."""
    return case.swept or case.opened, case.reminded or case.opened


def _is_due(world: World, case: Case, step: Step, now: datetime) -> bool:
    swept, reminded = _from(case)
    if step.at_any_hour:
        return swept < step.at <= now
    return reminded < step.at <= now and is_open(world.profile, now)


def _due(world: World, case: Case, limit: Running, now: datetime) -> list[Step]:
    """The steps of a limit that are due, with those at which a snooze ends, in order."""
    after = max(limit.since, min(_from(case)))
    planned = [*steps(limit.limit, world.profile, after, now), *_wakings(world, case, limit)]
    return sorted((step for step in planned if _is_due(world, case, step, now)), key=lambda step: step.at)


def _moments(world: World, case: Case, limit: Running, now: datetime) -> Iterator[datetime]:
    if not limit.limit.passed:
        yield limit.passes
    if not limit.runs:
        return
    swept, reminded = _from(case)
    wakings = _wakings(world, case, limit)
    hourly = (*steps_at_any_hour(limit.limit, world.profile), *(s for s in wakings if s.at_any_hour))
    yield from (step.at for step in hourly if step.at > max(swept, limit.since))
    in_hours = next(steps_in_hours(limit.limit, world.profile, max(reminded, limit.since)))
    for step in (in_hours, *(s for s in wakings if not s.at_any_hour and s.at > reminded)):
        yield when_open(world.profile, step.at, now)


def _rungs_told(world: World, case: Case, limit: Running, step: Step) -> int:
    """How many rungs hear of a step: one for each time that it is overdue, less those that were put off by somebody
    who is on it. Of presses between two steps one counts. Whoever put it off is told again, on whichever rung."""
    if step.kind == "snoozed":
        return len(world.profile.reminders.ladder)
    presses = [press.at for press in case.on_its if press.limit == limit.limit.name and press.at < step.at]
    put_off = {_overdue_by(world, limit, at) for at in presses}
    return max(0, step.overdue - len(put_off))


def _overdue_by(world: World, limit: Running, at: datetime) -> int:
    passed = steps(limit.limit, world.profile, limit.passes - timedelta(seconds=1), at)
    return passed[-1].overdue if passed else 0


def _hears(world: World, case: Case, limit: Running, step: Step, to: Recipient) -> bool:
    """Whether a step is for this person: it is their own snooze that ends, or they did not wish to hear of it yet."""
    snooze = _snoozes(case, limit).get(to.person)
    if step.kind == "snoozed":
        return snooze is not None and _waking(world, limit, snooze) == step
    return snooze is None or not snooze.at < step.at < snooze.until


def _snoozes(case: Case, limit: Running) -> dict[str, Snooze]:
    """What each person said last of it. A snooze ends before its limit; where that has moved before it, it is void."""
    said = {s.person: s for s in case.snoozes if s.limit == limit.limit.name}
    return {person: s for person, s in said.items() if s.until < limit.passes}


def _wakings(world: World, case: Case, limit: Running) -> list[Step]:
    """Where snoozes end. One that ended while the limit did not run wakes nobody when it runs again."""
    wakings = (_waking(world, limit, snooze) for snooze in _snoozes(case, limit).values())
    return [step for step in wakings if step.at > limit.since]


def _waking(world: World, limit: Running, snooze: Snooze) -> Step:
    at, in_hours = snooze.until.astimezone(UTC), limit.limit.in_hours
    return Step(at if in_hours else within(world.profile, at), "snoozed", at_any_hour=in_hours)


@dataclass(frozen=True)
class _Meeting:
    """A meeting that is not held yet, when it is as it was said, and who is awaited there."""

    run: Run
    said: str
    day: date
    people: tuple[str, ...]

    @property
    def about(self) -> Reminded:
        return Reminded(Name(self.run.process, None, self.run.key), self.day, self.said)


def _meetings(world: World, case: Case) -> Iterator[_Meeting]:
    for run in case.runs:
        meets = world.tables.processes[run.process].meets
        meeting = meets(run) if meets else None
        day = _day(meeting[0]) if meeting else None
        if meeting and day:
            yield _Meeting(run, meeting[0], day, meeting[1])


def _mornings(world: World, case: Case) -> Iterator[tuple[_Meeting, Step, str]]:
    """Each person who is awaited at a meeting, with the mornings on which they are reminded. Source: R72."""
    days, table = working_days(world.profile.calendar), world.profile.reminders
    for meeting in _meetings(world, case):
        for n in sorted(table.meeting, reverse=True):
            at = on(days.add_working_days(meeting.day, -n), table.before_at)
            if at > meeting.run.steps[-1].at:
                yield from ((meeting, Step(at, "before", n), person) for person in meeting.people)


def _day(said: str) -> date | None:
    moment = moment_of(said)
    return moment[0].astimezone(LONDON).date() if moment else None
