"""The steps of a limit, row by row: when people are reminded, over weekends, holidays and clock changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state.ladder import Step, steps, steps_in_hours
from state.limit import Limit
from state.moments import LONDON, Moment, passes_at
from state.profile_file import load_profile
from state.working_days import working_days

KENT = load_profile()
INVENTED = load_profile(Path(__file__).with_name("invented_council.toml"))


def limit(due: str, start: str = "") -> Limit:
    moment: Moment = _moment(due) if "T" in due else date.fromisoformat(due)
    return Limit("panel_notification", None, None, "panel_notification", 1, moment, _moment(start) if start else None)


def _moment(said: str) -> datetime:
    read = datetime.fromisoformat(said)
    return read if read.tzinfo else read.replace(tzinfo=LONDON)


def told(step: Step) -> str:
    """A step as a row shows it: "Thu 26 Nov 09:00 before 2"."""
    at = step.at.astimezone(LONDON)
    number = step.overdue or step.n
    return f"{at:%a} {at.day} {at:%b %H:%M} {step.kind}" + (f" {number}" if number else "")


def rows(limit: Limit, until: str, council: str = "kent", after: str = "2000-01-01T00:00") -> list[str]:
    found = steps(limit, INVENTED if council == "invented" else KENT, _moment(after), _moment(until))
    return [told(step) for step in found]


DAYS = [
    (
        "a Monday: the days before lie in the week before",
        "2026-11-30",
        ["Thu 26 Nov 09:00 before 2", "Fri 27 Nov 09:00 before 1", "Mon 30 Nov 09:00 on_the_day 1",
         "Mon 30 Nov 15:30 on_the_day 2", "Tue 1 Dec 09:00 overdue 1", "Wed 2 Dec 09:00 overdue 2",
         "Thu 3 Dec 09:00 overdue 3", "Fri 4 Dec 09:00 overdue 4", "Mon 7 Dec 09:00 overdue 5"],
    ),
    (
        "a Saturday: its own steps stand on the Friday, and a day before it is that Friday as well",
        "2026-11-28",
        ["Thu 26 Nov 09:00 before 2", "Fri 27 Nov 09:00 on_the_day 1", "Fri 27 Nov 15:30 on_the_day 2",
         "Mon 30 Nov 09:00 overdue 1", "Tue 1 Dec 09:00 overdue 2"],
    ),
    (
        "Maundy Thursday: nobody is reminded over Easter",
        "2026-04-02",
        ["Tue 31 Mar 09:00 before 2", "Wed 1 Apr 09:00 before 1", "Thu 2 Apr 09:00 on_the_day 1",
         "Thu 2 Apr 15:30 on_the_day 2", "Tue 7 Apr 09:00 overdue 1", "Wed 8 Apr 09:00 overdue 2"],
    ),
    (
        "the day after Easter Monday",
        "2026-04-07",
        ["Wed 1 Apr 09:00 before 2", "Thu 2 Apr 09:00 before 1", "Tue 7 Apr 09:00 on_the_day 1",
         "Tue 7 Apr 15:30 on_the_day 2", "Wed 8 Apr 09:00 overdue 1"],
    ),
    (
        "Christmas Eve; Boxing Day is a Saturday, so Monday is its substitute",
        "2026-12-24",
        ["Tue 22 Dec 09:00 before 2", "Wed 23 Dec 09:00 before 1", "Thu 24 Dec 09:00 on_the_day 1",
         "Thu 24 Dec 15:30 on_the_day 2", "Tue 29 Dec 09:00 overdue 1"],
    ),
    (
        "Christmas Day itself",
        "2026-12-25",
        ["Wed 23 Dec 09:00 before 2", "Thu 24 Dec 09:00 on_the_day 1", "Thu 24 Dec 15:30 on_the_day 2",
         "Tue 29 Dec 09:00 overdue 1"],
    ),
    (
        "the clocks go forward in between: 09:00 stays 09:00 on the wall",
        "2026-03-30",
        ["Thu 26 Mar 09:00 before 2", "Fri 27 Mar 09:00 before 1", "Mon 30 Mar 09:00 on_the_day 1",
         "Mon 30 Mar 15:30 on_the_day 2", "Tue 31 Mar 09:00 overdue 1"],
    ),
    (
        "a leap day",
        "2028-02-29",
        ["Fri 25 Feb 09:00 before 2", "Mon 28 Feb 09:00 before 1", "Tue 29 Feb 09:00 on_the_day 1",
         "Tue 29 Feb 15:30 on_the_day 2", "Wed 1 Mar 09:00 overdue 1"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("due", "expected"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_a_limit_that_ends_with_a_day(due: str, expected: list[str]) -> None:
    last = steps_in_hours(limit(due), KENT, _moment("2000-01-01"))
    assert [told(step) for step in islice(last, len(expected))] == expected


HOURS = [
    (
        "24 hours over a night",
        "2026-11-24T14:30", "2026-11-23T14:30", "2026-11-26T12:00",
        ["Tue 24 Nov 02:30 half_time", "Tue 24 Nov 10:30 hours_before 4", "Tue 24 Nov 13:30 hours_before 1",
         "Tue 24 Nov 14:30 expiry 1", "Wed 25 Nov 09:00 overdue 2", "Thu 26 Nov 09:00 overdue 3"],
    ),
    (
        "24 hours over a weekend: the mornings wait for Monday, the hours do not",
        "2026-11-21T14:30", "2026-11-20T14:30", "2026-11-24T12:00",
        ["Sat 21 Nov 02:30 half_time", "Sat 21 Nov 10:30 hours_before 4", "Sat 21 Nov 13:30 hours_before 1",
         "Sat 21 Nov 14:30 expiry 1", "Mon 23 Nov 09:00 overdue 2", "Tue 24 Nov 09:00 overdue 3"],
    ),
    (
        "it passes in the small hours of a working day: that morning is the second step",
        "2026-11-24T03:00", "2026-11-23T03:00", "2026-11-24T12:00",
        ["Mon 23 Nov 15:00 half_time", "Mon 23 Nov 23:00 hours_before 4", "Tue 24 Nov 02:00 hours_before 1",
         "Tue 24 Nov 03:00 expiry 1", "Tue 24 Nov 09:00 overdue 2"],
    ),
    (
        "the clocks go forward: 24 hours are 24 hours",
        "2026-03-29T13:00", "2026-03-28T12:00", "2026-03-30T12:00",
        ["Sun 29 Mar 00:00 half_time", "Sun 29 Mar 09:00 hours_before 4", "Sun 29 Mar 12:00 hours_before 1",
         "Sun 29 Mar 13:00 expiry 1", "Mon 30 Mar 09:00 overdue 2"],
    ),
    (
        "the clocks go back: the hour that comes twice is counted twice",
        "2026-10-25T03:00", "2026-10-24T04:00", "2026-10-26T12:00",
        ["Sat 24 Oct 16:00 half_time", "Sun 25 Oct 00:00 hours_before 4", "Sun 25 Oct 02:00 hours_before 1",
         "Sun 25 Oct 03:00 expiry 1", "Mon 26 Oct 09:00 overdue 2"],
    ),
    (
        "8 hours: half time and four hours before are one step",
        "2026-11-24T16:00", "2026-11-24T08:00", "2026-11-24T23:00",
        ["Tue 24 Nov 12:00 hours_before 4", "Tue 24 Nov 15:00 hours_before 1", "Tue 24 Nov 16:00 expiry 1"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("due", "start", "until", "expected"), [row[1:] for row in HOURS], ids=[r[0] for r in HOURS])
def test_a_limit_in_hours(due: str, start: str, until: str, expected: list[str]) -> None:
    assert rows(limit(due, start), until) == expected


def test_a_limit_in_hours_waits_for_no_working_hours_until_it_has_passed() -> None:
    found = steps(limit("2026-11-21T14:30", "2026-11-20T14:30"), KENT, _moment("2026-11-20"), _moment("2026-11-25"))
    assert [step.at_any_hour for step in found] == [True, True, True, True, False, False]


ANOTHER_COUNCIL = [
    (
        limit("2026-09-22"),  # the day after the council's own autumn holiday, a Monday
        "2026-09-24T12:00",
        ["Wed 16 Sep 10:00 before 3", "Tue 22 Sep 09:15 on_the_day 1", "Tue 22 Sep 12:00 on_the_day 2",
         "Wed 23 Sep 11:00 overdue 1", "Thu 24 Sep 11:00 overdue 2"],
    ),
    (
        limit("2026-11-24T14:30", "2026-11-23T14:30"),  # without half time
        "2026-11-25T12:00",
        ["Tue 24 Nov 08:30 hours_before 6", "Tue 24 Nov 12:30 hours_before 2", "Tue 24 Nov 14:30 expiry 1",
         "Wed 25 Nov 11:00 overdue 2"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "until", "expected"), ANOTHER_COUNCIL)
def test_another_council_has_its_own_steps(limit: Limit, until: str, expected: list[str]) -> None:
    assert rows(limit, until, "invented") == expected


def test_steps_are_those_after_a_moment_up_to_another() -> None:
    monday = limit("2026-11-30")
    assert rows(monday, "2026-11-30T09:00", after="2026-11-27T09:00") == ["Mon 30 Nov 09:00 on_the_day 1"]
    assert rows(monday, "2026-11-30T08:59", after="2026-11-27T09:00") == []
    assert rows(monday, "2026-12-22T09:00", after="2026-12-21T09:00") == ["Tue 22 Dec 09:00 overdue 16"]


@given(
    due=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    hours=st.one_of(st.none(), st.integers(1, 200)),
    after=st.integers(-30, 400),
)
def test_the_steps_rise_and_are_the_same_from_wherever_one_looks(due: date, hours: int | None, after: int) -> None:
    whole = limit(f"{due}")
    if hours:
        ends = datetime(due.year, due.month, due.day, 11, tzinfo=UTC)
        whole = replace(whole, due=ends, start=ends - timedelta(hours=hours))
    ends = passes_at(whole.due)
    first, last = ends - timedelta(days=60), ends + timedelta(days=430)
    every = steps(whole, KENT, first, last)
    at = ends + timedelta(days=after)
    assert steps(whole, KENT, at, last) == tuple(step for step in every if step.at > at)
    moments = [step.at for step in every]
    assert moments == sorted(set(moments))
    overdue = [step.overdue for step in every if step.overdue]
    assert overdue == list(range(1, len(overdue) + 1))
    table = working_days(KENT.calendar)
    in_hours = [step.at.astimezone(LONDON) for step in every if not step.at_any_hour]
    assert all(table.why_not(at.date()) is None for at in in_hours)
    assert all(KENT.hours.opens <= at.time() <= KENT.hours.closes for at in in_hours)
    assert all((step.at >= ends) == bool(step.overdue) for step in every)
