"""Reading a date in somebody's words, against dateparser with the same settings and no checks."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from dateparser.date import DateDataParser

from dialogs.dates import read_when, warm
from tests.benchmarks.measure import Row, at_most, compared, in_turn, percentile
from tests.stage import NOW

WORDS = (
    "today", "yesterday", "yesterday at 4pm", "last night", "this morning", "Monday", "last Friday at noon",
    "Good Friday", "3 November", "3/11/2026", "03.11.26 16:30", "2026-11-03", "2026-11-03T09:05",
    "the 3rd of November at half past six",
    "two days ago", "three weeks ago", "an hour ago", "half past six yesterday",
    "midday on Friday", "approx 4pm",
    "bank holiday", "christmas eve", "not a date at all", "between Monday and Wednesday", "04/13/2026", "5", "may",
)  # fmt: skip
TIMES = 20


async def rows() -> list[Row]:
    """The usual reading, and the slowest of a hundred."""
    warm(NOW)
    ours = partial(_read, lambda words: read_when(words, NOW))
    found = await in_turn({"ours": ours, "bare": partial(_read, _bare)})
    halves, most = (
        {side: [percentile(took, part) for took in rounds] for side, rounds in found.items()} for part in (0.5, 0.99)
    )
    return [
        compared("half of the dates read within", "ms", halves["ours"], "bare dateparser", halves["bare"]),
        compared(
            "99 % of the dates read within", "ms", most["ours"], "bare dateparser", most["bare"], at_most(5, "ours")
        ),
    ]


def _bare(words: str) -> object:
    settings = {"DATE_ORDER": "DMY", "RELATIVE_BASE": datetime(2026, 11, 23), "TIMEZONE": "UTC"}  # noqa: DTZ001
    return DateDataParser(locales=["en-GB"], settings=settings).get_date_data(words)


async def _read(read: Callable[[str], object]) -> list[float]:
    """Milliseconds of CPU of each reading: the slowest would else be those during which something else ran."""
    took = []
    for words in WORDS * TIMES:
        begun = time.process_time()
        read(words)
        took.append((time.process_time() - begun) * 1000)
    return took
