"""Two real processes over one database, and what becomes of everything when one of them is killed with -9."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from tests.bot.standins import serving
from tests.database import fresh
from tests.door import ME, Door, opened, sample, text_of
from tests.stage import ALERT
from tests.torture.cable import Cable
from tests.torture.connector import SlowConnector, content_of
from tests.torture.ledger import Ledger
from tests.torture.process import Bot
from tests.torture.standing import anything_owed, cases, documents, owed
from tests.torture.story import WHO, introduce

LATER = "2026-11-25T16:00"
LONG_ENOUGH = 6  # seconds, to be taken for gone


class Pair:
    """Two bots, a door to each, and the one connector that both speak to."""

    def __init__(self, address: str, bots: Sequence[Bot], doors: Sequence[Door], connector: SlowConnector) -> None:
        self.address, self.bots, self.doors, self.connector = address, bots, doors, connector
        self.ledger = Ledger(connector)

    async def nothing_owed(self) -> None:
        """Wait until all is delivered; replies are marked with the next write."""
        for _ in range(300):
            if not anything_owed(await documents(self.address), ("reply",)):
                return
            await asyncio.sleep(0.1)
        raise AssertionError("posts are still owed")

    async def killed_while_it_delivers(self, door: Door, bot: Bot, text: str) -> None:
        """Say something, and kill as soon as what follows from it is stored and not yet delivered."""
        self.connector.pace = 1.0
        self.ledger.turn_begins()
        saying = asyncio.create_task(door.says(text))
        for _ in range(500):
            if cases(await documents(self.address)):
                break
        bot.kill()
        with suppress(aiohttp.ClientError):
            await saying
        waiting = owed(await documents(self.address))
        assert waiting
        self.ledger.owed(waiting)
        self.connector.pace = 0


@asynccontextmanager
async def pair() -> AsyncIterator[Pair]:
    """Both started, and everybody known to both."""
    address = fresh()
    connector = SlowConnector(chance=Random(1))
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(serving(connector.app()))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        bots = [Bot(address), Bot(address)]
        for bot in bots:
            stack.callback(bot.kill)
        await asyncio.gather(*(bot.start() for bot in bots))
        doors = [Door(f"http://127.0.0.1:{bot.port}", f"{service}/", connector, session) for bot in bots]
        await introduce(doors[0])
        yield Pair(address, bots, doors, connector)


async def test_one_after_the_other_is_killed_and_people_notice_nothing_but_what_may_be_twice() -> None:
    async with pair() as two:
        one, other = two.doors
        for n, text in enumerate(ALERT[:4]):  # both are asked at once, as when Teams gives up too early
            before = len(two.connector.calls)
            await asyncio.gather(*(door.says(text, id=f"both-{n}") for door in two.doors))
            replies = two.connector.calls[before:]
            assert replies
            assert len({content_of(call.body) for call in replies}) == len(replies)
        for n, text in enumerate(ALERT[4:10]):  # they take turns
            assert text_of(await two.doors[n % 2].says(text))
        await other.says("here team west", WHO["psw"], "19:west-team@thread.tacv2")
        cut_off = asyncio.create_task(one.says(ALERT[10], id="cut off"))
        await asyncio.sleep(0.02)
        two.bots[0].kill()
        with suppress(aiohttp.ClientError):
            await cut_off
        await other.says(ALERT[10], id="cut off")
        for text in ALERT[11:]:
            assert text_of(await other.says(text))
        await two.killed_while_it_delivers(other, two.bots[1], "submit")
        await two.bots[0].start()
        await two.nothing_owed()
        (case,) = cases(await documents(two.address))
        assert case.current.shared["what_happened"] == ALERT[16]
        posts = two.bots[0].shown(case.ref)["posts"]
        two.ledger.delivered(case.ref, posts)
        two.ledger.nothing_lost()
        assert any(post["maybe_repeated"] for post in posts)


async def test_what_falls_due_for_both_is_said_once(tmp_path: Path) -> None:
    address, connector = fresh(), SlowConnector()
    async with opened(tmp_path, connector, NTK_DATABASE=address) as door:
        await introduce(door)
        for text in (*ALERT, "submit"):
            await door.says(text)
    async with (
        opened(tmp_path, connector, NTK_DATABASE=address, NTK_NOW=LATER) as door,
        opened(tmp_path, connector, NTK_DATABASE=address, NTK_NOW=LATER) as other,
    ):
        await introduce(other)  # Teams is reached at another address now
        await introduce(door)
        for _ in range(100):
            if not anything_owed(await documents(address), ("reply",)):
                break
            await asyncio.sleep(0.1)
    (case,) = cases(await documents(address))
    reminders = [post for post in case.posts if post.kind == "reminder"]
    assert len({(post.to, post.reminds) for post in reminders}) == len(reminders) > 0
    ledger = Ledger(connector)
    ledger.delivered(case.ref, [asdict(post) for post in case.posts])


async def test_one_that_is_cut_off_from_the_database_comes_back(tmp_path: Path) -> None:
    address, connector = fresh(), SlowConnector()
    with Cable(address) as cable:
        async with (
            opened(tmp_path, connector, NTK_DATABASE=address) as other,
            opened(tmp_path, connector, NTK_DATABASE=cable.address) as door,
        ):
            await introduce(door)
            for text in ALERT[:8]:
                assert text_of(await door.says(text))
            cable.pull()
            async with await door.posts(message(ALERT[8], "cut off")) as response:
                assert response.status == 500
            async with door.session.get(f"{door.url}/healthz") as response:
                assert response.status == 503
            assert text_of(await other.says(ALERT[8], id="cut off"))
            await asyncio.sleep(LONG_ENOUGH)
            assert text_of(await other.says(ALERT[9]))
            cable.plug_in()
            for _ in range(200):
                async with door.session.get(f"{door.url}/healthz") as response:
                    if response.status == 200:
                        break
                await asyncio.sleep(0.1)
            for n, text in enumerate((*ALERT[10:], "submit")):
                assert text_of(await (door, other)[n % 2].says(text)), n
            for _ in range(100):
                found = await documents(address)
                if not anything_owed(found, ("reply",)):
                    break
                await asyncio.sleep(0.1)
    (case,) = cases(found)
    assert case.current.shared["what_happened"] == ALERT[16]
    assert all(not post.owed for post in case.posts)
    Ledger(connector).delivered(case.ref, [asdict(post) for post in case.posts])


def message(text: str, id: str) -> dict[str, Any]:
    activity = sample("personal_message")
    return {**activity, "text": text, "id": id, "from": {**activity["from"], "aadObjectId": ME}}
