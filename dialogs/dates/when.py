"""What reading a date gives: a day, a moment or a period as it is stored, or why there is none."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from state.moments import LONDON

Note = Literal["", "hour_twice", "hour_missing", "weekday", "day_month", "am_pm", "no_time"]
Reason = Literal[
    "not_a_date",
    "too_long",
    "no_such_day",
    "no_such_time",
    "month_first",
    "two_dates",
    "period",
    "backwards",
    "future",
    "too_far",
]

_QUOTED = 40  # characters


@dataclass(frozen=True)
class When:
    """A date, a date-time with offset, or a period `from/to`. Where it is not `sure`, a yes is asked for.

    `other` is the second reading where there are two. `note` says why: the hour comes twice or not at all at a clock
    change, the weekday is not that day's, day and month can be read two ways, the hour is of the morning or evening, or
    a part of the day was said and the day alone taken.
    """

    value: str
    sure: bool
    other: str | None = None
    note: Note = ""


@dataclass(frozen=True)
class Unclear:
    """Why nothing was taken, the part of the text that stands in the way, and two phrases that can be read."""

    reason: Reason
    what: str
    examples: tuple[str, str]


class Fault(NamedTuple):
    """Why a part of the text gives no date, and which part."""

    reason: Reason
    what: str


def visible(text: str) -> str:
    """The text without control, direction and other unseen characters; every white space a single blank."""
    spaced = "".join(" " if c.isspace() else c for c in text)
    return " ".join("".join(c for c in spaced if unicodedata.category(c)[0] != "C").split())


def unclear(fault: Fault, now: datetime, *, periods: bool, future: bool) -> Unclear:
    """A fault as it is handed out: at most 40 characters of the text, and examples that fit the question."""
    return Unclear(fault.reason, _quoted(visible(fault.what)), _examples(now.date(), periods, future))


def _quoted(text: str) -> str:
    """At most 40 characters, with no word cut in two unless it is as long by itself."""
    if len(text) <= _QUOTED:
        return text
    whole, _, _ = text[: _QUOTED + 1].rpartition(" ")
    return (whole or text[:_QUOTED]).rstrip()


def _examples(today: date, periods: bool, future: bool) -> tuple[str, str]:
    if periods:
        return "over the last two weeks", f"from {_day(today - timedelta(10))} to {_day(today - timedelta(3))}"
    if future:
        return "tomorrow at 10am", f"{_day(today + timedelta(3))} at 14:30"
    return "yesterday at 4pm", f"{_day(today - timedelta(3))} at 14:30"


def moment(value: str) -> datetime:
    """The first moment of a stored date, date-time or period, in London. Raises ValueError for any other text.

    Python compares two moments of one zone by their clock faces: in the hour that comes twice, compare in UTC.
    """
    first = datetime.fromisoformat(value.partition("/")[0])
    return first.replace(tzinfo=LONDON) if first.tzinfo is None else first.astimezone(LONDON)


def comes_twice(at: datetime) -> bool:
    """Whether London's clocks show that time twice: the hour in October in which they go back."""
    return _offset(at, 0) > _offset(at, 1)


def spoken(value: str) -> str:
    """A stored value in exact words, in an hour that comes twice also which. Raises ValueError for any other text."""
    start, _, end = value.partition("/")
    if end:
        return f"{_day(date.fromisoformat(start))} to {_day(date.fromisoformat(end))}"
    at = moment(value)
    day = f"{at:%A} {_day(at)}"
    if "T" not in value:
        return day
    return f"{day}, {at:%H:%M}{_which(at) if comes_twice(at) else ''}"


def _which(at: datetime) -> str:
    return f" (the second {at:%H:%M}, winter time)" if at.fold else f" (the first {at:%H:%M}, summer time)"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _offset(at: datetime, fold: int) -> timedelta:
    return at.replace(tzinfo=LONDON, fold=fold).utcoffset() or timedelta()
