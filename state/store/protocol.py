"""What every store promises: whole documents, saved durably or not at all, compared before they are swapped."""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from state.documents import Document, Key
from state.index import Row


class Conflict(Exception):
    """The document was saved by somebody else in between, or exists already. Load again and decide anew."""


class Damaged(Exception):
    """A document cannot be read. Names the file or row, never what is in it."""


class Store(Protocol):
    """Documents by key. What `load` gives and `save` takes is never shared with the store."""

    def lock(self, key: Key) -> AbstractAsyncContextManager[None]:
        """Hold a document for oneself: lock before load, unlock after save."""

    async def load(self, key: Key) -> Document | None:
        """The document, or None. Raises Damaged."""

    async def save(self, document: Document) -> Document:
        """Write a document durably and return it with its new revision.

        A `revision` of 0 means that it is new: it is created, exclusively. Raises Conflict when the stored
        revision is not the document's.
        """

    def row(self, key: Key) -> Row | None:
        """The index row of one document."""

    def rows(self, kind: str) -> Iterable[Row]:
        """The index rows of all documents of a kind ("person", "channel", "case"), in the order of their keys."""

    def next_seq(self) -> int:
        """A number greater than every one given before, across restarts: the order of posts."""

    async def close(self) -> None:
        """Let go of the store."""
