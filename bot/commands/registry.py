"""The commands: each declares its name, usage and audience beside its handler, and `help` writes itself."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from bot.incoming import Incoming
from dialogs.desk import Desk, Owed
from dialogs.references import reference_in
from dialogs.wording import say

Shape = Literal["alone", "reference", "reference_and_words", "words", "perhaps_words"]
Scope = Literal["personal", "channel", "group"]


@dataclass(frozen=True)
class Asked:
    """A command as somebody gave it: who speaks (an example person, in local mode), where the answer goes, and the
    words after its name."""

    incoming: Incoming
    speaker: str
    to: str
    words: str
    ref: str = ""

    @property
    def private(self) -> bool:
        """Whether nobody else hears the answer."""
        return self.incoming.scope == "personal"


Handler = Callable[[Desk, Asked], Awaitable[tuple[Owed, ...]]]


@dataclass(frozen=True)
class Command:
    """A command. No `roles` means everyone; `private` ones are only answered in personal chat; those that are not
    `listed` stand on buttons alone."""

    name: str
    shape: Shape
    handler: Handler
    usage: str = ""
    example: str = ""
    roles: tuple[str, ...] = ()
    private: bool = False
    listed: bool = True

    @property
    def summary(self) -> str:
        """What it does, in a sentence."""
        return say(f"command.{self.name.replace(' ', '_')}")


COMMANDS: dict[str, Command] = {}


def command(
    name: str,
    shape: Shape = "alone",
    *,
    usage: str = "",
    example: str = "",
    roles: tuple[str, ...] = (),
    private: bool = False,
    listed: bool = True,
) -> Callable[[Handler], Handler]:
    """Declare the function below as a command."""

    def declared(handler: Handler) -> Handler:
        COMMANDS[name] = Command(name, shape, handler, usage, example or name, roles, private, listed)
        return handler

    return declared


@dataclass(frozen=True)
class Given:
    """A command found in a text, with what follows it."""

    command: Command
    words: str
    ref: str = ""


def find(text: str, year: int) -> Given | None:
    """The command that a whole message is, if it is one. A longer name wins over a shorter one."""
    plain = re.sub(r"\s+", " ", text.strip().removeprefix("/").strip())
    for name in sorted(COMMANDS, key=len, reverse=True):
        if re.match(rf"{re.escape(name)}(?:\s|$)", plain, re.IGNORECASE):
            given = _given(COMMANDS[name], _after(text, name), year)
            if given:
                return given
    return None


def named_in(text: str) -> Command | None:
    """The command with whose name a text begins, whether or not the rest fits: to say how it is used."""
    plain = re.sub(r"\s+", " ", text.strip().removeprefix("/").strip()).casefold()
    names = [name for name in COMMANDS if plain == name or plain.startswith(f"{name} ")]
    return COMMANDS[max(names, key=len)] if names else None


def nearest(text: str) -> Command | None:
    """The command that somebody probably meant."""
    words = text.strip().removeprefix("/").casefold().split()
    for count in (2, 1):
        listed = [name for name, command in COMMANDS.items() if command.listed]
        close = get_close_matches(" ".join(words[:count]), listed, n=1, cutoff=0.7)
        if close:
            return COMMANDS[close[0]]
    return None


def _after(text: str, name: str) -> str:
    pattern = r"\s*/?\s*" + r"\s+".join(map(re.escape, name.split())) + r"\s*"
    return re.sub(pattern, "", text, count=1, flags=re.IGNORECASE).strip()


def _given(found: Command, words: str, year: int) -> Given | None:
    match found.shape:
        case "alone":
            return None if words.rstrip(".!?") else Given(found, "")
        case "words":
            return Given(found, words) if words else None
        case "perhaps_words":
            return Given(found, words)
        case "reference":
            ref = reference_in(words, year)
            return Given(found, "", ref) if ref else None
        case "reference_and_words":
            first, _, rest = words.partition(" ")
            ref = reference_in(first, year)
            return Given(found, rest.strip(), ref) if ref and rest.strip() else None
