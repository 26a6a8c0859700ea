"""How much a message holds. Teams takes about 100 KB, counted in UTF-16; a card is safe up to 28 KB."""

import json
from collections.abc import Iterable
from typing import Any

import orjson

from bot.cards.words import shortened

CARD = 28_000
MESSAGE = 40_000  # 80 KB in UTF-16


def size(drawn: Any) -> int:
    """Bytes as JSON in ASCII, which is never shorter than the characters in UTF-16, nor than UTF-8."""
    return len(json.dumps(drawn))


def fits(drawn: Any, room: int) -> bool:
    """Whether it goes into so many bytes. A character takes at most three times as much in ASCII as in UTF-8, so that
    what is far from too large need not be counted closely. Of words that are clean."""
    return 3 * len(orjson.dumps(drawn)) <= room or size(drawn) <= room


def cut(text: str, room: int) -> str:
    """As much of a text, from its beginning, as goes into `room` bytes."""
    most = min(len(text), room)
    while most and size(shortened(text, most)) > room:
        most = most * 9 // 10
    return shortened(text, most)


def fitting(drawn: Iterable[Any], room: int) -> list[Any]:
    """As many elements, from the first, as go into `room` bytes."""
    kept: list[Any] = []
    for element in drawn:
        room -= size(element) + len(", ")
        if room < 0:
            break
        kept.append(element)
    return kept
