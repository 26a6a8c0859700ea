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
def watched() -> Iterator[set[str]]:
    """The places that are come by while this is open."""
    come_by: set[str] = set()
    made = Card.__init__

    def noted(card: Card, *args: Any, **named: Any) -> None:
        frame = sys._getframe(1)
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT):
            come_by.add(f"{path.relative_to(ROOT)}:{frame.f_lineno}")
        made(card, *args, **named)

    with patch.object(Card, "__init__", noted):
        yield come_by
