"""A correction, or a step back, with all that hangs on the step that it changes. Source: processes.md, head."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from state.answers import Answers, merged
from state.case import Case, Run, Step
from state.common import COMMON, CORRECT, FOLD, LINK, REASSIGN, TAKE_IN, UNDO, UNLINK, correctable
from state.consequences import surplus
from state.fields import check, given
from state.process import Event, Process
from state.raising import Attempt, Change
from state.refusals import Barred, Missing
from state.roles import CLOCK
from state.taking_back import Taken, caused_by, check_unrelied, taken_back

Processes = Mapping[str, Process]


@dataclass(frozen=True)
class Moved:
    """A process as an event leaves it, and the answers that it brings. `step` is the earlier one that it rewrote."""

    run: Run
    answers: Answers | None = None
    step: Step | None = None


def mended(processes: Processes, attempt: Attempt) -> Moved:
    """The process with a recorded field corrected, and in the state to which the step then leads.

    Raises Barred where there is no such field, or where something has gone on from a state that would change.
    """
    run, event, field = attempt.run, str(attempt.fields["event"]), str(attempt.fields["field"])
    table = processes[run.process]
    row, need, wrong = table.event(event), correctable(table, run, event, field), run.last(event)
    if row is None or need is None or wrong is None:
        raise Barred("nothing_to_correct", event=event, field=field)
    corrected = replace(attempt, fields={**wrong.fields, field: attempt.fields["value"]})
    if not given(need, corrected):
        raise Missing(field="value")
    check((need,), corrected)
    right = replace(wrong, fields=corrected.fields, target=row.leads(wrong.target, corrected.fields))
    _check_later(processes, replace(attempt, run=_with(run, wrong, right, run.state)), f"{event}.{field}")
    if right.target == wrong.target:
        return Moved(_with(run, wrong, right, run.state), row.writes(corrected) if row.writes else None, right)
    check_unrelied(attempt.case, processes, run, wrong)
    if wrong is not next(s for s in reversed(run.steps) if not s.undone and s.source != s.target):
        raise Barred("nothing_has_moved_on", (run.process,))
    return Moved(_with(run, wrong, right, right.target), step=right)


def undone(processes: Processes, attempt: Attempt) -> Moved:
    """The process without its last step, back in the state before it. Raises Barred where something hangs on it."""
    run = attempt.run
    last = next((s for s in reversed(run.steps) if not s.undone and s.event not in NOT_UNDONE), None)
    if last is None or last is run.steps[0]:
        raise Barred("nothing_to_undo")
    row = processes[run.process].event(last.event)
    if last.answers is not None and not (row and row.gives_back):
        raise Barred("answers_are_not_undone")
    if last.role == CLOCK:
        raise Barred("the_clock_is_not_undone")
    check_unrelied(attempt.case, processes, run, last)
    after = replace(last, undone=True)
    return Moved(_with(run, last, after, last.source), _as_before(attempt.case, last), after)


def unravelled(processes: Processes, event: Event, change: Change) -> tuple[Case, tuple[Taken, ...]]:
    """The case without what followed from a step that was taken back, or no longer follows from one that was mended.

    `change` is that step. Raises Barred where it has moved on.
    """
    if event.name == UNDO:
        return taken_back(change.case, caused_by(change.case, change.step.entry))
    return taken_back(change.case, [(run, run.steps[0]) for run in surplus(processes, change)])


def joined(_: Processes, attempt: Attempt) -> Moved:
    """The process of a case that takes another in: what was known there first is known here. Source: G18."""
    known_at = attempt.fields.get("known_at")
    answers = attempt.case.current.having("known_at", str(known_at)) if known_at else None
    return Moved(attempt.run, answers)


NOT_UNDONE = set(COMMON) - {REASSIGN, LINK, UNLINK, FOLD}
"""What leaves the course of a process as it was, and so is not stepped back over, nor taken back itself."""

REWRITES = {CORRECT: mended, UNDO: undone, TAKE_IN: joined}
"""The events that change what was recorded or answered before."""


def _as_before(case: Case, step: Step) -> Answers | None:
    """The answers without what a step changed in them; None where it changed nothing."""
    if step.answers is None:
        return None
    return merged(case.answers[step.answers - 1], case.answers[step.answers - 2], case.current)


def _check_later(processes: Processes, attempt: Attempt, mended: str) -> None:
    """Refuse a correction that leaves a later moment before the one that it may not precede. Raises Barred."""
    mended_run = attempt.run
    case = attempt.case.with_run(mended_run)
    for run in case.runs:
        names = (f"{mended_run.process}.{mended}", *((mended,) if run == mended_run else ()))
        for step in run.steps:
            row = processes[run.process].event(step.event)
            if row and not step.undone:
                check(
                    tuple(need for need in row.needs if need.since in names),
                    replace(attempt, case=case, run=run, fields=step.fields),
                )


def _with(run: Run, before: Step, after: Step, state: str) -> Run:
    return replace(run, state=state, steps=tuple(after if s is before else s for s in run.steps))
