"""What the embedded store keeps when it is killed, when the disk is full, when a write is cut short."""

import asyncio
import errno
import random
import resource
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep

import pytest

from state.answers import Answers
from state.case import Case
from state.index import row_of
from state.store.tiny import open_tiny
from state.store.tiny_reader import read_only
from tests.state.store.making import case
from tests.state.store.saving import KEY, change_for_ever, create_for_ever, found, last_told, process, telling

CHANCE = random.Random(2026)


def test_killed_while_it_changes_a_case_it_holds_what_was_saved_last_or_next(folder: Path) -> None:
    last = 0
    for _ in range(25):
        with process(change_for_ever, folder) as hears:
            last = hears.recv()
            sleep(CHANCE.uniform(0, 0.03))
        last = max(last, last_told(hears))
        case = asyncio.run(found(folder))
        assert case is not None
        assert case.revision in (last, last + 1)
        assert case == replace(telling(case.revision), revision=case.revision)
    assert last > 50


def test_killed_while_it_creates_cases_it_holds_those_that_were_saved_and_perhaps_one_more(folder: Path) -> None:
    last = 0
    for _ in range(10):
        with process(create_for_ever, folder) as hears:
            last = hears.recv()
            sleep(CHANCE.uniform(0, 0.03))
        last = max(last, last_told(hears))
        reader = read_only(folder)
        assert reader.damaged == ()
        assert len(reader.rows("case")) in (last, last + 1)
    assert last > 20


async def test_what_a_cut_short_write_left_is_cleared_away(folder: Path) -> None:
    store = open_tiny(folder)
    await store.save(case())
    await store.close()
    leftover = folder / "cases" / "NTK-2026-0001.tmp"
    leftover.write_text('{"half')
    store = open_tiny(folder)
    assert not leftover.exists()
    assert len(store.rows("case")) == 1
    await store.close()


def save_on_a_full_disk(folder: Path, tells: Connection) -> None:
    """Save a case that fits, one that does not, and one that fits; tell what came of each."""

    async def run() -> None:
        store = open_tiny(folder)
        saved = await store.save(case())
        assert isinstance(saved, Case)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        for document in (replace(saved, answers=(Answers({"account": "x" * 30_000}),)), case(2, words=8000)):
            try:
                await store.save(document)
            except OSError as error:
                tells.send(error.errno)
        tells.send([row.revision for row in store.rows("case")])
        tells.send(await store.load(KEY) == saved)
        tells.send((await store.save(saved)).revision)
        tells.send("done")
        await asyncio.Event().wait()

    asyncio.run(run())


def test_on_a_full_disk_the_old_stays_whole(folder: Path) -> None:
    with process(save_on_a_full_disk, folder) as hears:
        assert list(iter(hears.recv, "done")) == [errno.EFBIG, errno.EFBIG, [1], True, 2]
    assert [path.name for path in (folder / "cases").iterdir()] == ["NTK-2026-0001.json"]
    assert asyncio.run(found(folder)) == replace(case(), revision=2)


async def test_a_save_that_the_disk_refuses_changes_nothing(folder: Path) -> None:
    store = open_tiny(folder)
    saved = await store.save(case())
    in_the_way = folder / "cases" / "NTK-2026-0001.tmp"
    in_the_way.mkdir()
    with pytest.raises(OSError, match="directory"):
        await store.save(saved)
    assert await store.load(KEY) == saved
    assert store.row(KEY) == row_of(saved)
    in_the_way.rmdir()
    assert (await store.save(saved)).revision == 2
    await store.close()
