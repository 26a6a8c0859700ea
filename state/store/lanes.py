"""Threads that work with files: several documents at once, what is done with one of them in order."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

LANES = 4
"""So many writes wait for the disk together. Syncs that wait together cost the disk hardly more than one."""


class Lanes:
    """One thread each; a document always goes to the same."""

    def __init__(self) -> None:
        self._threads = [ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"store-{n}") for n in range(LANES)]

    def submit(self, of: Hashable, work: Callable[[], T]) -> Future[T]:
        """Begin some work with a document after all that was begun with it before."""
        return self._threads[hash(of) % LANES].submit(work)

    def shut(self) -> None:
        """Finish what was begun. Blocks."""
        for thread in self._threads:
            thread.shutdown()
