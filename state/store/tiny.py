"""The embedded store: one small TinyDB database for each document, in a folder that one process owns."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, TypeVar

from state.documents import Document, Key, key_of
from state.index import Row
from state.store.alone import Alone
from state.store.codec import from_record
from state.store.disk import Mark, mark_of, name_of_file, sync_folder
from state.store.files import read_document, write_document
from state.store.folder import marks, path_of, paths, see_version, see_whole
from state.store.indexed import Indexed
from state.store.kept import Kept
from state.store.lanes import Lanes
from state.store.lockfile import own
from state.store.locks import Locks
from state.store.notes import Note, Notes, sheet_of
from state.store.protocol import Conflict, Damaged, Locked, Unfit
from state.store.rows import Rows, uncollected
from state.store.sealing import Sealing

T = TypeVar("T")
PLAIN = Sealing()


def open_tiny(folder: Path, sealing: Sealing = PLAIN) -> "TinyStore":
    """Own a data folder, and fill its index from what is noted there, reading every document that is not. Raises Unfit;
    blocks, so only for the start."""
    held = own(folder)
    try:
        return TinyStore(folder, sealing, held)
    except BaseException:
        held.close()
        raise


def read_only(folder: Path, sealing: Sealing = PLAIN, *kinds: str) -> "TinyReader":
    """Look into a data folder beside the process that owns it: takes no lock, changes nothing. Raises Unfit.

    The index is that of these kinds of document, or of all.
    """
    if not folder.is_dir():
        raise Unfit(f"NTK_DATA: there is no folder {folder}")
    see_version(folder)
    see_whole(folder)
    reader = TinyReader(folder, sealing, Rows())
    for _ in reader.read(paths(folder, *kinds)):
        pass
    return reader


class TinyReader(Indexed):
    """Documents in files. All that is done with one of them happens in order, so the index never lags behind."""

    def __init__(self, folder: Path, sealing: Sealing, rows: Rows) -> None:
        super().__init__(rows)
        self._folder, self._sealing = folder, sealing
        self._damaged: set[str] = set()
        self._kept = Kept()
        self._lanes = Lanes()

    def read(self, files: Iterable[Path]) -> Iterator[tuple[str, Row]]:
        """Read files into the index, and say each that can be read. Raises Unfit when documents need a key that is not
        there; blocks, so only for the start."""
        first, locked = "", 0
        for path in files:
            try:
                document = self._read(path)
            except Locked as without:
                first, locked = first or str(without), locked + 1
            except Damaged:
                continue
            else:
                row = self._rows.row(key_of(document)) if document else None
                if row:
                    yield name_of_file(path), row
        if locked:
            raise Unfit(f"NTK_KEY: {first} (documents concerned: {locked})")

    @property
    def damaged(self) -> tuple[str, ...]:
        """The files that could not be read when they were last tried."""
        return tuple(sorted(self._damaged))

    async def load(self, key: Key) -> Document | None:
        """The document, or None. Raises Damaged."""
        path = path_of(self._folder, key)
        kept = self._kept.at_rest(path)
        if kept:
            return from_record(kept, name_of_file(path))
        return await self._lanes.begin(path, lambda: self._read(path))

    async def close(self) -> None:
        """Finish what was begun."""
        await asyncio.to_thread(self.shut)

    def shut(self) -> None:
        """The same for the command line, which may block."""
        self._lanes.shut()

    def _read(self, path: Path) -> Document | None:
        name, mark = name_of_file(path), mark_of(path)
        try:
            document = read_document(self._folder, path, self._sealing)
        except Damaged:
            self._damaged.add(name)
            raise
        self._damaged.discard(name)
        if document is not None:
            self._rows.put(document)
            if mark is not None:
                self._kept.read(path, mark, document.revision)
        return document


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
