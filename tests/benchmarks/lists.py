"""What a page of a list costs over few and many cases, in CPU time: `make bench`. Not part of the tests.

Each figure is that of one whole answer, from the words typed to the card as it goes out. "put" is what keeping the
lists in order adds to saving a case.
"""

import asyncio
import gc
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle

from bot.cards import card_of
from state.case import Case, Finding, Run, Step
from state.documents import key_of
from state.index import row_of
from state.limit import End, Limit
from state.store.codec import to_record
from state.store.shelves import Shelves
from tests.stage import NOW, Stage

SIZES = (100, 10_000)
ROUNDS = 30
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
    """Seconds of CPU of one answer, drawn: the least of several rounds, for the machine does other things too."""
    spent = []
    for _ in range(ROUNDS):
        started = time.process_time()
        await stage.presses("pat", {"do": "command", "command": asked, "page": page})
        message = stage.heard["pat"][-1]
        if message.card:
            card_of(message.card)
        spent.append(time.process_time() - started)
    return min(spent)


async def putting(stage: Stage) -> float:
    """Seconds of CPU in which a changed case is moved on the lists."""
    shelves, like = Shelves(), await stage.case()
    rows = [row_of(case(n, like)) for n in range(1, max(SIZES) + 1)]
    for row in rows:
        shelves.put(None, row)
    states = cycle((("alert", 1, "with_unit"), ("alert", 1, "returned")))
    started = time.process_time()
    for row in rows[:1000]:
        shelves.put(row, replace(row, states=(next(states),), closed=None))
    return (time.process_time() - started) / 1000


async def main() -> None:
    """The table, for few and for many cases, with how much longer the many take."""
    few, many = [await stage_of(size) for size in SIZES]
    gc.freeze()
    sys.stdout.write(f"Milliseconds of CPU{'':<48}{SIZES[0]:>8,}{SIZES[1]:>8,}   times\n")
    for asked, page in ASKED:
        one, other = await cost(few, asked, page), await cost(many, asked, page)
        name = f"{asked}, page {page}"
        sys.stdout.write(f"{name:<66} {one * 1000:>8.2f}{other * 1000:>8.2f}{other / one:>8.2f}\n")
    sys.stdout.write(f"{'put':<75}{await putting(few) * 1000:>8.3f}\n")


if __name__ == "__main__":
    asyncio.run(main())
