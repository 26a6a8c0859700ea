"""Processes of their own that hold a data folder, for the tests to kill and to starve, and what is found after."""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from state.answers import Answers
from state.case import Case
from state.documents import Key
from state.store.tiny import TinyStore, open_tiny
from state.store.tiny_reader import read_only
from tests.state.store.making import case

KEY = Key("case", "NTK-2026-0001")

_PROCESSES = multiprocessing.get_context("fork")
Work = Callable[[Path, Connection], None]


@contextmanager
def process(work: Work, folder: Path) -> Iterator[Connection]:
    """Some work in a process of its own, and what it says. At the end it is killed with SIGKILL."""
    hears, tells = _PROCESSES.Pipe(duplex=False)
    child = _PROCESSES.Process(target=work, args=(folder, tells), daemon=True)
    child.start()
    tells.close()
    try:
        yield hears
    finally:
        child.kill()
        child.join()
        child.close()


def telling(revision: int) -> Case:
    """A case of some 30 KB, about to be saved as a revision; its account tells which."""
    return replace(case(), answers=(Answers({"account": f"{revision:06} " * 4000}),), revision=revision - 1)


def change_for_ever(folder: Path, tells: Connection) -> None:
    """Save one case again and again, and tell each revision once it is saved."""

    async def run(store: TinyStore) -> None:
        row = store.row(KEY)
        for revision in count(row.revision + 1 if row else 1):
            await store.save(telling(revision))
            tells.send(revision)

    asyncio.run(run(open_tiny(folder)))


def create_for_ever(folder: Path, tells: Connection) -> None:
    """Save one new case after another, and tell the number of each once it is saved."""

    async def run(store: TinyStore) -> None:
        for number in count(len(store.rows("case")) + 1):
            await store.save(case(number, words=4000))
            tells.send(number)

    asyncio.run(run(open_tiny(folder)))


def last_told(hears: Connection) -> int:
    """The last number that a process told before it died."""
    number = 0
    with suppress(EOFError):
        while hears.poll():
            number = hears.recv()
    return number


async def found(folder: Path) -> Case | None:
    """The one case, as one finds it who looks into the folder."""
    reader = read_only(folder)
    document = await reader.load(KEY)
    await reader.close()
    assert reader.damaged == ()
    assert document is None or isinstance(document, Case)
    return document


TOUCHES_DISK = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir", "shutil.rmtree"}


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do some work in a process of its own that is killed with SIGKILL at the n-th time it touches the disk; False
    once it gets through before that."""

    def run() -> None:
        left = step

        def hook(event: str, _: tuple[object, ...]) -> None:
            nonlocal left
            if event in TOUCHES_DISK:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        work()
        os._exit(0)

    child = _PROCESSES.Process(target=run)
    child.start()
    child.join()
    code = child.exitcode
    child.close()
    assert code in (0, -signal.SIGKILL)
    return code != 0
