"""The alert as text for the form on the child's record, which is the alert of record. Source: R2, R4 (G17, G23)."""

from dataclasses import replace

from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.exports.document import Document, Line, Section, Table
from dialogs.exports.filling import footer, front, name_of, version
from dialogs.exports.writer import docx_of
from dialogs.recorded import recorded
from dialogs.review import details_of
from dialogs.wording import say
from state import message
from state.case import Case
from state.roles import AUTHOR


def alert(desk: Desk, case: Case) -> bytes:
    """Every answer with its number, and what was recorded with the steps of the alert since it was sent."""
    steps = replace(case, runs=tuple(run for run in case.runs if run.process == "alert"))
    parts = (*details_of(case.current, "").sections, *recorded(desk, steps))
    whole = Document(
        title=say("written.alert.title"),
        parts=(
            front(
                desk,
                case,
                (say("written.sent"), day(case.opened)),
                (say("written.sent_by"), name_of(desk, case.author, desk.profile.title(AUTHOR))),
                (say("written.version"), version(desk, case)),
            ),
            Line(say("written.alert.paste")),
        ),
        sections=tuple(map(_section, parts)),
        footer=footer(case),
    )
    return docx_of(whole, desk.clock())


def _section(part: message.Section) -> Section:
    head = (say("written.question"), say("written.answer"))
    return Section(part.heading, (Table(head, tuple((fact.label, fact.value) for fact in part.facts)),))
