"""Moments and lengths of time: London's days, clock changes, working days, months, and when a limit passes."""

from datetime import UTC, date, datetime

import pytest

from state.moments import LONDON, day_by_day, end_of, moment_of, passes_at
from state.profile_file import load_profile
from state.profile_parts import Span, Unit
from state.working_days import working_days

ENGLAND = working_days(load_profile().calendar)


@pytest.mark.parametrize(
    ("answer", "moment", "only_day"),
    [
        ("2026-04-02", "2026-04-02T00:00:00+01:00", True),
        ("2026-04-02T11:00", "2026-04-02T11:00:00+01:00", False),
        ("2026-01-02T11:00", "2026-01-02T11:00:00+00:00", False),
        ("2026-04-02T11:00+01:00", "2026-04-02T11:00:00+01:00", False),
        ("2026-04-02T11:00Z", "2026-04-02T12:00:00+01:00", False),
        ("2026-04-02T23:30+00:00", "2026-04-03T00:30:00+01:00", False),  # already the next day in London
        ("2026-10-25T01:30", "2026-10-25T01:30:00+01:00", False),  # this hour comes twice: the earlier one
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30:00+00:00", False),
        (
            "2026-03-29T01:30",
            "2026-03-29T01:30:00+00:00",
            False,
        ),  # this hour does not come: that is 02:30 in summer time
        ("2026-03-29T02:30+01:00", "2026-03-29T02:30:00+01:00", False),
        ("2028-02-29", "2028-02-29T00:00:00+00:00", True),
    ],
)
def test_reading_a_moment(answer: str, moment: str, only_day: bool) -> None:
    read = moment_of(answer)
    assert read is not None
    assert (read[0].isoformat(), read[1]) == (moment, only_day)


@pytest.mark.parametrize(
    "answer",
    [None, "not_known", "skipped", "", "2026-13-01", "0202-04-02", "2100-01-01", "9999-12-31", 20260402, ("x",)],
)
def test_what_gives_no_moment(answer: str | int | tuple[str, ...] | None) -> None:
    assert moment_of(answer) is None


LENGTHS: list[tuple[int, Unit, str, str]] = [
    # how many, of what, from when, until when
    (1, "working_days", "2026-04-02T11:00", "2026-04-07"),
    (5, "working_days", "2026-04-02T11:00", "2026-04-13"),
    (5, "working_days", "2026-04-02T23:59", "2026-04-13"),  # evenings are not rolled forward
    (5, "working_days", "2026-04-04T11:00", "2026-04-13"),  # a Saturday counts as itself
    (5, "working_days", "2026-12-24T16:00", "2027-01-05"),  # Boxing Day is a Saturday: Monday is its substitute
    (5, "working_days", "2027-12-24T16:00", "2028-01-05"),  # both days of Christmas and New Year have a substitute
    (15, "working_days", "2026-12-18T16:00", "2027-01-13"),
    (3, "working_days", "2028-02-25T09:00", "2028-03-01"),  # over a leap day
    (30, "working_days", "2026-04-02T11:00", "2026-05-19"),  # over Easter and the May holiday
    (1, "day", "2026-04-02T11:00", "2026-04-02"),
    (5, "day", "2026-04-02T11:00", "2026-04-10"),
    (1, "day", "2026-12-26T10:00", "2026-12-29"),  # the next working day is Day 1
    (5, "day", "2026-12-26T10:00", "2027-01-05"),
    (3, "day", "2026-04-03T10:00", "2026-04-09"),  # Good Friday
    (3, "day", "2026-12-24T10:00", "2026-12-30"),
    (15, "day", "2028-02-21T10:00", "2028-03-10"),
    (9, "day", "2026-11-27T10:00", "2026-12-09"),
    (24, "hours", "2026-09-04T16:00", "2026-09-05T16:00:00+01:00"),
    (24, "hours", "2026-03-28T12:00", "2026-03-29T13:00:00+01:00"),  # an hour is lost that night
    (24, "hours", "2026-10-24T12:00", "2026-10-25T11:00:00+00:00"),  # an hour is won
    (24, "hours", "2026-03-28T01:30", "2026-03-29T02:30:00+01:00"),  # the hour in which it would end does not come
    (24, "hours", "2026-10-24T01:30", "2026-10-25T01:30:00+01:00"),  # it comes twice: the first is a day later
    (24, "hours", "2026-10-25T00:00", "2026-10-25T23:00:00+00:00"),  # that day has 25 hours
    (24, "hours", "2026-03-29T00:00", "2026-03-30T01:00:00+01:00"),  # and that one 23
    (72, "hours", "2026-10-23T20:00", "2026-10-26T19:00:00+00:00"),
    (72, "hours", "2026-03-27T20:00", "2026-03-30T21:00:00+01:00"),
    (24, "hours", "2028-02-28T12:00", "2028-02-29T12:00:00+00:00"),
    (72, "hours", "2026-12-23T04:00", "2026-12-26T04:00:00+00:00"),
    (1, "months", "2026-01-31T10:00", "2026-02-28"),
    (1, "months", "2028-01-31T10:00", "2028-02-29"),
    (1, "months", "2028-02-29T10:00", "2028-03-29"),
    (6, "months", "2027-08-30T10:00", "2028-02-29"),
    (6, "months", "2026-08-31T10:00", "2027-02-28"),
    (1, "months", "2026-03-28T23:30", "2026-04-28"),
    (1, "months", "2026-04-05T10:00", "2026-05-05"),  # months end on any day of the week
    (6, "months", "2026-11-01T10:00", "2027-05-01"),
    (1, "months", "2026-12-05T10:00", "2027-01-05"),
]


@pytest.mark.rule("R27")
@pytest.mark.parametrize(("count", "unit", "start", "end"), LENGTHS)
def test_where_a_length_of_time_ends(count: int, unit: Unit, start: str, end: str) -> None:
    assert end_of(Span(count, unit), london(start), ENGLAND).isoformat() == end


@pytest.mark.parametrize(("unit", "first"), [("working_days", date(2026, 4, 3)), ("day", date(2026, 4, 2))])
def test_the_days_are_told_one_by_one_up_to_the_end(unit: Unit, first: date) -> None:
    told = day_by_day(Span(5, unit), london("2026-04-02T11:00"), ENGLAND)
    assert told[0].day == first
    assert told[-1].day == end_of(Span(5, unit), london("2026-04-02T11:00"), ENGLAND)
    assert {c.skipped for c in told} == {None, "Good Friday", "weekend", "Easter Monday"}


@pytest.mark.parametrize(
    ("limit", "passes"),
    [
        (date(2026, 4, 13), datetime(2026, 4, 13, 23, 0, tzinfo=UTC)),  # 24:00 in summer
        (date(2026, 12, 18), datetime(2026, 12, 19, 0, 0, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 26, 0, 0, tzinfo=UTC)),  # a day of 25 hours
        (datetime(2026, 9, 5, 16, 0, tzinfo=LONDON), datetime(2026, 9, 5, 15, 0, tzinfo=UTC)),
    ],
)
def test_when_a_limit_passes(limit: date, passes: datetime) -> None:
    assert passes_at(limit) == passes


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)
