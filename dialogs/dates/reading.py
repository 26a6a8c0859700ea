"""Reading a date or time as people say it."""

import re
from datetime import date, datetime
from functools import partial

from dialogs.dates.day import Stretch
from dialogs.dates.framing import without_frame
from dialogs.dates.named_days import with_dates_for_names
from dialogs.dates.period import Span, read_loose_period, read_period, spanned, with_month_of
from dialogs.dates.place import stored
from dialogs.dates.point import YEARS, placed, read_point
from dialogs.dates.when import Fault, Unclear, When, unclear, visible
from dialogs.dates.words import Said, understood
from state.moments import LONDON

LONGEST = 100
"""Characters. dateparser takes two seconds over 10 KB; nobody needs a hundred to say when."""

SENTENCE = 40
"""Characters: a longer sentence tells more than when, and is not to be lost for the date in it."""

_WITH_OFFSET = re.compile(r"(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(z|[+-]\d\d:?\d\d)", re.I)


def read_when(text: str, now: datetime, *, periods: bool = False, future: bool = False) -> When | Unclear:
    """What a text says of when, as it is stored. Never guesses silently: what it had to interpret is not `sure`.

    `now` is in London. `periods` allows "since January"; `future` reads forward, for what is still to come.
    """
    read = _read(text, now, periods, future)
    if isinstance(read, Fault):
        as_said = read.reason != "not_a_date" or read.what in visible(text).lower()
        return unclear(Fault(read.reason, (read.what if as_said else "") or text), now, periods=periods, future=future)
    return read


def warm(now: datetime) -> None:
    """Load dateparser and the calendar of named days, which takes 0.4 s, before somebody waits for it."""
    for phrase in ("yesterday", "good friday", "march"):
        read_when(phrase, now)


def _read(text: str, now: datetime, periods: bool, future: bool) -> When | Fault:
    if len(text) > LONGEST:
        return Fault("too_long", text)
    if written := _WITH_OFFSET.fullmatch(visible(text)):
        return _with_offset(written, now, future)
    said = _dated(understood(text), now.date(), future)
    found = _found(said, now, future)
    if _is_none(found) and _are_two(said.text, now, future):
        return Fault("two_dates", text)
    if _is_none(found) and len(text) <= SENTENCE:
        said, found = _framed(said, now, future) or (said, found)
    if isinstance(found, Span):
        return _period(found, said) if periods else Fault("period", text)
    return found


def _found(said: Said, now: datetime, future: bool) -> When | Span | Fault:
    found = read_period(said.text, now, future=future) or _single(said, now, future)
    return (read_loose_period(said.text, now, future=future) or found) if _is_none(found) else found


def _framed(said: Said, now: datetime, future: bool) -> tuple[Said, When | Span | Fault] | None:
    """The date that stands at the end of a short sentence: it had to be interpreted, so it is never sure."""
    for rest in map(partial(Said, plain=False), without_frame(said.text)):
        if not _is_none(found := _found(rest, now, future)):
            return rest, found
    return None


def _is_none(found: When | Span | Fault) -> bool:
    return isinstance(found, Fault) and found.reason == "not_a_date"


def _single(said: Said, now: datetime, future: bool) -> When | Span | Fault:
    point = read_point(said.text, now, future=future)
    if isinstance(point, Fault):
        return point
    when = placed(point, now, plain=said.plain, future=future)
    if isinstance(when, Stretch):
        return spanned(when, now, future=future)
    return when or Fault("future", "")


def _period(span: Span, said: Said) -> When:
    if span.start == span.end:
        return When(str(span.start), sure=False)
    return When(f"{span.start}/{span.end}", span.complete and said.plain)


def _are_two(text: str, now: datetime, future: bool) -> bool:
    """Whether two days are said, such as "Friday or Saturday"."""
    two = re.fullmatch(r"(.+) (?:or|and|&) (.+)", text)
    if two is None:
        return False
    ends = with_month_of(two[1], two[2]), two[2]
    return not any(isinstance(read_point(end, now, future=future), Fault) for end in ends)


def _dated(said: Said, today: date, future: bool) -> Said:
    """The text with figures in place of "last year" and of named days."""
    text = re.sub(r"(?<!the )\blast year\b", str(today.year - 1), said.text)
    text = re.sub(r"\bthis year\b", str(today.year), text)
    text = with_dates_for_names(text, today, future=future)
    return Said(text, said.plain and text == said.text)


def _with_offset(written: re.Match[str], now: datetime, future: bool) -> When | Fault:
    """An ISO date-time with offset, in London. It comes first: dateparser would swap its day and month."""
    day, clock_time, offset = written.groups()
    try:
        date.fromisoformat(day)
    except ValueError:
        return Fault("no_such_day", day)
    try:
        at = datetime.fromisoformat(f"{day}T{clock_time}{offset.upper()}")
    except ValueError:
        return Fault("no_such_time", f"{clock_time}{offset}")
    if at.year not in YEARS:
        return Fault("too_far", day)
    if at > now and not future:
        return Fault("future", "")
    return When(stored(at.astimezone(LONDON)), sure=True)
