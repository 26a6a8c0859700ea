"""Clocks in words: how much is left, until when, and what became of them."""

from datetime import date, datetime

import pytest

from dialogs.clock_words import time_left
from state.clocks import Clock
from state.deadlines import DeadlineState, Due
from state.moments import LONDON, Moment
from state.profile import load_profile

KENT = load_profile()
NOW = datetime(2026, 4, 2, 14, 20, tzinfo=LONDON)  # the Thursday before Easter
AT = datetime(2026, 4, 2, 18, 20, tzinfo=LONDON)

ROWS: list[tuple[Moment | None, Moment | None, DeadlineState, bool, str]] = [
    (date(2026, 4, 13), None, "running", False, "5 working days left (by Monday 13 April 2026)"),
    (
        date(2026, 4, 13),
        date(2026, 4, 10),
        "running",
        False,
        "5 working days left (by Monday 13 April 2026); aim for Friday 10 April 2026",
    ),
    (date(2026, 4, 7), None, "running", False, "1 working day left (by Tuesday 7 April 2026)"),
    (date(2026, 4, 2), None, "running", False, "today is the last day (Thursday 2 April 2026)"),
    (date(2026, 4, 1), None, "missed", False, "late: it was due by Wednesday 1 April 2026"),
    (date(2026, 4, 1), None, "missed", True, "done, but late (it was due by Wednesday 1 April 2026)"),
    (date(2026, 4, 7), None, "met", True, "met (it was due by Tuesday 7 April 2026)"),
    (AT, None, "running", False, "4 hours left (by Thursday 2 April 2026, 18:20)"),
    (AT.replace(hour=15, minute=30), None, "running", False, "1 hour left (by Thursday 2 April 2026, 15:30)"),
    (
        None,
        date(2026, 4, 13),
        "running",
        False,
        "aim for Monday 13 April 2026",
    ),
    (None, None, "running", False, "no date yet"),
]


@pytest.mark.parametrize(("due", "target", "state", "ended", "words"), ROWS)
def test_a_clock_in_words(
    due: Moment | None, target: Moment | None, state: DeadlineState, ended: bool, words: str
) -> None:
    deadline = Due("panel_notification", None, due, target, "known_at", False, ("R27",), False, NOW)
    clock = Clock(deadline, state, NOW if ended else None)
    assert time_left(clock, KENT, NOW).startswith(words)
