"""What a person has begun and not yet sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from state.answers import Answers, Value
from state.case import Fields
from state.moments import LONDON


@dataclass(frozen=True)
class Place:
    """A question, for one child where the children differ."""

    question: str
    child: int | None = None


@dataclass(frozen=True)
class Pending:
    """Something that waits for a yes: a date or choice that was interpreted, words with personal details, a discard;
    or new words where others were told before."""

    kind: Literal["date", "choice", "identifiers", "addition", "discard"]
    place: Place
    value: Value = ""
    other: Value = ""  # the second reading, the words with the details taken out, or with those told before


@dataclass(frozen=True)
class Draft:
    """An alert that is being told. `base` is the case that it changes (an update, or an alert sent back)."""

    id: str
    begun: datetime
    touched: datetime
    answers: Answers = field(default_factory=Answers)
    base: str | None = None
    version: int = 0  # the version of that case's answers from which it started
    event: str = "submit"  # what sending it raises: submit, update, resubmit, provide, referral
    asked: tuple[str, ...] | None = None  # only these are asked again; None means the whole form
    at: Place | None = None  # where back or edit led; None means the first open question
    pending: Pending | None = None
    paused: bool = False
    reminded: datetime | None = None  # when its author was last told kindly that it waits


@dataclass(frozen=True)
class Discarded:
    """An alert that was thrown away, with the words that were kept for it: until the day ends it can be taken back."""

    draft: Draft
    kept: str
    at: datetime

    def is_of(self, now: datetime) -> bool:
        """Whether that was on this day, in London."""
        return self.at.astimezone(LONDON).date() == now.astimezone(LONDON).date()


@dataclass(frozen=True)
class EventForm:
    """An event whose fields are being collected, one at a time."""

    ref: str
    process: str
    key: int
    event: str
    version: int
    fields: Fields = field(default_factory=dict)
    nonce: str = ""
    pending: str = ""  # a date that was interpreted, or words with personal details, that wait for a yes
    pending_field: str = ""  # the field that it is for
    typed: Mapping[str, str] = field(default_factory=dict)  # other fields that were typed with it, not read yet
    offers: tuple[str, ...] = ()  # fields that may be left out and are still to be offered
