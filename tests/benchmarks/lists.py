"""(5) What a page of a list costs over many cases, in CPU time, against a page over few.

Each figure is that of one whole answer, from the words typed to the card as it goes out. "put" is what keeping the
lists in order adds to saving a case.
"""

import gc
import time
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import cycle

from bot.cards import card_of
from state.case import Case, Finding, Run, Step
from state.documents import key_of
from state.index import row_of
from state.limit import End, Limit
from state.listing import Query
from state.store.codec import to_record
from state.store.shelves import Shelves
from tests.benchmarks.measure import Row, compared, in_turn
from tests.stage import NOW, Stage

SIZES = (100, 10_000)
TIMES = 10
ASKED = (
    ("cases", 1),
    ("cases", 4),
    ("cases east", 1),
    ("cases overdue", 1),
    ("cases east overdue since March", 1),
    ("cases waiting for psw", 1),
    ("cases east waiting for psw", 1),
    ("cases east waiting for psw finding notify_national_panel", 1),
    ("cases opened since March", 1),
    ("cases closed this year", 1),
    ("find 42", 1),
    ("find 1234567", 1),
    ("overdue", 1),
    ("due week", 1),
    ("due week east", 2),
    ("waiting", 1),
    ("waiting", 3),
    ("my alerts", 1),
)
AREAS = ("east", "north", "south", "west")
STATES = (("alert", "with_area_ad"), ("alert", "with_unit"), ("rapid_review", "convened"), ("alert", "closed"))
"""Every fourth case is closed."""


def case(n: int, like: Case) -> Case:
    """One of many: areas, stages, findings, days of opening and limits differ from case to case."""
    process, state = STATES[n // 7 % len(STATES)]
    opened = NOW - timedelta(days=n % 600)
    run = Run(process, 1, state, steps=(Step("any", opened, "joe", "author", "new", state, entry=1),))
    due = date(2026, 11, 1) + timedelta(days=n % 90)
    limits = () if state == "closed" else (Limit("area_ad_approval", None, None, process, 1, due),)
    ends = tuple(End(limit.process, limit.key, limit.due) for limit in limits)
    found = (Finding("notify_national_panel", None, None, (), (), ()),) if n % 3 else ()
    number = f"NTK-{opened.year}-{n:06}"
    return replace(
        like,
        ref=number,
        draft=f"d{n}",
        area=AREAS[n % 4],
        opened=opened,
        runs=(run,),
        limits=limits,
        ends=ends,
        findings=found,
    )


async def stage_of(size: int) -> Stage:
    """The whole product over so many cases; those of a page of `waiting` are read, of the others nothing is."""
    stage = Stage()
    await stage.alert_sent()
    like = await stage.case()
    for n in range(2, size + 1):
        one = case(n, like)
        stage.store._rows.put(one)
        stage.store._records[key_of(one)] = to_record(one)
    return stage


async def cost(stage: Stage, asked: str, page: int) -> float:
    """Milliseconds of CPU of one answer, drawn: the least of several, for the machine does other things too."""
    spent = []
    for _ in range(TIMES):
        started = time.process_time()
        await stage.presses("pat", {"do": "command", "command": asked, "page": page})
        message = stage.heard["pat"][-1]
        if message.card:
            card_of(message.card)
        spent.append(time.process_time() - started)
    return min(spent) * 1000


async def putting(like: Case, size: int) -> float:
    """Milliseconds of CPU in which a changed case is moved on lists of that length."""
    shelves, rows = Shelves(), [row_of(case(n, like)) for n in range(1, size + 1)]
    for row in rows:
        shelves.put(None, row)
    shelves.look(Query("open"), 0, 1)  # whoever asks first has them set up
    states = cycle((("alert", 1, "with_unit"), ("alert", 1, "returned")))
    started = time.process_time()
    for row in rows[:100]:
        shelves.put(row, row._replace(states=(next(states),), closed=None))
    return (time.process_time() - started) / 100 * 1000


async def rows() -> list[Row]:
    """A row for each list, and one for keeping them in order."""
    few, many = [await stage_of(size) for size in SIZES]
    gc.freeze()
    found = []
    for asked, page in ASKED:
        took = await in_turn({"few": partial(cost, few, asked, page), "many": partial(cost, many, asked, page)})
        found.append(compared(f"{asked}, page {page}", "ms", took["many"], f"{SIZES[0]} cases", took["few"]))
    like = await few.case()
    took = await in_turn({"few": partial(putting, like, SIZES[0]), "many": partial(putting, like, SIZES[1])})
    gc.unfreeze()
    return [*found, compared("keeping them in order", "ms", took["many"], f"{SIZES[0]} cases", took["few"])]
