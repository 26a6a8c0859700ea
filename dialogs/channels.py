"""Which channel is for what: the PSW's own, and one for each area's team."""

from dataclasses import replace
from difflib import get_close_matches

from dialogs import journal
from dialogs.areas import area_in, area_names
from dialogs.choosing import plain
from dialogs.desk import Desk, Owed
from dialogs.wording import say
from state.documents import Key
from state.message import Message
from state.roles import PSW, UNIT

BINDERS = (PSW, UNIT)


async def bind(desk: Desk, person: str, channel: str, purpose: str, to: str, *, in_channel: bool) -> tuple[Owed, ...]:
    """Bind the channel in which this is said; another one that was bound to the same purpose is let go. The journal
    has it first."""
    if not in_channel:
        return desk.say(to, Message(say("here.in_channel")))
    for row in list(desk.store.rows("channel")):
        if row.bound == purpose and row.key.id != channel:
            await _bind(desk, person, row.key.id, None)
    await _bind(desk, person, channel, purpose)
    area = purpose.removeprefix("team:")
    words = say("here.psw") if purpose == "psw" else say("here.team", area=desk.profile.area(area).name)
    return desk.say(to, Message(words))


async def bind_team(
    desk: Desk, person: str, channel: str, words: str, to: str, *, in_channel: bool
) -> tuple[Owed, ...]:
    """Bind a channel to the team of an area, named by itself or by one of its districts."""
    area = area_in(words, desk.profile)
    if area is None:
        names = ", ".join(a.name for a in desk.profile.areas)
        near = get_close_matches(plain(words), [name for name, _ in area_names(desk.profile)], n=1)
        said = (say("here.no_such_area", areas=names), *(say("unknown.near", command=f"here team {n}") for n in near))
        return desk.say(to, Message("\n".join(said)))
    return await bind(desk, person, channel, f"team:{area}", to, in_channel=in_channel)


async def _bind(desk: Desk, person: str, channel: str, purpose: str | None) -> None:
    async with desk.store.lock(Key("channel", channel)):
        document = await desk.load_channel(channel)
        if document.bound != purpose:
            record = {"channel": channel, "from": document.bound, "to": purpose}
            await journal.write(desk, person, "channel.bound", record, BINDERS)
            await desk.save(replace(document, bound=purpose))
