"""Three-valued truth: yes, no, not known. What is not known never becomes no. Source: A11."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Truth = Literal["yes", "no", "not_known"]

YES: Final = "yes"
NO: Final = "no"
NOT_KNOWN: Final = "not_known"


@dataclass(frozen=True)
class Said:
    """What a guard or a test answers. Where that is not known, `missing` names the questions that would settle it."""

    truth: Truth
    missing: tuple[str, ...] = ()


def every(said: Iterable[Said]) -> Said:
    """No where one is no; else not known where one is not known; else yes."""
    return _first(tuple(said), NO, YES)


def some(said: Iterable[Said]) -> Said:
    """Yes where one is yes; else not known where one is not known; else no."""
    return _first(tuple(said), YES, NO)


def missing(said: Iterable[Said]) -> tuple[str, ...]:
    """The questions that any of these lack, each once, in order."""
    return tuple(dict.fromkeys(question for s in said for question in s.missing))


def _first(said: tuple[Said, ...], decisive: Truth, otherwise: Truth) -> Said:
    truths = {s.truth for s in said}
    if decisive in truths:
        return Said(decisive)
    return Said(NOT_KNOWN, missing(said)) if NOT_KNOWN in truths else Said(otherwise)
