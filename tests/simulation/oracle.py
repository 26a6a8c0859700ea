"""What should have been reminded, worked out the slow way: day by day, from what happened.

It shares no code with `state/ladder.py`, `state/reminders.py` or what they use: the calendar is that of the `holidays`
package, and the rules are those of processes.md "Posts and reminders", written down once more and plainly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from state.moments import LONDON
from state.processes import PROCESSES
from tests.simulation.journal import Journal, Meeting, Moved, Name, Owed, Place, Press
from tests.simulation.people import PEOPLE

OPENS, CLOSES = time(8, 30), time(17, 30)
LADDER = ("area_ad", "psw", "ad_spsqa", "director")
BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG", years=range(2025, 2030))
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Expected:
    """Somebody is to be told something of a case: from `at` on, the moment at which that first could be said.

    `perhaps` is when it is said instead, where the bot died just then.
    """

    at: datetime
    ref: str
    person: str
    name: Name
    step: datetime
    perhaps: datetime | None = None


@dataclass(frozen=True)
class Moment:
    """A step of one limit. `overdue` counts those since it passed; a step with a `person` wakes only them."""

    at: datetime
    overdue: int = 0
    at_any_hour: bool = False
    person: str = ""


def expected_reminders(journal: Journal) -> Iterator[Expected]:
    """Every reminder that should have been made."""
    for ref, moves in journal.cases.items():
        for name in dict.fromkeys(owed.name for moved in moves for owed in moved.owed):
            yield from _of_one_limit(journal, ref, moves, name)
        for key in dict.fromkeys(meeting.key for moved in moves for meeting in moved.meetings):
            yield from _of_one_meeting(journal, ref, moves, key)


def expected_breaches(journal: Journal) -> Iterator[Expected]:
    """Every limit that passed while it was owed: the PSW channel is told once for each due moment."""
    for ref, moves in journal.cases.items():
        told = set()
        for moved, until in zip(moves, [*(later.at for later in moves[1:]), None], strict=True):
            for owed in moved.owed:
                passes = _passes(owed.due)
                known = (owed.name, owed.due)
                # What has passed already when it comes to be owed is told at once.
                at = max(passes, moved.at)
                passed = until is None or at < until or passes == until
                said = _up(journal, at) if passed and known not in told else None
                if said is not None:
                    told.add(known)
                    yield Expected(said, ref, "channel:psw", owed.name, passes, _if_it_died(journal, said))


def _of_one_limit(journal: Journal, ref: str, moves: list[Moved], name: Name) -> Iterator[Expected]:
    """Walk through the stretches in which a limit was owed with the same end."""
    for owed, begins, ends in _stretches(moves, name):
        by_saying: dict[datetime, dict[str, tuple[Moment, datetime | None]]] = {}
        for step in _steps(journal, ref, owed, begins, ends):
            said = _can_be_said(journal, step)
            if said is None:
                continue
            stand = _stand(moves, said)
            now = next((one for one in stand.owed if one.name == name and one.due == owed.due), None)
            if now is None or not now.places or (ends is not None and said >= ends):
                continue
            for person in _who(journal, ref, stand, now, step, said):
                by_saying.setdefault(said, {})[person] = (step, _if_it_died(journal, said))
        for said, people in by_saying.items():
            for person, (step, perhaps) in people.items():
                yield Expected(said, ref, person, name, step.at, perhaps)


def _stretches(moves: list[Moved], name: Name) -> Iterator[tuple[Owed, datetime, datetime | None]]:
    """From when to when a limit ran in some process, with the same end."""
    begun: tuple[Owed, datetime] | None = None
    for moved in moves:
        owed = next((one for one in moved.owed if one.name == name and one.places), None)
        if begun and (owed is None or owed.due != begun[0].due):
            yield (*begun, moved.at)
            begun = None
        if owed and begun is None:
            begun = (owed, moved.at)
    if begun:
        yield (*begun, None)


def _steps(journal: Journal, ref: str, owed: Owed, begins: datetime, ends: datetime | None) -> list[Moment]:
    """All moments of a stretch at which somebody might be reminded, in order."""
    last = ends or max(until or begins for _, until in journal.lives)
    found = list(_hourly(owed)) if isinstance(owed.due, datetime) else []
    day = begins.astimezone(LONDON).date()
    while day <= last.astimezone(LONDON).date():
        found += _of_a_day(owed, day)
        day += A_DAY
    for press in journal.presses.get(ref, ()):
        if press.until is not None and press.name == owed.name and press.until < _passes(owed.due):
            by_hours = isinstance(owed.due, datetime)
            at = press.until.astimezone(UTC)
            found.append(Moment(at if by_hours else next_open(at), 0, by_hours, press.person))
    return sorted((m for m in found if begins < m.at and (ends is None or m.at < ends)), key=lambda m: m.at)


def _hourly(owed: Owed) -> Iterator[Moment]:
    """Half of the time, four hours before, one hour before, and when it is over."""
    assert isinstance(owed.due, datetime)
    over = owed.due.astimezone(UTC)
    moments = {over - timedelta(hours=4), over - timedelta(hours=1)}
    if owed.start is not None:
        start = owed.start.astimezone(UTC)
        moments.add(start + (over - start) / 2)
    yield from (Moment(at, at_any_hour=True) for at in moments if at < over)
    yield Moment(over, overdue=1, at_any_hour=True)


def _of_a_day(owed: Owed, day: date) -> Iterator[Moment]:
    """What stands on one day: nothing where nobody works."""
    if not works(day):
        return
    nine, half_past_three = _at(day, time(9)), _at(day, time(15, 30))
    if not isinstance(owed.due, datetime):
        if day in (_working_days_before(owed.due, 2), _working_days_before(owed.due, 1)):
            yield Moment(nine)
        if day == (owed.due if works(owed.due) else _working_days_before(owed.due, 1)):
            yield Moment(nine)
            yield Moment(half_past_three)
    over = _passes(owed.due)
    if nine >= over:
        mornings = sum(1 for d in _days(over.astimezone(LONDON).date(), day) if works(d) and _at(d, time(9)) >= over)
        yield Moment(nine, overdue=mornings + (1 if isinstance(owed.due, datetime) else 0))


def _who(journal: Journal, ref: str, stand: Moved, owed: Owed, step: Moment, now: datetime) -> list[str]:
    """Those who must act, or where there is nobody, the next rung; and a rung for each time that it is overdue."""
    presses = [p for p in journal.presses.get(ref, ()) if p.name == owed.name]
    put_off = sum(1 for p in presses if p.until is None and p.at < step.at)
    # Whoever asked to be reminded then is, also where only the ladder turns to them by now.
    told = len(LADDER) if step.person else max(0, step.overdue - put_off)
    awaited = [(role, place) for place in owed.places for role in _roles(owed, place)]
    must = [p for role, place in awaited for p in _of_role(journal, stand, role, place, now)]
    roles = {role for role, _ in awaited}
    rungs = [[] if role in roles else _of_role(journal, stand, role, None, now) for role in LADDER]
    if not must:
        above = max((n + 1 for n, role in enumerate(LADDER) if role in roles), default=0)
        rungs, told = rungs[above:], told + 1
    people = list(dict.fromkeys([*must, *(p for rung in [r for r in rungs if r][:told] for p in rung)]))
    return [person for person in people if _wants_to_hear(presses, owed, step, person, now)]


def _wants_to_hear(presses: list[Press], owed: Owed, step: Moment, person: str, now: datetime) -> bool:
    """Nobody is left in peace until a limit has passed: a wish that reaches so far, since the limit moved, is void."""
    own = [p for p in presses if p.until is not None and p.person == person and p.at <= now]
    last = own[-1] if own and own[-1].until < _passes(owed.due) else None
    if step.person:
        woken = last.until.astimezone(UTC) if last else None
        return step.person == person and woken is not None and step.at in (woken, next_open(woken))
    return last is None or not last.at < step.at < last.until


def _roles(owed: Owed, place: Place) -> tuple[str, ...]:
    """Whom the state awaits; else whoever may do what ends the limit, or what can happen next."""
    process = PROCESSES[place.process]
    if awaited := process.awaits.get(place.state):
        return awaited
    ends_it = process.until.get(owed.name[0])
    rows = [e for e in process.events if (e.name == ends_it if ends_it else place.state in e.source)]
    return tuple(dict.fromkeys(role for row in rows for role in row.by if role != "clock"))


def _of_role(journal: Journal, stand: Moved, role: str, place: Place | None, now: datetime) -> list[str]:
    """The people of a role who can be reached; nobody but an author is asked about their own alert, and the partnership
    about nothing that was not shared with it."""
    if role == "kscmp" and not stand.shared:
        return []
    if role == "author":
        return [stand.author] if _reached(journal, stand.author, now) else []
    if role in ("report_author", "action_owner"):
        held = [place.person] if place and place.person else []
    else:
        held = [m.id for m in PEOPLE.members.values() if m.covers(role, stand.area)]
    if place and _only_decides(role, place):  # which nobody does in the name of the author
        held = [person for person in held if person != stand.author]
    acting = list(dict.fromkeys(_stands_in(journal, person, now) for person in held))
    able = [p for p in acting if p != stand.author] or [p for p in held if p != stand.author]
    return [person for person in able if _reached(journal, person, now)]


def _only_decides(role: str, place: Place) -> bool:
    rows = [e for e in PROCESSES[place.process].events if place.state in e.source and role in e.by and e.targets]
    return all(row.decides for row in rows)


def _stands_in(journal: Journal, person: str, now: datetime) -> str:
    named = [(deputy, last) for at, holder, deputy, last in journal.deputies if holder == person and at <= now]
    if not named or named[-1][0] is None or date.fromisoformat(named[-1][1]) < now.astimezone(LONDON).date():
        return person
    return named[-1][0]


def _reached(journal: Journal, person: str, now: datetime) -> bool:
    said = [reached for at, who, reached in journal.reach if who == person and at <= now]
    return said[-1] if said else True


def _of_one_meeting(journal: Journal, ref: str, moves: list[Moved], key: int) -> Iterator[Expected]:
    """Five and one working days before it, each who is invited then."""
    for meeting, begins, ends in _planned(moves, key):
        for before in (5, 1):
            step = Moment(_at(_working_days_before(meeting.day, before), time(9)))
            said = _can_be_said(journal, step)
            if said is None or not begins < step.at or (ends is not None and said >= ends):
                continue
            for person in meeting.invited:
                if _reached(journal, person, said):
                    name = ("practitioner_event", None, None)
                    yield Expected(said, ref, person, name, step.at, _if_it_died(journal, said))


def _planned(moves: list[Moved], key: int) -> Iterator[tuple[Meeting, datetime, datetime | None]]:
    """From when to when a meeting was to be held on the same day, with the same people."""
    begun: tuple[Meeting, datetime] | None = None
    for moved in moves:
        meeting = next((one for one in moved.meetings if one.key == key), None)
        if begun and meeting != begun[0]:
            yield (*begun, moved.at)
            begun = None
        if meeting and begun is None:
            begun = (meeting, moved.at)
    if begun:
        yield (*begun, None)


def _stand(moves: list[Moved], now: datetime) -> Moved:
    return [moved for moved in moves if moved.at <= now][-1]


def _can_be_said(journal: Journal, step: Moment) -> datetime | None:
    """The first moment from a step on at which the bot runs, and where that matters, people work."""
    at: datetime | None = step.at
    while at is not None:
        up = _up(journal, at)
        if up is None or step.at_any_hour or is_open(up):
            return up
        at = next_open(up)
    return None


def _up(journal: Journal, at: datetime) -> datetime | None:
    """The moment itself where the bot ran then, otherwise its next start."""
    for start, end in journal.lives:
        if end is None or at < end:
            return max(at, start.astimezone(UTC))
    return None


def _if_it_died(journal: Journal, said: datetime) -> datetime | None:
    """Where the bot died within a minute, what it had not yet done is done after the next start, once people work."""
    for start, end in journal.lives:
        if start <= said and end is not None and said < end <= said + timedelta(minutes=2):
            return _up(journal, end)
    return None


@cache
def works(day: date) -> bool:
    """Monday to Friday, but for bank holidays."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def is_open(moment: datetime) -> bool:
    """Whether people work at that moment."""
    local = moment.astimezone(LONDON)
    return works(local.date()) and OPENS <= local.time() < CLOSES


def next_open(moment: datetime) -> datetime:
    """The moment itself where people work, otherwise when they begin."""
    if is_open(moment):
        return moment
    day = moment.astimezone(LONDON).date()
    while not works(day) or _at(day, OPENS) <= moment:
        day += A_DAY
    return _at(day, OPENS)


def _working_days_before(day: date, count: int) -> date:
    while count:
        day -= A_DAY
        count -= works(day)
    return day


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += A_DAY


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def _passes(due: date) -> datetime:
    if isinstance(due, datetime):
        return due.astimezone(UTC)
    return datetime.combine(due + A_DAY, time(), LONDON).astimezone(UTC)
