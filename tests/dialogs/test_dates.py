"""Dates and times as people say them: (says, what is stored or why not, whether no yes is needed)."""

from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.dates import Reason, Unclear, When, moment, read_when, spoken, warm
from state.moments import LONDON

NOW = datetime(2026, 11, 23, 14, 20, 30, tzinfo=LONDON)  # a Monday


def heard(read: When | Unclear) -> tuple[str, bool]:
    return (read.value, read.sure) if isinstance(read, When) else (read.reason, False)


SURE, ASKS, REFUSED = True, False, False

ROWS = [
    # written in full: nothing to ask
    ("2026-04-02", "2026-04-02", SURE),
    ("2026-04-07", "2026-04-07", SURE),  # not the 4th of July
    ("2026/04/02", "2026-04-02", SURE),
    ("2026-04-02T09:30", "2026-04-02T09:30:00+01:00", SURE),
    ("2026-04-02 09:30:45", "2026-04-02T09:30:00+01:00", SURE),
    ("2026-04-02T09:30Z", "2026-04-02T10:30:00+01:00", SURE),
    ("2026-04-02T09:30:15.5+02:00", "2026-04-02T08:30:00+01:00", SURE),
    ("2 April 2026", "2026-04-02", SURE),
    ("the 2nd of April 2026", "2026-04-02", SURE),
    ("April 2nd, 2026", "2026-04-02", SURE),
    ("Thu 2 April 2026", "2026-04-02", SURE),
    ("02-Apr-2026", "2026-04-02", SURE),
    ("2april2026", "2026-04-02", SURE),
    ("13/04/2026", "2026-04-13", SURE),
    ("13.04.2026 16:45", "2026-04-13T16:45:00+01:00", SURE),
    ("4/4/2026", "2026-04-04", SURE),
    ("Fri 3/4/2026", "2026-04-03", SURE),  # the weekday says which order is meant
    ("2 April 2026 at 09:30", "2026-04-02T09:30:00+01:00", SURE),
    ("Thursday 2 April 2026, 14:30", "2026-04-02T14:30:00+01:00", SURE),
    ("2 April 2026 at 9.30am", "2026-04-02T09:30:00+01:00", SURE),
    ("2 April 2026 (16:00 hours)", "2026-04-02T16:00:00+01:00", SURE),
    ("4pm on 2 April 2026", "2026-04-02T16:00:00+01:00", SURE),
    ("23 November 2026 at 14:20", "2026-11-23T14:20:00+00:00", SURE),
    # written, but something had to be decided
    ("2 April 2026 at 9:30", "2026-04-02T09:30:00+01:00", ASKS),
    ("2 April 2026 at half eleven", "2026-04-02T11:30:00+01:00", ASKS),
    ("2 April 2026 at noon", "2026-04-02T12:00:00+01:00", ASKS),
    ("2 April 2026 at 12pm", "2026-04-02T12:00:00+01:00", ASKS),
    ("2 April 2026 about 16:00", "2026-04-02T16:00:00+01:00", ASKS),
    ("2 April 2026 in the evening", "2026-04-02", ASKS),
    ("2 April 2026 09:30 GMT", "2026-04-02T10:30:00+01:00", ASKS),
    ("Friday 2 April 2026", "2026-04-02", ASKS),  # it was a Thursday
    ("Wed 3/4/2026", "2026-03-04", ASKS),
    ("3/4/2026", "2026-04-03", ASKS),
    ("3/4 at 14:30", "2026-04-03T14:30:00+01:00", ASKS),
    ("10/04/26 9am", "2026-04-10T09:00:00+01:00", ASKS),  # not 1926
    ("13/4/98", "1998-04-13", ASKS),
    ("2-apr-26", "2026-04-02", ASKS),
    ("3 April", "2026-04-03", ASKS),
    ("24 December", "2025-12-24", ASKS),
    ("2 April last year", "2025-04-02", ASKS),
    ("Tuesday 25 November", "2025-11-25", ASKS),
    ("the 13th", "2026-11-13", ASKS),
    ("on the 25th", "2026-10-25", ASKS),
    ("the 31st", "2026-10-31", ASKS),
    ("Friday 30th", "2026-10-30", ASKS),
    ("the 13th of last month", "2026-10-13", ASKS),
    # days by what they are from now
    ("today", "2026-11-23", ASKS),
    ("Yesterday.", "2026-11-22", ASKS),
    ("the day before yesterday", "2026-11-21", ASKS),
    ("yesteday", "2026-11-22", ASKS),
    ("y'day 5pm", "2026-11-22T17:00:00+00:00", ASKS),
    ("tuseday", "2026-11-17", ASKS),
    ("wensday 4pm", "2026-11-18T16:00:00+00:00", ASKS),
    ("3 febuary", "2026-02-03", ASKS),
    ("Friday", "2026-11-20", ASKS),
    ("Monday", "2026-11-23", ASKS),
    ("last Monday", "2026-11-16", ASKS),
    ("last Tuesday", "2026-11-17", ASKS),
    ("this Friday", "2026-11-20", ASKS),
    ("Friday just gone", "2026-11-20", ASKS),
    ("Thursday last week", "2026-11-19", ASKS),
    ("Monday 4pm", "2026-11-16T16:00:00+00:00", ASKS),
    ("two days ago", "2026-11-21", ASKS),
    ("a couple of days ago at 4pm", "2026-11-21T16:00:00+00:00", ASKS),
    ("a fortnight ago", "2026-11-09", ASKS),
    ("three weeks ago", "2026-11-02", ASKS),
    ("now", "2026-11-23T14:20:00+00:00", ASKS),
    ("just now", "2026-11-23T14:20:00+00:00", ASKS),
    ("ten minutes ago", "2026-11-23T14:10:00+00:00", ASKS),
    ("half an hour ago", "2026-11-23T13:50:00+00:00", ASKS),
    ("about an hour ago", "2026-11-23T13:20:00+00:00", ASKS),
    ("2 and a half hours ago", "2026-11-23T11:50:00+00:00", ASKS),
    ("1 hour and 20 minutes ago", "2026-11-23T13:00:00+00:00", ASKS),
    # a part of the day is no hour
    ("last night", "2026-11-22", ASKS),
    ("this morning", "2026-11-23", ASKS),
    ("yesterday evening", "2026-11-22", ASKS),
    ("in the evening", "2026-11-22", ASKS),
    ("Friday night", "2026-11-20", ASKS),
    ("overnight on Friday", "2026-11-20", ASKS),
    ("in the early hours of Saturday", "2026-11-21", ASKS),
    ("half six last night", "2026-11-22T18:30:00+00:00", ASKS),
    ("2am last night", "2026-11-23T02:00:00+00:00", ASKS),
    ("11 last night", "2026-11-22T23:00:00+00:00", ASKS),
    ("midnight last night", "2026-11-23T00:00:00+00:00", ASKS),
    ("half nine this morning", "2026-11-23T09:30:00+00:00", ASKS),
    ("Saturday at 9 in the evening", "2026-11-21T21:00:00+00:00", ASKS),
    ("2am Friday night", "2026-11-21T02:00:00+00:00", ASKS),
    # clock times as they are said
    ("11am", "2026-11-23T11:00:00+00:00", ASKS),
    ("3pm", "2026-11-22T15:00:00+00:00", ASKS),  # not later today
    ("4.30pm", "2026-11-22T16:30:00+00:00", ASKS),
    ("4:30 p.m.", "2026-11-22T16:30:00+00:00", ASKS),
    ("16.30", "2026-11-22T16:30:00+00:00", ASKS),
    ("1630 hrs", "2026-11-22T16:30:00+00:00", ASKS),
    ("Thursday at 19.30hrs", "2026-11-19T19:30:00+00:00", ASKS),
    ("yesterday 1630", "2026-11-22T16:30:00+00:00", ASKS),
    ("430pm yesterday", "2026-11-22T16:30:00+00:00", ASKS),
    ("midday on Friday", "2026-11-20T12:00:00+00:00", ASKS),
    ("midnight on Friday", "2026-11-20T00:00:00+00:00", ASKS),
    ("at 9 o'clock", "2026-11-23T09:00:00+00:00", ASKS),
    ("quarter past nine", "2026-11-23T09:15:00+00:00", ASKS),
    ("twenty to five", "2026-11-22T16:40:00+00:00", ASKS),
    ("twenty-five past three yesterday", "2026-11-22T15:25:00+00:00", ASKS),
    ("ten past midnight", "2026-11-23T00:10:00+00:00", ASKS),
    ("twenty to one yesterday", "2026-11-22T12:40:00+00:00", ASKS),
    ("half past six yesterday", "2026-11-22T18:30:00+00:00", ASKS),
    ("around 6 yesterday", "2026-11-22T18:00:00+00:00", ASKS),
    ("at 6 today", "2026-11-23T06:00:00+00:00", ASKS),  # the evening is still to come
    ("yesterday at 11", "2026-11-22T11:00:00+00:00", ASKS),
    ("9ish", "2026-11-23T09:00:00+00:00", ASKS),
    ("approx 4pm yesterday", "2026-11-22T16:00:00+00:00", ASKS),
    ("c. 4pm", "2026-11-22T16:00:00+00:00", ASKS),
    ("yesterday ~4pm", "2026-11-22T16:00:00+00:00", ASKS),
    ("I think it was yesterday, just after 6pm", "2026-11-22T18:00:00+00:00", ASKS),
    # days with a name
    ("Good Friday", "2026-04-03", ASKS),
    ("9am on Good Friday", "2026-04-03T09:00:00+01:00", ASKS),
    ("Good Friday last year", "2025-04-18", ASKS),
    ("Easter Sunday", "2026-04-05", ASKS),
    ("Easter Monday 2024", "2024-04-01", ASKS),
    ("Christmas Eve", "2025-12-24", ASKS),
    ("Xmas day", "2025-12-25", ASKS),
    ("Boxing Day", "2025-12-26", ASKS),
    ("New Year's Eve at 11pm", "2025-12-31T23:00:00+00:00", ASKS),
    ("New Year’s Day", "2026-01-01", ASKS),
    ("the early May bank holiday", "2026-05-04", ASKS),
    ("bank holiday Monday in May", "2026-05-25", ASKS),
    ("August bank holiday", "2026-08-31", ASKS),
    ("Bonfire Night", "2026-11-05", ASKS),
    # what cannot be read
    ("", "not_a_date", REFUSED),
    ("5", "not_a_date", REFUSED),
    ("12", "not_a_date", REFUSED),
    ("1630", "not_a_date", REFUSED),
    ("1775556000", "not_a_date", REFUSED),
    ("5 days", "not_a_date", REFUSED),
    ("99 weeks", "not_a_date", REFUSED),
    ("about tea time", "not_a_date", REFUSED),
    ("nobody knows exactly", "not_a_date", REFUSED),
    ("yesterday at the hospital", "not_a_date", REFUSED),
    ("a few days ago", "not_a_date", REFUSED),
    ("10 minutes ago at 4pm", "not_a_date", REFUSED),
    ("\N{CRYING FACE}", "not_a_date", REFUSED),
    ("\N{RIGHT-TO-LEFT OVERRIDE}\x07", "not_a_date", REFUSED),
    ("x" * 101, "too_long", REFUSED),
    ("may", "period", REFUSED),
    ("in March", "period", REFUSED),
    ("2026", "period", REFUSED),
    ("last week", "period", REFUSED),
    ("a month ago", "period", REFUSED),
    ("since January", "period", REFUSED),
    ("between 3 and 10 November", "period", REFUSED),
    ("30 February 2026", "no_such_day", REFUSED),
    ("29 Feb 2027", "no_such_day", REFUSED),
    ("31/04/2026", "no_such_day", REFUSED),
    ("2026-02-30", "no_such_day", REFUSED),
    ("2026-02-30T09:00Z", "no_such_day", REFUSED),
    ("the 32nd", "no_such_day", REFUSED),
    ("25:00", "no_such_time", REFUSED),
    ("yesterday at 9:75", "no_such_time", REFUSED),
    ("2026-04-02T24:30Z", "no_such_time", REFUSED),
    ("4pm this morning", "no_such_time", REFUSED),
    ("04/13/2026", "month_first", REFUSED),
    ("4/13", "month_first", REFUSED),
    ("Friday or Saturday", "two_dates", REFUSED),
    ("3 and 4 April", "two_dates", REFUSED),
    ("9am or 10am yesterday", "two_dates", REFUSED),
    ("tomorrow", "future", REFUSED),
    ("2 April 2030", "future", REFUSED),
    ("today at 4pm", "future", REFUSED),
    ("tonight", "future", REFUSED),
    ("2026-11-23T14:21Z", "future", REFUSED),
    ("Wednesday 25 November", "future", REFUSED),
    ("in two days", "future", REFUSED),
    ("2 April 1850", "too_far", REFUSED),
    ("5000 weeks ago", "too_far", REFUSED),
    ("0001-01-01T00:00+14:00", "too_far", REFUSED),
]


