"""The time of day within a text: a clock time, and the part of the day that tells which half is meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, time, timedelta, timezone, tzinfo

from dialogs.dates.vocabulary import MONTH, UNIT, WEEKDAY
from dialogs.dates.when import Fault

_HOURS_OF = {
    "": range(24),
    "morning": range(12),
    "afternoon": range(12, 19),
    "evening": range(16, 24),
    "night": (*range(6), *range(16, 24)),  # those before six belong to the next date
}
_PARTS = (
    (r"\blast (night|evening)\b", "yesterday"),
    (r"\bthis (morning|afternoon|evening)\b", "today"),
    (r"\bto(night)\b", "today"),
    (r"\b(?:(?:in|during|on|at) )?(?:the )?(morning|afternoon|evening|night)\b(?: of\b)?", ""),
)

_NEAR = "(?:yesterday|today|tomorrow)"
_HOUR = r"(?:1[0-2]|[1-9])"
_LONE = rf"(?![:./h-]\d|[ap]m| {MONTH}| {UNIT})"  # a number that is neither a day nor a count


def _turn(said: re.Match[str]) -> str:
    minutes = 15 if said[1] == "quarter" else int(said[1].split()[0])
    hour = {"noon": 12, "midnight": 24}.get(said[3]) or int(said[3])
    total = (hour * 60 + minutes if said[2] == "past" else hour * 60 - minutes) % (24 * 60)
    half_is_said = said[3].isalpha()
    return f"~ {total // 60:02}:{total % 60:02}" if half_is_said else f"{total // 60 or 12}h{total % 60:02}"


_Written = str | Callable[[re.Match[str]], str]
_AS_DIGITS: tuple[tuple[str, _Written], ...] = (
    (
        rf"\b(quarter|5|10|20|25|[1-5]?\d minutes?) (past|to) ({_HOUR}|noon|midnight)\b(?! {MONTH})",
        _turn,
    ),
    (rf"\bhalf (?:past )?({_HOUR})\b", r"\1h30"),
    (r"\b(?:12 ?)?noon\b", "~ 12:00"),
    (r"\b(?:12 ?)?midnight\b", "~ 00:00"),
    (r"\b(\d\d?)(\d\d)(?=[ap]m\b)", r"\1:\2"),
    (r"\b(\d\d)(\d\d) ?h(?:ours)?\b(?! ago)", r"\1:\2"),
    (rf"\bat (\d\d?)(\d\d)\b{_LONE}", r"at \1:\2"),
    (rf"\b({_NEAR}|{WEEKDAY}) (\d\d)(\d\d)\b", r"\1 \2:\3"),
    (rf"\b(\d\d)(\d\d) (?=(?:on )?(?:{_NEAR}|{WEEKDAY}))", r"\1:\2 "),
    (r"\b(\d\d?) ?oclock\b", r"\1h00"),
    (rf"((?:\bat|~) )(\d\d?)\b{_LONE}", r"\1\2h00"),
    (rf"(?<![\w:.])(\d\d?) (?={_NEAR}\b)", r"\1h00 "),
    (rf"\b({_NEAR}) (\d\d?)\b{_LONE}", r"\1 \2h00"),
)
_DIGITS = re.compile(
    r"(?<![\w./:-])(?P<hour>\d\d?)(?:(?P<sep>[:.h])(?P<minute>\d\d)(?::[0-5]\d(?:\.\d+)?)?)?"
    r"(?P<half>[ap]m)?(?![\d:/]|[.-]\d)(?: (?P<zone>gmt|utc|bst))?\b"
)
_ZONES = {"gmt": UTC, "utc": UTC, "bst": timezone(timedelta(hours=1))}


@dataclass(frozen=True)
class Clock:
    """A clock time: its readings, likeliest first, as days to add to the date and the time of that day."""

    times: tuple[tuple[int, time], ...]
    exact: bool
    zone: tzinfo | None


@dataclass(frozen=True)
class Split:
    """A text parted into its time of day and the rest, which names the day."""

    clock: Clock | None
    part: str
    rest: str


def split(text: str) -> Split | Fault:
    """The time of day taken out of a text. Faults: `no_such_time`, `two_dates` where two times are said."""
    part, text = _part(text)
    text = _as_digits(text, part)
    found = sorted(filter(_is_time, _DIGITS.finditer(text)), key=_plainly, reverse=True)
    if not found:
        return Split(None, part, text)
    if len(found) > 1 and _plainly(found[1]) > (False, False):
        return Fault("two_dates", "")
    at = found[0]
    times = _times(at, part)
    if not times:
        return Fault("no_such_time", at[0].replace("h", ":"))
    exact = not (part or "~" in text or at["zone"] or len(times) > 1 or (at["half"] and int(at["hour"]) == 12))
    rest = f"{text[: at.start()]} {text[at.end() :]}"
    return Split(Clock(times, exact, _ZONES.get(at["zone"])), part, rest)


def _part(text: str) -> tuple[str, str]:
    for pattern, day in _PARTS:
        if said := re.search(pattern, text):
            return said[1], f"{text[: said.start()]}{day}{text[said.end() :]}"
    return "", text


def _as_digits(text: str, part: str) -> str:
    """The text with its clock times in digits: `9h30` where the half of the day is not said, `09:30` where it is."""
    for pattern, written in _AS_DIGITS:
        text = re.sub(pattern, written, text)
    if part:
        text = re.sub(rf"^((?:on )?(?:{WEEKDAY} )?)(\d\d?)(?= (?:on )?{WEEKDAY}$|$)", r"\1\2h00", text.strip())
    return text


def _is_time(found: re.Match[str]) -> bool:
    if found["sep"] == "." and not found["half"]:
        return int(found["hour"]) < 24 and int(found["minute"]) < 60  # else it may be a date
    return bool(found["sep"] or found["half"])


def _plainly(found: re.Match[str]) -> tuple[bool, bool]:
    return bool(found["half"]), found["sep"] in (":", "h")


def _times(said: re.Match[str], part: str) -> tuple[tuple[int, time], ...]:
    hour, minute = int(said["hour"]), int(said["minute"] or 0)
    if hour > 23 or minute > 59:
        return ()
    hours = [h for h in _hours(said, hour, part) if h in _HOURS_OF[part]]
    return tuple((int(part == "night" and h < 6), time(h, minute)) for h in hours)


def _hours(said: re.Match[str], hour: int, part: str) -> tuple[int, ...]:
    """The hours that may be meant. Without am or pm: 12 to 6 is rather the afternoon, 7 to 11 the morning."""
    morning, evening = hour % 12, hour % 12 + 12
    if said["half"]:
        return (evening,) if said["half"] == "pm" else (morning,) if hour < 13 else ()
    in_full = len(said["hour"]) == 2 and (said["sep"] == ":" or said["hour"][0] == "0")
    if in_full or hour > 12 or hour == 0:
        return (hour,)
    early = hour in range(7, 12) or (part == "night" and hour < 6)
    return (morning, evening) if early else (evening, morning)
