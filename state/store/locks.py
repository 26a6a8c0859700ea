"""A lock for each document, for as long as somebody holds it or waits for it."""

import asyncio
from collections.abc import Hashable
from contextlib import AbstractAsyncContextManager
from weakref import WeakValueDictionary


class Locks:
    """Locks by key. Those who hold or wait keep a lock alive; after the last of them it is gone."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._locks)

    def lock(self, key: Hashable) -> AbstractAsyncContextManager[None]:
        """The lock of a document, or of a conversation, to be entered with `async with`."""
        return self._locks.setdefault(key, asyncio.Lock())
