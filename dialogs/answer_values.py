"""What an answer looks like where it is stored or sent, for each kind of question. Source: alert-form.md."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeGuard

from dialogs.question import Question
from state.moments import moment_of
from state.profile import Profile

MOST_CHILDREN = 20


@dataclass(frozen=True)
class Expected:
    """What a value must be: a predicate, and the same in words."""

    met_by: Callable[[Any], bool]
    words: str


A_MOMENT = Expected(lambda value: moment_of(value) is not None, "should be an ISO date or date-time")
A_PERIOD = Expected(lambda value: _is_period(value), "should be an ISO date, a date-time, or two with / between them")
A_TEXT = Expected(lambda value: isinstance(value, str), "should be a text")
SOME_TEXTS = Expected(
    lambda value: isinstance(value, str) or _is_list_of(value, lambda part: isinstance(part, str)),
    "should be a text or a list of texts",
)
A_COUNT = Expected(
    lambda value: is_number(value) and 1 <= value <= MOST_CHILDREN,
    f"should be a whole number from 1 to {MOST_CHILDREN}",
)


def expected_of(question: Question, profile: Profile) -> Expected:
    """What an answer to the question must be, unless it is not known or was skipped."""
    match question.kind:
        case "yes_no" | "choice":
            return _one_of(question.choices)
        case "area":
            return _one_of(tuple(area.id for area in profile.areas))
        case "many":
            options = question.choices
            return Expected(
                lambda value: _is_list_of(value, options.__contains__),
                f"should be a list of any of {_listed(options)}",
            )
        case "number":
            return A_COUNT
        case "moment":
            return A_PERIOD if question.periods else A_MOMENT
        case "records":
            return SOME_TEXTS
        case "text" | "reference":
            return A_TEXT


def is_number(value: Any) -> TypeGuard[int]:
    """A whole number. What is true or false is none."""
    return isinstance(value, int) and not isinstance(value, bool)


def _one_of(options: tuple[str, ...]) -> Expected:
    return Expected(options.__contains__, f"should be one of {_listed(options)}")


def _listed(options: tuple[str, ...]) -> str:
    return ", ".join(options)


def _is_list_of(value: Any, is_part: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and all(is_part(part) for part in value)


def _is_period(value: Any) -> bool:
    return isinstance(value, str) and all(moment_of(end) for end in value.split("/", 1))
