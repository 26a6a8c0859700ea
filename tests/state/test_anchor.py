"""Anchors: each stands for every head of every day before it, and none can be changed alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from state.anchor import Anchor, Break, Head, breaks, next_anchor

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAYS = ("2026-11-24", "2026-11-25", "2026-11-26")
CHAINS = {"NTK-2026-0001": ["a", "b", "c"], "NTK-2026-0002": ["x", "y"]}


def anchors() -> list[Anchor]:
    """Three days: a case of one entry; both cases; a third entry of the first."""
    one = next_anchor((), DAYS[0], AT, [Head("NTK-2026-0001", 1, "a")])
    two = next_anchor([one], DAYS[1], AT, [Head("NTK-2026-0002", 2, "y"), Head("NTK-2026-0001", 2, "b")])
    three = next_anchor([one, two], DAYS[2], AT, [Head("NTK-2026-0001", 3, "c"), Head("NTK-2026-0002", 2, "y")])
    return [one, two, three]


ANCHORS = anchors()


def test_an_anchor_keeps_what_moved() -> None:
    assert [anchor.heads for anchor in ANCHORS] == [
        (Head("NTK-2026-0001", 1, "a"),),
        (Head("NTK-2026-0001", 2, "b"), Head("NTK-2026-0002", 2, "y")),
        (Head("NTK-2026-0001", 3, "c"),),
    ]
    assert list(breaks(ANCHORS, CHAINS)) == []
    assert len({anchor.code for anchor in ANCHORS}) == 3


def test_what_was_added_since_is_no_break() -> None:
    more = {**CHAINS, "NTK-2026-0001": ["a", "b", "c", "d"], "NTK-2026-0003": ["new"]}
    assert list(breaks(ANCHORS, more)) == []


CHANGED: list[tuple[str, dict[str, list[str]], list[Break]]] = [
    ("the last entry removed", {"NTK-2026-0001": ["a", "b"]}, [Break("cut", DAYS[2], "NTK-2026-0001", 3)]),
    ("another story", {"NTK-2026-0002": ["x", "z"]}, [Break("rewritten", DAYS[1], "NTK-2026-0002", 2)]),
    (
        "another beginning",
        {"NTK-2026-0001": ["e", "b", "c"]},
        [Break("rewritten", DAYS[0], "NTK-2026-0001", 1)],
    ),
]


@pytest.mark.parametrize(("chains", "found"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED])
def test_a_rewritten_history_is_noticed(chains: dict[str, list[str]], found: list[Break]) -> None:
    assert list(breaks(ANCHORS, {**CHAINS, **chains})) == found


def test_a_removed_case_is_noticed() -> None:
    chains = {"NTK-2026-0001": CHAINS["NTK-2026-0001"]}
    assert list(breaks(ANCHORS, chains)) == [Break("gone", DAYS[1], "NTK-2026-0002")]
    assert list(breaks(ANCHORS, chains, unread=True)) == []


MENDED: list[tuple[str, Callable[[], Sequence[Anchor]], str]] = [
    ("one removed", lambda: [ANCHORS[0], ANCHORS[2]], DAYS[2]),
    ("the first removed", lambda: ANCHORS[1:], DAYS[1]),
    ("a head changed", lambda: [replace(ANCHORS[0], heads=(Head("NTK-2026-0001", 2, "b"),)), *ANCHORS[1:]], DAYS[0]),
    ("a head taken out", lambda: [ANCHORS[0], replace(ANCHORS[1], heads=()), ANCHORS[2]], DAYS[1]),
    ("another day", lambda: [replace(ANCHORS[0], id="2026-11-23"), *ANCHORS[1:]], "2026-11-23"),
    (
        "one made anew",
        lambda: [next_anchor((), DAYS[0], AT, [Head("NTK-2026-0001", 2, "b")]), *ANCHORS[1:]],
        DAYS[1],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "day"), [row[1:] for row in MENDED], ids=[row[0] for row in MENDED])
def test_a_changed_anchor_is_noticed(changed: Callable[[], Sequence[Anchor]], day: str) -> None:
    assert Break("anchor", day) in list(breaks(changed(), CHAINS))
