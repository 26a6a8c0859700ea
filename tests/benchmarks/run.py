"""Every benchmark, or one of them: `make bench`, `make bench ONLY=turn`. One table, and dist/bench.json."""

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from dialogs.wording import speak_for
from state.profile_file import load_profile
from tests.benchmarks import assessing, dates, heartbeat, lists, processes, save, start, tokens, turn
from tests.benchmarks.measure import Row
from tests.benchmarks.table import page, written

BENCHES: dict[str, Callable[[], Awaitable[Sequence[Row]]]] = {
    "turn": turn.rows,
    "tokens": tokens.rows,
    "save": save.rows,
    "start": start.rows,
    "sweep": heartbeat.rows,
    "lists": lists.rows,
    "processes": processes.rows,
    "assess": assessing.rows,
    "dates": dates.rows,
}
OUT = Path("dist/bench.json")


async def measured(wanted: Sequence[str]) -> dict[str, Sequence[Row]]:
    """The rows of each benchmark. What takes long says that it is at work."""
    found = {}
    for name in wanted:
        begun = time.monotonic()
        found[name] = await BENCHES[name]()
        print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return found


def main() -> int:
    """Print the table, and write it down. Status 1 where a goal is not met, 2 where there is no such benchmark."""
    wanted = os.environ.get("ONLY", "").split() or list(BENCHES)
    if unknown := [name for name in wanted if name not in BENCHES]:
        print(f"There is no benchmark {' '.join(unknown)}. There are: {' '.join(BENCHES)}", file=sys.stderr)
        return 2
    speak_for(load_profile())
    found = asyncio.run(measured(wanted))
    print(page(found))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(written(found))
    return 1 if any(row.met is False for rows in found.values() for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
