"""(3) From the launch of the process to the first reply, (7) and what it holds in memory then."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks.filling import fill
from tests.benchmarks.load import counts, tellings
from tests.benchmarks.measure import MANY, Row, at_most, compared, in_turn
from tests.benchmarks.process import Process, peer, product, running

STARTS = {"none": 0, "many": MANY}


@dataclass(frozen=True)
class Started:
    """Seconds to the first reply, and megabytes after it."""

    seconds: float
    memory: float


async def started() -> dict[str, list[Started]]:
    """A bot over an empty folder, over a full one, and the stock echo bot, in turn.

    The full folder was opened once before, as it would have been by the bot that filled it.
    """
    with tempfile.TemporaryDirectory() as place, running(peer("connector")) as connector:
        (await connector.listens()).transport.close()
        folders = {name: Path(place) / name for name in STARTS}
        for name, folder in folders.items():
            await fill(folder, STARTS[name])
            await _first_reply(partial(product, folder), connector)
        bots = {name: partial(product, folder) for name, folder in folders.items()} | {"stock": partial(peer, "stock")}
        return await in_turn({name: partial(_first_reply, bot, connector) for name, bot in bots.items()})


async def _first_reply(launch: Callable[[], Process], connector: Process) -> Started:
    words = next(tellings(f"http://127.0.0.1:{connector.port}/"))
    before, begun = counts(connector)["calls"], time.perf_counter()
    with running(launch()) as bot:
        speaker = await bot.listens()
        assert await speaker.post("/api/messages", words) in (200, 201)
        took = time.perf_counter() - begun
        assert counts(connector)["calls"] > before
        return Started(took, bot.memory)


async def rows() -> list[Row]:
    """Both figures of the same starts."""
    found = await started()
    seconds = {name: [one.seconds for one in starts] for name, starts in found.items()}
    memory = {name: [one.memory for one in starts] for name, starts in found.items()}
    many = f"with {MANY:,} cases"
    return [
        compared("start to first reply with no case", "s", seconds["none"], "stock echo", seconds["stock"]),
        compared(f"start to first reply {many}", "s", seconds["many"], "no case", seconds["none"], ONE_MORE),
        compared("memory with no case", "MB", memory["none"], "stock echo", memory["stock"]),
        compared(f"memory {many}", "MB", memory["many"], "no case", memory["none"], at_most(250, "ours")),
    ]


ONE_MORE = at_most(1, "difference")
