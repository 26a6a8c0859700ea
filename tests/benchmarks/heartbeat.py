"""What a beat costs over many open cases, in CPU time: `make bench`. Not part of the tests.

"idle" is a tick in which nothing is due; "sweep" names everything due when all cases are; "one case" is the mean cost
of looking at a case at which a reminder fell due, with its load, its post and its save; "overviews" are the day's
digests for the channel and two Area ADs, once a day.
"""

import asyncio
import gc
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from bot.heartbeat import Heartbeat
from dialogs.desk import Desk
from dialogs.reminding import look
from state.case import Case
from state.criteria import assess
from state.documents import Key
from state.engine import Engine
from state.moments import LONDON
from state.processes import PROCESSES
from state.profile_file import load_profile
from state.store.memory import MemoryStore
from tests.state.processes.playing import PEOPLE, Story

SIZES = (1_000, 10_000, 100_000)
LOOKED_AT = 200
OPENED = datetime(2026, 11, 23, 14, 20, tzinfo=LONDON)
NINE = datetime(2026, 11, 24, 9, tzinfo=LONDON)


class Bench:
    """A desk over so many open cases, all of the same alert, each planned at a minute of its own."""

    def __init__(self, size: int) -> None:
        ids = count()
        self.now = OPENED
        self.desk = Desk(
            MemoryStore(),
            Engine(PROCESSES, assess),
            load_profile(),
            lambda: PEOPLE,
            lambda: self.now,
            lambda: f"t{next(ids)}",
        )
        self.size = size
        self.heartbeat = Heartbeat(self.desk, lambda _: None)

    async def fill(self) -> None:
        """Save the first through the desk, and index the others with it: reading them is no part of a beat."""
        case = replace(Story(now=OPENED).case, swept=OPENED, reminded=OPENED)
        for n in range(1, self.size + 1):
            numbered = replace(case, ref=f"NTK-2026-{n:06}", draft=f"d{n}")
            if n <= LOOKED_AT:
                await self.desk.save(numbered)
            else:
                self.desk.store._rows.put(_planned(numbered, n))  # type: ignore[attr-defined]

    async def overviews(self) -> float:
        """Seconds of CPU of the tick in which the day's overviews are written."""
        started = time.process_time()
        await self.heartbeat.tick()
        return time.process_time() - started

    async def idle(self) -> float:
        """Seconds of CPU of a tick in which nothing is due."""
        started = time.process_time()
        for _ in range(1000):
            await self.heartbeat.tick()
        return (time.process_time() - started) / 1000

    def sweep(self) -> float:
        """Seconds of CPU in which everything that is due is named, when every case is."""
        late = NINE + timedelta(days=400)
        started = time.process_time()
        assert len(list(self.desk.store.due(late))) == self.size
        return time.process_time() - started

    async def one(self) -> float:
        """Seconds of CPU for one case at which a reminder fell due."""
        self.now = NINE
        keys = [Key("case", f"NTK-2026-{n:06}") for n in range(1, LOOKED_AT + 1)]
        started = time.process_time()
        posts = [post for key in keys for post in await look(self.desk, key)]
        assert len(posts) == LOOKED_AT
        return (time.process_time() - started) / LOOKED_AT


def _planned(case: Case, n: int) -> Case:
    return replace(case, revision=1, due=NINE + timedelta(minutes=n % 100_000))


async def measure(size: int, say: Callable[[str], object]) -> None:
    """One line of the table."""
    bench = Bench(size)
    await bench.fill()
    gc.collect()
    sweep, overviews = min(bench.sweep() for _ in range(5)), await bench.overviews()
    idle, one = await bench.idle(), await bench.one()
    say(f"{size:>9,} {sweep * 1000:>9.2f} {idle * 1000:>9.4f} {one * 1000:>9.2f} {overviews * 1000:>10.0f}\n")


def main() -> None:
    """The table, for 1,000 to 100,000 open cases."""
    sys.stdout.write("Milliseconds of CPU\n    cases     sweep      idle  one case  overviews\n")
    for size in SIZES:
        asyncio.run(measure(size, sys.stdout.write))


if __name__ == "__main__":
    main()