@pytest.mark.parametrize(("says", "hears", "sure"), ROWS)
def test_what_is_said(says: str, hears: str, sure: bool) -> None:
    assert heard(read_when(says, NOW)) == (hears, sure)


CLOCKS_BACK = datetime(2026, 10, 26, 9, 0, tzinfo=LONDON)
FIRST_PASS = datetime(2026, 10, 25, 1, 45, tzinfo=LONDON)
SECOND_PASS = FIRST_PASS.replace(fold=1)
CLOCKS_FORWARD = datetime(2026, 3, 29, 9, 0, tzinfo=LONDON)
NEW_YEAR = datetime(2026, 1, 1, 0, 5, tzinfo=LONDON)
LEAP_DAY = datetime(2028, 2, 29, 12, 0, tzinfo=LONDON)
AFTER_MIDNIGHT = datetime(2026, 11, 23, 0, 10, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "says", "hears", "sure"),
    [
        (CLOCKS_BACK, "yesterday at 1:30am", "2026-10-25T01:30:00+01:00", ASKS),
        (CLOCKS_BACK, "25 October 2026 at 01:30", "2026-10-25T01:30:00+01:00", ASKS),
        (CLOCKS_BACK, "25 October 2026 at 01:30 GMT", "2026-10-25T01:30:00+00:00", ASKS),
        (CLOCKS_BACK, "2026-10-25T01:30+01:00", "2026-10-25T01:30:00+01:00", SURE),
        (CLOCKS_BACK, "25 October 2026 at 00:59", "2026-10-25T00:59:00+01:00", SURE),
        (CLOCKS_BACK, "25 October 2026 at 02:00", "2026-10-25T02:00:00+00:00", SURE),
        (CLOCKS_BACK, "32 hours ago", "2026-10-25T01:00:00+00:00", ASKS),
        (CLOCKS_BACK, "33 hours ago", "2026-10-25T01:00:00+01:00", ASKS),
        (FIRST_PASS, "1:30am", "2026-10-25T01:30:00+01:00", ASKS),
        (FIRST_PASS, "25 October 2026 at 01:50", "future", REFUSED),
        (SECOND_PASS, "25 October 2026 at 01:50", "2026-10-25T01:50:00+01:00", ASKS),
        (SECOND_PASS, "an hour ago", "2026-10-25T01:45:00+01:00", ASKS),
        (SECOND_PASS, "ten minutes ago", "2026-10-25T01:35:00+00:00", ASKS),
        (CLOCKS_FORWARD, "29 March 2026 at 01:30", "2026-03-29T02:30:00+01:00", ASKS),
        (CLOCKS_FORWARD, "half one this morning", "2026-03-29T02:30:00+01:00", ASKS),
        (CLOCKS_FORWARD, "29 March 2026 at 02:00", "2026-03-29T02:00:00+01:00", SURE),
        (CLOCKS_FORWARD, "8 hours ago", "2026-03-29T00:00:00+00:00", ASKS),
        (NEW_YEAR, "yesterday", "2025-12-31", ASKS),
        (NEW_YEAR, "two hours ago", "2025-12-31T22:05:00+00:00", ASKS),
        (NEW_YEAR, "31/12 at 10pm", "2025-12-31T22:00:00+00:00", ASKS),
        (NEW_YEAR, "the 31st", "2025-12-31", ASKS),
        (NEW_YEAR, "New Year's Eve", "2025-12-31", ASKS),
        (LEAP_DAY, "29 February", "2028-02-29", ASKS),
        (LEAP_DAY, "29/02/2028", "2028-02-29", SURE),
        (LEAP_DAY, "29 February last year", "no_such_day", REFUSED),
        (AFTER_MIDNIGHT, "last night", "2026-11-22", ASKS),
        (AFTER_MIDNIGHT, "half eleven last night", "2026-11-22T23:30:00+00:00", ASKS),
        (AFTER_MIDNIGHT, "11pm", "2026-11-22T23:00:00+00:00", ASKS),
        (AFTER_MIDNIGHT, "half an hour ago", "2026-11-22T23:40:00+00:00", ASKS),
        (AFTER_MIDNIGHT, "2am last night", "future", REFUSED),
    ],
)
def test_at_other_moments(now: datetime, says: str, hears: str, sure: bool) -> None:
    assert heard(read_when(says, now)) == (hears, sure)


