"""The clocks of a case: each deadline, and whether it runs, was met or was missed. Source: R9, R13, R27."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from state.case import Case, Run
from state.deadlines import DeadlineState, Due, deadlines, state_of
from state.process import Process
from state.profile import Profile


@dataclass(frozen=True)
class Clock:
    """A deadline, what became of it, and when what it asks for was done, if it was."""

    due: Due
    state: DeadlineState
    ended: datetime | None


def clocks(case: Case, profile: Profile, processes: Mapping[str, Process], now: datetime) -> tuple[Clock, ...]:
    """Every clock of a case. It stops when a process leaves the states in which it runs, and when a case is final."""
    found = []
    for due in deadlines(profile, case.current, case.findings):
        ended = _ended(due.id, case, processes)
        found.append(Clock(due, state_of(due, ended, now), ended))
    return tuple(found)


def _ended(deadline: str, case: Case, processes: Mapping[str, Process]) -> datetime | None:
    owners = [run for run in case.runs if deadline in processes[run.process].clocks]
    ends = [_left(run, processes[run.process], processes[run.process].clocks[deadline]) for run in owners]
    if not owners:
        ends = [_left(run, processes[run.process], ()) for run in case.runs]
    return max((end for end in ends if end), default=None) if all(ends) else None


def _left(run: Run, process: Process, states: tuple[str, ...]) -> datetime | None:
    """When a process last left these states, or came to its end; None while it may still be owed."""
    if run.state in states:
        return None
    standing = [step for step in run.steps if not step.undone and step.source != step.target]
    if run.state in process.final:
        return standing[-1].at
    return next((step.at for step in reversed(standing) if step.source in states), None)
