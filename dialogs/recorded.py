"""What people wrote with their steps: reasons, requests, information given, notes. Shown with the details only."""

from collections.abc import Mapping
from types import MappingProxyType

from dialogs.clock_words import day
from dialogs.dates import spoken
from dialogs.desk import Desk
from dialogs.event_form import event_name
from dialogs.facts import happened, role_title
from dialogs.field_options import option_words
from dialogs.wording import label_of, say
from state.case import Case, FieldValue, Run, Step, listed
from state.message import Fact, Section
from state.moments import moment_of
from state.roles import AUTHOR, CLOCK

Names = Mapping[str, str]
"""What those are called who are named in a case and are not in the people file, by id."""


async def names(desk: Desk, case: Case) -> Names:
    """Their names, as Teams gave them when they were met; somebody who was not yet met has none."""
    given = (step.fields.get(field) for run in case.runs for step in run.steps for field in ("person", "invited"))
    people = {id for value in given for id in listed(value) if id != case.author and not desk.directory.name(id)}
    return {id: (await desk.load_person(id)).name or say("heading.somebody") for id in people}


def recorded(desk: Desk, case: Case, names: Names = MappingProxyType({})) -> tuple[Section, ...]:
    """A section for each step that holds something, in the order in which the steps were taken. `names` are of those
    who are not in the people file."""
    return tuple(
        _section(desk, case, run, step, names)
        for run in case.runs
        for step in run.steps
        if step.fields and not step.undone
    )


def _section(desk: Desk, case: Case, run: Run, step: Step, names: Names) -> Section:
    facts = (
        Fact(say(f"field.{k}"), _words(desk, case, run, step, k, v, names), said=True) for k, v in step.fields.items()
    )
    return Section(_heading(desk, run, step), facts=tuple(facts))


def _heading(desk: Desk, run: Run, step: Step) -> str:
    """What was done, by whom and when; of what came about by itself, that nobody did it."""
    if step.role == CLOCK:
        return say("recorded.by_itself", happened=happened(run, step.event), day=day(step.at))
    who = role_title(desk, step.role.split(" ", 1)[0])
    return say("recorded.step", event=event_name(run.process, step.event), who=who, day=day(step.at))


def _words(desk: Desk, case: Case, run: Run, step: Step, field: str, value: FieldValue, names: Names) -> str:
    if field in ("questions", "overrule", "finding"):
        keys = (value,) if isinstance(value, str) else value
        return ", ".join(label_of(k) if field == "questions" else say(f"finding.{k}.name") for k in keys)
    if field in ("person", "invited"):
        return ", ".join(names.get(id) or _one(desk, case, run, step, id) for id in listed(value))
    return ", ".join(_one(desk, case, run, step, part) for part in ((value,) if isinstance(value, str) else value))


def _one(desk: Desk, case: Case, run: Run, step: Step, value: str) -> str:
    if moment_of(value):
        return spoken(value)
    outcome = next((o.name for o in desk.profile_of(case).rapid_review_outcomes if o.id == value), None)
    author = role_title(desk, AUTHOR) if value == case.author else ""
    return outcome or desk.directory.name(value) or author or _option(run, step, value)


def _option(run: Run, step: Step, value: str) -> str:
    words = option_words(run.process, step.event, value)
    return value if words == value.replace("_", " ") else words