@pytest.mark.parametrize(
    ("now", "says", "other", "note"),
    [
        (NOW, "3/4/2026", "2026-03-04", "day_month"),
        (NOW, "3/4 at 14:30", "2026-03-04T14:30:00+00:00", "day_month"),
        (datetime(2026, 3, 1, 9, 0, tzinfo=LONDON), "4/1/2026", None, "day_month"),  # 1 April is still to come
        (NOW, "yesterday at 6", "2026-11-22T06:00:00+00:00", "am_pm"),
        (NOW, "quarter past nine", "2026-11-22T21:15:00+00:00", "am_pm"),
        (NOW, "at 6 today", None, ""),
        (NOW, "Friday 2 April 2026", None, "weekday"),
        (CLOCKS_BACK, "yesterday at 1:30am", "2026-10-25T01:30:00+00:00", "hour_twice"),
        (CLOCKS_BACK, "yesterday at 1.30", None, "am_pm"),  # the other one would come twice: it has to be said
        (FIRST_PASS, "1:30am", None, "hour_twice"),
        (CLOCKS_FORWARD, "29 March 2026 at 01:30", None, "hour_missing"),
        (NOW, "2 April 2026", None, ""),
    ],
)
def test_the_second_reading_and_why(now: datetime, says: str, other: str | None, note: str) -> None:
    read = read_when(says, now)
    assert isinstance(read, When)
    assert (read.other, read.note) == (other, note)


