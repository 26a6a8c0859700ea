"""Names of people in words that were typed, where it is all but certain that they are names. Source: G23.

A first name alone is found in the midst of a sentence only: elsewhere too many are words, places or days. What is found
is only ever asked about.
"""

import re
from collections.abc import Iterator
from importlib.resources import files

_FIRST = "|".join(files("dialogs").joinpath("first_names.txt").read_text("utf-8").split())
_LAST = r"(?:Mac|Mc|O['’])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
_NO_NAME = (
    "Academy|Ambulance|April|August|Avenue|Care|Castle|Centre|Child|Children|Church|Clinic|Close|College|Community"
    "|Council|County|Court|Crescent|December|Department|Drive|Early|Estate|February|Foundation|Friday|Gardens|Green"
    "|Grove|Health|Hill|Home|Hospice|Hospital|House|Infant|Infants|January|Junior|July|June|Lane|Lodge|March|May|Monday"
    "|Nursery|November|October|Park|Place|Police|Practice|Primary|Road|Saturday|School|Secondary|September|Services"
    "|Social|Square|Station|Street|Sunday|Surgery|Team|Terrace|Thursday|Trust|Tuesday|Unit|Ward|Way|Wednesday"
)
_RUN = r"(?: [A-Z][\w'’-]*){0,4}"

_FULL = re.compile(rf"\b(?!Jack Russell\b)(?:{_FIRST}) (?!(?:{_NO_NAME})\b){_LAST}\b")
_OF_A_PLACE = re.compile(rf"{_RUN} (?:{_NO_NAME})\b")
_TOLD = re.compile(
    rf"\b(?:[Nn]ame (?:is|was)|(?:[Nn]amed|[Cc]alled)(?= (?:{_FIRST})\b)) (?!(?:{_NO_NAME})\b)({_LAST})\b"
)
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss)\.? {_LAST}\b")
_PLACE_OR_WORD = "Amber|Eden|Georgia|Skye|Stanley"
_ALONE = re.compile(
    rf"\b(?!(?:{_PLACE_OR_WORD})\b)(?:{_FIRST})\b(?!-| [A-Z]\w|['’]s? (?:{_NO_NAME}|Law|Rule)\b|['’][A-Z])"
)
_MIDST = re.compile(r"(?<![\w'’-])[a-z][\w'’-]*[,;:]? \(?$")
_LONGEST_WORD = 30


def names(text: str) -> Iterator[tuple[int, int]]:
    """Where a text has somebody's full name, a name after “named” or “name is”, one with Mr, Mrs, Ms or Miss, or a
    first name alone that stands after a word in small letters."""
    yield from (found.span() for found in _FULL.finditer(text) if not _OF_A_PLACE.match(text, found.end()))
    yield from (found.span(1) for found in _TOLD.finditer(text))
    yield from (found.span() for found in _TITLED.finditer(text))
    for found in _ALONE.finditer(text):
        if _MIDST.search(text[max(0, found.start() - _LONGEST_WORD) : found.start()]):
            yield found.span()
