"""What every process can do besides its table: mend a field, step back, leave a note, name another person.

Source: processes.md, head.
"""

from collections.abc import Mapping
from dataclasses import replace

from state.case import Fields, Run
from state.needs import PERSON, REASON, TEXT
from state.process import Event, Need, Process
from state.raising import Attempt
from state.roles import ANYONE_WHO_READS, AREA_AD, AUTHOR, PSW, PSW_CHANNEL, REPORT_AUTHOR, UNIT

CORRECT, UNDO, NOTE, REASSIGN = "correct", "undo", "note", "reassign"


def somebody_is_appointed(attempt: Attempt) -> tuple[str, ...]:
    """Another can be named only where the process has come to name somebody."""
    named = any("person" in step.fields for step in attempt.run.steps if not step.undone)
    return () if named else ("person",)


COMMON = {
    CORRECT: Event(
        CORRECT,
        (),
        None,
        by=(UNIT, PSW),
        needs=(Need("event"), Need("field"), Need("value"), REASON),
        tells=(PSW_CHANNEL,),
        decides=True,
    ),
    UNDO: Event(UNDO, (), None, by=(PSW,), needs=(REASON,), tells=(AUTHOR, PSW_CHANNEL), decides=True),
    NOTE: Event(NOTE, (), None, by=ANYONE_WHO_READS, needs=(TEXT,)),
    REASSIGN: Event(
        REASSIGN,
        (),
        None,
        by=(PSW,),
        needs=(PERSON,),
        guards=(somebody_is_appointed,),
        tells=(REPORT_AUTHOR, AREA_AD, PSW_CHANNEL),
    ),
}


def common_to(process: Process) -> Mapping[str, Event]:
    """What a process can do besides its table: whoever is named later must fit as the first. Source: R55, R90."""
    rows = (process.opening, *process.events)
    person = next((need for row in rows for need in row.needs if need.name == PERSON.name), PERSON)
    return {**COMMON, REASSIGN: replace(COMMON[REASSIGN], needs=(person,))}


def correctable(process: Process, run: Run, event: str, field: str) -> Need | None:
    """The field that a correction would mend, where the event happened and recorded it."""
    row = process.event(event)
    step = run.last(event)
    if row is None or step is None or field not in step.fields:
        return None
    by_name = {n.name: n for n in row.needs} | {n.or_else: replace(n, kind="words") for n in row.needs if n.or_else}
    return by_name.get(field)


def recorded(attempt: Attempt, event: Event) -> Fields:
    """What the step of an event keeps: its fields, and for a correction the value that stood there before."""
    if event.name != CORRECT:
        return attempt.fields
    before = attempt.run.said(str(attempt.fields["event"]), str(attempt.fields["field"]))
    return {**attempt.fields, "before": before or ""}
