"""Under which part of the board a case stands: every edge of its days, in London, over the change of clocks too."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from dialogs.board import shown
from dialogs.clock_words import briefly
from dialogs.filters import Days, Filter
from dialogs.limit_list import due
from dialogs.paging import SIZE, page_of
from state.limit import Limit
from state.moments import LONDON, Moment
from tests.stage import Stage
from tests.state.store.making import case

OPEN = Filter(status="open")


def at(when: str) -> datetime:
    return datetime.fromisoformat(when).replace(tzinfo=LONDON)


def stage_at(when: str, due: Moment | None) -> Stage:
    """A stage with one case, whose only limit is that."""
    stage = Stage(now=at(when))
    limits = () if due is None else (Limit("unit_enquiries", None, None, "alert", 1, due),)
    one = case()
    runs = (replace(one.runs[0], process="alert", state="with_unit"),)
    stage.store._rows.put(replace(one, area="east", runs=runs, limits=limits))
    return stage


def parts(stage: Stage, wanted: Filter = OPEN) -> list[str]:
    return [name for name, _, _ in shown(stage.desk, wanted, 1)[1]]


FRIDAY = date(2026, 4, 10)
EDGES: list[tuple[str, Moment | None, str]] = [
    # now, the limit, the part
    ("2026-04-10T00:00", FRIDAY, "today"),
    ("2026-04-10T23:59", FRIDAY, "today"),
    ("2026-04-11T00:00", FRIDAY, "overdue"),
    ("2026-04-09T23:59", FRIDAY, "week"),
    ("2026-04-04T00:00", FRIDAY, "week"),
    ("2026-04-03T23:59", FRIDAY, "waiting"),
    ("2026-04-10T13:59", at("2026-04-10T14:00"), "today"),
    ("2026-04-10T14:00", at("2026-04-10T14:00"), "overdue"),
    ("2026-04-09T14:00", at("2026-04-10T14:00"), "week"),
    ("2026-03-28T23:59", date(2026, 3, 29), "week"),  # in that night the clocks go forward
    ("2026-03-29T23:59", date(2026, 3, 29), "today"),
    ("2026-03-30T00:00", date(2026, 3, 29), "overdue"),
    ("2026-10-25T23:59", date(2026, 10, 25), "today"),  # and in that one back
    ("2026-10-26T00:00", date(2026, 10, 25), "overdue"),
    ("2026-04-10T12:00", None, "waiting"),
]


@pytest.mark.parametrize(("now", "limit", "part"), EDGES)
def test_under_which_part_a_case_stands(now: str, limit: Moment | None, part: str) -> None:
    assert parts(stage_at(now, limit)) == [part]


LATE = [
    # overdue in which days, whether a limit of Friday 10 April fits on the 20th: it is overdue from the 11th
    (None, True),
    (Days(date(2026, 4, 11), date(2026, 4, 20)), True),
    (Days(date(2026, 4, 12), date(2026, 4, 20)), False),
    (Days(date(2026, 4, 1), date(2026, 4, 10)), False),
    (Days(date(2026, 4, 1), date(2026, 4, 11)), True),
    (Days(None, date(2026, 4, 11)), True),
    (Days(date(2026, 4, 12), None), False),
]


@pytest.mark.parametrize(("days", "fits"), LATE)
def test_since_when_a_limit_is_overdue(days: Days | None, fits: bool) -> None:
    stage = stage_at("2026-04-20T12:00", FRIDAY)
    assert parts(stage, replace(OPEN, late=True, late_in=days)) == (["overdue"] if fits else [])


DUE = [
    # the days, whether a limit of Friday 10 April fits on the 8th
    (Days(FRIDAY, FRIDAY), True),
    (Days(date(2026, 4, 9), date(2026, 4, 9)), False),
    (Days(date(2026, 4, 11), date(2026, 4, 30)), False),
    (Days(date(2026, 4, 8), FRIDAY), True),
    (Days(None, FRIDAY), True),
    (Days(None, date(2026, 4, 9)), False),
    (Days(FRIDAY, None), True),
]


@pytest.mark.parametrize(("days", "fits"), DUE)
def test_in_which_days_a_limit_ends(days: Days, fits: bool) -> None:
    assert bool(parts(stage_at("2026-04-08T12:00", FRIDAY), replace(OPEN, due=days))) is fits


OPENED = [
    # opened in which days, whether a case of Tuesday 7 April, 09:30, fits
    (Days(date(2026, 4, 7), date(2026, 4, 7)), True),
    (Days(date(2026, 4, 8), None), False),
    (Days(date(2026, 4, 7), None), True),
    (Days(None, date(2026, 4, 6)), False),
    (Days(None, date(2026, 4, 7)), True),
]


@pytest.mark.parametrize(("days", "fits"), OPENED)
@pytest.mark.parametrize("late", [False, True])
def test_in_which_days_a_case_was_opened(days: Days, fits: bool, late: bool) -> None:
    stage = stage_at("2026-04-20T12:00", FRIDAY)
    expected = ["overdue" if late else "opened"] if fits else []
    assert parts(stage, replace(OPEN, opened=days, late=late)) == expected


async def test_due_lists_each_limit_on_its_last_day_until_it_passes() -> None:
    stage = stage_at("2026-04-10T13:59", at("2026-04-10T14:00"))
    assert "NTK-2026-0001" in str(due(stage.desk, "today"))
    stage.now += timedelta(minutes=1)
    assert "NTK-2026-0001" not in str(due(stage.desk, "today"))


LEFT: list[tuple[str, Moment, str]] = [
    # now, the limit, what is left
    ("2026-04-09T12:00", date(2026, 4, 13), "2 working days left (Mon 13 Apr)"),
    ("2026-04-10T12:00", date(2026, 4, 13), "1 working day left (Mon 13 Apr)"),
    ("2026-04-02T12:00", date(2026, 4, 8), "2 working days left (Wed 8 Apr)"),  # over Easter
    ("2026-04-13T12:00", date(2026, 4, 13), "today is the last day (Mon 13 Apr)"),
    ("2026-04-14T00:00", date(2026, 4, 13), "passed on Mon 13 Apr"),
    ("2026-04-13T12:00", at("2026-04-13T17:30"), "until Mon 13 Apr at 17:30"),
    ("2026-04-13T17:30", at("2026-04-13T17:30"), "passed on Mon 13 Apr at 17:30"),
]


@pytest.mark.parametrize(("now", "limit", "left"), LEFT)
def test_what_is_left_in_few_words(now: str, limit: Moment, left: str) -> None:
    assert briefly(limit, Stage().profile, at(now)) == left


@pytest.mark.parametrize(
    ("number", "count", "shown"),
    [(1, 0, 1), (1, 1, 1), (2, SIZE, 1), (2, SIZE + 1, 2), (3, SIZE + 1, 2), (0, 50, 1), (-1, 50, 1), (10**9, 25, 3)],
)
def test_which_page_is_shown(number: int, count: int, shown: int) -> None:
    assert page_of(number, count).number == shown
