"""The chronology of a report, begun with the moments that the case knows. Source: R70, R98 (G51, G56, G225)."""

from collections.abc import Iterator
from datetime import datetime

from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.exports.document import Blank, Table, Words
from dialogs.exports.filling import children, told
from dialogs.facts import process_name
from dialogs.wording import say
from state.case import Case, Step
from state.moments import LONDON, moment_of
from state.roles import CLOCK, REPORTS

_MOMENTS = ("incident_at", "known_at", "died_at", "death_known_at")

Dated = tuple[datetime, tuple[Words, ...]]


def chronology(desk: Desk, case: Case) -> Iterator[Table]:
    """A row for each moment that is known, in the order of time, and one to fill in."""
    named = tuple(say(f"written.report.{name}") for name in ("day", "event", "source"))
    dated = sorted((*_from_alert(desk, case), *_from_steps(case)), key=lambda row: row[0])
    blank = (Blank(say("written.report.date")), Blank(say("written.report.from_files")), Blank(named[2]))
    yield Table(named, (*dict.fromkeys(row for _, row in dated), blank))


def _from_alert(desk: Desk, case: Case) -> Iterator[Dated]:
    for child in children(case):
        for question in _MOMENTS:
            value = case.current.get(question, child) or case.current.get(question)
            began = moment_of(str(value).partition("/")[0])
            for label, words in told(desk, case, question, child=child):
                of_child = case.current.get(question, child) is not None
                event = say("written.report.of_child", label=label, child=child) if of_child else label
                if began:
                    yield began[0], (words, event, say("written.report.alert"))


def _from_steps(case: Case) -> Iterator[Dated]:
    """The steps that people took and that led somewhere; not who took them, nor how reports and actions were made."""
    for run in (run for run in case.runs if run.process not in (*REPORTS, "learning_action")):
        for step in run.steps:
            if step.role != CLOCK and step.source != step.target and not step.undone:
                led_to = say(f"stage.{run.process}.{step.target}")
                event = say("written.report.led_to", process=process_name(run), stage=led_to)
                yield _happened(step), (day(_happened(step).date()), event, say("written.report.steps"))


def _happened(step: Step) -> datetime:
    """When it was done, which may be before it was recorded."""
    told_when = moment_of(step.fields.get("when") or step.fields.get("sent_at"))
    return told_when[0] if told_when else step.at.astimezone(LONDON)
