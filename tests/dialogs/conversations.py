"""A conversation with the interview, as rows of (says, hears): a text is typed, a mapping is what a card sends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.cards import plain
from dialogs.interview import Context, Said, Turn, ask, begin, hear
from dialogs.standing import current
from state.draft import Draft
from state.message import Button, Card
from state.moments import LONDON
from state.profile_file import load_profile

NOW = datetime(2026, 11, 23, 14, 20, tzinfo=LONDON)
KENT = load_profile()
CONTEXT = Context(NOW, KENT)

Says = str | Mapping[str, Any]
Row = tuple[Says, str]


@dataclass
class Talk:
    """One person telling one alert. `turn` is what came of the latest message."""

    context: Context = CONTEXT
    draft: Draft = field(default_factory=lambda: begin(CONTEXT, "draft-1"))
    kept: str = ""
    turn: Turn | None = None
    card: Card | None = None

    def __post_init__(self) -> None:
        self.card = ask(self.draft, self.context, self.kept).card

    def says(self, said: Says) -> str:
        """Type a text or send a card's data; what is heard, as plain text."""
        heard = Said(said) if isinstance(said, str) else Said(data=said)
        self.turn = hear(self.draft, heard, self.kept, self.context)
        self.draft, self.kept = self.turn.draft or self.draft, self.turn.kept
        self.card = self.turn.messages[-1].card if self.turn.messages else None
        return "\n".join(map(plain, self.turn.messages))

    def presses(self, label: str, **inputs: str) -> str:
        """Press a button of the latest card, with its boxes filled in."""
        return self.says({**self.button(label).data, **inputs})

    def button(self, label: str) -> Button:
        """A button of the latest card."""
        return next(button for button in buttons(self.card) if button.label == label)

    def asks(self) -> str:
        """The title of the card that is shown now."""
        return self.card.title if self.card else ""

    def at(self, now: datetime) -> "Talk":
        """The same conversation at another time."""
        self.context = replace(self.context, now=now)
        return self


def play(talk: Talk, rows: Iterable[Row]) -> Talk:
    """Hold a conversation; each row must be heard."""
    for says, hears in rows:
        heard = talk.says(says)
        assert hears in heard, f"after {says!r}"
    return talk


def buttons(card: Card | None) -> tuple[Button, ...]:
    """All buttons of a card, in the order in which they are shown."""
    return (*(b for section in card.sections for b in section.buttons), *card.buttons) if card else ()


TYPED = {
    "danger_now": "no", "alert_kind": "new", "area": "east", "child_count": "1", "record_ids": "not on record",
    "known_at": "2 April 2026 at 11:00", "incident_at": "2 April 2026 at 08:00", "age_group": "under 18",
    "outcome": "life threatening", "abuse_or_neglect": "suspected", "by_whom": "parent or carer",
    "due_to_care": "yes", "place_of_harm": "in our area", "status": "open to us in another way",
    "strategy_discussion": "not held",
    "what_happened": "The child was found unwell at home.", "safety_now": "Both children are with their grandmother.",
    "medical_view": "skip", "adult_affected": "none", "learning": "don't know yet", "liberi_reference": "skip",
}  # fmt: skip
"""A typical new alert for one child, as typed, by the question that each line answers."""


def told(**changed: str) -> Talk:
    """A conversation in which a typical alert was told, up to its review."""
    return told_until("", **changed)


def told_until(question: str, **changed: str) -> Talk:
    """A conversation that has come to a question. What is asked besides the typical is answered as `changed` says."""
    talk, typed = Talk(), {**TYPED, **changed}
    while (place := current(talk.draft)) and place.question != question:
        talk.says(typed[place.question])
        assert talk.draft.answers.get(place.question) is not None, place.question
    return talk
