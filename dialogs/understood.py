"""What a reply was understood as: an answer, an answer that waits for a yes, or trouble."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from state.answers import Value


@dataclass(frozen=True)
class Answer:
    """An answer as it is stored."""

    value: Value


@dataclass(frozen=True)
class ToConfirm:
    """An answer that waits for a yes. `other` is the second reading, or the words with the details taken out."""

    kind: Literal["date", "choice", "identifiers"]
    value: Value
    other: Value = ""
    note: str = ""  # why a date was not certain


@dataclass(frozen=True)
class Trouble:
    """Why nothing was taken: the key of the sentence to say, and the values in it."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


Understood = Answer | ToConfirm | Trouble
