"""Which command a sentence of somebody's own probably means, by the phrases that stand in words/likely.toml."""

import re
from collections.abc import Iterator

from dialogs.references import reference_in
from dialogs.wording import SENTENCES, say

LONGEST = 25
"""Words of a sentence: whoever writes more than that tells something, and is not looking for a command."""

REFERENCE = "#"
"""In a phrase: here stands the reference of a case."""

WHOLE = "="
"""Before a phrase: nothing else may be said."""

_FAMILY = "likely."


def likely(text: str, year: int) -> tuple[str, ...]:
    """The commands that a sentence probably means, the likeliest first.

    A phrase is met where all its words stand in the sentence; of several the one with the most words counts.
    """
    if len(text.split()) > LONGEST:
        return ()
    ref = next(filter(None, (reference_in(word.strip(".,?!"), year) for word in text.split())), None)
    said = {*_plain(text), *([REFERENCE] if ref else [])}
    met = {name: _met(name, said) for name in COMMANDS}
    best = sorted(filter(met.get, met), key=lambda name: -met[name])
    return tuple(f"{command_of(name)} {ref}" if needs_reference(name) else command_of(name) for name in best)


def is_greeting(text: str) -> bool:
    """Whether somebody says hello and no more; saying nothing at all is no more either."""
    return _plain(text) <= _plain(say("unknown.greetings"))


def phrases(name: str) -> Iterator[set[str]]:
    """The phrases of a command, each as the set of its words."""
    return map(_plain, say(f"likely.{name}").splitlines())


def needs_reference(name: str) -> bool:
    """Whether a command is about one case, so that its phrases name one."""
    return all(REFERENCE in words for words in phrases(name))


def command_of(name: str) -> str:
    """The command as it is typed."""
    return name.replace("_", " ")


COMMANDS = tuple(key.removeprefix(_FAMILY) for key in SENTENCES if key.startswith(_FAMILY))


def _met(name: str, said: set[str]) -> int:
    """How many words the longest phrase of a command has that is met."""
    pairs = zip(say(f"likely.{name}").splitlines(), phrases(name), strict=True)
    return max(
        (len(words) for line, words in pairs if words <= said and not (line[0] == WHOLE and said - words)), default=0
    )


def _plain(text: str) -> set[str]:
    """The words of a text, without what differs between singular and plural, or between ways to type."""
    words = re.findall(r"[a-z0-9']+|#", text.casefold().replace("’", "'"))
    return {word.replace("'", "").rstrip("s") if len(word) > 3 else word.replace("'", "") for word in words}
