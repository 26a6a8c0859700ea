"""What every message must be: within the schema and its size, labelled, and sensible as plain text."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft6Validator

from bot.cards import activity_of, plain
from bot.cards.size import size
from state.message import Card, Input, Message, Section

KB = 1024
CARD = 28 * KB

_WORDS = ("text", "title", "value", "label", "errorMessage", "placeholder", "id", "verb", "fallbackText")

Shape = tuple[Any, ...]

# What no sentence holds that was put together well, whatever people typed into it.
_BROKEN = {
    "a placeholder that was not filled": re.compile(r"\{\w*\}"),
    "the word None": re.compile(r"\bNone\b(?!\.| of| seen)"),
    "empty brackets": re.compile(r"\(\s*\)|\[\s*\]|“\s*”|‘\s*’"),
    "two spaces": re.compile(r"\S {2,}\S"),
    "a space before a stop": re.compile(r"\w [.,;:!?](?=\s|$)"),
    "two stops": re.compile(r"(?<!\.)[.,;:!?][.,;](?!\.)"),
    "something Python wrote": re.compile(r"<\w+[ .]\w+|\bdatetime\b|\bTrue\b|\bFalse\b|\bfrozenset\b"),
}


_ANY = re.compile("|".join(pattern.pattern for pattern in _BROKEN.values()))


@cache
def validator() -> Draft6Validator:
    """The schema of Adaptive Cards 1.5."""
    return Draft6Validator(json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text("utf-8")))


_looked_at: set[Shape] = set()


def look_at(message: Message) -> None:
    """Every message that a test hears goes through here; of each shape, one is looked at. Raises AssertionError."""
    shape = shape_of(message)
    if shape not in _looked_at:
        _looked_at.add(shape)
        found = _of_the_card(message)
        assert not found, "; ".join(found)


def read(message: Message) -> None:
    """The words of a message are read, where nobody said strange things that it repeats. Raises AssertionError."""
    words = plain(message)
    assert not _ANY.search(words), "; ".join(broken(words))


def faults(message: Message) -> list[str]:
    """What is wrong with a message as it is sent, in words; nothing of what it says."""
    activity = activity_of(message)
    said = {"text": activity["text"], **_as_plain_text(activity)}
    return [
        *(f"its {name} has {fault}" for name, words in said.items() for fault in broken(words)),
        *_of_the_card(message),
    ]


def _of_the_card(message: Message) -> list[str]:
    activity = activity_of(message)
    if message.card is None:
        return []
    empty = [f"its {name} is empty" for name, words in _as_plain_text(activity).items() if not words.strip()]
    return [*empty, *faults_of(activity["attachments"][0]["content"])]


def _as_plain_text(activity: dict[str, Any]) -> dict[str, str]:
    """What stands in for a card, where one is: in notifications, and in clients that draw none."""
    drawn = [a["content"] for a in activity.get("attachments", ()) if "fallbackText" in a["content"]]
    return {"summary": activity.get("summary", ""), "fallbackText": drawn[0]["fallbackText"]} if drawn else {}


def faults_of(drawn: dict[str, Any]) -> list[str]:
    """What is wrong with a card as it is drawn: its size, its schema, and what has no name."""
    found = [f"it has {size(drawn)} bytes"] if size(drawn) > CARD else []
    plain = without_charts({name: value for name, value in drawn.items() if name != "msteams"})
    found += [
        f"schema: {fault}" for element in (plain | {"body": []}, *plain["body"]) for fault in against_schema(element)
    ]
    for element in elements(plain):
        kind = element["type"]
        needed = ("label", "errorMessage") if kind.startswith("Input.") else ()
        needed += ("title",) if kind.startswith("Action.") else ()
        needed += ("text",) if kind in ("TextBlock", "TextRun") else ()
        found += [f"{kind} has no {name}" for name in needed if not str(element.get(name, "")).strip()]
        if kind == "FactSet" and any(not fact["title"] or not fact["value"] for fact in element["facts"]):
            found.append("a fact is empty")
    return found


def against_schema(element: dict[str, Any]) -> tuple[str, ...]:
    """Where an element, or a card without any, breaks the schema. Elements that differ in their words alone are one."""
    return _against_schema(json.dumps(_without_words(element), sort_keys=True))


@cache
def _against_schema(element: str) -> tuple[str, ...]:
    loaded = json.loads(element)
    card = (
        loaded if loaded.get("type") == "AdaptiveCard" else {"type": "AdaptiveCard", "version": "1.5", "body": [loaded]}
    )
    return tuple("/".join(map(str, fault.path)) for fault in validator().iter_errors(card))


def _without_words(drawn: Any, name: str = "") -> Any:
    """The same with each word that is said or carried back replaced, and each thing of a kind in a row once."""
    if isinstance(drawn, dict) and name != "data":
        return {key: _without_words(inner, key) for key, inner in drawn.items()}
    if isinstance(drawn, list):
        each = [_without_words(inner) for inner in drawn]
        return [one for n, one in enumerate(each) if one not in each[:n]]
    return "words" if isinstance(drawn, str) and name in _WORDS else {} if name == "data" else drawn


def broken(words: str) -> list[str]:
    """What a text should not hold, by its name."""
    return [name for name, pattern in _BROKEN.items() if pattern.search(words)]


def elements(drawn: Any) -> Iterator[dict[str, Any]]:
    """Everything of a card that has a type, and what stands in for it, in the order of reading."""
    if isinstance(drawn, dict):
        if "type" in drawn:
            yield drawn
        for inner in drawn.values():
            yield from elements(inner)
    elif isinstance(drawn, list):
        for inner in drawn:
            yield from elements(inner)


def without_charts(drawn: Any) -> Any:
    """The card as a client draws it that knows the schema alone: charts and `msteams` are Teams' own addition."""
    if isinstance(drawn, dict):
        if str(drawn.get("type", "")).startswith("Chart."):
            return without_charts(drawn["fallback"])
        return {name: without_charts(inner) for name, inner in drawn.items()}
    return [without_charts(inner) for inner in drawn] if isinstance(drawn, list) else drawn


def shape_of(message: Message) -> Shape:
    """What kinds of things a message holds, in their order, whatever they say: messages of one shape look alike."""
    card = message.card
    if card is None:
        return (bool(message.text), type(message.file).__name__)
    own = (bool(message.text), bool(card.title), bool(card.eyebrow), *_part(card))
    return (*own, tuple((bool(section.heading), bool(section.chart), *_part(section)) for section in card.sections))


def _part(part: Card | Section) -> Shape:
    inputs = tuple((i.kind, i.many, i.multiline, *map(bool, _words_of(i))) for i in part.inputs)
    buttons = tuple((button.data.get("do"), button.style, button.label) for button in part.buttons)
    return (len(part.lines), tuple((fact.said, bool(fact.value)) for fact in part.facts), inputs, buttons)


def _words_of(asked: Input) -> tuple[str, ...]:
    return (asked.label.strip(), asked.error.strip(), asked.placeholder, asked.value)
