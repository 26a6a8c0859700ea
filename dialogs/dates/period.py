"""Periods as people say them: since January, over the last two weeks, between 3 and 10 November."""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from dialogs.dates.day import Stretch
from dialogs.dates.engine import ask
from dialogs.dates.point import YEARS, placed, read_point
from dialogs.dates.vocabulary import MONTH, NTH, UNIT
from dialogs.dates.when import Fault, moment
from state.moments import LONDON

_TODAY = "(?:now|today|date|present)"
_SINCE = re.compile(rf"(?:ever )?since (.+)|from (.+?) (?:onwards|(?:to|till|until) {_TODAY})|(.+) onwards")
_BETWEEN = re.compile(r"between (.+?) and (.+)|from (.+?) (?:to|till|until|-) (.+)|(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
_ROLLING = re.compile(
    r"(?:(?:over|in|for|during|within|throughout) )?(?:the )?"
    rf"(?:(?:last|past) (?:~ )?(\d{{1,3}}) |past |(?<=the )last |last (?=fortnight))({UNIT})"
    rf"|for (?:~ )?(\d{{1,3}}|an?) ({UNIT})"
)
_LOOSE = re.compile(r"(.+?) (?:to|till|until|-) (.+)")
_FROM = re.compile(r"from (.+)")


class Span(NamedTuple):
    """The first and last day of a period, and whether nothing was left out."""

    start: date
    end: date
    complete: bool = False


def read_period(text: str, now: datetime, *, future: bool) -> Span | Fault | None:
    """The period that the text says outright, None where it says none. Faults: of its ends, and `backwards`."""
    if said := _SINCE.fullmatch(text):
        return _between(said[said.lastindex or 0], "today", now, future)
    if said := _BETWEEN.fullmatch(text):
        first, last = filter(None, said.groups())
        return _between(first, last, now, future)
    if said := _ROLLING.fullmatch(text):
        return _back(f"{said[1] or said[3] or '1'} {said[2] or said[4]} ago", now)
    return None


def read_loose_period(text: str, now: datetime, *, future: bool) -> Span | Fault | None:
    """A period in words that could be something else, to be asked last: "3 to 10 November", "from March"."""
    text = re.sub(rf"\b({NTH}|\d+/\d+/\d+) ?- ?(?={NTH} {MONTH}\b|\d+/\d+/)", r"\1 to ", text)
    if said := _LOOSE.fullmatch(text):
        return _between(said[1], said[2], now, future)
    if said := _FROM.fullmatch(text):
        return _between(said[1], "today", now, future)
    return None


def with_month_of(first: str, last: str) -> str:
    """The first of two days, with what was said only once: "3" and "10 November" give "3 November"."""
    return f"{first} {re.sub(rf'^{NTH} ', '', last)}" if re.fullmatch(NTH, first) else first


def spanned(stretch: Stretch, now: datetime, *, future: bool) -> Span | Fault:
    """A stretch of days as a period, up to today."""
    today = now.date()
    if future:
        return Span(stretch.start, stretch.end)
    return Span(stretch.start, min(stretch.end, today)) if stretch.start <= today else Fault("future", "")


def _back(ago: str, now: datetime) -> Span | Fault:
    """From that long ago until today."""
    answer = ask(ago, now.date())
    if answer is None or answer.at.year not in YEARS:
        return Fault("too_far", "")
    lapse = datetime.combine(now.date(), time()) - answer.at
    return Span((now - lapse).date(), now.date())


def _between(first: str, last: str, now: datetime, future: bool) -> Span | Fault:
    first = with_month_of(first, last)
    end = _span(last, now, future)
    if isinstance(end, Fault):
        return end
    start = _span(first, now, future)
    if isinstance(start, Fault):
        return start
    if start.start > end.end:  # "from November to January": the November before
        earlier = _span(first, datetime.combine(end.end, time(23, 59), LONDON), future)
        if isinstance(earlier, Fault) or earlier.start > end.end:
            return Fault("backwards", "")
        start = earlier
    return Span(start.start, end.end, start.complete and end.complete)


def _span(text: str, now: datetime, future: bool) -> Span | Fault:
    """The days of one end of a period."""
    point = read_point(text, now, future=future)
    if isinstance(point, Fault):
        return point
    when = placed(point, now, plain=True, future=future)
    if isinstance(when, Stretch):
        return spanned(when, now, future=future)
    if when is None:
        return Fault("future", text)
    day = moment(when.value).date()
    return Span(day, day, when.sure and point.split.clock is None)
