"""The words that people put before a date: “it’s booked for tomorrow”, “she told us on Monday”."""

import re
from collections.abc import Iterator

from dialogs.dates.vocabulary import KNOWN

_FILLS = frozenset(("a", "an", "at", "for", "in", "of", "on", "the", "this", "to"))
_TURNS = re.compile(
    "by|cannot|cant|didnt|except|if|isnt|never|no|nobody|none|not|wasnt|without|wont"
    r"|breakfast|dinner|lunch|supper|tea|\w*time"
)
"""Words that may turn a date round, or say a time that nobody can reckon with."""


def without_frame(text: str) -> Iterator[str]:
    """The text with more and more of its first words left out, as long as these say nothing of when."""
    words = text.split()
    for at, word in enumerate(words[:-1], start=1):
        if _TURNS.fullmatch(word) or (word not in _FILLS and not _says_nothing(word)):
            return
        yield " ".join(words[at:])


def _says_nothing(word: str) -> bool:
    return word == "~" or (re.fullmatch("[a-z]+", word) is not None and not KNOWN.fullmatch(word))
