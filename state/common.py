"""What every process can do besides its table: mend a field, step back, leave a note, name another person; and what
can be done with a case as a whole, in the process in which it began: link it with another, or fold it into one.

Source: processes.md, head.
"""

from collections.abc import Mapping
from dataclasses import replace

from state.case import Fields, Run
from state.needs import PERSON, REASON, TEXT
from state.process import Event, Need, Process
from state.raising import Attempt
from state.roles import ANYONE_WHO_READS, AREA_AD, AUTHOR, PSW, PSW_CHANNEL, REPORT_AUTHOR, TEAM, UNIT

CORRECT, UNDO, NOTE, REASSIGN = "correct", "undo", "note", "reassign"
LINK, UNLINK, FOLD, TAKE_IN = "link", "unlink", "fold", "take_in"

JOINS = (LINK, UNLINK, FOLD, TAKE_IN)
"""What needs two cases at hand: only the commands raise these, never a button or a typed step."""

STILL_IN_FOLDED = (UNDO, NOTE)
"""What can still be done with a case that was folded into another: the fold taken back, and a note left."""


def somebody_is_appointed(attempt: Attempt) -> tuple[str, ...]:
    """Another can be named only where the process has come to name somebody."""
    named = any("person" in step.fields for step in attempt.run.steps if not step.undone)
    return () if named else ("person",)


def the_case_began_there(attempt: Attempt) -> tuple[str, ...]:
    """A case is joined with another as a whole, which stands in its first process."""
    first, run = attempt.case.origin, attempt.run
    return () if (run.process, run.key) == (first.process, first.key) else (first.process,)


OTHER = Need("other", "reference", max_length=20)

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
    LINK: Event(LINK, (), None, by=(UNIT, PSW), needs=(OTHER,), guards=(the_case_began_there,), tells=(PSW_CHANNEL,)),
    UNLINK: Event(
        UNLINK, (), None, by=(UNIT, PSW), needs=(OTHER,), guards=(the_case_began_there,), tells=(PSW_CHANNEL,)
    ),
    FOLD: Event(
        FOLD,
        (),
        None,
        by=(UNIT, PSW),
        needs=(OTHER,),
        guards=(the_case_began_there,),
        tells=(AUTHOR, AREA_AD, TEAM, PSW_CHANNEL),
        decides=True,
    ),
    TAKE_IN: Event(
        TAKE_IN,
        (),
        None,
        by=(UNIT, PSW),
        needs=(OTHER, Need("known_at", "moment", optional=True)),
        guards=(the_case_began_there,),
        tells=(PSW_CHANNEL,),
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
