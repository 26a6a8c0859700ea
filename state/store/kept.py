"""What was written here last, so that a file which is still that one need not be read for it."""

import threading
from collections import Counter, OrderedDict
from pathlib import Path

from state.documents import Document
from state.store.codec import Record, body_of, from_body
from state.store.disk import Mark, mark_of

MOST = 500
"""So many are kept; of somebody who tells an alert the next answer comes before 500 others."""


class Kept:
    """Documents by their files, the latest. Each is kept as bytes, which were parsed as it was saved: nobody can change
    them."""

    def __init__(self) -> None:
        self._records: OrderedDict[Path, tuple[Mark, str, bytes]] = OrderedDict()
        self._revisions: dict[Path, tuple[Mark, int]] = {}
        self._changing = Counter[Path]()
        self._guard = threading.Lock()

    def begin(self, path: Path) -> None:
        """The file is about to change: nobody who asks from now on is told of what was there before."""
        with self._guard:
            self._changing[path] += 1

    def end(self, path: Path) -> None:
        """It was changed, or was not."""
        with self._guard:
            self._changing[path] -= 1
            self._changing += Counter()

    def put(self, path: Path, mark: Mark | None, record: Record) -> None:
        """A record was just written into its file, which is known by a mark; None where it is gone again."""
        with self._guard:
            self._records.pop(path, None)
            if mark is not None:
                self._records[path] = mark, record["kind"], body_of(record)
                self._revisions[path] = mark, record["document"]["revision"]
            if len(self._records) > MOST:
                self._records.popitem(last=False)

    def read(self, path: Path, mark: Mark, revision: int) -> None:
        """What was in a file, known by a mark from before it was read."""
        with self._guard:
            self._revisions[path] = mark, revision

    def revision(self, path: Path) -> int | None:
        """The revision in a file, of however many; None where that has to be read."""
        mark, revision = self._revisions.get(path, (None, None))
        return revision if mark is not None and mark == mark_of(path) else None

    def at_rest(self, path: Path) -> Document | None:
        """The document in a file that nobody is about to change; None where its turn to be read has to be awaited."""
        if self._changing[path]:
            return None
        with self._guard:
            mark, kind, body = self._records.get(path, (None, "", b""))
        if mark is None or mark != mark_of(path):
            return None
        return from_body(kind, body)

    def drop(self, path: Path) -> None:
        """The file is gone."""
        with self._guard:
            self._records.pop(path, None)
            self._revisions.pop(path, None)
