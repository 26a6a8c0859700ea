"""The commands that there are: one is found in what somebody types, or the one that they probably meant."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.commands.command import Command
from dialogs.reading import is_record
from dialogs.references import nearly_reference, reference_in

_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True)
class Given:
    """A command found in a text, with what follows it."""

    command: Command
    words: str
    ref: str = ""


class Commands:
    """The commands that there are, by name."""

    def __init__(self, *groups: Iterable[Command]) -> None:
        self.by_name = {command.name: command for group in groups for command in group}
        longest_first = sorted(self.by_name, key=len, reverse=True)
        self._names = {name: re.compile(rf"{re.escape(name)}(?:\s|$)", re.IGNORECASE) for name in longest_first}

    def find(self, text: str, year: int) -> Given | None:
        """The command that a whole message is, if it is one. A longer name wins over a shorter one."""
        plain = _plain(text)
        for name, beginning in self._names.items():
            if beginning.match(plain):
                given = _given(self.by_name[name], _after(text, name), year)
                if given:
                    return given
        return None

    def named_in(self, text: str) -> Command | None:
        """The command with whose name a text begins, whether or not the rest fits: to say how it is used."""
        plain = _plain(text).casefold()
        names = [name for name in self.by_name if plain == name or plain.startswith(f"{name} ")]
        return self.by_name[max(names, key=len)] if names else None

    def nearest(self, text: str) -> Command | None:
        """The command that somebody probably meant."""
        words = _plain(text).casefold().split()
        listed = [name for name, command in self.by_name.items() if command.listed]
        for count in (2, 1):
            close = get_close_matches(" ".join(words[:count]), listed, n=1, cutoff=0.7)
            if close:
                return self.by_name[close[0]]
        return None

    def nearly(self, named: Command, text: str, year: int) -> str:
        """A command as it was probably meant where only its reference is misspelt; nothing otherwise."""
        if named.shape not in ("reference", "reference_perhaps_words"):
            return ""
        ref = nearly_reference(_after(text, named.name), year)
        return f"{named.name} {ref}" if ref else ""

    def with_argument(self, meant: Command, text: str, year: int) -> str:
        """A command that was meant, with the reference that was typed after its misspelt name."""
        for word in _plain(text).split()[1:]:
            ref = reference_in(word, year)
            if ref and meant.shape.startswith("reference"):
                return f"{meant.name} {ref}"
        return meant.name

    def offered(self, holds: Callable[[tuple[str, ...]], bool]) -> tuple[Command, ...]:
        """The commands that somebody may use, as help lists them; `holds` says whether they hold one of some roles."""
        return tuple(c for c in self.by_name.values() if c.listed and (not c.roles or holds(c.roles)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().removeprefix("/").strip())


def _after(text: str, name: str) -> str:
    pattern = r"\s*/?\s*" + r"\s+".join(map(re.escape, name.split())) + r"\s*"
    return re.sub(pattern, "", text, count=1, flags=re.IGNORECASE).strip()


def _given(found: Command, words: str, year: int) -> Given | None:
    match found.shape:
        case "alone":
            return None if words.rstrip(".!?") else Given(found, "")
        case "record":
            return Given(found, words) if is_record(words) else None
        case "words":
            return Given(found, words) if words else None
        case "perhaps_number":
            said = words.rstrip(".!?")
            return Given(found, said) if not said or _NUMBER.fullmatch(said) else None
        case "perhaps_words":
            return Given(found, words)
        case "reference":
            ref = reference_in(words, year)
            return Given(found, "", ref) if ref else None
        case "reference_and_words" | "reference_perhaps_words":
            first, _, rest = words.partition(" ")
            ref = reference_in(first, year)
            enough = rest.strip() or found.shape == "reference_perhaps_words"
            return Given(found, rest.strip(), ref) if ref and enough else None
