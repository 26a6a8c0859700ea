"""What is noted of each document beside the documents, so that a start need not open them all: the index as it stood.

A cache, encrypted as the documents are. A note counts only for the very file of which it was made, and for this bot
with these keys; a document without one is read. So no note need be on the disk before anything else is done.
"""

import hashlib
import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from state.index import Row
from state.record_hash import OF_THIS_PROCESS
from state.store.disk import Mark, private, replace_soon
from state.store.sealed_rows import SealedRows
from state.store.sealing import Sealing

FOLDER = "index"
_SECRET = f"{FOLDER}/secret"
SHEETS = frozenset(f"{FOLDER}/{number:02x}" for number in range(256))
LINES = 32  # on a sheet, until it is written anew


class Note(NamedTuple):
    """The row of the document that a file held, such as "cases/NTK-2026-0042.json", while it was known by a mark."""

    name: str
    mark: Mark
    row: Row


class Notes:
    """Sheets of lines, to which each save adds one. Only for the owner of the folder."""

    def __init__(self, folder: Path, sealing: Sealing) -> None:
        self._folder, self._sealing = folder, sealing
        self._lines = Counter[str]()
        self._guard = Lock()  # several documents are saved at once
        kept = self._kept_secret()
        self.secret, self._keeps_secret = kept or OF_THIS_PROCESS, bool(kept)
        self._sealed_rows = SealedRows(sealing, self.secret)

    def good(self, marks: Mapping[str, Mark]) -> Iterator[Note]:
        """The notes that count for files as they are now."""
        there = os.listdir(self._folder / FOLDER) if (self._folder / FOLDER).is_dir() else ()
        for sheet in SHEETS.intersection(f"{FOLDER}/{name}" for name in there):
            for note in self._on(sheet).values():
                if marks.get(note.name) == note.mark:
                    yield note

    def add(self, notes: Iterable[Note]) -> None:
        """Add notes; where the disk refuses, the documents are read at the next start."""
        by_sheet = defaultdict(list)
        for note in notes:
            if note.row.edition is None:  # it is in the row whole
                by_sheet[sheet_of(note.name)].append(note)
        with suppress(OSError), self._guard:
            self._keep_secret()
            for sheet, several in by_sheet.items():
                self._add(sheet, several)

    def drop(self, name: str) -> None:
        """Leave no note of a document, nor of what it was before."""
        with suppress(OSError), self._guard:
            self._write_anew(sheet_of(name), {n: note for n, note in self._on(sheet_of(name)).items() if n != name})

    def _add(self, sheet: str, notes: list[Note]) -> None:
        if self._lines[sheet] >= LINES or any(note.row.purged for note in notes):
            self._write_anew(sheet, self._on(sheet) | {note.name: note for note in notes})
            return
        with open(self._folder / sheet, "ab", opener=private) as file:
            file.write(b"\n" + self._sealed(sheet, notes))  # what a full disk cut short before stays a line of its own
        self._lines[sheet] += 1

    def _write_anew(self, sheet: str, notes: Mapping[str, Note]) -> None:
        if notes:
            replace_soon(self._folder / sheet, self._sealed(sheet, list(notes.values())))
        else:
            (self._folder / sheet).unlink(missing_ok=True)
        self._lines[sheet] = min(len(notes), 1)

    def _on(self, sheet: str) -> dict[str, Note]:
        """The latest notes on a sheet, by the names of their files."""
        try:
            lines = (self._folder / sheet).read_bytes().split(b"\n")
        except OSError:
            return {}
        self._lines[sheet] = len(lines)
        found: dict[str, Note] = {}
        for line in filter(None, lines):
            notes = self._opened(sheet, line)
            found |= {note.name: note for note in notes}
            if not notes:
                self._lines[sheet] = LINES  # there is something to clear away
        return found

    def _sealed(self, sheet: str, notes: list[Note]) -> bytes:
        made_of = [[note.name, note.mark] for note in notes]
        return self._sealed_rows.to_stored(sheet, made_of, [note.row for note in notes])

    def _opened(self, sheet: str, line: bytes) -> list[Note]:
        return [Note(name, tuple(mark), row) for (name, mark), row in self._sealed_rows.from_stored(sheet, line)]

    def _kept_secret(self) -> bytes | None:
        with suppress(OSError):
            return self._sealing.from_sealed((self._folder / _SECRET).read_bytes(), _SECRET)
        return None

    def _keep_secret(self) -> None:
        if not (self._folder / FOLDER).is_dir():
            (self._folder / FOLDER).mkdir(mode=0o700)
        if not self._keeps_secret:
            replace_soon(self._folder / _SECRET, self._sealing.to_sealed(self.secret, _SECRET))
            self._keeps_secret = True


def forget_notes(folder: Path) -> None:
    """Leave no notes at all: the next start reads every document."""
    shutil.rmtree(folder / FOLDER, ignore_errors=True)


def sheet_of(name: str) -> str:
    """Where a document is noted, by the name of its file."""
    return f"{FOLDER}/{hashlib.sha256(name.encode()).hexdigest()[:2]}"
