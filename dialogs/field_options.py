"""What can be chosen for a field of an event, with the words for each choice."""

from dialogs.alert_form import FORM
from dialogs.review import numbered
from dialogs.wording import has, label_of, say
from state.case import Case, Run
from state.common import COMMON, CORRECT
from state.message import Option
from state.process import Event, Need
from state.profile import Profile


def options_of(case: Case, run: Run, event: Event, need: Need, profile: Profile) -> tuple[Option, ...]:
    """The choices of a field, in order; none where it is told in words."""
    if event.name == CORRECT and need.name in ("event", "field"):
        return _correctable(run, need.name)
    match need.kind:
        case "questions":
            return answered(case)
        case "finding":
            names = dict.fromkeys(f.finding for f in case.findings)
            return tuple(Option(name, say(f"finding.{name}.name")) for name in names)
        case "outcomes":
            return tuple(Option(outcome.id, outcome.name) for outcome in profile.rapid_review_outcomes)
        case _:
            return tuple(Option(option, option_words(run.process, event.name, option)) for option in need.options)


def _correctable(run: Run, what: str) -> tuple[Option, ...]:
    """The steps that recorded something, or what they recorded."""
    steps = [step for step in run.steps if step.fields and not step.undone and step.event not in COMMON]
    if what == "event":
        names = dict.fromkeys(step.event for step in steps)
        return tuple(Option(name, say(f"event.{run.process}.{name}")) for name in names)
    fields = dict.fromkeys(name for step in steps for name in step.fields)
    return tuple(Option(name, say(f"field.{name}")) for name in fields)


def option_words(process: str, event: str, option: str) -> str:
    """One choice in words."""
    keys = (f"choice.{process}.{event}.{option}", f"attendance.{option}", f"answer.{option}")
    return next((say(key) for key in keys if has(key)), option.replace("_", " "))


def answered(case: Case) -> tuple[Option, ...]:
    """The questions of the alert that were asked, with their numbers."""
    asked = set(case.current.shared).union(*case.current.children) if case.answers else set()
    return tuple(Option(q.id, f"{numbered(q.id)}. {label_of(q.id)}") for q in FORM if q.id in asked)
