"""A message as the activity that goes to Teams."""

from dataclasses import replace
from typing import Any

from bot.cards.drawing import ECHO, card_of
from bot.cards.files import attached
from bot.cards.plain_text import plain
from bot.cards.size import MESSAGE, cut, size
from bot.cards.words import clean
from state.message import Card, Message

REPEATED = "You may have seen this already: it was sent again after an interruption."
_NAMELESS = "Need to Know"


def activity_of(message: Message, *, repeated: bool = False) -> dict[str, Any]:
    """The activity, under 80 KB. `repeated` adds a line for a message that may have arrived before."""
    text = "\n\n".join(part for part in (message.text, REPEATED if repeated else "") if part)
    activity: dict[str, Any] = {"type": "message", "textFormat": "plain", "inputHint": _hint(message.card)}
    if message.card is not None or message.file is not None:
        activity["summary"] = cut(plain(replace(message, text=text)), ECHO) or _NAMELESS
        activity["attachments"] = [attached(message.file) if message.file else _attachment(message.card)]
    return {**activity, "text": cut(_spaced(clean(text)), MESSAGE - size(activity))}


def _spaced(text: str) -> str:
    """Teams runs single line breaks together; a blank line is a break everywhere."""
    return "\n\n".join(line for line in text.split("\n") if line.strip())


def _attachment(card: Card | None) -> dict[str, Any]:
    assert card is not None
    return {"contentType": "application/vnd.microsoft.card.adaptive", "content": card_of(card)}


def _hint(card: Card | None) -> str:
    asks = card is not None and (card.inputs or any(section.inputs for section in card.sections))
    return "expectingInput" if asks else "acceptingInput"