@pytest.mark.parametrize(
    ("says", "hears", "sure"),
    [
        ("since January", "2026-01-01/2026-11-23", ASKS),
        ("since 2024", "2024-01-01/2026-11-23", ASKS),
        ("since yesterday", "2026-11-22/2026-11-23", ASKS),
        ("from March", "2026-03-01/2026-11-23", ASKS),
        ("from 1 March 2026 until today", "2026-03-01/2026-11-23", ASKS),
        ("over the last two weeks", "2026-11-09/2026-11-23", ASKS),
        ("for about three months", "2026-08-23/2026-11-23", ASKS),
        ("in the past 24 hours", "2026-11-22/2026-11-23", ASKS),
        ("last fortnight", "2026-11-09/2026-11-23", ASKS),
        ("last week", "2026-11-16/2026-11-22", ASKS),
        ("this month", "2026-11-01/2026-11-23", ASKS),
        ("in December", "2025-12-01/2025-12-31", ASKS),
        ("last year", "2025-01-01/2025-12-31", ASKS),
        ("three months ago", "2026-08-01/2026-08-31", ASKS),
        ("over the weekend", "2026-11-21/2026-11-22", ASKS),
        ("between 3 and 10 November", "2026-11-03/2026-11-10", ASKS),
        ("3-10 November", "2026-11-03/2026-11-10", ASKS),
        ("5 to 9 November", "2026-11-05/2026-11-09", ASKS),  # not five to nine
        ("from March to May", "2026-03-01/2026-05-31", ASKS),
        ("from November to January", "2025-11-01/2026-01-31", ASKS),
        ("between March and May 2025", "2025-03-01/2025-05-31", ASKS),
        ("from Good Friday to Easter Monday", "2026-04-03/2026-04-06", ASKS),
        ("from 10pm Friday to 2am Saturday", "2026-11-20/2026-11-21", ASKS),
        ("between 9 and 10 yesterday", "2026-11-22", ASKS),
        ("2026-01-01/2026-11-23", "2026-01-01/2026-11-23", SURE),
        ("from 1 January 2026 to 23 November 2026", "2026-01-01/2026-11-23", SURE),
        ("13/11/2026 - 20/11/2026", "2026-11-13/2026-11-20", SURE),
        ("2 April 2026 at 09:30", "2026-04-02T09:30:00+01:00", SURE),  # a moment will do too
        ("twenty to five", "2026-11-22T16:40:00+00:00", ASKS),
        ("5", "not_a_date", REFUSED),
        ("for ages", "not_a_date", REFUSED),
        ("Friday or Saturday", "two_dates", REFUSED),
        ("from 10 November 2026 to 3 November 2026", "backwards", REFUSED),
        ("from 3 November 2026 to 30 November 2026", "future", REFUSED),
        ("between 31 April and 3 May", "no_such_day", REFUSED),
        ("for 200 years", "too_far", REFUSED),
    ],
)
def test_periods(says: str, hears: str, sure: bool) -> None:
    assert heard(read_when(says, NOW, periods=True)) == (hears, sure)


