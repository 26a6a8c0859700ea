"""The store that forgets: for tests and for trying things out."""

from contextlib import AbstractAsyncContextManager
from dataclasses import replace

from state.documents import Document, Key, key_of
from state.store.alone import Alone
from state.store.codec import Record, from_record, to_record
from state.store.indexed import Indexed
from state.store.locks import Locks
from state.store.protocol import Conflict
from state.store.rows import Rows


class MemoryStore(Indexed, Alone):
    """Documents in memory, through the same records as on disk, so that it is just as strict."""

    damaged: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__(Rows())
        self._records: dict[Key, Record] = {}
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

    def next_seq(self) -> int:
        """The next number in the order of posts."""
        return self._rows.next_seq()

    async def close(self) -> None:
        """Nothing to let go of."""
