"""An answer as people read it, and as it stands in a box to be changed."""

from dialogs.dates import spoken
from dialogs.question import NOT_ON_RECORD, Question
from dialogs.wording import option_label, say
from state.answers import NOT_KNOWN, SKIPPED, Value
from state.profile import Profile


def in_words(question: Question, value: Value, profile: Profile | None = None) -> str:
    """An answer in words: dates spelled out, choices by their labels, the area by its name in the profile."""
    if value in (NOT_KNOWN, SKIPPED, NOT_ON_RECORD):
        return say(f"answer.{value}")
    if isinstance(value, tuple):
        return ", ".join(option_label(question.id, one) if question.options else one for one in value)
    match question.kind:
        case "yes_no" | "choice":
            return option_label(question.id, str(value))
        case "moment":
            return spoken(str(value))
        case "area" if profile:
            return next((area.name for area in profile.areas if area.id == value), str(value))
        case _:
            return str(value)


def refilled(question: Question, value: Value | None) -> str:
    """What stands in the box of a question that was answered before; empty where there is nothing to put in it."""
    if value is None or value in (NOT_KNOWN, SKIPPED, NOT_ON_RECORD):
        return ""
    if isinstance(value, tuple):
        return ("," if question.kind == "many" else ", ").join(value)
    if question.kind == "moment":
        return spoken(str(value)).partition(" (")[0]  # which of two like hours it is, is asked again
    return str(value) if question.kind in ("text", "number", "reference") else ""


def is_typed(question: Question, value: Value) -> bool:
    """Whether an answer is words that somebody typed, to be shown as they are."""
    return question.kind in ("text", "records") and value not in (NOT_KNOWN, SKIPPED, NOT_ON_RECORD)
