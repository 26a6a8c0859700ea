"""(6) `app.py assess`: entries a second, against reading the same file as JSON and no more."""

import json
import time
from collections.abc import Callable
from functools import partial

from dialogs.assessment import assess_entries
from state.profile_file import load_profile
from tests.benchmarks.measure import Row, compared, in_turn
from tests.door import PLAYGROUND

EXAMPLES = PLAYGROUND.parent / "state" / "examples.json"
TIMES = 10
"""The file holds the worked examples so often."""


async def rows() -> list[Row]:
    """One row."""
    entries = json.loads(EXAMPLES.read_bytes()) * TIMES
    text, profile = json.dumps(entries), load_profile()

    async def rate(work: Callable[[str], object]) -> float:
        begun = time.process_time()
        work(text)
        return len(entries) / (time.process_time() - begun)

    assess_entries(text, profile)
    found = await in_turn(
        {"ours": partial(rate, lambda t: assess_entries(t, profile)), "json": partial(rate, json.loads)}
    )
    return [compared("entries assessed", "a second", found["ours"], "json.loads", found["json"])]
