"""The embedded store: one small TinyDB database for each document, in a folder that one process owns."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, TypeVar

from state.documents import Document, Key, key_of
from state.index import Row
from state.store.alone import Alone
from state.store.disk import Mark, mark_of, name_of_file, sync_folder
from state.store.files import write_document
from state.store.folder import marks, path_of
from state.store.lockfile import own
from state.store.locks import Locks
from state.store.notes import Note, Notes, sheet_of
from state.store.protocol import Conflict, Damaged
from state.store.rows import Rows, uncollected
from state.store.sealing import Sealing
from state.store.tiny_reader import PLAIN, TinyReader

T = TypeVar("T")


def open_tiny(folder: Path, sealing: Sealing = PLAIN) -> "TinyStore":
    """Own a data folder, and fill its index from what is noted there, reading every document that is not. Raises Unfit;
    blocks, so only for the start."""
    held = own(folder)
    try:
        return TinyStore(folder, sealing, held)
    except BaseException:
        held.close()
        raise


class TinyStore(TinyReader, Alone):
    """The same, for the process that owns the folder: documents can be locked and saved."""

    def __init__(self, folder: Path, sealing: Sealing, held: BinaryIO) -> None:
        """Raises Unfit when documents need a key that is not there, and OSError."""
        self._held = held
        self._locks = Locks()
        self._notes = Notes(folder, sealing)
        super().__init__(folder, sealing, Rows(self._notes.secret))
        self._begin(marks(folder))

    def lock(self, key: Key) -> AbstractAsyncContextManager[None]:
        """Hold a document for oneself."""
        return self._locks.lock(key)

    async def save(self, document: Document) -> Document:
        """Write a document durably. Raises Conflict, Damaged, ValueError, and OSError when the disk fails."""
        return await self._changing(document, self._write)

    async def remove(self, document: Document) -> None:
        """Remove a document durably. Raises Conflict, Damaged, and OSError when the disk fails."""
        await self._changing(document, self._remove)

    def _begin(self, unread: dict[str, Mark]) -> None:
        """Fill the index with what is noted of files as they are now, and read the others."""

        def noted() -> Iterator[Row]:
            for note in self._notes.good(unread):
                del unread[note.name]
                yield note.row

        with uncollected():
            self._rows.fill(noted())
        # Sheet by sheet, so that a start which is cut short need not begin again.
        read = self.read(self._folder / name for name in sorted(unread, key=sheet_of))
        for _, several in groupby(read, key=lambda one: sheet_of(one[0])):
            self._notes.add([Note(name, unread[name], row) for name, row in several])

    def next_seq(self) -> int:
        """The next number in the order of posts."""
        return self._rows.next_seq()

    async def close(self) -> None:
        """Finish what was begun and let the folder go."""
        await super().close()
        self._held.close()

    async def _changing(self, document: Document, change: Callable[[Document], T]) -> T:
        """Whoever loads it waits until it is done, even where nobody waits for the change itself any more."""
        path = path_of(self._folder, key_of(document))
        self._kept.begin(path)
        done = self._lanes.begin(path, lambda: change(document))
        done.add_done_callback(lambda _: self._kept.end(path))
        return await asyncio.shield(done)

    def _read(self, path: Path) -> Document | None:
        document = super()._read(path)
        if document is None and not path.parent.is_dir():  # the whole folder went: nobody is simply unknown
            raise Damaged(f"{name_of_file(path)} cannot be read: its folder is gone")
        return document

    def _write(self, document: Document) -> Document:
        key = key_of(document)
        saved = replace(document, revision=document.revision + 1)
        path = path_of(self._folder, key)
        stored = self._revision(path)
        if document.revision != stored:
            raise Conflict(f"the {key.kind} was saved in between")
        record = write_document(path, saved, self._sealing)
        self._rows.put(saved)
        mark, row = mark_of(path), self._rows.row(key)
        self._kept.put(path, mark, record)
        if mark and row:
            self._notes.add([Note(name_of_file(path), mark, row)])
        return saved

    def _remove(self, document: Document) -> None:
        key = key_of(document)
        path = path_of(self._folder, key)
        if document.revision != self._revision(path):
            raise Conflict(f"the {key.kind} was saved in between")
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
        self._kept.drop(path)
        self._rows.drop(key)
        self._notes.drop(name_of_file(path))

    def _revision(self, path: Path) -> int:
        """The revision that is stored."""
        known = self._kept.revision(path)
        if known is not None:
            return known
        stored = self._read(path)
        return stored.revision if stored else 0
