"""Commands about help for staff: support, and the ways to answer the offer. Source: R94 (G128)."""

from functools import partial

from bot.commands.command import Asked, command, in_turn
from dialogs import supporting
from dialogs.desk import Desk, Owed
from dialogs.supporting import Choice
from state.roles import MANAGER


@command("support", private=True, group="people")
async def support(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Where staff find help, and the offer of it."""
    return await in_turn(desk, asked, supporting.show)


@command("support individual", private=True, listed=False, group="people")
async def individual(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Take it up for oneself."""
    return await _chosen(desk, asked, Choice("accept", "individual"))


@command("support group", private=True, listed=False, group="people")
async def group(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Ask for a session for the team."""
    return await _chosen(desk, asked, Choice("accept", "group"))


@command("support not now", private=True, listed=False, group="people")
async def not_now(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Decline it for now."""
    return await _chosen(desk, asked, Choice("decline"))


@command("support arranged", roles=(MANAGER,), private=True, listed=False, group="people")
async def arranged(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """A group session is arranged: of those that one is asked for, the first."""
    return await supporting.arrange(desk, asked.speaker, Choice(supporting.ARRANGED))


async def _chosen(desk: Desk, asked: Asked, choice: Choice) -> tuple[Owed, ...]:
    return await in_turn(desk, asked, partial(supporting.choose, chosen=choice))


SUPPORT = (support, individual, group, not_now, arranged)
