"""The commands: each declares its name, usage and audience beside its handler, and `help` writes itself."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from bot.card_data import number_of
from bot.incoming import Incoming
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.reading import is_record
from dialogs.references import nearly_reference, reference_in
from dialogs.wording import say

Shape = Literal[
    "alone",
    "reference",
    "reference_and_words",
    "reference_perhaps_words",
    "record",
    "words",
    "perhaps_words",
    "perhaps_number",
]
Group = Literal["alert", "today", "case", "lists", "documents", "people", "settings"]
"""What somebody wants to do, by which help lists the commands."""

_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True)
class Asked:
    """A command as somebody gave it: who speaks (an example person, in local mode), where the answer goes, and the
    words after its name."""

    incoming: Incoming
    speaker: str
    to: str
    commands: "Commands"
    words: str
    ref: str = ""

    @property
    def pressed(self) -> Mapping[str, Any]:
        """What the button carried on which it stood; nothing where it was typed."""
        return self.incoming.data or {}

    @property
    def page(self) -> int:
        """The page that a button asks for; the first where it was typed."""
        return number_of(self.pressed, "page") or 1

    @property
    def private(self) -> bool:
        """Whether nobody else hears the answer."""
        return self.to.startswith("person:")


Fits = Callable[[Desk, str], bool]
Handler = Callable[[Desk, Asked], Awaitable[tuple[Owed, ...]]]


async def in_turn(
    desk: Desk, asked: Asked, use: Callable[[Desk, PersonTurn], Awaitable[tuple[Owed, ...]]]
) -> tuple[Owed, ...]:
    """Hold the speaker's document for a use case; nothing happens where the message was heard before."""
    async with desk.hearing(asked.speaker, asked.incoming.activity, asked.to, asked.incoming.mentions) as turn:
        return await use(desk, turn) if turn else ()


@dataclass(frozen=True)
class Command:
    """A command. No `roles` means everyone; `private` ones are only answered in personal chat, others are where `hides`
    says so of the words after the name; those that are not `listed` stand on buttons alone. `fits` says whether those
    words can be nothing but its argument. Those that are `asks` end with the question that is open; `in_channels` says
    whether they are of use there, and `group` with what else help lists them."""

    name: str
    shape: Shape
    handler: Handler
    usage: str = ""
    example: str = ""
    roles: tuple[str, ...] = ()
    private: bool = False
    listed: bool = True
    fits: Fits = lambda desk, words: False  # noqa: ARG005
    asks: bool = False
    in_channels: bool = True
    group: Group = "case"
    hides: Callable[[str], bool] = lambda words: False  # noqa: ARG005

    @property
    def summary(self) -> str:
        """What it does, in a sentence."""
        return say(f"command.{self.name.replace(' ', '_')}")

    @property
    def narrows(self) -> bool:
        """Whether what it lists can be narrowed in words."""
        return "[filter]" in self.usage


def command(
    name: str,
    shape: Shape = "alone",
    *,
    usage: str = "",
    example: str = "",
    roles: tuple[str, ...] = (),
    private: bool = False,
    listed: bool = True,
    fits: Fits = lambda desk, words: False,  # noqa: ARG005
    asks: bool = False,
    in_channels: bool = True,
    group: Group = "case",
    hides: Callable[[str], bool] = lambda words: False,  # noqa: ARG005
) -> Callable[[Handler], Command]:
    """Make the function below the handler of a command."""
    return lambda handler: Command(
        name, shape, handler, usage, example or name, roles, private, listed, fits, asks, in_channels, group, hides
    )


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
