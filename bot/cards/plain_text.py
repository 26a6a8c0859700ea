"""A message as plain text, for notifications, for clients that draw no cards, and to read in tests."""

from collections.abc import Iterator

from bot.cards.words import clean, one_line
from dialogs.remembering import remembered
from state.message import Button, Card, Input, Message, Section


def plain(message: Message) -> str:
    """The whole message as people would read it aloud: "label: value" for facts, "[Label]" for buttons."""
    blocks = [clean(message.text)]
    if message.card is not None:
        blocks.append(_told(message.card))
    if message.file is not None:
        blocks.append(one_line(message.file.name))
    return "\n\n".join(block for block in blocks if block)


@remembered
def _told(card: Card) -> str:
    """A card, which stands in the summary of its activity and within itself."""
    return "\n\n".join(block for block in _blocks(card) if block)


def _blocks(card: Card) -> Iterator[str]:
    yield _joined([one_line(card.eyebrow), one_line(card.title), *_content(card)])
    for section in card.sections:
        yield _joined([one_line(section.heading), *_content(section), _buttons(section.buttons)])
    yield _buttons(card.buttons)


def _content(part: Card | Section) -> Iterator[str]:
    yield from (clean(line) for line in part.lines)
    yield from (f"{one_line(fact.label)}: {clean(fact.value)}" for fact in part.facts)
    yield from (_input(asked) for asked in part.inputs)


def _input(asked: Input) -> str:
    return _joined([one_line(asked.label), *(f"- {one_line(option.label)}" for option in asked.options)])


def _buttons(buttons: tuple[Button, ...]) -> str:
    return " ".join(f"[{one_line(button.label)}]" for button in buttons)


def _joined(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line)
