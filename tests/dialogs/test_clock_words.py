"""Clocks in words: how much is left, until when, and what became of them."""

from datetime import date, datetime

import pytest

from dialogs.clock_words import standing, time_left
from state.clocks import Clock
from state.deadlines import DeadlineState, Due
from state.moments import LONDON, Moment
from state.profile_file import load_profile

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
    (None, date(2026, 4, 1), "missed", False, "the aim was Wednesday 1 April 2026"),
    (None, None, "running", False, "no date yet"),
]


@pytest.mark.parametrize(("due", "target", "state", "ended", "words"), ROWS)
def test_a_clock_in_words(
    due: Moment | None, target: Moment | None, state: DeadlineState, ended: bool, words: str
) -> None:
    deadline = Due("panel_notification", None, due, target, "known_at", False, ("R27",), False, NOW)
    clock = Clock(deadline, state, NOW if ended else None)
    assert time_left(clock, KENT, NOW).startswith(words)


STANDING: list[tuple[Moment | None, Moment | None, str]] = [
    (date(2026, 4, 13), None, "5 working days left (Mon 13 Apr)"),
    (date(2026, 4, 13), date(2026, 4, 10), "5 working days left (Mon 13 Apr); aim for Fri 10 Apr"),
    (date(2026, 4, 13), date(2026, 4, 1), "5 working days left (Mon 13 Apr); the aim was Wed 1 Apr"),
    (date(2026, 4, 13), date(2026, 4, 13), "5 working days left (Mon 13 Apr)"),
    (date(2026, 4, 7), None, "1 working day left (Tue 7 Apr)"),
    (date(2026, 4, 5), None, "no working day left (Sun 5 Apr)"),
    (date(2026, 4, 2), None, "today is the last day (Thu 2 Apr)"),
    (date(2026, 4, 1), None, "passed on Wed 1 Apr"),
    (date(2026, 4, 1), date(2026, 3, 31), "passed on Wed 1 Apr"),
    (date(2026, 4, 20), None, "10 working days left (Mon 20 Apr)"),
    (date(2026, 4, 21), None, "until Tue 21 Apr"),
    (date(2027, 1, 4), None, "until Mon 4 Jan 2027"),
    (AT, None, "until Thu 2 Apr at 18:20"),
    (datetime(2026, 3, 3, 9, 0, tzinfo=LONDON), None, "passed on Tue 3 Mar at 09:00"),
    (None, date(2026, 4, 13), "aim for Mon 13 Apr"),
    (None, date(2026, 4, 1), "the aim was Wed 1 Apr"),
    (None, None, "no date yet"),
]


@pytest.mark.parametrize(("due", "target", "words"), STANDING)
def test_a_clock_on_a_card_that_stands_for_a_day(due: Moment | None, target: Moment | None, words: str) -> None:
    deadline = Due("panel_notification", None, due, target, "known_at", False, ("R27",), False, NOW)
    assert standing(Clock(deadline, "running", None), KENT, NOW) == words
