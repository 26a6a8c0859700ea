"""Somebody asks for numbers: what they may count is counted, one case after the other, and shown as they may see it.

Source: R99 (G177, G178, G180–G183), product.md "Commands".
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from functools import partial

from dialogs.desk import Desk, Owed
from dialogs.exporting import File
from dialogs.facts import titles
from dialogs.pages import pages
from dialogs.trends.card import topic_card
from dialogs.trends.counting import Counted, counted, figures
from dialogs.trends.period import Period, read_months
from dialogs.trends.suppressing import ShownFigures, shown
from dialogs.trends.table import FILE, OF_NUMBERS, csv_of
from dialogs.trends.topics import OVERVIEW, TOPICS
from dialogs.wording import say
from state.documents import Channel, Key, Person
from state.index import Row
from state.message import FileOffer, Message
from state.roles import COUNTS, UNIT_OR_PSW
from state.store.protocol import Damaged

AT_ONCE = 150
"""So many cases are counted while somebody waits: well within the ten seconds after which Teams asks again."""

CSV = "csv"


@dataclass(frozen=True)
class Wish:
    """What is asked for: a topic, or all as a file, and of which months."""

    topic: str
    period: Period


def wish_in(desk: Desk, words: str) -> Wish | None:
    """What these words ask for: perhaps a topic, then perhaps a period. None where the period cannot be read."""
    first, _, rest = words.strip().partition(" ")
    topic = _topic(first)
    period = read_months(rest if topic else words, desk.clock())
    return Wish(topic or OVERVIEW, period) if period else None


def is_file(words: str) -> bool:
    """Whether words ask for a file, which goes to personal chats alone."""
    return _topic(words.strip().partition(" ")[0]) == CSV


def _topic(first: str) -> str | None:
    word = first.casefold().strip(" .!?")
    return next((topic for topic in (CSV, *TOPICS) if word in (topic, topic.removesuffix("s"))), None)


async def trends(
    desk: Desk, person: str, words: str, to: str, *, channel: bool, only_for: bool = False
) -> tuple[Owed, ...]:
    """Numbers of a period. Where that takes long it is said, and they follow; in one's own chat where nobody else
    was to see them in a channel (`only_for`)."""
    wish = wish_in(desk, words)
    if wish is None:
        return desk.say(to, Message(say("trends.when")))
    if desk.meanwhile is None or not _are_many(desk, person, wish.period):
        return desk.say(to, await _answer(desk, person, wish, channel=channel))
    desk.meanwhile(partial(_later, desk, person, wish, f"person:{person}" if only_for else to, channel=channel))
    return desk.say(to, Message(say("trends.counting")))


def takes_long(desk: Desk, person: str, words: str) -> bool:
    """Whether counting over a period takes longer than anybody waits."""
    wish = wish_in(desk, words)
    return wish is not None and _are_many(desk, person, wish.period)


async def offer(desk: Desk, person: str, words: str) -> Message:
    """The numbers of a period as a file, offered."""
    wish = wish_in(desk, f"{CSV} {words}")
    return await _answer(desk, person, wish, channel=False) if wish else Message(say("trends.when"))


async def release(desk: Desk, person: str, words: str, offered: str) -> File | Message:
    """The file that somebody said yes to, counted anew over what they may count now. Each offer is good once."""
    wish = wish_in(desk, f"{CSV} {words}")
    if wish is None:
        return Message(say("trends.when"))
    async with desk.hearing(person, offered, f"person:{person}") as turn:
        if turn is None:
            return Message(say("export.again", command=f"trends {CSV} {wish.period.id}"))
        await desk.finish(turn)
    if not desk.directory.holds_any(person, COUNTS):
        return Message(say("refused.command", who=titles(desk, COUNTS)))
    try:
        numbers = await counted_for(desk, person, wish.period)
    except Damaged:
        return Message(say("trends.damaged"))
    return File(FILE.format(wish.period.id), csv_of(desk, numbers))


async def counted_for(desk: Desk, person: str, period: Period, *, channel: bool = False) -> ShownFigures:
    """The numbers of a period as somebody may see them. In a channel nobody sees small ones."""
    found = [case async for case in _cases(desk, person, period)]
    areas = _areas(desk, person)
    whole = bool(areas) and not channel and all(_holds(desk, person, UNIT_OR_PSW, area) for area in areas)
    return shown(figures(found, period, areas), whole=whole)


def _areas(desk: Desk, person: str) -> tuple[str, ...]:
    """The areas over which somebody may have numbers."""
    return tuple(area.id for area in desk.profile.areas if _holds(desk, person, COUNTS, area.id))


def _holds(desk: Desk, person: str, roles: tuple[str, ...], area: str) -> bool:
    directory = desk.directory
    return any(True for role in roles for _ in directory.capacities(person, role, area))


def _rows(desk: Desk, person: str, period: Period) -> list[Row]:
    """The cases of a period; of two about one incident, the one into which the other was folded."""
    areas = _areas(desk, person)
    rows = (row for row in desk.store.rows("case") if row.area in areas and not row.folded)
    return [row for row in rows if row.opened and row.opened in period]


def _are_many(desk: Desk, person: str, period: Period) -> bool:
    return len(_rows(desk, person, period)) > AT_ONCE


async def _cases(desk: Desk, person: str, period: Period) -> AsyncIterator[Counted]:
    """What is counted of each case that somebody may read; others are heard in between."""
    for row in _rows(desk, person, period):
        case = await desk.readable(person, row.key.id)
        if case is not None:
            yield counted(case, desk.profile_of(case), desk.engine.processes, desk.clock())
        await asyncio.sleep(0)


async def _answer(desk: Desk, person: str, wish: Wish, *, channel: bool) -> Message:
    try:
        numbers = await counted_for(desk, person, wish.period, channel=channel)
    except Damaged:
        return Message(say("trends.damaged"))
    if wish.topic != CSV:
        return Message(card=topic_card(desk, numbers, wish.topic, channel=channel))
    content = csv_of(desk, numbers)
    data = {"ref": OF_NUMBERS, "document": wish.period.id, "offer": desk.token()}
    return Message(
        say("trends.offered"), file=FileOffer(FILE.format(wish.period.id), say("trends.file"), len(content), data)
    )


async def _later(desk: Desk, person: str, wish: Wish, to: str, *, channel: bool) -> tuple[Owed, ...]:
    """The answer, kept until it is delivered."""
    answer = await _answer(desk, person, wish, channel=channel)
    kind, _, id = to.partition(":")
    key = Key("person", id) if kind == "person" else Key("channel", id)
    async with desk.store.lock(key):
        held: Person | Channel = await (desk.load_person(id) if kind == "person" else desk.load_channel(id))
        posts = tuple(desk.post(to, "reply", page) for page in pages(answer))
        await desk.save(replace(held, posts=(*held.posts, *posts)))
    return tuple(Owed(key, post) for post in posts)
