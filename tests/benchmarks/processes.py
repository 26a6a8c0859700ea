"""What a turn costs in CPU where two processes serve, and where one does, over PostgreSQL: `make bench`. No test.

Eight people tell and send an alert each, each message by another process; "turn" is the CPU of all the processes
together for one message, in milliseconds, deliveries included.
"""

import asyncio
import sys
from random import Random
from statistics import median

import aiohttp
import psutil

from tests.bot.standins import serving
from tests.database import fresh
from tests.door import Door
from tests.stage import ALERT
from tests.torture.connector import SlowConnector
from tests.torture.process import Bot

ROUNDS = 3
PEOPLE = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(8)]
TOLD = (*ALERT, "submit")
SETTLING = 2.0  # seconds in which what is left to deliver is delivered


def spent(bots: list[Bot]) -> float:
    """Seconds of CPU that the processes have used."""
    times = [psutil.Process(bot._process.pid).cpu_times() for bot in bots if bot._process]
    return sum(one.user + one.system for one in times)


async def cost(count: int) -> float:
    """Seconds of CPU for a turn with so many processes."""
    address, connector = fresh(), SlowConnector(chance=Random(1))
    bots = [Bot(address) for _ in range(count)]
    async with serving(connector.app()) as service, aiohttp.ClientSession() as session:
        await asyncio.gather(*(bot.start() for bot in bots))
        doors = [Door(f"http://127.0.0.1:{bot.port}", f"{service}/", connector, session) for bot in bots]
        before = spent(bots)

        async def talk(number: int, person: str) -> None:
            for n, text in enumerate(TOLD):
                await doors[(number + n) % count].says(text, person)

        await asyncio.gather(*(talk(number, person) for number, person in enumerate(PEOPLE)))
        await asyncio.sleep(SETTLING)
        used = spent(bots) - before
        for bot in bots:
            bot.kill()
    return used / len(PEOPLE) / len(TOLD)


def main() -> None:
    """The table, with how much more two processes take than one."""
    one, two = ([asyncio.run(cost(count)) for _ in range(ROUNDS)] for count in (1, 2))
    sys.stdout.write("processes      turn\n")
    sys.stdout.write(f"{1:>9} {median(one) * 1000:>9.2f}\n{2:>9} {median(two) * 1000:>9.2f}\n")
    sys.stdout.write(f"{'times':>9} {median(two) / median(one):>9.2f}\n")


if __name__ == "__main__":
    main()
