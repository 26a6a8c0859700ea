"""Threads that work with files: several documents at once, what is done with one of them in order."""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

LANES = 4
"""So many writes wait for the disk together. Syncs that wait together cost the disk hardly more than one."""


class Lanes:
    """One thread each; a document always goes to the same."""

    def __init__(self) -> None:
        self._threads = [ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"store-{n}") for n in range(LANES)]

    def begin(self, of: Hashable, work: Callable[[], T]) -> asyncio.Future[T]:
        """Begin some work with a document after all that was begun with it before."""
        return asyncio.get_running_loop().run_in_executor(self._threads[hash(of) % LANES], work)

    def shut(self) -> None:
        """Finish what was begun. Blocks."""
        for thread in self._threads:
            thread.shutdown()
