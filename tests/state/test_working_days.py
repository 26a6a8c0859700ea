"""Working days: the table, its edges, and the count as people are shown it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state.profile_file import load_profile
from state.profile_parts import Calendar, Closure
from state.working_days import FIRST, LAST, Counted, WorkingDays, working_days

ENGLAND = working_days(load_profile().calendar)
SCOTLAND = working_days(load_profile(Path(__file__).with_name("invented_council.toml")).calendar)
DAYS = st.dates(date(1991, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 4, 2), None),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 4), "weekend"),
        (date(2026, 4, 5), "weekend"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 4, 7), None),
        (date(2026, 12, 24), None),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), "Boxing Day"),  # a Saturday
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2027, 12, 27), "Christmas Day (substitute day)"),
        (date(2027, 12, 28), "Boxing Day (substitute day)"),
        (date(2028, 1, 3), "New Year's Day (substitute day)"),
        (date(2022, 6, 3), "Platinum Jubilee of Elizabeth II"),
        (date(2026, 8, 31), "Late Summer Bank Holiday"),
    ],
)
def test_why_a_day_is_not_worked(day: date, why: str | None) -> None:
    assert ENGLAND.why_not(day) == why


@pytest.mark.rule("R27")
@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
        (date(2026, 4, 2), 5, date(2026, 4, 13)),
        (date(2026, 12, 23), 5, date(2027, 1, 4)),  # over Christmas and the new year
        (date(2026, 12, 26), 1, date(2026, 12, 29)),  # from a day that is not worked
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # from a Friday
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 4, 6), -1, date(2026, 4, 2)),
        (date(2026, 4, 13), -5, date(2026, 4, 2)),
    ],
)
def test_adding(day: date, n: int, expected: date) -> None:
    assert ENGLAND.add_working_days(day, n) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 4, 2), date(2026, 4, 2)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 12, 26), date(2026, 12, 29)),
        (FIRST, date(1990, 1, 2)),
    ],
)
def test_first_working_day_from(day: date, expected: date) -> None:
    assert ENGLAND.first_working_day_from(day) == expected


def test_a_closure_of_the_councils_own_is_skipped_by_name() -> None:
    closed = WorkingDays(Calendar("GB", "ENG", (Closure(date(2026, 12, 29), "Council closed"),)))
    assert closed.explain(date(2026, 12, 24), 1) == (
        Counted(date(2026, 12, 25), skipped="Christmas Day"),
        Counted(date(2026, 12, 26), skipped="Boxing Day"),
        Counted(date(2026, 12, 27), skipped="weekend"),
        Counted(date(2026, 12, 28), skipped="Boxing Day (substitute day)"),
        Counted(date(2026, 12, 29), skipped="Council closed"),
        Counted(date(2026, 12, 30), number=1),
    )


@pytest.mark.parametrize(
    ("day", "england", "scotland"),
    [
        (date(2026, 1, 2), None, "New Year Holiday"),
        (date(2026, 4, 6), "Easter Monday", None),
        (date(2026, 8, 3), None, "Summer Bank Holiday"),
        (date(2026, 8, 31), "Late Summer Bank Holiday", None),
        (date(2026, 9, 21), None, "Autumn holiday"),  # the invented council's own
        (date(2026, 11, 30), None, "Saint Andrew's Day"),
        (date(2026, 12, 28), "Boxing Day (substitute day)", "Boxing Day (substitute day)"),
    ],
)
def test_the_bank_holidays_are_those_of_the_subdivision(day: date, england: str | None, scotland: str | None) -> None:
    assert (ENGLAND.why_not(day), SCOTLAND.why_not(day)) == (england, scotland)


OUTSIDE: list[Callable[[], object]] = [
    lambda: ENGLAND.add_working_days(FIRST - timedelta(days=2), 5),
    lambda: ENGLAND.add_working_days(LAST - timedelta(days=1), 5),
    lambda: ENGLAND.add_working_days(FIRST, -1),
    lambda: ENGLAND.first_working_day_from(LAST + timedelta(days=1)),
    lambda: ENGLAND.explain(LAST, 1),
]


@pytest.mark.parametrize("ask", OUTSIDE)
def test_beyond_the_table_nothing_is_guessed(ask: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="1990-01-01 to 2100-12-31"):
        ask()


@given(day=DAYS, n=st.integers(1, 60))
def test_adding_agrees_with_counting_on_the_fingers(day: date, n: int) -> None:
    counted, at = 0, day
    while counted < n:
        at += timedelta(days=1)
        counted += ENGLAND.why_not(at) is None
    assert ENGLAND.add_working_days(day, n) == at
    assert ENGLAND.working_days_between(day, at) == n
    assert ENGLAND.add_working_days(at + timedelta(days=1), -1) == at


@given(day=DAYS, n=st.integers(1, 20))
def test_the_explanation_leaves_no_day_out_and_ends_on_the_day_itself(day: date, n: int) -> None:
    explained = ENGLAND.explain(day, n)
    assert [c.day for c in explained] == [day + timedelta(days=k) for k in range(1, len(explained) + 1)]
    assert [c.number for c in explained if c.number] == list(range(1, n + 1))
    assert all((c.number is None) == (c.skipped is not None) for c in explained)
    assert explained[-1] == Counted(ENGLAND.add_working_days(day, n), number=n)
