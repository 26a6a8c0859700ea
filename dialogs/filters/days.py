"""The days that a filter names: "since March", "between 1 and 31 May", "last month", "before Friday"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dialogs.clock_words import brief
from dialogs.dates import Unclear, moment, read_when
from dialogs.wording import say
from state.moments import LONDON
from state.working_days import ONE_DAY

LONGEST = 9  # words that say when

_BEGINS = re.compile(
    r"week|since|between|from|in|on|last|this|next|past|before|by|until|till|after|over|during|today|tomorrow|yesterday"
    r"|\d.*|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun"
)
_ENDLESS = re.compile(r"(before|by|until|till|after) (.+)")
_BOTH_DATED = re.compile(r"(?:between|from) \d.* (?:and|to|till|until) \d")
_A_WEEK = timedelta(days=6)
_AHEAD = timedelta(days=60)
"""So far ahead the end of a period may lie that has begun: "between 1 and 30 November", said on the 23rd."""


@dataclass(frozen=True)
class Days:
    """From one day to another, both included; without an end where that is None."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def typed(self) -> str:
        """As it can be read again, on any day."""
        if self.first and self.last:
            return f"{self.first}" if self.first == self.last else f"between {self.first} and {self.last}"
        return f"after {self.first - ONE_DAY}" if self.first else f"until {self.last}"

    @property
    def said(self) -> str:
        """In words."""
        first, last = (brief(day) if day else "" for day in (self.first, self.last))
        key = "one" if self.first == self.last else "both" if first and last else "from" if first else "until"
        return say(f"filter.days.{key}", first=first, last=last)

    @property
    def begins(self) -> datetime | None:
        """Its first moment, in London."""
        return datetime.combine(self.first, time(), LONDON) if self.first else None

    @property
    def ends(self) -> datetime | None:
        """The moment after its last, in London."""
        return datetime.combine(self.last + ONE_DAY, time(), LONDON) if self.last else None


def read_days(words: list[str], now: datetime, *, future: bool = False) -> tuple[Days, int] | None:
    """The days with which these words begin, and how many words say so; None where they begin with none."""
    if not words or not _BEGINS.match(words[0].casefold()):
        return None
    for count in range(min(len(words), LONGEST), 0, -1):
        days = _days(" ".join(words[:count]).casefold(), now, future)
        if days:
            return days, count
    return None


def _days(text: str, now: datetime, future: bool) -> Days | None:
    today = now.date()
    if future and text in ("week", "this week"):
        return Days(today, today + _A_WEEK)
    if endless := _ENDLESS.fullmatch(text):
        whole = _read(endless[2], now, future)
        if whole is None or whole.first is None or whole.last is None:
            return None
        match endless[1]:
            case "after":
                return Days(whole.last + ONE_DAY, None)
            case "before":
                return Days(None, whole.first - ONE_DAY)
            case _:
                return Days(None, whole.last)
    ahead = _read(text, now + _AHEAD, future) if _BOTH_DATED.match(text) else None
    return ahead if ahead and ahead.holds(today) else _read(text, now, future)


def _read(text: str, now: datetime, future: bool) -> Days | None:
    read = read_when(text, now, periods=True, future=future)
    if isinstance(read, Unclear):
        return None
    first, _, last = read.value.partition("/")
    start = moment(first).date()
    return Days(start, moment(last).date() if last else start)
