"""Words that narrow a list, read one after the other: "east overdue since March"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from dialogs.choosing import phrases, plain
from dialogs.desk import Desk
from dialogs.filters.days import read_days
from dialogs.filters.filter import Filter
from dialogs.filters.vocabulary import as_compared, vocabulary
from dialogs.references import reference_in

LONGEST = 200  # characters: no sensible filter is longer
_PHRASE = 20  # words of the longest name
_FILLERS = phrases("a|and|are|area|cases|case|for|in|is|me|of|only|please|process|show|stage|that|the|which|with")
_LATE = frozenset(("overdue", "late"))
_OTHERS = ("overdue", "open", "closed", "due today", "due this week", "opened since", "closed since")
_NEAR = 3
_CLOSE = ((3, 0.85), (2, 0.85), (1, 0.72))  # so many words, and how alike they must be, as difflib measures it


@dataclass(frozen=True)
class Strange:
    """A word that narrows nothing; `near` is what may have been meant, each with the whole filter that has it in its
    place, or None where that has another such word."""

    word: str
    near: tuple[tuple[str, Filter | None], ...] = ()


def read_filter(desk: Desk, text: str) -> Filter | Strange:
    """What words narrow a list to; the first that means nothing where there is one."""
    known = vocabulary(desk)
    words = [word for word in re.split(r"[\s,;]+", text.strip().rstrip(".!?")) if word]
    if len(text) > LONGEST:
        return Strange(words[-1] if words else "")
    read = _read(desk, words, known)
    return read if isinstance(read, Filter) else _strange(desk, words, read, known)


def _read(desk: Desk, words: list[str], known: Mapping[str, str]) -> Filter | int:
    """The filter that words are, or the place of the first that means nothing."""
    found, at = Filter(), 0
    while at < len(words):
        read = _next(desk, found, words[at:], known)
        if read is None:
            return at
        found, count = read
        at += count
    return found


Read = tuple[Filter, int]


def _next(desk: Desk, found: Filter, words: list[str], known: Mapping[str, str]) -> Read | None:
    """The filter with what these words begin with, and how many words that took; None where they mean nothing."""
    first = plain(words[0])
    if first in _LATE:
        days = read_days(words[1:], desk.clock())
        return replace(found, late=True, late_in=days[0] if days else None), 1 + (days[1] if days else 0)
    if first in ("due", "opened", "closed"):
        return _dated(desk, found, first, words)
    if first == "open":
        return replace(found, status="open"), 1
    if first == "all":
        return replace(found, status=found.status or "all"), 1
    if mark := _marked(words, known):
        return _with(found, mark[0]), mark[1]
    ref = reference_in(words[0], desk.clock().year)
    if ref and not words[0].isdecimal():
        return _with(found, f"ref:{ref}"), 1
    if days := read_days(words, desk.clock()):
        of_limits = found.late and found.late_in is None
        return replace(found, late_in=days[0]) if of_limits else replace(found, opened=days[0]), days[1]
    if ref:
        return _with(found, f"ref:{ref}"), 1
    return (found, 1) if first in _FILLERS or not first else None


def _with(found: Filter, mark: str) -> Filter:
    return replace(found, marks=tuple(dict.fromkeys((*found.marks, mark))))


def _dated(desk: Desk, found: Filter, name: str, words: list[str]) -> Read | None:
    days = read_days(words[1:], desk.clock(), future=name == "due")
    if days is None:
        return (replace(found, status="closed"), 1) if name == "closed" else None
    count = 1 + days[1]
    match name:
        case "due":
            return replace(found, due=days[0]), count
        case "opened":
            return replace(found, opened=days[0]), count
        case _:
            return replace(found, status="closed", closed=days[0]), count


def _marked(words: list[str], known: Mapping[str, str]) -> tuple[str, int] | None:
    """The longest phrase with which words begin."""
    for count in range(min(len(words), _PHRASE), 0, -1):
        mark = known.get(as_compared(" ".join(words[:count])))
        if mark:
            return mark, count
    return None


def _strange(desk: Desk, words: list[str], at: int, known: Mapping[str, str]) -> Strange:
    """A word that means nothing, with the nearest that do."""
    for count, close in _CLOSE:
        said = words[at : at + count]
        if len(said) == count and (near := _alike(plain(" ".join(said)), known, close)):
            mended = (_read(desk, [*words[:at], *name.split(), *words[at + count :]], known) for name in near)
            kept = (one if isinstance(one, Filter) else None for one in mended)
            return Strange(words[at], tuple(zip(near, kept, strict=True)))
    return Strange(words[at])


def _alike(said: str, known: Mapping[str, str], close: float) -> tuple[str, ...]:
    """Names that look like what was said, one for each meaning."""
    others = (name for name in (*known, *_OTHERS) if name != said)
    alike = get_close_matches(said, others, n=2 * _NEAR, cutoff=close)
    return tuple({known.get(name, name): name for name in reversed(alike)}.values())[::-1][:_NEAR]
