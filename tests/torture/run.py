"""Kill the bot some hundred times at random moments: `make torture`, or SEED=7 KILLS=400 make torture. Over a folder;
with DATABASE=1 over a real PostgreSQL, with DATABASE=2 by two processes there."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from tests.database import fresh
from tests.torture.lane import Counts, running
from tests.torture.standing import Standing
from tests.torture.story import told_undisturbed
from tests.torture.two import Two

SEEDS = ("1", "2", "3")
KILLS = 200
LANES = 3  # side by side
CASES = 3  # told to one folder, before a new one is begun


Place = Callable[[str], Path | str]
"""Where a lane begins anew, by its name."""


async def tortured(seed: str, kills: int, folder: Path, lanes: int = LANES, place: Place | None = None) -> Counts:
    """Kill at least so often, with these dice. Raises AssertionError where something does not hold."""
    counts = Counts()
    stands = await told_undisturbed(folder / "undisturbed")
    async with asyncio.TaskGroup() as side_by_side:
        for lane in range(lanes):
            side_by_side.create_task(_lane(place or folder.joinpath, f"{seed} {lane}", kills, stands, counts))
    return counts


async def _lane(place: Place, seed: str, kills: int, stands: Sequence[Standing], counts: Counts) -> None:
    for n in count():
        begun = place(f"{seed} {n}")
        bot = Two(begun) if isinstance(begun, str) and os.environ.get("DATABASE") == "2" else None
        async with running(begun, f"{seed} {n}", stands, counts, kills, bot) as lane:
            for number in range(1, CASES + 1):
                await lane.tell(number)
            await lane.settle()
            if lane.enough:
                return


def main() -> int:
    """One line of counts for each seed."""
    seeds = os.environ.get("SEED", "").split() or SEEDS
    kills = int(os.environ.get("KILLS") or KILLS)
    held = [_holds(seed, kills) for seed in seeds]
    return 0 if all(held) else 1


def _holds(seed: str, kills: int) -> bool:
    place = (lambda _: fresh()) if os.environ.get("DATABASE") else None
    with tempfile.TemporaryDirectory() as folder:
        try:
            print(f"seed {seed}: {asyncio.run(tortured(seed, kills, Path(folder), place=place))}", flush=True)
        except ExceptionGroup as faults:
            print(f"seed {seed}: {'; '.join(str(fault) for fault in faults.exceptions)}", flush=True)
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
