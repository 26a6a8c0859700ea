"""What the interview is given, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from state.case import Case
from state.draft import Draft
from state.message import Message
from state.profile import Profile


@dataclass(frozen=True)
class Said:
    """What somebody typed, or what a card sent: `data` is from outside and may hold anything."""

    text: str = ""
    data: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Context:
    """What the interview knows of the world: the time in London, the council, and what is known of this person.

    `areas` are the person's own. `cases` are those that they may update: the one named, while `update_of` is asked;
    where the draft's own base is among them, `known_at` may be set anywhere up to that case's.
    """

    now: datetime
    profile: Profile
    areas: tuple[str, ...] = ()
    cases: Mapping[str, Case] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """What became of a draft, what to say, and the words kept for later. `draft` is None once it is discarded.

    On `submit` nothing is said yet: the draft is to be sent as it is, without the answers that no longer apply.
    """

    draft: Draft | None
    messages: tuple[Message, ...]
    kept: str
    submit: bool = False
