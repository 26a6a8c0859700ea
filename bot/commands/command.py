"""A command: it declares its name, usage and audience beside its handler."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bot.card_data import number_of
from bot.incoming import Incoming
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.wording import say

if TYPE_CHECKING:
    from bot.commands.registry import Commands

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
