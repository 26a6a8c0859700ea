"""A lock for each document, for as long as somebody holds it or waits for it."""

import asyncio
from contextlib import AbstractAsyncContextManager
from weakref import WeakValueDictionary

from state.documents import Key


class Locks:
    """Locks by key. Those who hold or wait keep a lock alive; after the last of them it is gone."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._locks)

    def lock(self, key: Key) -> AbstractAsyncContextManager[None]:
        """The lock of a document, to be entered with `async with`."""
        return self._locks.setdefault(key, asyncio.Lock())
