"""What followed from a step is taken back with it, unless it has moved on. Source: processes.md, head (undo)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from state.case import Case, Run, Step
from state.common import COMMON, UNDO
from state.process import Process
from state.refusals import Barred

Taken = tuple[Run, Step]
"""A process, and the step of it that is taken back."""


def caused_by(case: Case, entry: int) -> tuple[Taken, ...]:
    """What followed by itself from the step of that entry, and still stands."""
    return tuple((run, step) for run in case.runs for step in run.steps if step.cause == entry and not step.undone)


def taken_back(case: Case, caused: Iterable[Taken]) -> tuple[Case, tuple[Taken, ...]]:
    """The case without these steps and all that followed from them, the latest first. Raises Barred."""
    taken: tuple[Taken, ...] = ()
    for run, step in sorted(caused, key=lambda found: found[1].entry, reverse=True):
        case, deeper = taken_back(case, caused_by(case, step.entry))
        case = _without(case, run, step)
        taken = (*taken, *deeper, (run, step))
    return case, taken


def check_unrelied(case: Case, processes: Mapping[str, Process], run: Run, step: Step) -> None:
    """Refuse to change a step on which a later one relies. Raises Barred, naming the process that does."""
    name = f"{run.process}.{step.event}"
    relying = [
        other.process
        for other in case.runs
        for later in other.steps
        if later.entry > step.entry and not later.undone and _relies(processes[other.process], later, name)
    ]
    if relying:
        raise Barred("nothing_has_moved_on", relying)


def _relies(process: Process, step: Step, name: str) -> bool:
    row = process.event(step.event)
    return row is not None and name in row.relies_on


def _without(case: Case, run: Run, step: Step) -> Case:
    now = case.run(run.process, run.key) or run
    opened = step is run.steps[0]
    since = [s for s in now.steps if s.entry > step.entry and not s.undone]
    if any(s.event != UNDO if opened else s.event not in COMMON for s in since):
        raise Barred("nothing_has_moved_on", (run.process,))
    if opened:
        return case.without(now)
    steps = tuple(replace(s, undone=True) if s.entry == step.entry else s for s in now.steps)
    return case.with_run(replace(now, state=step.source, version=now.version + 1, steps=steps))
