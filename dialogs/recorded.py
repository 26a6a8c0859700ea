"""What people wrote with their steps: reasons, requests, information given, notes. Shown with the details only."""

from dialogs.clock_words import day
from dialogs.dates import spoken
from dialogs.desk import Desk
from dialogs.event_form import event_name
from dialogs.facts import role_title
from dialogs.field_options import option_words
from dialogs.wording import label_of, say
from state.case import Case, FieldValue, Run, Step
from state.message import Fact, Section
from state.moments import moment_of


def recorded(desk: Desk, case: Case) -> tuple[Section, ...]:
    """A section for each step that holds something, in the order in which the steps were taken."""
    return tuple(
        _section(desk, case, run, step) for run in case.runs for step in run.steps if step.fields and not step.undone
    )


def _section(desk: Desk, case: Case, run: Run, step: Step) -> Section:
    heading = say(
        "recorded.step",
        event=event_name(run.process, step.event),
        who=role_title(desk, step.role.split(" ", 1)[0]),
        day=day(step.at),
    )
    facts = (Fact(say(f"field.{k}"), _words(desk, case, run, step, k, v), said=True) for k, v in step.fields.items())
    return Section(heading, facts=tuple(facts))


def _words(desk: Desk, case: Case, run: Run, step: Step, field: str, value: FieldValue) -> str:
    if field in ("questions", "overrule", "finding"):
        keys = (value,) if isinstance(value, str) else value
        return ", ".join(label_of(k) if field == "questions" else say(f"finding.{k}.name") for k in keys)
    return ", ".join(_one(desk, case, run, step, part) for part in ((value,) if isinstance(value, str) else value))


def _one(desk: Desk, case: Case, run: Run, step: Step, value: str) -> str:
    if moment_of(value):
        return spoken(value)
    outcome = next((o.name for o in desk.profile_of(case).rapid_review_outcomes if o.id == value), None)
    return outcome or desk.directory.name(value) or _option(run, step, value)


def _option(run: Run, step: Step, value: str) -> str:
    words = option_words(run.process, step.event, value)
    return value if words == value.replace("_", " ") else words
