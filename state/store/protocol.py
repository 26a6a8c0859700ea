"""What every store promises: whole documents, saved durably or not at all, compared before they are swapped."""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from state.documents import Document, Key
from state.index import Row
from state.listing import Found, Query


class Conflict(Exception):
    """The document was saved by somebody else in between, or exists already. Load again and decide anew."""


class Damaged(Exception):
    """A document cannot be read. Names the file or row, never what is in it."""


class Locked(Damaged):
    """A document cannot be read with the keys in NTK_KEY, though it may be whole. Names the file or row."""


class Unfit(Exception):
    """The store cannot be opened as it is set up. Names the setting to look at, in one line."""


class Reader(Protocol):
    """Documents by key, to look at. What `load` gives is never shared with the store."""

    @property
    def damaged(self) -> tuple[str, ...]:
        """The names of what could not be read, at the start or since."""

    async def load(self, key: Key) -> Document | None:
        """The document, or None. Raises Damaged."""

    def row(self, key: Key) -> Row | None:
        """The index row of one document."""

    def rows(self, kind: str) -> Iterable[Row]:
        """The index rows of all documents of a kind, such as "case", in the order of their keys."""

    def record_hash(self, record_id: str) -> str:
        """How the index knows a record id, as in `Row.records`. Good for as long as this store is open."""

    def look(self, query: Query, start: int, stop: int | None) -> Found:
        """How many cases or limits fit a query, and of those, in its order, the part from `start` to before `stop`; to
        the end where that is None. From the index alone."""

    def due(self, now: datetime) -> Iterable[Key]:
        """The keys of the documents whose row is `due` by then, the earliest first. Reads no document."""

    def next_due(self) -> datetime | None:
        """The earliest `due` of all rows, in UTC, passed or still to come; None where nothing will fall due."""

    async def close(self) -> None:
        """Let go of the store, once what was begun is done."""


class Store(Reader, Protocol):
    """Documents by key, to look at and to change. What `save` takes is never shared with the store."""

    def lock(self, key: Key) -> AbstractAsyncContextManager[None]:
        """Hold a document for oneself: lock before load, unlock after save."""

    async def save(self, document: Document) -> Document:
        """Write a document durably and return it with its new revision.

        A `revision` of 0 means that it is new: it is created, exclusively. Raises Conflict when the stored
        revision is not the document's, Damaged when what is stored cannot be read, ValueError when the document
        holds what could not be read again. Cancelled, it is written whole or not at all, before any later load.
        """

    async def remove(self, document: Document) -> None:
        """Remove a document durably, as if it had never been. Raises Conflict when the stored revision is not the
        document's, Damaged when what is stored cannot be read."""

    def next_seq(self) -> int:
        """A number greater than every one given since the start, and than that of every stored post: their order."""
