"""Killed with -9 at any moment, the bot goes on where it was: a real process, a real folder, real HTTP."""

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from tests.bot.standins import RecordingConnector, serving
from tests.door import NOW, PSW_CHANNEL, Door
from tests.stage import ALERT

ROOT = Path(__file__).parent.parent.parent
REF = "NTK-2026-0001"
KILLED_AT = (0, 1, 7, 8, 12, 17)
"""Turns of the alert at which the bot is killed; the submit and the approval come on top."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


class Bot:
    """The product as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._env = {
            **os.environ,
            "NTK_LOCAL": "1",
            "NTK_DATA": str(folder),
            "NTK_NOW": NOW,
            "PORT": str(self.port),
        }

    async def start(self) -> None:
        self._process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=self._env)  # noqa: ASYNC220
        async with aiohttp.ClientSession() as session:
            for _ in range(200):
                with suppress(aiohttp.ClientError):
                    async with session.get(f"http://127.0.0.1:{self.port}/healthz") as response:
                        if response.status == 200:
                            return
                await asyncio.sleep(0.05)
        raise AssertionError("the bot did not start")

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def shown(self) -> dict[str, Any]:
        out = subprocess.run(
            [sys.executable, "app.py", "show", REF, "--json"], cwd=ROOT, env=self._env, capture_output=True, check=True
        )
        record: dict[str, Any] = json.loads(out.stdout)
        return record


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[tuple[Bot, Door]]:
    connector = RecordingConnector()
    bot = Bot(folder)
    async with serving(connector.app()) as service, aiohttp.ClientSession() as session:
        await bot.start()
        yield bot, Door(f"http://127.0.0.1:{bot.port}", f"{service}/", connector, session)
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
        record = bot.shown()
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
