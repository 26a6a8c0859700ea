"""The store that forgets: for tests and for trying things out."""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime

from state.documents import Document, Key, key_of
from state.index import Row
from state.listing import Found, Item, Query
from state.store.alone import Alone
from state.store.codec import Record, from_record, to_record
from state.store.locks import Locks
from state.store.protocol import Conflict
from state.store.rows import Rows


class MemoryStore(Alone):
    """Documents in memory, through the same records as on disk, so that it is just as strict."""

    damaged: tuple[str, ...] = ()

    def __init__(self) -> None:
        self._records: dict[Key, Record] = {}
        self._rows = Rows()
        self._locks = Locks()

    def lock(self, key: Key) -> AbstractAsyncContextManager[None]:
        """Hold a document for oneself."""
        return self._locks.lock(key)

    async def load(self, key: Key) -> Document | None:
        """The document, or None."""
        record = self._records.get(key)
        return None if record is None else from_record(record, key.kind)

    async def save(self, document: Document) -> Document:
        """Keep a document. Raises Conflict, ValueError."""
        key = key_of(document)
        row = self._rows.row(key)
        saved = replace(document, revision=document.revision + 1)
        record = to_record(saved)
        if document.revision != (row.revision if row else 0):
            raise Conflict(f"the {key.kind} was saved in between")
        self._records[key] = record
        self._rows.put(saved)
        return saved

    async def remove(self, document: Document) -> None:
        """Forget a document. Raises Conflict."""
        key = key_of(document)
        row = self._rows.row(key)
        if document.revision != (row.revision if row else 0):
            raise Conflict(f"the {key.kind} was saved in between")
        self._records.pop(key, None)
        self._rows.drop(key)

    def row(self, key: Key) -> Row | None:
        """The index row of one document."""
        return self._rows.row(key)

    def rows(self, kind: str) -> list[Row]:
        """The index rows of a kind, in the order of their keys."""
        return self._rows.rows(kind)

    def record_hash(self, record_id: str) -> str:
        """How the index knows a record id."""
        return self._rows.record_hash(record_id)

    def look(self, query: Query, start: int, stop: int | None) -> Found:
        """How many cases or limits fit a query, and a part of them."""
        return self._rows.look(query, start, stop)

    def merge(self, queries: Iterable[Query], start: int, stop: int) -> list[Item]:
        """What fits any of these queries, each once, in order: of that the part from `start` to before `stop`."""
        return self._rows.merge(queries, start, stop)

    def due(self, now: datetime) -> list[Key]:
        """The documents at which something is due, the earliest first."""
        return self._rows.due(now)

    def next_due(self) -> datetime | None:
        """When something is due next."""
        return self._rows.next_due()

    def next_seq(self) -> int:
        """The next number in the order of posts."""
        return self._rows.next_seq()

    async def close(self) -> None:
        """Nothing to let go of."""
