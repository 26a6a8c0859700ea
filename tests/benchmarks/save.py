"""(2) Saving a case, sync included, in a folder of few and of many."""

import tempfile
import time
from contextlib import AsyncExitStack
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

from dialogs.desk import Desk
from state.criteria import assess
from state.engine import Engine
from state.processes import PROCESSES
from state.profile_file import load_profile
from state.store.sealing import Sealing
from state.store.tiny import TinyStore, open_tiny
from tests.benchmarks.filling import fill
from tests.benchmarks.measure import MANY, ROUNDS, Row, at_most, compared, in_turn
from tests.benchmarks.process import KEY
from tests.stage import NOW, PEOPLE

SIZES = tuple(size for size in (100, 1_000, 10_000, 50_000) if size <= MANY)
SAVES = 60  # in each round
REF = "NTK-2026-0050"  # is open


async def rows() -> list[Row]:
    """Each size against the smallest."""
    with tempfile.TemporaryDirectory() as place:
        async with AsyncExitStack() as stores:
            desks = {}
            for size in SIZES:
                folder = Path(place) / str(size)
                await fill(folder, size)
                store = open_tiny(folder, Sealing((KEY,)))
                stores.push_async_callback(store.close)
                desks[f"{size:,}"] = _desk(store)
            found = await in_turn({name: partial(_save, desk) for name, desk in desks.items()}, 2 * ROUNDS)
    few, *more = found
    return [
        compared(f"a save at {size} cases", "ms", found[size], f"at {few}", found[few], at_most(1.2)) for size in more
    ]


def _desk(store: TinyStore) -> Desk:
    ids = count()
    return Desk(store, Engine(PROCESSES, assess), load_profile(), lambda: PEOPLE, lambda: NOW, lambda: f"t{next(ids)}")


async def _save(desk: Desk) -> float:
    """Milliseconds of the usual save."""
    took = []
    for _ in range(SAVES):
        case = await desk.load_case(REF)
        assert case is not None
        begun = time.perf_counter()
        await desk.save(case)
        took.append(time.perf_counter() - begun)
    return median(took) * 1000
