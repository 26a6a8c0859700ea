"""Commands about one incident: cases joined, its trail, learning actions, own reminders; and who can be reached."""

from functools import partial

from bot.commands.command import Asked, command, in_turn
from dialogs import joining, learning, own_reminders, reaching
from dialogs.desk import Desk, Owed
from dialogs.timeline import timeline as trail
from state.roles import UNIT_OR_PSW


@command("link", "reference_and_words", usage="REF REF", example="link 42 43", roles=UNIT_OR_PSW)
async def link(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Have two cases name each other."""
    return await in_turn(desk, asked, partial(joining.link, ref=asked.ref, words=asked.words))


@command("unlink", "reference_and_words", usage="REF REF", example="unlink 42 43", roles=UNIT_OR_PSW)
async def unlink(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Have two cases name each other no more."""
    return await in_turn(desk, asked, partial(joining.unlink, ref=asked.ref, words=asked.words))


@command("fold", "reference_and_words", usage="REF into REF", example="fold 42 into 43", roles=UNIT_OR_PSW)
async def fold(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Fold one case into another about the same incident."""
    return await in_turn(desk, asked, partial(joining.fold, ref=asked.ref, words=asked.words))


@command("timeline", "reference_perhaps_words", usage="REF", example="timeline 42", roles=UNIT_OR_PSW, private=True)
async def timeline(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """The audit of a case in words, a page at a time."""
    return desk.say(asked.to, await trail(desk, asked.speaker, asked.ref, asked.words, asked.page))


@command(
    "action",
    "reference_and_words",
    usage="REF TEXT [by DATE] [for @person or role]",
    example="action 42 Brief the night team by 18 December for @Ruth Adeyemi",
    roles=UNIT_OR_PSW,
)
async def action(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Open a learning action in one line. Source: G224."""
    return await in_turn(desk, asked, partial(learning.action, ref=asked.ref, words=asked.words))


@command(
    "remind",
    "reference_and_words",
    usage="REF WHEN TEXT",
    example="remind 42 tomorrow at 10:00 ask for the minutes",
    roles=UNIT_OR_PSW,
    private=True,
    group="today",
)
async def remind(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Be reminded of something at a time, in private."""
    return await in_turn(desk, asked, partial(own_reminders.remind, ref=asked.ref, words=asked.words))


@command("reminders", roles=UNIT_OR_PSW, private=True, group="today")
async def reminders(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """One's own reminders, each with a button that takes it back."""
    return await in_turn(desk, asked, own_reminders.listed)


@command("remind yes", "perhaps_words", roles=UNIT_OR_PSW, private=True, listed=False, group="today")
async def remind_yes(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Confirm the moment of a reminder."""
    return await in_turn(desk, asked, partial(own_reminders.answer, words=asked.words, yes=True))


@command("remind off", "perhaps_words", roles=UNIT_OR_PSW, private=True, listed=False, group="today")
async def remind_off(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Take a reminder back."""
    return await in_turn(desk, asked, partial(own_reminders.answer, words=asked.words, yes=False))


@command("reach", roles=UNIT_OR_PSW, private=True, group="people")
async def reach(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Who holds a role and cannot be reached."""
    return desk.say(asked.to, reaching.reach_card(desk))


INCIDENT = (link, unlink, fold, timeline, action, remind, reminders, remind_yes, remind_off, reach)
"""What bot/server.py offers."""