def test_the_last_weekend_is_not_this_one() -> None:
    sunday = datetime(2026, 11, 22, 9, 0, tzinfo=LONDON)
    assert heard(read_when("last weekend", sunday, periods=True)) == ("2026-11-14/2026-11-15", ASKS)


@pytest.mark.parametrize(
    ("says", "hears", "sure"),
    [
        ("tomorrow", "2026-11-24", ASKS),
        ("tomorrow at 10", "2026-11-24T10:00:00+00:00", ASKS),
        ("tomorrow morning at 9", "2026-11-24T09:00:00+00:00", ASKS),
        ("next Tuesday 2pm", "2026-11-24T14:00:00+00:00", ASKS),
        ("on Friday", "2026-11-27", ASKS),
        ("Tuesday next week at 2pm", "2026-12-01T14:00:00+00:00", ASKS),
        ("in two days", "2026-11-25", ASKS),
        ("in an hour", "2026-11-23T15:20:00+00:00", ASKS),
        ("in a fortnight", "2026-12-07", ASKS),
        ("at 10", "2026-11-24T10:00:00+00:00", ASKS),
        ("at 4", "2026-11-23T16:00:00+00:00", ASKS),
        ("this afternoon at 4", "2026-11-23T16:00:00+00:00", ASKS),
        ("tonight at 8", "2026-11-23T20:00:00+00:00", ASKS),
        ("3 January", "2027-01-03", ASKS),
        ("the 13th", "2026-12-13", ASKS),
        ("Christmas Eve", "2026-12-24", ASKS),
        ("2 April 2030 at 14:30", "2030-04-02T14:30:00+01:00", SURE),
        ("2 April 2026", "2026-04-02", SURE),  # whether it may lie behind us is for others to say
        ("28 March 2027 at 01:30", "2027-03-28T02:30:00+01:00", ASKS),
        ("31 October 2027 at 01:30", "2027-10-31T01:30:00+01:00", ASKS),
        ("it's booked for tomorrow", "2026-11-24", ASKS),
        ("planned for 4 December 2026 at 14:00", "2026-12-04T14:00:00+00:00", ASKS),
        ("we meet on Friday at 10am", "2026-11-27T10:00:00+00:00", ASKS),
        ("it is not booked for tomorrow", "not_a_date", REFUSED),
        ("once the police call, on Friday perhaps at ten", "not_a_date", REFUSED),
        ("booked for tomorrow or for Friday", "not_a_date", REFUSED),
        ("next week", "period", REFUSED),
        ("as soon as possible", "not_a_date", REFUSED),
        ("2 April 9999", "too_far", REFUSED),
    ],
)
def test_what_is_still_to_come(says: str, hears: str, sure: bool) -> None:
    assert heard(read_when(says, NOW, future=True)) == (hears, sure)


