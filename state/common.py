"""What every process can do besides its table: mend a field, step back, leave a note. Source: processes.md, head."""

from dataclasses import replace
from datetime import datetime

from state.case import Run, Step
from state.process import Attempt, Call, Event, Need, Process
from state.refusals import Barred
from state.roles import ANYONE_WHO_READS, AUTHOR, PSW, PSW_CHANNEL, UNIT

CORRECT, UNDO, NOTE = "correct", "undo", "note"

COMMON = {
    CORRECT: Event(
        CORRECT,
        (),
        None,
        by=(UNIT, PSW),
        needs=(Need("event"), Need("field"), Need("value"), Need("reason")),
        tells=(PSW_CHANNEL,),
        decides=True,
    ),
    UNDO: Event(UNDO, (), None, by=(PSW,), needs=(Need("reason"),), tells=(AUTHOR, PSW_CHANNEL), decides=True),
    NOTE: Event(NOTE, (), None, by=ANYONE_WHO_READS, needs=(Need("text"),)),
}


def happen(process: Process, attempt: Attempt, call: Call, at: datetime) -> tuple[Run, Step]:
    """The process after one of these events, and the step that it adds. Raises Barred."""
    run = attempt.run
    if call.event == CORRECT:
        changed = _corrected(process, run, call)
    elif call.event == UNDO:
        changed = _undone(run)
    else:
        changed = run
    step = Step(
        event=call.event,
        at=at,
        by=call.by.person,
        role=call.by.capacity,
        source=run.state,
        target=changed.state,
        fields=_with_old_value(run, call),
        nonce=call.nonce,
    )
    return changed, step


def correctable(process: Process, run: Run, event: str, field: str) -> Need | None:
    """The field that a correction would mend, where the event happened and recorded it."""
    row = process.event(event)
    step = run.last(event)
    if row is None or step is None or field not in step.fields:
        return None
    by_name = {n.name: n for n in row.needs} | {n.or_else: replace(n, kind="words") for n in row.needs if n.or_else}
    return by_name.get(field)


def _corrected(process: Process, run: Run, call: Call) -> Run:
    event, field = str(call.fields["event"]), str(call.fields["field"])
    if correctable(process, run, event, field) is None:
        raise Barred("nothing_to_correct", event=event, field=field)
    wrong = run.last(event)
    mended = tuple(replace(s, fields={**s.fields, field: call.fields["value"]}) if s is wrong else s for s in run.steps)
    return replace(run, steps=mended)


def _with_old_value(run: Run, call: Call) -> dict[str, str | tuple[str, ...]]:
    if call.event != CORRECT:
        return dict(call.fields)
    wrong = run.last(str(call.fields["event"]))
    return {**call.fields, "before": wrong.fields[str(call.fields["field"])] if wrong else ""}


def _undone(run: Run) -> Run:
    last = next((s for s in reversed(run.steps) if not s.undone and s.event not in COMMON), None)
    if last is None or last is run.steps[0]:
        raise Barred("nothing_to_undo")
    if last.answers is not None:
        raise Barred("answers_are_not_undone")
    steps = tuple(replace(s, undone=True) if s is last else s for s in run.steps)
    return replace(run, state=last.source, steps=steps)
