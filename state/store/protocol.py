"""What every store promises: whole documents, saved durably or not at all, compared before they are swapped."""

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from state.documents import Document, Key
from state.index import Row
from state.listing import Found, Item, Query


class Conflict(Exception):
    """The document was saved by somebody else in between, or exists already. Load again and decide anew."""


class Damaged(Exception):
    """A document cannot be read. Names the file or row, never what is in it."""


class Locked(Damaged):
    """A document cannot be read with the keys in NTK_KEY, though it may be whole. Names the file or row."""


class Unfit(Exception):
    """The store cannot be opened as it is set up. Names the setting to look at, in one line."""


Heard = Callable[[Row | None, Row], None]
"""Takes the rows of a document before and after another process changed it; of one that was removed, an empty row."""


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

    def merge(self, queries: Iterable[Query], start: int, stop: int) -> list[Item]:
        """What fits any of these queries, each once, in order: of that the part from `start` to before `stop`.
        From the index alone."""

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

    def conversation(self, to: str) -> AbstractAsyncContextManager[None]:
        """Be the one process that speaks in a conversation: held while a post is said and marked, and by nobody who
        lost touch with the store. Raises OSError."""

    def once(self, activity: str) -> AbstractAsyncContextManager[bool]:
        """Whether an activity is for this process to handle. Where another one does, wait until it has: then it is
        not, unless that process failed or is gone."""

    def own_id(self, token: str) -> str:
        """The id of a post that is made here, by which its maker is known."""

    def owns(self, post: str) -> bool:
        """Whether this process is the one to deliver a post: it made it, or was first to inherit from what is gone."""

    def processes(self) -> int:
        """How many processes serve from the store now, this one among them: they share what Teams takes."""

    def tell(self, heard: Heard) -> None:
        """Have it told of each document that another process changed, from now on."""

    async def news(self) -> None:
        """Wait until it is time for `catch_up`: forever, where no other process can have the store open."""

    async def catch_up(self) -> None:
        """Take note of what other processes saved. Raises OSError."""

    async def inherit(self) -> Callable[[str], bool] | None:
        """Take over what processes that are gone left unsaid: which posts those are, by id; None where there is
        nothing new. Each is inherited by one process. Raises OSError."""
