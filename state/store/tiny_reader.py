"""Looking into a data folder: documents are read, and nothing is changed."""

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path

from state.documents import Document, Key, key_of
from state.index import Row
from state.store.disk import mark_of, name_of_file
from state.store.files import read_document
from state.store.folder import path_of, paths, see_version, see_whole
from state.store.indexed import Indexed
from state.store.kept import Kept
from state.store.lanes import Lanes
from state.store.protocol import Damaged, Locked, Unfit
from state.store.rows import Rows
from state.store.sealing import Sealing

PLAIN = Sealing()


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
        return self._kept.at_rest(path) or await self._lanes.begin(path, lambda: self._read(path))

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
