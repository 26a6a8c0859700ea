"""Where the code makes cards, and which of these places a run came by."""

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from state.message import Card

ROOT = Path(__file__).parents[2]


def written() -> set[str]:
    """Every place in the code where a card is made, as "dialogs/why.py:17"."""
    files = (path for folder in ("dialogs", "bot") for path in (ROOT / folder).rglob("*.py"))
    return {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files
        if "node_modules" not in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Card"
    }


@contextmanager
def watched() -> Iterator[dict[str, Card]]:
    """The places that are come by while this is open, each with the fullest card that was made there."""
    come_by: dict[str, Card] = {}
    made = Card.__init__

    def noted(card: Card, *args: Any, **named: Any) -> None:
        made(card, *args, **named)
        frame = sys._getframe(1)
        place = f"{frame.f_code.co_filename.removeprefix(f'{ROOT}/')}:{frame.f_lineno}"
        if place not in come_by or _filled(card) > _filled(come_by[place]):
            come_by[place] = card

    with patch.object(Card, "__init__", noted):
        yield come_by


def _filled(card: Card) -> int:
    """How many things a card holds."""
    return sum(
        len(part.lines) + len(part.facts) + len(part.buttons) + sum(1 + len(asked.options) for asked in part.inputs)
        for part in (card, *card.sections)
    )