@pytest.mark.parametrize(
    ("says", "what"),
    [
        ("about tea time on Friday", "tea time"),
        ("nobody knew on Friday", "nobody knew"),
        ("on and off since Friday", "off"),
        ("the child was found at home", "child was found at home"),
        ("30 Feb 2026", "30 february 2026"),
        ("yesterday at 25:00", "25:00"),
        ("tomorrow at ten", "tomorrow at ten"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b\x00c", "abc"),
        ("no idea " * 13, "no idea no idea no idea no idea no idea"),
        ("nothing" * 15, "nothing" * 5 + "nothi"),
    ],
)
def test_what_stood_in_the_way(says: str, what: str) -> None:
    read = read_when(says, NOW)
    assert isinstance(read, Unclear)
    assert read.what == what


@pytest.mark.parametrize("now", [NOW, CLOCKS_BACK, SECOND_PASS, CLOCKS_FORWARD, NEW_YEAR, LEAP_DAY])
@pytest.mark.parametrize(("periods", "future"), [(False, False), (True, False), (False, True)])
def test_the_examples_can_be_said(now: datetime, periods: bool, future: bool) -> None:
    read = read_when("x", now, periods=periods, future=future)
    assert isinstance(read, Unclear)
    for example in read.examples:
        assert isinstance(read_when(example, now, periods=periods, future=future), When)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-04-02T09:30:00+01:00", "Thursday 2 April 2026, 09:30"),
        ("2026-04-02T09:30:00+00:00", "Thursday 2 April 2026, 10:30"),
        ("2026-04-02", "Thursday 2 April 2026"),
        ("2026-01-01/2026-11-23", "1 January 2026 to 23 November 2026"),
        ("2026-10-25T00:30:00+01:00", "Sunday 25 October 2026, 00:30"),
        ("2026-10-25T01:30:00+01:00", "Sunday 25 October 2026, 01:30 (the first 01:30, summer time)"),
        ("2026-10-25T01:30:00+00:00", "Sunday 25 October 2026, 01:30 (the second 01:30, winter time)"),
        ("2026-03-29T02:30:00+01:00", "Sunday 29 March 2026, 02:30"),
    ],
)
def test_a_stored_value_in_exact_words(value: str, words: str) -> None:
    assert spoken(value) == words


