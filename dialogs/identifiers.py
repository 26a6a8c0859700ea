"""Personal details in words that people typed: found, so that they can be taken out. Source: alert-form.md, G23."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dialogs.names import names

REMOVED = "[removed]"

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_NUMERIC = r"\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2,4}|\d{4}-\d\d-\d\d"
_DAY = rf"(?:{_NUMERIC}|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? \d{{2,4}})"
_BORN = r"(?:\bd\.? ?o\.? ?b\b\.?|\bdate of birth\b|\bborn\b|\bbirthday\b)"

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_ORDINAL = r"(?-i:\d(?:st|nd|rd|th))"
_POSTCODE = re.compile(
    rf"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[\dA-HJKMNPR-Y]? {{0,2}}(?!{_ORDINAL})\d[ABD-HJLNP-UW-Z]{{2}})\b",
    re.IGNORECASE,
)
_TEN_DIGITS = re.compile(r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_NUMBER = re.compile(r"(?<![\w+])(?:\+|\(?0)[\d(][\d ().-]{6,16}\d(?!\w)")
_BIRTH = re.compile(rf"{_BORN}[^\d\n]{{0,20}}{_DAY}|{_DAY} ?(?:\({_BORN}\)|{_BORN})", re.IGNORECASE)
_CALENDAR_DAY = re.compile(_DAY, re.IGNORECASE)
_DATE = re.compile(r"\b\d{1,2}[/. -]\d{1,2}[/. -](?:19|20)\d\d\b")


class Found(NamedTuple):
    """A personal detail: its kind, and where it stands in the text."""

    kind: str
    start: int
    end: int


def kinds(text: str, *, named: bool = False) -> tuple[str, ...]:
    """Which kinds of personal detail a text seems to hold, each once; never the details themselves. `named`: names of
    people too, which an alert is told without, and a step of a case may need."""
    return tuple(dict.fromkeys(found.kind for found in _all(text, named)))


def is_birthday(text: str) -> bool:
    """Whether a text is a date of birth and no more, said to be one or not."""
    return "date_of_birth" in kinds(text) or _CALENDAR_DAY.fullmatch(text.strip(" .")) is not None


def without(text: str, *, named: bool = False) -> str:
    """The text with each personal detail replaced by "[removed]"."""
    for found in sorted(_all(text, named), key=lambda found: found.start, reverse=True):
        text = text[: found.start] + REMOVED + text[found.end :]
    return text


def _all(text: str, named: bool) -> list[Found]:
    """Each part of the text is taken for one thing only: what is found first is not looked at again."""
    taken: list[Found] = []
    for found in _candidates(text, named):
        if all(found.end <= other.start or other.end <= found.start for other in taken):
            taken.append(found)
    return taken


def _candidates(text: str, named: bool) -> Iterator[Found]:
    for kind, pattern in (("email", _EMAIL), ("date_of_birth", _BIRTH), ("postcode", _POSTCODE)):
        yield from (Found(kind, *match.span()) for match in pattern.finditer(text))
    for match in _TEN_DIGITS.finditer(text):
        if _is_nhs_number(_digits(match[0])):
            yield Found("nhs_number", *match.span())
    for match in _NUMBER.finditer(text):
        if _is_phone(match[0]):
            yield Found("phone", *match.span())
    if named:
        yield from (Found("name", *span) for span in names(text))


def _is_nhs_number(digits: str) -> bool:
    """The tenth digit checks the nine before it, weighted 10 to 2, modulo 11."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == int(digits[9]) and check != 10


def _is_phone(text: str) -> bool:
    if _DATE.search(text):
        return False
    return len(_digits(text)) in (range(9, 16) if text.startswith("+") else (10, 11, 14))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
