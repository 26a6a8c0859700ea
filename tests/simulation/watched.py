"""The store as one life of the bot sees it: every write is noted, and after its death nothing is written any more."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from state.documents import Document, Key, key_of
from state.store.locks import Locks
from state.store.postgres.presence import GATHER
from state.store.protocol import Store
from tests.simulation.journal import Journal
from tests.simulation.virtual import VirtualLoop


class WatchedStore:
    """The real store. Where it is not `shared` with other processes, it outlives this one, and the locks do not."""

    def __init__(self, store: Store, journal: Journal, loop: VirtualLoop, *, shared: bool) -> None:
        self._store, self._journal, self._loop = store, journal, loop
        self._locks: Store | Locks = store if shared else Locks()
        self._known: dict[Key, Document] = {}
        self.dead = False
        self.woken: Callable[[], None] = lambda: None
        self.others: Callable[[], None] = lambda: None
        self._news = asyncio.Event()

    def lock(self, key: Key) -> AbstractAsyncContextManager[None]:
        """Hold a document for oneself."""
        return self._locks.lock(key)

    async def load(self, key: Key) -> Document | None:
        """The document, or None: as this life wrote or read it last, so that a year does not take a day."""
        self._live()
        known, row = self._known.get(key), self._store.row(key)
        if known is not None and row is not None and known.revision == row.revision:
            return known
        loaded = await self._store.load(key)
        if loaded is not None:
            self._known[key] = loaded
        return loaded

    async def save(self, document: Document) -> Document:
        """Write it, and note what was written."""
        self._live()
        at = self._loop.clock()
        try:
            saved = await self._store.save(document)
        except asyncio.CancelledError:
            # Killed after the write and before anybody heard of it: in virtual time, a write is done as it begins.
            self._journal.saved(document, at)
            raise
        self._journal.saved(saved, at)
        self._known[key_of(saved)] = saved
        self.woken()
        self.others()
        return saved

    async def remove(self, document: Document) -> None:
        """Remove it."""
        self._live()
        await self._store.remove(document)
        self._known.pop(key_of(document), None)
        self.others()

    def news_came(self) -> None:
        """Another process saved something, or is gone: what the database would say."""
        self._news.set()

    async def news(self) -> None:
        """Wait for that; the look of every two seconds would find nothing millions of times a year."""
        await self._news.wait()
        await asyncio.sleep(GATHER)
        self._news.clear()

    async def catch_up(self) -> None:
        """Take note of what the others saved."""
        await self._store.catch_up()
        self.woken()

    def _live(self) -> None:
        if self.dead:
            raise asyncio.CancelledError

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)
