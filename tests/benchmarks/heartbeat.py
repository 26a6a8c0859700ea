"""(4) What a beat costs over many open cases, in CPU time, against a beat over a thousand.

"idle" is a tick in which nothing is due; "sweep" names everything due when all cases are; "one case" is the mean cost
of looking at a case at which a reminder fell due, with its load, its post and its save; "overviews" are the day's
digests for the channel and two Area ADs, once a day.
"""

import gc
import time
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
from tests.benchmarks.measure import MANY, ROUNDS, Row, compared, in_turn
from tests.state.processes.playing import PEOPLE, Story

SIZES = tuple(size for size in (1_000, 10_000, 100_000) if size <= 2 * MANY)
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
        self._looked_at = count(1)

    async def fill(self) -> None:
        """Save the first through the desk, and index the others with it: reading them is no part of a beat."""
        case = replace(Story(now=OPENED).case, swept=OPENED, reminded=OPENED)
        for n in range(1, self.size + 1):
            numbered = replace(case, ref=f"NTK-2026-{n:06}", draft=f"d{n}")
            if n <= LOOKED_AT * ROUNDS:
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

    async def sweep(self) -> float:
        """Seconds of CPU in which everything that is due is named, when every case is."""
        late = NINE + timedelta(days=400)
        started = time.process_time()
        assert len(list(self.desk.store.due(late))) == self.size
        return time.process_time() - started

    async def one(self) -> float:
        """Seconds of CPU for one case at which a reminder fell due. Each is looked at once."""
        self.now = NINE
        keys = [Key("case", f"NTK-2026-{next(self._looked_at):06}") for _ in range(LOOKED_AT)]
        started = time.process_time()
        posts = [post for key in keys for post in await look(self.desk, key)]
        assert len(posts) == LOOKED_AT
        return (time.process_time() - started) / LOOKED_AT


def _planned(case: Case, n: int) -> Case:
    return replace(case, revision=1, due=NINE + timedelta(minutes=n % 100_000))


async def rows() -> list[Row]:
    """Each size against the smallest."""
    benches = {f"{size:,}": Bench(size) for size in SIZES}
    for bench in benches.values():
        await bench.fill()
    gc.collect()
    overviews = {size: [await bench.overviews()] for size, bench in benches.items()}
    figures = {
        "naming all that is due": "sweep",
        "a beat in which nothing is due": "idle",
        "looking at one case": "one",
    }
    few, *more = benches
    found = []
    for what, figure in figures.items():
        took = await in_turn({size: getattr(bench, figure) for size, bench in benches.items()})
        found += [_row(what, size, took[size], few, took[few]) for size in more]
    return found + [_row("the day's overviews", size, overviews[size], few, overviews[few]) for size in more]


def _row(what: str, size: str, many: list[float], few: str, less: list[float]) -> Row:
    return compared(f"{what}, {size} cases", "ms", [s * 1000 for s in many], few, [s * 1000 for s in less])
