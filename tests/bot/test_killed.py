"""Killed with -9 at any moment, the bot goes on where it was: a real process, a real folder, real HTTP."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from tests.bot.standins import RecordingConnector, serving
from tests.door import PSW_CHANNEL, Door
from tests.stage import ALERT
from tests.torture.process import Bot

REF = "NTK-2026-0001"
KILLED_AT = (0, 1, 7, 8, 12, 17)
"""Turns of the alert at which the bot is killed; the submit and the approval come on top."""


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[tuple[Bot, Door]]:
    connector = RecordingConnector()
    bot = Bot(folder)
    async with serving(connector.app()) as service, aiohttp.ClientSession() as session:
        try:
            await bot.start()
            yield bot, Door(f"http://127.0.0.1:{bot.port}", f"{service}/", connector, session)
        finally:
            bot.kill()


async def killed_while(bot: Bot, door: Door, text: str, after: float) -> None:
    """Say something, kill the bot some seconds later, and start it again."""
    said = asyncio.create_task(door.says(text))
    await asyncio.sleep(after)
    bot.kill()
    with suppress(aiohttp.ClientError):
        await said
    await bot.start()


async def question(door: Door) -> str:
    """What is being asked."""
    heard = await door.says("resume")
    return str(heard[-1].get("summary", ""))


async def delivered(bot: Bot) -> dict[str, Any]:
    """The case once nothing is owed any more, but to the team's channel, which nobody has bound."""
    for _ in range(50):
        record = bot.shown(REF)
        owed = [p for p in record["posts"] if not p["delivered"] and p["kind"] != "reply" and "team:" not in p["to"]]
        if not owed:
            return record
        await asyncio.sleep(0.1)
    raise AssertionError(f"still owed: {[(p['to'].split(':')[0], p['kind'], p['attempts']) for p in owed]}")


async def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path: Path) -> None:
    chance = random.Random(4)
    async with running(tmp_path / "data") as (bot, door):
        await door.says("act psw")
        await door.says("here psw", channel=PSW_CHANNEL)
        await door.says("act me")
        for n, text in enumerate(ALERT):
            if n not in KILLED_AT:
                await door.says(text)
                continue
            before = await question(door)
            await killed_while(bot, door, text, chance.uniform(0, 0.03))
            if await question(door) == before:
                await door.says(text)
        await killed_while(bot, door, "submit", 0.01)
        if "look it over" in await question(door):
            await door.says("submit")
        for said in ("An alert needs your approval", "The national Panel should be notified", REF):
            await door.hears(said)
        await door.says("act area_ad")
        await killed_while(bot, door, "do 1 approve", 0.01)
        if "Approve and forward" in str(await door.says("status 1")):
            await door.says("do 1 approve")
        await door.hears("With the Safeguarding Unit", PSW_CHANNEL)
        await door.hears("was approved")
        record = await delivered(bot)
    assert record["processes"][0]["state"] == "with_unit"
    assert record["answers"]["what_happened"] == ALERT[16]
    happened = [e["what"] for e in record["entries"]]
    assert happened.count("alert.submit") == happened.count("alert.approve") == 1
