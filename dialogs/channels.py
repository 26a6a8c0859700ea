"""Which channel is for what: the PSW's own, and one for each area's team."""

from dataclasses import replace
from difflib import get_close_matches

from dialogs.areas import area_in, area_names
from dialogs.choosing import plain
from dialogs.desk import Desk, Owed
from dialogs.wording import say
from state.documents import Key
from state.message import Message


async def bind(desk: Desk, channel: str, purpose: str, to: str, *, in_channel: bool) -> tuple[Owed, ...]:
    """Bind the channel in which this is said; another one that was bound to the same purpose is let go."""
    if not in_channel:
        return desk.say(to, Message(say("here.in_channel")))
    for row in list(desk.store.rows("channel")):
        if row.bound == purpose and row.key.id != channel:
            await _bind(desk, row.key.id, None)
    await _bind(desk, channel, purpose)
    area = purpose.removeprefix("team:")
    words = say("here.psw") if purpose == "psw" else say("here.team", area=desk.profile.area(area).name)
    return desk.say(to, Message(words))


async def bind_team(desk: Desk, channel: str, words: str, to: str, *, in_channel: bool) -> tuple[Owed, ...]:
    """Bind a channel to the team of an area, named by itself or by one of its districts."""
    area = area_in(words, desk.profile)
    if area is None:
        names = ", ".join(a.name for a in desk.profile.areas)
        near = get_close_matches(plain(words), [name for name, _ in area_names(desk.profile)], n=1)
        said = (say("here.no_such_area", areas=names), *(say("unknown.near", command=f"here team {n}") for n in near))
        return desk.say(to, Message("\n".join(said)))
    return await bind(desk, channel, f"team:{area}", to, in_channel=in_channel)


async def _bind(desk: Desk, channel: str, purpose: str | None) -> None:
    async with desk.store.lock(Key("channel", channel)):
        document = await desk.load_channel(channel)
        if document.bound != purpose:
            await desk.save(replace(document, bound=purpose))
