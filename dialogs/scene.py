"""A moment of the interview: a draft, the words kept for later, and what there is to say."""

from dataclasses import dataclass, replace
from typing import Any

from dialogs.confirm_cards import confirm_card
from dialogs.context import Context, Turn
from dialogs.prompts import question_card
from dialogs.review import review_card
from dialogs.standing import current
from dialogs.understood import Trouble
from dialogs.wording import say
from state.draft import Draft, Place
from state.message import Message


def ask(draft: Draft, context: Context, kept: str = "") -> Message:
    """What is to be answered now: a confirmation, the first open question, or the review."""
    place = current(draft)
    if draft.pending is not None:
        return Message(card=confirm_card(draft, draft.pending, context.profile))
    if place is None:
        return Message(card=review_card(draft, context, kept))
    return Message(card=question_card(draft, place, context, kept))


@dataclass(frozen=True)
class Scene:
    """What a message is heard in."""

    draft: Draft
    kept: str
    context: Context

    @property
    def place(self) -> Place | None:
        """The question that is being asked; None at the review."""
        return current(self.draft)

    def having(self, **changes: Any) -> "Scene":
        """The scene with its draft changed."""
        return replace(self, draft=replace(self.draft, **changes))

    def turn(self, text: str = "", *first: Message) -> Turn:
        """Say something, after other messages perhaps; what is to be answered now always comes last."""
        return Turn(self.draft, (*first, replace(ask(self.draft, self.context, self.kept), text=text)), self.kept)

    def refused(self, trouble: Trouble) -> Turn:
        """Say why nothing was taken, and ask again."""
        return self.turn(say(trouble.key, **trouble.values))
