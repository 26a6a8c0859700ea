"""What was typed, made ready to be read: lower case, numbers in figures, slips of the keyboard mended."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from dialogs.dates.vocabulary import IN_FULL, KNOWN, MENDABLE, MONTH, WEEKDAY
from dialogs.dates.when import visible

_SAME: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"['’‘`´]", ""),
    (r"[‐‑‒–—−]", "-"),
    (r"@", " at "),
    (r"[,()\s]+", " "),
    (r"[a-z]+", lambda m: IN_FULL.get(m[0], m[0])),
    (r"\b20[ -]5\b(?= (?:minutes )?(?:past|to)\b)", "25"),
    (r"(?<=\d) ?([ap])\.? ?m\b\.?", r"\1m"),
    (r"(\d[:.]\d\d) ?h(?:ours)?\b(?! ago)", r"\1"),
    (r"(?<=\d)t(?=\d\d:)", " "),
    (r" ?/ ?", "/"),
    (rf"(?<=\d)[-/. ]?(?={MONTH}(?![a-z]))", " "),
    (rf"(?<=\d)(st|nd|rd|th)(?={MONTH}(?![a-z]))", r"\1 "),
    (rf"\b({MONTH})[-/.]?(?=\d)", r"\1 "),
    (rf"\bof (?:the )?(?={MONTH}\b|{WEEKDAY}\b|last\b)", ""),
    (r"\b(?:a )?couple (?:of )?", "2 "),
    (r"\bhalf (?:an )?hour\b", "30 minutes"),
    (r"\bquarter of an hour\b", "15 minutes"),
    (r"\b(?:an|1) hour and a half\b|\b1 and a half hours\b", "1.5 hours"),
    (r"\b(\d+) and a half hours\b", r"\1.5 hours"),
    (r"\b(?:early|small) hours\b", "morning"),
    (rf"\b({WEEKDAY}) just gone\b", r"\1"),
    (rf"\bthis (?:past )?({WEEKDAY})\b", r"\1"),
)
_ROUGH = (
    (r"(\d(?:[\d:.]*\d)?(?:[ap]m)?) ?-?ish\b", r" ~ \1"),
    (r"\b(?:about|around|approx|approximately|roughly|circa|ca?)\b\.?|~", " ~ "),
    (r"\b(?:just|shortly) (?:after|before|gone)\b", " ~ "),
    (r"\b(?:i think|it was|maybe|probably|possibly|perhaps|or so|some ?time|early(?! may)|earlier|later?)\b", " ~ "),
)


@dataclass(frozen=True)
class Said:
    """Text ready to be read; `~` stands for "about". `plain` where nothing had to be guessed to make it so."""

    text: str
    plain: bool


def understood(typed: str) -> Said:
    """What was typed, in the few words that the readers know."""
    text = unicodedata.normalize("NFKC", visible(typed)).lower().strip(" .!?;:")
    for pattern, same in _SAME:
        text = re.sub(pattern, same, text)
    rough = text
    for pattern, about in _ROUGH:
        rough = re.sub(pattern, about, rough)
    mended = _mended(rough)
    return Said(" ".join(mended.split()), plain=mended == text)


def strange(text: str) -> str:
    """The part of a text whose words have no meaning in any date, to point at; empty where all have one."""
    words = text.replace("~", " ").split()
    unknown = [n for n, word in enumerate(words) if not all(map(KNOWN.fullmatch, re.findall(r"[^\d:./~-]+", word)))]
    return " ".join(words[unknown[0] : unknown[-1] + 1]) if unknown else ""


def _mended(text: str) -> str:
    unknown = [w for w in re.findall(r"[a-z]{5,}", text) if not KNOWN.fullmatch(w)]
    if len(unknown) > 2:  # that is a sentence, not a slip of the keyboard
        return text
    for word in unknown:
        close = get_close_matches(word, MENDABLE, n=2, cutoff=0.82)
        if len(close) == 1:
            text = re.sub(rf"\b{word}\b", close[0], text)
    return text
