"""The day that a text names, or a stretch of days, or how long ago."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dialogs.dates.engine import Answer, ask
from dialogs.dates.vocabulary import MONTH, MONTHS, UNIT, WEEKDAY, WEEKDAYS
from dialogs.dates.when import Fault
from dialogs.dates.words import strange
from dialogs.dates.written import Day, read_written

_COUNT = rf"(?:an?|\d{{1,4}}(?:\.5)?) {UNIT}"
_COUNTS = rf"{_COUNT}(?: (?:and )?{_COUNT})?"
_RELATIVE = re.compile(
    rf"yesterday|today|tomorrow|day (?:before yesterday|after tomorrow)|(?:(?:just|right) )?now"
    rf"|(?:last |next )?{WEEKDAY}|{_COUNTS} ago|in {_COUNTS}(?: time)?|\d\d?(?:st|nd|rd|th) (?:last|this) month"
)
_DURING = "(?:(?:in|during|over|throughout) )?"
_STRETCH = re.compile(rf"{_DURING}((?:last|this|next) (?:week|month)|{MONTH}(?: \d{{4}})?|(?:19|20)\d\d)")
_WEEKEND = re.compile(rf"{_DURING}(last |this )?weekend")
_OF_WEEK = re.compile(rf"({WEEKDAY}) ((?:last|this|next) week)|((?:last|this|next) week) ({WEEKDAY})")


@dataclass(frozen=True)
class Stretch:
    """Several days on end: a week, a month, a year."""

    start: date
    end: date


@dataclass(frozen=True)
class Lapse:
    """How long ago, in hours and minutes; negative for what is to come."""

    ago: timedelta


Found = Day | Stretch | Lapse


def read_day(text: str, today: date, *, future: bool) -> Found | Fault:
    """What the whole text means. No text at all is today, or a neighbour of it."""
    words = " ".join(re.sub(r"\b(?:on|at|the|of)\b|~", " ", text).split())
    if not words:
        return Day((today,), step=1)
    weekday, rest = _weekday(words)
    return (
        read_written(rest, weekday, today, future=future)
        or _relative(words, today, future)
        or _weekend(words, today)
        or _stretch(words, today, future)
        or Fault("not_a_date", strange(text))
    )


def _weekday(words: str) -> tuple[int | None, str]:
    """The weekday that stands before or after a date, and the date."""
    said = re.fullmatch(rf"({WEEKDAY}) (.*\d.*)|(.*\d.*) ({WEEKDAY})", words)
    if said is None:
        return None, words
    return WEEKDAYS.index(said[1] or said[4]), said[2] or said[3]


def _relative(words: str, today: date, future: bool) -> Found | None:
    if said := _OF_WEEK.fullmatch(words):
        week = _stretch(said[2] or said[3], today, future)
        return Day((week.start + timedelta(WEEKDAYS.index(said[1] or said[4])),)) if week else None
    answer = ask(words, today, future=future) if _RELATIVE.fullmatch(words) else None
    if answer is None:
        return None
    if answer.unit == "time":
        return Lapse(datetime.combine(today, time()) - answer.at)
    if answer.unit in ("month", "year"):
        return _around(answer)
    return Day((answer.at.date(),), step=7 if words in WEEKDAYS else 0)


def _weekend(words: str, today: date) -> Stretch | None:
    said = _WEEKEND.fullmatch(words)
    if said is None:
        return None
    saturday = today - timedelta((today.weekday() - 5) % 7)
    if said[1] == "last " and saturday + timedelta(1) >= today:
        saturday -= timedelta(7)
    return Stretch(saturday, saturday + timedelta(1))


def _stretch(words: str, today: date, future: bool) -> Stretch | None:
    said = _STRETCH.fullmatch(words)
    if said is None:
        return None
    found = _asked(said[1], today)
    in_reach = found and (found.end >= today if future else found.start <= today)
    if said[1] in MONTHS and not in_reach:
        return _asked(f"{said[1]} {today.year + (1 if future else -1)}", today)
    return found


def _asked(phrase: str, today: date) -> Stretch | None:
    answer = ask(phrase, today)
    return _around(answer) if answer else None


def _around(answer: Answer) -> Stretch:
    """The week, month or year of a day."""
    day = answer.at.date()
    if answer.unit == "week":
        monday = day - timedelta(day.weekday())
        return Stretch(monday, monday + timedelta(6))
    if answer.unit == "month":
        next_month = (day.replace(day=28) + timedelta(4)).replace(day=1)
        return Stretch(day.replace(day=1), next_month - timedelta(1))
    return Stretch(day.replace(month=1, day=1), day.replace(month=12, day=31))
