"""What a turn costs in CPU where two processes serve, over PostgreSQL, against one.

People tell and send an alert each, and every message goes to another process than the one before; a figure is the CPU
of all the processes together for one message, deliveries included. "in turn": one person after the other; "at once":
eight people at each process, which then has less waking up to do for each message.
"""

import asyncio
import os
from functools import partial
from pathlib import Path
from random import Random

import aiohttp

from tests.benchmarks.measure import Row, at_most, compared, in_turn
from tests.bot.standins import serving
from tests.database import fresh
from tests.door import Door
from tests.stage import ALERT
from tests.torture.connector import SlowConnector
from tests.torture.process import Bot

PEOPLE = 8  # for each process
TOLD = (*ALERT, "submit")
SETTLING = 2.0  # seconds in which what is left to deliver is delivered


def spent(bots: list[Bot]) -> float:
    """Seconds of CPU that the processes have used."""
    stats = [Path(f"/proc/{bot._process.pid}/stat").read_text() for bot in bots if bot._process]
    ticks = [stat.rpartition(")")[2].split()[11:13] for stat in stats]
    return sum(int(user) + int(system) for user, system in ticks) / os.sysconf("SC_CLK_TCK")


async def cost(count: int, *, at_once: bool) -> float:
    """Seconds of CPU for a turn with so many processes."""
    address, connector = fresh(), SlowConnector(chance=Random(1))
    bots = [Bot(address) for _ in range(count)]
    people = [f"00000000-0000-4000-8000-0000000000{number:02}" for number in range(PEOPLE * count)]
    async with serving(connector.app()) as service, aiohttp.ClientSession() as session:
        await asyncio.gather(*(bot.start() for bot in bots))
        doors = [Door(f"http://127.0.0.1:{bot.port}", f"{service}/", connector, session) for bot in bots]

        async def talk(number: int, person: str) -> None:
            for n, text in enumerate(TOLD):
                await doors[(number + n) % count].says(text, person)

        before = spent(bots)
        if at_once:
            await asyncio.gather(*(talk(number, person) for number, person in enumerate(people)))
        else:
            for number, person in enumerate(people):
                await talk(number, person)
        await asyncio.sleep(SETTLING)
        used = spent(bots) - before
        for bot in bots:
            bot.kill()
    return used / len(people) / len(TOLD)


async def rows() -> list[Row]:
    """Both ways of speaking with them."""
    found = []
    for name, at_once in (("in turn", False), ("at once", True)):
        sides = {count: partial(cost, int(count), at_once=at_once) for count in ("1", "2")}
        spent = {count: [1000 * one for one in costs] for count, costs in (await in_turn(sides)).items()}
        found.append(compared(f"CPU of a turn, two processes, {name}", "ms", spent["2"], "one", spent["1"], NEARLY))
    return found


NEARLY = at_most(1.15)
