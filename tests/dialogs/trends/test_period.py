"""Periods in words: whole months, up to the one that goes on."""

from datetime import datetime

import pytest

from dialogs.trends.period import in_words, read_months
from dialogs.wording import speak_for
from state.moments import LONDON
from state.profile_file import load_profile

NOW = datetime(2026, 11, 23, 14, 20, tzinfo=LONDON)

# what is said, and the months that it means on 23 November 2026
SAID = [
    ("", "2025-12 to 2026-11"),
    ("2026", "2026-01 to 2026-11"),
    ("in 2025", "2025-01 to 2025-12"),
    ("2026/27", "2026-04 to 2026-11"),
    ("2024-25", "2024-04 to 2025-03"),
    ("2024/2025", "2024-04 to 2025-03"),
    ("financial year 2024/25", "2024-04 to 2025-03"),
    ("this financial year", "2026-04 to 2026-11"),
    ("the last financial year", "2025-04 to 2026-03"),
    ("this quarter", "2026-10 to 2026-11"),
    ("Last quarter.", "2026-07 to 2026-09"),
    ("Q1", "2026-01 to 2026-03"),
    ("q4 2025", "2025-10 to 2025-12"),
    ("last six months", "2026-06 to 2026-11"),
    ("the past 18 months", "2025-06 to 2026-11"),
    ("last 2 years", "2024-12 to 2026-11"),
    ("this month", "2026-11 to 2026-11"),
    ("last month", "2026-10 to 2026-10"),
    ("this year", "2026-01 to 2026-11"),
    ("last year", "2025-01 to 2025-12"),
    ("since March", "2026-03 to 2026-11"),
    ("since 10 March", "2026-03 to 2026-11"),
    ("since December", "2025-12 to 2026-11"),
    ("April to June", "2026-04 to 2026-06"),
    ("April to June 2025", "2025-04 to 2025-06"),
    ("between April and June", "2026-04 to 2026-06"),
    ("May", "2026-05 to 2026-05"),
    ("2026-04 to 2026-06", "2026-04 to 2026-06"),
]


@pytest.mark.parametrize(("said", "months"), SAID, ids=[said for said, _ in SAID])
def test_words_mean_months(said: str, months: str) -> None:
    period = read_months(said, NOW)
    assert period is not None
    assert period.id == months
    assert read_months(period.id, NOW) == period


@pytest.mark.parametrize(
    "said", ["next year", "January 2027", "2031", "2026/28", "rubbish", "2026-13 to 2026-14", "1850"]
)
def test_what_is_no_period_or_has_not_begun_is_not_guessed(said: str) -> None:
    assert read_months(said, NOW) is None


def test_a_quarter_in_spring_is_the_one_before_and_the_year_begins_in_april() -> None:
    now = datetime(2026, 2, 1, 0, 5, tzinfo=LONDON)
    assert [p.id for w in ("last quarter", "this financial year") if (p := read_months(w, now))] == [
        "2025-10 to 2025-12",
        "2025-04 to 2026-02",
    ]


def test_a_case_belongs_to_the_month_in_london() -> None:
    period = read_months("June 2026", NOW)
    assert period is not None
    assert datetime.fromisoformat("2026-05-31T23:30:00+00:00") in period, "it is 1 June in London"
    assert datetime.fromisoformat("2026-06-30T23:30:00+00:00") not in period


def test_it_is_said_by_its_days() -> None:
    speak_for(load_profile())
    for words, said in (("2026", "1 January 2026 to 23 November 2026"), ("Q1", "1 January 2026 to 31 March 2026")):
        period = read_months(words, NOW)
        assert period is not None
        assert said in in_words(period, NOW.date())
