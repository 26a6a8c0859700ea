"""Commands for everyone who holds a role: waiting, deputy."""

from bot.commands.registry import Asked, command
from dialogs import deputising, showing
from dialogs.desk import Desk, Owed
from state.roles import HELD


@command("waiting", roles=HELD, private=True)
async def waiting(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """What waits for this person."""
    return desk.say(asked.to, await showing.waiting(desk, asked.speaker))


@command("deputy", "words", usage="@person until DATE", example="deputy @Ruth Adeyemi until Friday", roles=HELD)
async def deputy(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Name who acts in one's roles until the end of a day; `deputy off` ends it. Source: A7."""
    async with desk.hearing(asked.speaker, asked.incoming.activity, asked.to) as turn:
        return await desk.finish(turn, deputising.name_deputy(desk, turn, asked.words)) if turn else ()


MANAGERS = (waiting, deputy)
