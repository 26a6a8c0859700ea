"""Names of people in words that were typed, where it is all but certain that they are names. Source: G23.

A name alone is left: too many are words, places or days. What is found is only ever asked about.
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


def names(text: str) -> Iterator[tuple[int, int]]:
    """Where a text has somebody's full name, a name after “named” or “name is”, or one with Mr, Mrs, Ms or Miss."""
    yield from (found.span() for found in _FULL.finditer(text) if not _OF_A_PLACE.match(text, found.end()))
    yield from (found.span(1) for found in _TOLD.finditer(text))
    yield from (found.span() for found in _TITLED.finditer(text))
