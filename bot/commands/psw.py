"""Commands for the PSW and the Unit: here, people, why, referral, the digest, hold, subject."""

from bot.commands.command import Asked, command, in_turn
from dialogs import channels, holding, showing, subject_access, telling
from dialogs import digest as overview
from dialogs.areas import area_in
from dialogs.desk import Desk, Owed
from dialogs.showing_people import people_card
from state.message import Message
from state.roles import PSW, UNIT

PSW_AND_UNIT = (PSW, UNIT)


@command("here psw", roles=PSW_AND_UNIT, group="settings")
async def here_psw(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Make the channel in which it is said the PSW channel."""
    return await channels.bind(desk, asked.speaker, asked.incoming.place, "psw", asked.to, in_channel=not asked.private)


def is_area(desk: Desk, words: str) -> bool:
    """Whether words name an area."""
    return area_in(words, desk.profile) is not None


@command(
    "here team", "words", usage="AREA", example="here team east", roles=PSW_AND_UNIT, fits=is_area, group="settings"
)
async def here_team(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Make the channel in which it is said the channel of an area's team."""
    return await channels.bind_team(
        desk, asked.speaker, asked.incoming.place, asked.words, asked.to, in_channel=not asked.private
    )


@command("people", roles=PSW_AND_UNIT, private=True, group="people")
async def people(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Who holds which role, and who deputises."""
    return desk.say(asked.to, Message(card=people_card(desk)))


@command("why", "reference", usage="REF", example="why 42", roles=PSW_AND_UNIT, private=True)
async def why(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """How the criteria were walked and how each clock is counted."""
    return desk.say(asked.to, await showing.why(desk, asked.speaker, asked.ref))


@command("referral", roles=PSW_AND_UNIT, private=True, asks=True, group="alert")
async def referral(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Begin a case from a partner's referral. Source: R39."""
    return await in_turn(desk, asked, telling.start_referral)


@command("digest", roles=PSW_AND_UNIT, group="today")
async def digest(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """The morning's overview, now."""
    return desk.say(asked.to, overview.digest(desk))


@command("hold", "reference", usage="REF", example="hold 42", roles=PSW_AND_UNIT, private=True)
async def hold(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Keep a case beyond the time for which it is kept."""
    return desk.say(asked.to, await holding.hold(desk, asked.speaker, asked.ref, held=True))


@command("release", "reference", usage="REF", example="release 42", roles=PSW_AND_UNIT, private=True)
async def release(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """Let the time for which a case is kept count again."""
    return desk.say(asked.to, await holding.hold(desk, asked.speaker, asked.ref, held=False))


@command("subject", "record", usage="ID", example="subject 123456", roles=(PSW,), private=True, group="documents")
async def subject(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """All that is held under a record id, for a subject access request."""
    return desk.say(asked.to, *await subject_access.subject(desk, asked.speaker, asked.words))


PSW_COMMANDS = (here_psw, here_team, people, why, referral, digest, hold, release, subject)
