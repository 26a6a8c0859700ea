"""The months that somebody asks about, in words. Whole months only, so that no two answers differ by a day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dialogs.dates import Unclear, read_when
from dialogs.wording import say
from state.moments import LONDON

YEARS = range(2000, 2100)

_WRITTEN = re.compile(r"(\d{4})-(\d\d) to (\d{4})-(\d\d)")
_YEAR = re.compile(r"(?:in |for )?(\d{4})")
_FINANCIAL = re.compile(r"(?:(?:the )?(?:financial year|fy) ?)?(\d{4}) ?[/–-] ?(\d\d|\d{4})")
_NAMED = re.compile(r"(?:the )?(this|last) (quarter|financial year)")
_QUARTER = re.compile(r"q([1-4])(?: (\d{4}))?")
_ROLLING = re.compile(r"(?:(?:in|over|for) )?(?:the )?(?:last|past) (\d{1,3}|\w+)? ?(months|years)")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "twelve": 12, "eighteen": 18}
_APRIL = 4


class Month(NamedTuple):
    """A month of a year, from 1."""

    year: int
    number: int

    def later(self, months: int) -> "Month":
        """So many months later, or earlier."""
        year, month = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, month + 1)

    @property
    def id(self) -> str:
        """As it is written: 2026-04."""
        return f"{self.year}-{self.number:02}"


@dataclass(frozen=True)
class Period:
    """From the first day of one month to the last day of another."""

    first: Month
    last: Month

    def __contains__(self, moment: datetime) -> bool:
        return self.first <= month_of(moment) <= self.last

    def months(self) -> Iterator[Month]:
        """Each month of it."""
        month = self.first
        while month <= self.last:
            yield month
            month = month.later(1)

    @property
    def id(self) -> str:
        """As it is written, and can be typed: 2026-04 to 2026-06."""
        return f"{self.first.id} to {self.last.id}"


def month_of(moment: datetime) -> Month:
    """The month in London in which something happened."""
    there = moment.astimezone(LONDON)
    return Month(there.year, there.month)


def in_words(period: Period, today: date) -> str:
    """A period by its first and last day; one that goes on ends today."""
    first = date(*period.first, 1)
    last = min(date(*period.last.later(1), 1) - timedelta(days=1), today)
    return say("trends.period", first=_day(first), last=_day(last))


def read_months(words: str, now: datetime) -> Period | None:
    """The months that these words mean, up to this one; the last twelve without words. None where they mean none, or
    have not begun."""
    text = " ".join(words.casefold().split()).strip(" .!?")
    this = month_of(now)
    found = _named(text, this) or _said(text, now)
    if found is None or found.first > min(this, found.last) or found.first.year not in YEARS:
        return None
    return Period(found.first, min(found.last, this))


def _named(text: str, this: Month) -> Period | None:
    """What is counted in whole months by itself."""
    april = Month(this.year if this.number >= _APRIL else this.year - 1, _APRIL)
    quarter = Month(this.year, (this.number - 1) // 3 * 3 + 1)
    if not text:
        return Period(this.later(-11), this)
    if said := _WRITTEN.fullmatch(text):
        first, last = Month(int(said[1]), int(said[2])), Month(int(said[3]), int(said[4]))
        return Period(first, last) if {first.number, last.number} <= set(range(1, 13)) else None
    if said := _YEAR.fullmatch(text):
        return Period(Month(int(said[1]), 1), Month(int(said[1]), 12))
    if said := _FINANCIAL.fullmatch(text):
        follows = int(said[2][-2:]) == (int(said[1]) + 1) % 100
        return _of(Month(int(said[1]), _APRIL), 12) if follows else None
    if said := _NAMED.fullmatch(text):
        start, length = (quarter, 3) if said[2] == "quarter" else (april, 12)
        return _of(start if said[1] == "this" else start.later(-length), length)
    if said := _QUARTER.fullmatch(text):
        return _of(Month(int(said[2] or this.year), int(said[1]) * 3 - 2), 3)
    if said := _ROLLING.fullmatch(text):
        count = int(said[1]) if said[1] and said[1].isdigit() else _NUMBERS.get(said[1] or "", 0)
        length = count * (12 if said[2] == "years" else 1)
        return Period(this.later(1 - length), this) if length else None
    return None


def _said(text: str, now: datetime) -> Period | None:
    """A period or day as people say it, widened to whole months."""
    read = read_when(text, now, periods=True)
    if isinstance(read, Unclear):
        return None
    first, _, last = read.value.partition("/")
    ends = [datetime.fromisoformat(end) for end in (first, last or first)]
    return Period(*(Month(end.year, end.month) for end in ends))


def _of(first: Month, length: int) -> Period:
    return Period(first, first.later(length - 1))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
