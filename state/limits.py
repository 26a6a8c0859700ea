"""The limits that are owed in a case, and the processes in whose present state they run. Source: processes.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from state.case import Case, Run
from state.clocks import clocks, owing, owners
from state.deadlines import Due, passes
from state.limit import End, Limit, Name
from state.moments import Moment, passes_at
from state.process import Process
from state.profile import Profile


@dataclass(frozen=True)
class Running:
    """A limit that is owed. `runs` are the processes in which somebody can act on it now; `since`, when the first of
    them came into a state in which it runs, or when it moved after that."""

    limit: Limit
    runs: tuple[Run, ...]
    since: datetime

    @property
    def passes(self) -> datetime:
        """The moment, in UTC, from which it is passed."""
        return passes_at(self.limit.due)


def running(case: Case, profile: Profile, processes: Mapping[str, Process]) -> tuple[Running, ...]:
    """Every limit of a case that is not met, in the order of the table. Targets are shown, and are no limits."""
    return limits_of(unmet(case, profile, processes), case, processes)


def unmet(case: Case, profile: Profile, processes: Mapping[str, Process]) -> tuple[Due, ...]:
    """Every deadline of a case that is not met, also those that are only aimed for, in the order of the table."""
    return tuple(clock.due for clock in clocks(case, profile, processes, case.opened) if clock.ended is None)


def limits_of(dues: tuple[Due, ...], case: Case, processes: Mapping[str, Process]) -> tuple[Running, ...]:
    """Those of the deadlines of a case that are limits."""
    known = {(limit.name, limit.due): limit for limit in case.limits}
    return tuple(_running(due, case, processes, known) for due in dues if due.due is not None)


def ends_of(dues: tuple[Due, ...], case: Case, processes: Mapping[str, Process]) -> tuple[End, ...]:
    """By when each process of a case must act that has one of these deadlines."""
    found: dict[tuple[str, int], End] = {}
    for due in sorted(dues, key=lambda due: (due.due is None, passes(due))):
        if at := due.due or due.target:
            for run in owing(due, case, processes):
                found.setdefault((run.process, run.key), End(run.process, run.key, at, aim=due.due is None))
    return tuple(found.values())


def _running(
    due: Due, case: Case, processes: Mapping[str, Process], known: Mapping[tuple[Name, Moment], Limit]
) -> Running:
    assert due.due is not None
    own = owners(due, case, processes)
    runs = tuple(run for run in own if run.state in processes[run.process].clocks[due.id])
    first = (*runs, *own, *case.runs)[0]
    before = known.get((Name(due.id, due.child, due.run), due.due))
    latest = max((step.at for run in case.runs for step in run.steps[-1:]), default=case.opened)
    began = before.began if before else latest
    passed = before is not None and before.passed
    limit = Limit(due.id, due.child, due.run, first.process, first.key, due.due, due.start, passed, began)
    entered = min((_entered(run, processes[run.process].clocks[due.id]) for run in runs), default=case.opened)
    return Running(limit, runs, max(entered, began or entered).astimezone(UTC))


def _entered(run: Run, states: tuple[str, ...]) -> datetime:
    """When a process came into these states, where it is now."""
    steps = [step for step in run.steps if not step.undone]
    return next((s.at for s in reversed(steps) if s.source not in states and s.target in states), steps[0].at)