@pytest.mark.parametrize(
    ("value", "first"),
    [
        ("2026-04-02", datetime(2026, 4, 2, tzinfo=LONDON)),
        ("2026-04-02T08:30:00+00:00", datetime(2026, 4, 2, 9, 30, tzinfo=LONDON)),
        ("2026-10-25T01:30:00+00:00", datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1)),
        ("2026-01-01/2026-11-23", datetime(2026, 1, 1, tzinfo=LONDON)),
    ],
)
def test_the_first_moment_of_a_stored_value(value: str, first: datetime) -> None:
    assert moment(value).isoformat() == first.isoformat()


@pytest.mark.parametrize("value", ["", "not_known", "yesterday"])
def test_other_words_are_no_stored_value(value: str) -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        moment(value)


def test_what_is_repeated_to_people_is_read_back_the_same() -> None:
    warm(NOW)
    values = [hears for _, hears, _ in ROWS if hears[0].isdigit()]
    assert [heard(read_when(spoken(value), NOW)) for value in values] == [(value, SURE) for value in values]


VOCABULARY = """
yesterday today tomorrow monday friday march may november 2 3 13 31 5th 1st 2026 26 1999 9999 ago in on at of the this
last next day days week weeks month year years hour minutes a an half quarter past to noon midnight 4pm 9:30 01:30
16.30 1630 hrs o'clock morning evening night tonight now just before after and or since from between weekend fortnight
about 3/4 29/3 25/10/2026 29/02/2028 2026-10-25 good christmas eve bank holiday gmt - / ~ ish
"""
WORDS = st.sampled_from(VOCABULARY.split())
PHRASES = st.lists(WORDS, max_size=9).map(" ".join)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(LONDON))  # noqa: DTZ001
CLOCK_CHANGES = st.sampled_from([FIRST_PASS, SECOND_PASS, CLOCKS_FORWARD, LEAP_DAY, NEW_YEAR])


@settings(deadline=None, max_examples=400)
@given(st.text(max_size=300) | PHRASES, MOMENTS | CLOCK_CHANGES, st.booleans(), st.booleans())
def test_any_text_is_read_or_refused(says: str, now: datetime, periods: bool, future: bool) -> None:
    read = read_when(says, now, periods=periods, future=future)
    assert read == read_when(says, now, periods=periods, future=future)
    if isinstance(read, Unclear):
        assert read.reason in get_args(Reason)
        assert len(read.what) <= 40
        assert read.what.isprintable()
        return
    for value in filter(None, (read.value, read.other)):
        days = value.split("/")
        assert len(days) == 1 or (periods and date.fromisoformat(days[0]) < date.fromisoformat(days[1]))
        assert future or all(moment(day).astimezone(UTC) <= now.astimezone(UTC) for day in days)
        assert spoken(value)
    assert not (read.sure and (read.other or read.note))
