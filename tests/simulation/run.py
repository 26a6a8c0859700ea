"""A year of 5,000 invented cases: `make simulate`, or SEEDS="1 2 3" CASES=5000 make simulate.

Over a folder; with DATABASE=1 over PostgreSQL, with DATABASE=2 by two processes there.
The cases are those of a few councils of one kind, side by side on the processors that there are.
"""

import logging
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

from tests.database import fresh
from tests.simulation.verdict import Verdict, judged
from tests.simulation.year import Year, simulated

SEEDS = ("1",)
CASES, DAYS = 5000, 365
COUNCILS = 2
SHOWN = 20  # of the differences


def judged_council(seed: str, cases: int, days: int) -> tuple[str, list[str]]:
    """One council's year: its counts in words, and every difference."""
    logging.disable(logging.CRITICAL)  # of the bot: its troubles are meant
    processes = int(os.environ.get("DATABASE") or 0)
    year = simulated(seed, cases, days, address=fresh() if processes else "", processes=processes or 1)
    verdict = judged(year)
    return counted(year, verdict), verdict.faults


def counted(year: Year, verdict: Verdict) -> str:
    """The counts in words."""
    counts, trouble = year.counts, ", ".join(f"{n} {what}" for what, n in year.teams.trouble.items())
    return (
        f"{counts.cases} cases ({counts.closed} closed), {counts.steps} steps, {counts.edits} edits, "
        f"{counts.snoozes} snoozes, {counts.on_its} on it, {year.away} deputies, {len(year.blocked)} blocked, "
        f"{year.kills} kills ({counts.cut_off} people cut off)\n"
        f"    Teams got {len(year.teams.got)} messages and {year.teams.updates} updates; calls {trouble}\n"
        f"    {verdict.reminders} reminders ({verdict.joined} joined after a downtime, {verdict.handed_on} handed on, "
        f"{verdict.failed} given up), {verdict.breaches} breaches, {verdict.marked} marked as perhaps repeated; "
        f"{len(verdict.faults)} differences"
    )


def main() -> int:
    """Print the counts of each seed, and the first differences."""
    seeds: Sequence[str] = os.environ.get("SEEDS", "").split() or SEEDS
    cases = int(os.environ.get("CASES") or CASES)
    faults = []
    with ProcessPoolExecutor(COUNCILS) as side_by_side:
        for seed in seeds:
            begun = time.monotonic()
            names = [f"{seed}.{n}" for n in range(1, COUNCILS + 1)]
            print(f"seed {seed}", flush=True)
            for name, (words, found) in zip(
                names,
                side_by_side.map(judged_council, names, repeat(cases // COUNCILS), repeat(DAYS)),
                strict=True,
            ):
                print(f"  council {name}: {words}", flush=True)
                faults += [f"{name}: {fault}" for fault in found]
            print(f"  {time.monotonic() - begun:.0f} seconds", flush=True)
    for fault in faults[:SHOWN]:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
