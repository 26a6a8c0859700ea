"""A card that would be too large for Teams becomes several: nothing of an alert with many children is cut off."""

from collections.abc import Iterator
from dataclasses import replace

from state.message import Card, Message, Section

ROOM = 12_000
"""Characters of a card's sections, each line counted with what drawing it takes. Teams allows about 28 KB a card."""

_LINE, _OPTION, _POINT = 220, 60, 160


def pages(message: Message) -> tuple[Message, ...]:
    """The message, or several: the first bears the text, the last what is to be filled in and pressed."""
    card = message.card
    if card is None or sum(map(_size, card.sections)) <= ROOM:
        return (message,)
    *early, last = _filled(card.sections)
    if not early:  # one section, however long, is drawn with all that belongs to it
        return (message,)
    first = (Message(card=Card(card.title, card.eyebrow, card.lines, card.facts, sections=part)) for part in early)
    shown = (*first, Message(card=replace(card, eyebrow="", lines=(), facts=(), sections=last)))
    return (replace(shown[0], text=message.text), *shown[1:])


def _filled(sections: tuple[Section, ...]) -> Iterator[tuple[Section, ...]]:
    page: list[Section] = []
    for section in sections:
        if page and sum(map(_size, page)) + _size(section) > ROOM:
            yield tuple(page)
            page = []
        page.append(section)
    yield tuple(page)


def _size(section: Section) -> int:
    lines = [section.heading, *section.lines, *(f"{fact.label}{fact.value}" for fact in section.facts)]
    options = [option for given in section.inputs for option in given.options]
    points = section.chart.points if section.chart else ()
    drawn = sum(_POINT + 2 * len(point.label) for point in points)  # as a picture, and as what stands in for it
    return drawn + sum(_LINE + len(line) for line in lines) + sum(_OPTION + len(option.label) for option in options)
