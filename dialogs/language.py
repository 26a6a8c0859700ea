"""What a formal report should not hold: acronyms, contractions, colloquial and vague words, each with its place.

Source: R98 (G228).
"""

import re
import tomllib
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

Kind = Literal["acronym", "contraction", "colloquial", "vague"]
KINDS: tuple[Kind, ...] = ("acronym", "contraction", "colloquial", "vague")


@dataclass(frozen=True)
class Found:
    """A word to look at: as it stands in the text, each line (from 1) that has it, the words around the first, and
    what to write instead where that is known. An acronym may be `explained` where it first stands."""

    kind: Kind
    words: str
    lines: tuple[int, ...]
    around: str
    instead: str
    explained: bool = False


@dataclass(frozen=True)
class _Hit:
    kind: Kind
    start: int
    end: int
    key: str
    instead: str


_LISTS = tomllib.loads(files("dialogs").joinpath("plain_words.toml").read_text("utf-8"))
_KEPT = frozenset(_LISTS["acronyms_kept"])
_ACRONYMS: Mapping[str, str] = _LISTS["acronyms"]
_CONTRACTIONS: Mapping[str, str] = _LISTS["contractions"]

_CAPITALS = re.compile(r"(?<![\w-])(?:[A-Z](?:\.[A-Z])+\.?|[A-Z]&[A-Z]|[A-Z][A-Z]+|[A-Z][a-z][A-Z])(?=s?(?![\w]))")
_REFERENCE = re.compile(r"[A-Z]{2,9}-\d{4}-\d+")
_LONGEST = 6  # letters: longer words in capitals are names or headings

_SHORT_FORM = re.compile(
    r"\b(?P<not>\w+)n't\b"
    r"|\b(?P<who>it|he|she|that|there|here|who|what|where|how|when)'s\b"
    r"|\b(?P<verb>i|you|we|they|he|she|it|who|there|that|\w*body|\w*one|[cshw]+ould|might|must)'(?P<rest>re|ve|ll|d|m)\b",
    re.IGNORECASE,
)
_REST = {"re": "are", "ve": "have", "ll": "will", "d": "would (or had)", "m": "am"}
_APOSTROPHES = str.maketrans("’‘ʼ´`", "'''''")
_AROUND = 30  # characters on each side
_FULL_NAME = 200  # characters: no full name is longer


def _listed(words: Mapping[str, str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)


_LISTED: tuple[tuple[Kind, Mapping[str, str], re.Pattern[str]], ...] = (
    ("contraction", _CONTRACTIONS, _listed(_CONTRACTIONS)),
    ("colloquial", _LISTS["colloquial"], _listed(_LISTS["colloquial"])),
    ("vague", _LISTS["vague"], _listed(_LISTS["vague"])),
)


def look_at(text: str, titles: Mapping[str, str]) -> tuple[Found, ...]:
    """Every word to look at, in the order of the kinds and then of the text. `titles` are the council's own acronyms
    with what they stand for."""
    plain = text.translate(_APOSTROPHES)
    hits = sorted((*_acronyms(plain, titles), *_short_forms(plain), *_in_lists(plain)), key=lambda hit: hit.start)
    same: dict[tuple[Kind, str], list[_Hit]] = {}
    for hit in _apart(hits):
        same.setdefault((hit.kind, hit.key), []).append(hit)
    ends = [at for at, character in enumerate(text) if character == "\n"]
    found = [_found(text, hits, ends) for hits in same.values()]
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind)))


def _apart(hits: list[_Hit]) -> Iterator[_Hit]:
    """Of those that stand at the same place, the first alone."""
    end = 0
    for hit in hits:
        if hit.start >= end:
            yield hit
            end = hit.end


def _acronyms(text: str, titles: Mapping[str, str]) -> Iterator[_Hit]:
    in_references = {at for found in _REFERENCE.finditer(text) for at in range(*found.span())}
    for found in _CAPITALS.finditer(text):
        name = found[0].replace(".", "")
        known = _ACRONYMS.get(name) or titles.get(name) or ""
        if name in _KEPT or found.start() in in_references or (not known and _is_a_word(text, found)):
            continue
        yield _Hit("acronym", found.start(), found.end(), name, known)


def _is_a_word(text: str, found: re.Match[str]) -> bool:
    """Whether capitals are how a whole word was written, as in a heading or a name."""
    if not found[0].isupper() or len(found[0]) > _LONGEST:
        return True
    begin, end = _line(text, found.start())
    line = text[max(begin, found.start() - _FULL_NAME) : min(end, found.end() + _FULL_NAME)]
    return line.isupper() and len(line.split()) > 1


def _short_forms(text: str) -> Iterator[_Hit]:
    for found in _SHORT_FORM.finditer(text):
        listed = _CONTRACTIONS.get(found[0].casefold())
        if found["not"]:
            instead = listed or f"{found['not']} not"
        elif found["who"]:
            instead = f"{found['who']} is (or has)"
        else:
            instead = f"{found['verb']} {_REST[found['rest'].casefold()]}"
        yield _Hit("contraction", found.start(), found.end(), found[0].casefold(), instead)


def _in_lists(text: str) -> Iterator[_Hit]:
    for kind, words, pattern in _LISTED:
        for found in pattern.finditer(text):
            key = found[0].casefold()
            yield _Hit(kind, found.start(), found.end(), key, words[key])


def _found(text: str, hits: list[_Hit], ends: list[int]) -> Found:
    first = hits[0]
    return Found(
        first.kind,
        text[first.start : first.end],
        tuple(dict.fromkeys(bisect(ends, hit.start) + 1 for hit in hits)),
        _around(text, first),
        first.instead,
        explained=first.kind == "acronym" and _explained(text, first),
    )


def _around(text: str, hit: _Hit) -> str:
    """The words of the line on both sides, cut between words."""
    begin, line_end = _line(text, hit.start)
    left, right = max(begin, hit.start - _AROUND), min(line_end, hit.end + _AROUND)
    while left > begin and left < hit.start and not text[left - 1].isspace():
        left += 1
    while right < line_end and right > hit.end and not text[right].isspace():
        right -= 1
    return f"{'… ' if left > begin else ''}{text[left:right].strip()}{' …' if right < line_end else ''}"


def _line(text: str, at: int) -> tuple[int, int]:
    """Where the line of a place begins and ends."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _explained(text: str, hit: _Hit) -> bool:
    """Whether its letters begin the words before the brackets in which it stands, or words in brackets follow it."""
    before = text[max(0, hit.start - _FULL_NAME) : hit.start].rstrip()
    after = text[hit.end : hit.end + _FULL_NAME]
    letters = hit.key.replace("&", "").casefold()
    if before.endswith("("):
        initials = "".join(word[0] for word in re.findall(r"\w+", before[:-1])[-len(letters) - 3 :]).casefold()
        return letters[0] in initials and all(letter in initials for letter in letters)
    return re.match(r"s?\s*\((?:\w+[\s-]+){1,}\w+", after) is not None
