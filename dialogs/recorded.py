"""What people wrote with their steps: reasons, requests, information given, notes. Shown with the details only."""

from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.event_form import event_name
from dialogs.wording import label_of, say
from state.case import Case, FieldValue, Run, Step
from state.message import Fact, Section


def recorded(desk: Desk, case: Case) -> tuple[Section, ...]:
    """A section for each step that holds something, in the order in which the steps were taken."""
    return tuple(
        _section(desk, run, step) for run in case.runs for step in run.steps if step.fields and not step.undone
    )


def _section(desk: Desk, run: Run, step: Step) -> Section:
    who = desk.profile.title(step.role.split(" ", 1)[0])
    heading = say("recorded.step", event=event_name(run, step.event), who=who, day=day(step.at))
    return Section(
        heading, facts=tuple(Fact(say(f"field.{k}"), _words(k, v), said=True) for k, v in step.fields.items())
    )


def _words(field: str, value: FieldValue) -> str:
    if field == "questions":
        return ", ".join(label_of(question) for question in ((value,) if isinstance(value, str) else value))
    if field == "overrule":
        return say(f"finding.{value}.name")
    return value if isinstance(value, str) else ", ".join(value)
