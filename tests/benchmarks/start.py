"""What it costs to start over none and many cases, to hold them, and to save one: `make bench`. Not part of the tests.

"first" is a start that finds no index, "start" one after a kill: the seconds of CPU until the bot is well. "held" is
what the process then takes of memory, in MB. "save" is what one save of a case takes, in milliseconds, by the clock.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from statistics import median

import orjson
import psutil
from cryptography.fernet import Fernet

from dialogs.desk import Desk
from state.case import Case
from state.criteria import assess
from state.documents import Key, Person, key_of
from state.engine import Engine
from state.processes import PROCESSES
from state.store.folder import make_ready, place_of
from state.store.memory import MemoryStore
from state.store.sealing import Sealing
from state.store.tiny import open_tiny
from tests.state.processes.playing import KENT, NOW, PEOPLE, Story, answers
from tests.state.processes.test_consequences import closed
from tests.state.processes.test_stories import shared_and_met
from tests.torture.process import Bot

SIZES = (0, 100, 50_000)
AREAS = ("east", "north", "south", "west")
SAVES = 400
KEY = Fernet.generate_key().decode()


def stories() -> list[Story]:
    """Cases as they stand at several points of their way. Most of those that are kept are at its end."""
    new, shared = Story(), shared_and_met(Story())
    shared.do("uma", "panel_notification.recommend", choice="notify", rationale="The test is met.")
    quiet = closed()
    long = Story(answers(outcome="other_physical", injury=("repeated",), learning="single_agency"))
    long.do("ada", "alert.approve").do("uma", "alert.assess").do("ash", "director_briefing.not_needed", reason="Known.")
    long.do("uma", "partnership_referral.share")
    long.do("kim", "partnership_referral.executive_view", choice="not_met", rationale="Not serious.")
    long.do("cor", "panel_notification.decide_not_notify", rationale="I agree.")
    long.do("pat", "partnership_referral.single_agency_learning", text="How injuries were recorded.")
    long.do("ash", "internal_review.authorise").do("pat", "internal_review.appoint", person="rae")
    long.do("rae", "internal_review.report").do("pat", "internal_review.quality_checked")
    long.do("ash", "internal_review.approve", recommendations="Train the teams.")
    long.do("pat", "learning_action.drop", reason="Done already.").do("pat", "alert.close")
    return [new, shared, *[quiet, long] * 4]


async def planned(story: Story) -> Case:
    """The case of a story, with its limits and with the moment at which to look at it."""
    desk = Desk(MemoryStore(), Engine(PROCESSES, assess), KENT, lambda: PEOPLE, lambda: NOW, lambda: "t")
    await desk.save(replace(story.case, profile=KENT.version, swept=NOW, reminded=NOW))
    case = await desk.load_case(story.case.ref)
    assert case is not None
    return case


def fill(folder: Path, size: int) -> None:
    """A data folder with so many cases, and a person for each fifth, written as the store writes them but unsynced."""
    make_ready(folder)
    sealing, like = Sealing([KEY]), cycle([asyncio.run(planned(story)) for story in stories()])
    for n, case in zip(range(1, size + 1), like, strict=False):
        opened = NOW - timedelta(days=n % 2000)
        told = case.current.having("record_ids", (f"{1_000_000 + n}",))
        due = case.due and NOW + timedelta(minutes=n)
        ref, area = f"NTK-{opened.year}-{n:06}", AREAS[n % 4]
        one = replace(case, ref=ref, draft=f"draft-{n}", area=area, opened=opened, answers=(told,), due=due)
        for document in (one, *([Person(f"person-{n}", name="Ada", heard=opened)] if n % 5 == 0 else ())):
            place = place_of(key_of(document))
            stored = {"_default": {"1": sealing.to_stored(replace(document, revision=1), place)}}
            (folder / place).write_bytes(orjson.dumps(stored))


async def start(folder: Path) -> tuple[float, float]:
    """Seconds of CPU until the bot is well, and MB that it then holds; it is killed."""
    bot = Bot(folder, NOW.isoformat())
    bot.launch()
    process = psutil.Process(bot._process.pid)  # type: ignore[union-attr]
    while True:
        with suppress(AssertionError):
            await bot.well()
            break
        assert process.status() != psutil.STATUS_ZOMBIE, "the bot did not start"
    spent, held = process.cpu_times(), process.memory_info().rss
    bot.kill()
    return spent.user + spent.system, held / 2**20


async def saving(folder: Path, size: int) -> float:
    """Seconds that the middle one of many saves takes."""
    store = open_tiny(folder, Sealing([KEY]))
    spent = []
    for n in range(1, SAVES + 1):
        opened = NOW - timedelta(days=(n % size + 1) % 2000)
        case = await store.load(Key("case", f"NTK-{opened.year}-{n % size + 1:06}"))
        assert isinstance(case, Case)
        began = time.monotonic()
        await store.save(case)
        spent.append(time.monotonic() - began)
    await store.close()
    return median(spent)


async def measure(size: int, say: Callable[[str], object]) -> None:
    """One line of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir(mode=0o700)
        fill(folder, size)
        first, _ = await start(folder)
        took, held = min([await start(folder) for _ in range(3)])
        save = await saving(folder, size) if size else 0.0
        say(f"{size:>9,} {first:>9.2f} {took:>9.2f} {held:>9.0f} {save * 1000:>9.2f}\n")


def main() -> None:
    """The table, for none, few and many cases."""
    os.environ["NTK_KEY"] = KEY
    sys.stdout.write("    cases     first     start      held      save\n")
    for size in SIZES:
        asyncio.run(measure(size, sys.stdout.write))


if __name__ == "__main__":
    main()
