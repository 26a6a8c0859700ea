"""A card as an Adaptive Card 1.5, never larger than Teams takes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from microsoft_teams.cards import core as ac

from bot.cards.blocks import facts, words
from bot.cards.buttons import rows
from bot.cards.charts import chart_of
from bot.cards.inputs import input_of
from bot.cards.plain_text import plain
from bot.cards.size import CARD, cut, fits, fitting, size
from bot.cards.typed import typed
from bot.cards.words import shortened, unlinked
from state.message import Card, Fact, Message, Section

ECHO = 4_000  # bytes of the card as plain text
_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
_STEPS = (1000, 600, 300, 150)  # characters left of what people said, where the whole is too much for one card
_SENTENCE = 60  # characters: a longer title is a sentence, which in large letters fills half of a phone
_FOOT = 8_000  # bytes of a card too large even so that its last buttons may take
_MORE = "There is more than fits on this card; see details."


def card_of(card: Card) -> dict[str, Any]:
    """The card as JSON, under 28 KB: long words that people said are shortened first, then the end is left out."""
    drawn = _drawn(card)
    for most in _STEPS:
        if fits(drawn, CARD):
            return drawn
        drawn = _drawn(_shortened(card, most))
    return drawn if fits(drawn, CARD) else _curtailed(_shortened(card, _STEPS[-1]))


def _drawn(card: Card) -> dict[str, Any]:
    return _framed(card, _dumped([*_body(card), *_foot(card)]))


def _curtailed(card: Card) -> dict[str, Any]:
    foot = fitting(_dumped([*words(_MORE, bold=True), *_foot(card)]), _FOOT)
    room = CARD - size(_framed(card, foot))
    return _framed(card, [*fitting(_dumped(_body(card)), room), *foot])


def _framed(card: Card, body: list[dict[str, Any]]) -> dict[str, Any]:
    frame = ac.AdaptiveCard(
        lang="en-GB",
        fallback_text=_fallback(card),
        msteams=ac.TeamsCardProperties(width="full") if card.sections else None,
    )
    return {"$schema": _SCHEMA, **_dump(frame), "body": body}


def _fallback(card: Card) -> str:
    """The card as plain text, and what can be typed where there are no buttons to press."""
    buttons = (*(button for section in card.sections for button in section.buttons), *card.buttons)
    instead = unlinked(typed(buttons))
    told = cut(unlinked(plain(Message(card=card))), max(ECHO - size("\n\n" + instead), ECHO // 2))
    return cut("\n\n".join(filter(None, (told, instead))), ECHO)


def _body(card: Card) -> Iterator[ac.CardElement]:
    yield from words(card.eyebrow, size="Small", subtle=True)
    large: ac.TextSize = "Large" if len(card.title) <= _SENTENCE else "Medium"
    yield from words(card.title, heading=True, size=large, bold=True, spacing="Small" if card.eyebrow else None)
    yield from _content(card)
    for section in card.sections:
        yield from _section(section)


def _section(section: Section) -> list[ac.CardElement]:
    heading = words(section.heading, heading=True, size="Medium", bold=True)
    return _apart([*heading, *_content(section), *rows(section.buttons)])


def _foot(card: Card) -> list[ac.CardElement]:
    return _apart(rows(card.buttons)) if card.sections else rows(card.buttons)


def _apart(elements: list[ac.CardElement]) -> list[ac.CardElement]:
    lined = [element.model_copy(update={"separator": True, "spacing": "Large"}) for element in elements[:1]]
    return lined + elements[1:]


def _content(part: Card | Section) -> Iterator[ac.CardElement]:
    for line in part.lines:
        yield from words(line)
    if isinstance(part, Section) and part.chart:
        yield chart_of(part.chart)
    yield from facts(part.facts)
    yield from (input_of(asked) for asked in part.inputs)


def _shortened(card: Card, most: int) -> Card:
    sections = tuple(replace(section, facts=_short(section.facts, most)) for section in card.sections)
    return replace(card, facts=_short(card.facts, most), sections=sections)


def _short(told: tuple[Fact, ...], most: int) -> tuple[Fact, ...]:
    return tuple(replace(fact, value=shortened(fact.value, most)) if fact.said else fact for fact in told)


def _dumped(elements: Iterable[ac.CardElement]) -> list[dict[str, Any]]:
    return [_dump(element) for element in elements]


def _dump(element: ac.CardElement) -> dict[str, Any]:
    return element.model_dump(exclude_none=True)
