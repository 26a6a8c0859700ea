"""What waited for one person while the bot was away becomes one message. Source: processes.md "Posts and reminders"."""

from collections.abc import Iterable, Sequence

from dialogs.wording import say
from state.message import Card, Message, Section

ROOM = 10_000
"""Characters of one such message; what is left waits for the next."""

_A_CARD = 600  # what drawing a section with its buttons takes


def joined(messages: Sequence[Message]) -> Message:
    """Several messages as one, in their order; one alone stays as it is."""
    if len(messages) == 1:
        return messages[0]
    parts = tuple(part for message in messages for part in _parts(message))
    return Message(card=Card(say("gathered.title"), lines=(say("gathered.text"),), sections=parts))


def fitting(messages: Iterable[Message]) -> int:
    """How many of these, from the first, go into one message: at least one."""
    room, count = ROOM, 0
    for message in messages:
        room -= _size(message)
        if room < 0 and count:
            break
        count += 1
    return count


def _parts(message: Message) -> tuple[Section, ...]:
    card = message.card
    lines = tuple(line for line in message.text.split("\n") if line)
    if card is None:
        return (Section(lines=lines),)
    # A shared message has no room for things to fill in: the buttons ask for what they need.
    head = Section(card.title, lines=(*lines, *card.lines), facts=card.facts, buttons=card.buttons)
    return (head, *(Section(s.heading, s.lines, s.facts, buttons=s.buttons) for s in card.sections))


def _size(message: Message) -> int:
    return sum(
        _A_CARD + sum(map(len, part.lines)) + sum(len(f.label) + len(f.value) for f in part.facts)
        for part in _parts(message)
    )
