"""A question of a form: what kind of answer it takes, and when it is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from state.answers import NOT_KNOWN, View

Kind = Literal["yes_no", "choice", "many", "text", "number", "moment", "reference", "records", "area"]
Condition = Callable[[View], bool]

YES_NO = ("yes", "no")
NOT_YET_KNOWN = "not_yet_known"
NOT_ON_RECORD = "not_on_record"
ALONE = ("none", NOT_YET_KNOWN)
"""Choices that cannot be joined with others."""


def always(_: View) -> bool:
    """The condition of a question that everybody is asked."""
    return True


@dataclass(frozen=True)
class Question:
    """One row of a form. What people read of it stands in words/, under its id.

    `required` (●) takes neither "skip" nor "don't know yet"; `per_child` (◆) is asked for each child where these
    differ.
    """

    id: str
    section: str
    kind: Kind
    options: tuple[str, ...] = ()
    required: bool = False
    per_child: bool = False
    asked_when: Condition = always
    longest: int = 0  # characters of a text
    periods: bool = False  # a span of time is an answer too
    figures: bool = False  # a text without a single letter is an answer too
    rules: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids of what can be chosen, in the order shown; none where the answer is told in words."""
        return YES_NO if self.kind == "yes_no" else self.options

    @property
    def unknown(self) -> str | None:
        """What "don't know yet" is stored as: the question's own choice for it, or `not_known`. None: refused."""
        if NOT_YET_KNOWN in self.options:
            return NOT_YET_KNOWN
        return None if self.required else NOT_KNOWN
