"""The clocks of a case: each deadline, and whether it runs, was met or was missed. Source: R9, R13, R27."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from state.case import Case, Finding, Run, Step
from state.deadlines import DeadlineState, Due, deadlines, listed, state_of
from state.found import covers
from state.moments import LONDON, Moment, moment_of, passes_at
from state.process import Event, Lapse, Process
from state.processes import PROCESSES
from state.profile import Profile
from state.raising import THE_CLOCK, Call
from state.working_days import working_days


@dataclass(frozen=True)
class Clock:
    """A deadline, what became of it, and when what it asks for was done, if it was."""

    due: Due
    state: DeadlineState
    ended: datetime | None


def clocks(case: Case, profile: Profile, processes: Mapping[str, Process], now: datetime) -> tuple[Clock, ...]:
    """Every clock of a case. It stops when a process leaves the states in which it runs, and when a case is final. One
    that was not done when its case was folded into another runs on in that."""
    found = []
    for due in _dues(case, profile, processes):
        ended = _ended(due, case, processes)
        if ended is None and case.folded_into:
            continue
        found.append(Clock(due, state_of(due, ended, now), ended))
    return tuple(found)


def anchors_of(case: Case, processes: Mapping[str, Process] = PROCESSES) -> Mapping[str, str]:
    """The moments that processes give to deadlines, as `state.deadlines.Anchors` has them."""
    found: dict[str, str] = {}
    for run in case.runs:
        process = processes[run.process]
        for anchor, sources in process.anchors.items():
            if said := _said_last(run, sources):
                found[anchor + _number(process, run)] = said
    return found


def owners(due: Due, case: Case, processes: Mapping[str, Process]) -> tuple[Run, ...]:
    """The processes of a case that have a deadline."""
    return tuple(run for run in case.runs if due.id in processes[run.process].clocks and _is_for(due, run))


def owing(due: Due, case: Case, processes: Mapping[str, Process]) -> tuple[Run, ...]:
    """Those of them that have still to do what it asks for."""
    return tuple(run for run in owners(due, case, processes) if _left(run, processes[run.process], due.id) is None)


def owed_at_the_end(case: Case, processes: Mapping[str, Process]) -> tuple[tuple[Run, str], ...]:
    """The processes that came to their end while a deadline of theirs runs on, with that deadline."""
    final = ((run, processes[run.process]) for run in case.runs if run.state in processes[run.process].final)
    late = [(run, id) for run, process in final for id in process.clocks if _left(run, process, id) is None]
    if not late:
        return ()
    found = [(d.id, d.child_of(s), s.run) for d, s in listed(case.current, case.findings, anchors_of(case, processes))]
    return tuple((run, id) for run, id in late if any(id == other and _of(child, n, run) for other, child, n in found))


def clock_events(
    case: Case, profile: Profile, now: datetime, processes: Mapping[str, Process] = PROCESSES
) -> tuple[Call, ...]:
    """What time has brought about, for the clock to raise now; the caller gives the salt. Source: A6."""
    lapsing = _lapsing(case, profile, processes)
    return tuple(Call(run.process, event.name, THE_CLOCK, "", run.key) for run, event, at in lapsing if at <= now)


def next_clock_event(case: Case, profile: Profile, processes: Mapping[str, Process] = PROCESSES) -> datetime | None:
    """When the clock must raise something next, as things stand; it may have passed already."""
    return min((at for _, _, at in _lapsing(case, profile, processes)), default=None)


def _dues(case: Case, profile: Profile, processes: Mapping[str, Process]) -> list[Due]:
    opened = {run.process for run in case.runs}
    findings = (*case.findings, *_once_found(case, processes))
    dues = deadlines(profile, case.current, findings, anchors_of(case, processes))
    return [due for due in dues if _has_a_place(due, opened, processes)]


def _once_found(case: Case, processes: Mapping[str, Process]) -> Iterator[Finding]:
    """What opened the notifications of a case, as found: changed answers stop none of their clocks, only people do.
    Source: R29, processes.md, head."""
    for run in case.runs:
        process = processes[run.process]
        if process.notifies and process.opens_on:
            yield Finding(process.opens_on[0], run.child, None, (), (), ())


def _has_a_place(due: Due, opened: set[str], processes: Mapping[str, Process]) -> bool:
    """Whether a process of the case has a deadline, or findings open one that does. A partner's referral has no alert
    for anybody to approve."""
    owners = [process for process in processes.values() if due.id in process.clocks]
    return not owners or any(process.name in opened or process.opens_on for process in owners)


def _ended(due: Due, case: Case, processes: Mapping[str, Process]) -> datetime | None:
    ends = [_left(run, processes[run.process], due.id) for run in owners(due, case, processes) or case.runs]
    return max((end for end in ends if end), default=None) if all(ends) else None


def _left(run: Run, process: Process, deadline: str) -> datetime | None:
    """When a process did what a deadline asks for, or came to its end; None while that may still be owed."""
    if deadline in process.until:
        step = run.last(process.until[deadline])
        return _done_at(step) if step else None
    states = process.clocks.get(deadline, ())
    if run.state in states:
        return None
    moves = [step for step in reversed(run.steps) if not step.undone and step.source != step.target]
    left = next((step for step in moves if step.source in states), None)
    if left is None and run.state in process.final:
        left = moves[0]
    return _done_at(left) if left else None


def _done_at(step: Step) -> datetime:
    """When it was done, which may be before it was recorded."""
    said = moment_of(step.fields.get("sent_at") or step.fields.get("when"))
    return said[0] if said else step.at


def _lapsing(case: Case, profile: Profile, processes: Mapping[str, Process]) -> Iterator[tuple[Run, Event, datetime]]:
    waiting = [
        (run, event, event.lapses)
        for run in case.runs
        for event in processes[run.process].events
        if event.lapses and run.state in event.source and not case.folded_into
    ]
    dues = _dues(case, profile, processes) if waiting else ()
    for run, event, lapse in waiting:
        for due in dues:
            if due.id == lapse.deadline and _is_for(due, run) and due.due:
                yield run, event, _lapses_at(lapse, due.due, profile)


def _lapses_at(lapse: Lapse, limit: Moment, profile: Profile) -> datetime:
    if not lapse.working_days_before or isinstance(limit, datetime):
        return passes_at(limit)
    day = working_days(profile.calendar).add_working_days(limit, -lapse.working_days_before)
    return datetime.combine(day, time(), LONDON)


def _is_for(due: Due, run: Run) -> bool:
    """Whether a deadline of one child, or of one process of several, is that of this process."""
    return _of(due.child, due.run, run)


def _of(child: int | None, number: int | None, run: Run) -> bool:
    return (number is None or run.key == number) and (child is None or covers(run.child, child))


def _said_last(run: Run, sources: tuple[str, ...]) -> str | None:
    steps = ((run.last(event), field) for event, _, field in (source.partition(".") for source in sources))
    said = [(step.entry, step.fields.get(field) if field else step.at.isoformat()) for step, field in steps if step]
    _, last = max(said, default=(0, None))
    return last if isinstance(last, str) else None


def _number(process: Process, run: Run) -> str:
    if process.opens == "always":
        return f"#{run.key}"
    return f"#{run.child}" if run.child else ""
