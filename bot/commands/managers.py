"""Commands for everyone who is asked to act: waiting, deputy, snooze, on it."""

from bot.commands.command import Asked, command
from dialogs import deputising, snoozing, to_do
from dialogs.desk import Desk, Owed
from dialogs.wording import say
from state.message import Message
from state.roles import HELD


@command("waiting", "perhaps_number", usage="[page]", example="waiting", private=True, group="today")
async def waiting(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """What waits for this person. Whoever is named to write a report may hold no role besides."""
    found = await to_do.waiting(desk, asked.speaker, int(asked.words or asked.page))
    if found.card is None and not desk.directory.holds_any(asked.speaker, HELD):
        return desk.say(asked.to, Message(say("refused.no_role")))
    return desk.say(asked.to, found)


@command(
    "deputy",
    "words",
    usage="@person until DATE",
    example="deputy @Ruth Adeyemi until Friday",
    roles=HELD,
    private=True,
    group="people",
)
async def deputy(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Name who acts in one's roles until the end of a day; `deputy off` ends it. Source: A7."""
    async with desk.hearing(asked.speaker, asked.incoming.activity, asked.to, asked.incoming.mentions) as turn:
        return await desk.finish(turn, await deputising.name_deputy(desk, turn, asked.words)) if turn else ()


@command(
    "snooze",
    "reference_and_words",
    usage="REF until WHEN",
    example="snooze 42 until tomorrow 10:00",
    private=True,
    group="today",
)
async def snooze(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Put off what one would be reminded of."""
    return desk.say(asked.to, await snoozing.snooze(desk, asked.speaker, asked.ref, asked.words))


@command("on it", "reference_perhaps_words", usage="REF", example="on it 42", private=True, group="today")
async def on_it(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Say that one is on it."""
    return desk.say(asked.to, await snoozing.on_it(desk, asked.speaker, asked.ref, asked.words))


MANAGERS = (waiting, deputy, snooze, on_it)
