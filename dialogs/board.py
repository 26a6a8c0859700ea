"""The board: cases by what must happen today, narrowed to what was said. From the index alone. Source: product.md."""

from collections.abc import Iterable
from dataclasses import replace

from dialogs.case_lines import case_section
from dialogs.desk import Desk
from dialogs.filters import Filter, Strange, queries, read_filter
from dialogs.paging import SIZE, Page, page_of, turning
from dialogs.strange import strange
from dialogs.wording import say
from state.documents import Key
from state.index import Row
from state.message import Card, Message, Section

Part = tuple[str, int, list[Row]]
"""A part of the board: its name, how many cases stand in it, and those of them that are shown."""


def cases(desk: Desk, words: str, page: int = 1, *, private: bool = True) -> Message:
    """A page of the board; open cases alone, where nothing of their opening or end was said."""
    wanted = read_filter(desk, words)
    if isinstance(wanted, Strange):
        return strange(desk, "cases", wanted, private=private)
    return board(desk, usual(wanted), page)


def usual(wanted: Filter) -> Filter:
    """What is meant where it was not said whether open or closed cases are."""
    named = wanted.status or wanted.opened or any(mark.startswith("ref:") for mark in wanted.marks)
    return wanted if named else replace(wanted, status="open")


def board(desk: Desk, wanted: Filter, page: int, command: str = "cases") -> Message:
    """A page of the cases that fit, in parts, each with how many it holds."""
    count, parts = shown(desk, wanted, page)
    said = wanted.said(desk)
    plain = wanted == Filter(status="open")
    if not count:
        return Message(say("board.nothing") if plain else say("board.none", filter=said))
    title = say("board.title") if plain else say("board.narrowed", filter=said)
    card = Card(title, sections=sections(desk, parts))
    return Message(card=turning(card, page_of(page, count), wanted.after(command)))


def shown(desk: Desk, wanted: Filter, number: int) -> tuple[int, tuple[Part, ...]]:
    """How many cases fit, and the parts of which some stand on that page, or on the last that there is."""
    count, parts = _looked_at(desk, wanted, Page(max(number, 1), 0))
    last = page_of(number, count)
    return (count, parts) if parts or not count else _looked_at(desk, wanted, last)


def sections(desk: Desk, parts: Iterable[Part]) -> tuple[Section, ...]:
    """A section for each case, under the heading of its part."""
    return tuple(
        case_section(desk, row, say(f"board.{name}", count=count) if n == 0 else "")
        for name, count, rows in parts
        for n, row in enumerate(rows)
    )


def _looked_at(desk: Desk, wanted: Filter, page: Page) -> tuple[int, tuple[Part, ...]]:
    count, parts = 0, []
    for name, query in queries(wanted, desk.clock()):
        start = page.start - count
        found = desk.store.look(query, max(start, 0), max(start + SIZE, 0))
        count += found.total
        if found.items:
            rows = (desk.store.row(Key("case", item.ref)) for item in found.items)
            parts.append((name, found.total, [row for row in rows if row]))
    return count, tuple(parts)
