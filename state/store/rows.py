"""The index of a store that is owned by one process: rows in order, by key and by time, and the sequence of posts."""

import gc
import threading
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from operator import itemgetter

from state.documents import Document, Key
from state.index import Row, row_of
from state.listing import Found, Item, Query
from state.record_hash import OF_THIS_PROCESS, record_hash
from state.store.shelves import Shelves


@contextmanager
def uncollected() -> Iterator[None]:
    """While much is made that stays, nothing is gained by looking for what could be thrown away."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Rows:
    """Rows by key. Stores save in a thread of their own, so each step holds a guard."""

    def __init__(self, secret: bytes = OF_THIS_PROCESS) -> None:
        self._secret = secret
        self._rows: dict[Key, Row] = {}
        self._keys: defaultdict[str, list[Key]] = defaultdict(list)
        self._due: list[tuple[datetime, Key]] = []
        self._shelves = Shelves()
        self._seq = 0
        self._guard = threading.Lock()

    def fill(self, rows: Iterable[Row]) -> None:
        """Take note of many documents at once, of which none is known."""
        with self._guard:
            for row in rows:
                self._rows[row.key] = row
                self._keys[row.key.kind].append(row.key)
                self._shelves.put(None, row)
                if row.seq > self._seq:
                    self._seq = row.seq
                if row.due is not None:
                    self._due.append((row.due, row.key))
            for keys in self._keys.values():
                keys.sort(key=itemgetter(1))
            self._due.sort()

    def put(self, document: Document) -> None:
        """Take note of a document as it is stored now."""
        self.put_row(self.row_of(document))

    def row_of(self, document: Document) -> Row:
        """The row of a document, as these rows know record ids."""
        return row_of(document, self._secret)

    def put_row(self, row: Row) -> None:
        """The same, by its row."""
        with self._guard:
            before = self._rows.get(row.key)
            if before is None:
                insort(self._keys[row.key.kind], row.key)
            self._plan(row.key, before.due if before else None, row.due)
            self._shelves.put(before, row)
            self._rows[row.key] = row
            self._seq = max(self._seq, row.seq)

    def drop(self, key: Key) -> None:
        """Forget a document that is gone."""
        with self._guard:
            before = self._rows.pop(key, None)
            if before is not None:
                self._keys[key.kind].remove(key)
                self._plan(key, before.due, None)

    def row(self, key: Key) -> Row | None:
        """The row of one document."""
        return self._rows.get(key)

    def record_hash(self, record_id: str) -> str:
        """How the rows know a record id."""
        return record_hash(self._secret, record_id)

    def rows(self, kind: str) -> list[Row]:
        """The rows of a kind as they are at this moment, in the order of their keys."""
        with self._guard:
            return [self._rows[key] for key in self._keys[kind]]

    def look(self, query: Query, start: int, stop: int | None) -> Found:
        """How many cases or limits fit a query, and a part of them."""
        with self._guard:
            return self._shelves.look(query, start, stop)

    def merge(self, queries: Iterable[Query], start: int, stop: int) -> list[Item]:
        """What fits any of these queries, each once, in order: of that the part from `start` to before `stop`."""
        with self._guard:
            return self._shelves.merge(queries, start, stop)

    def due(self, now: datetime) -> list[Key]:
        """The documents at which something is due, the earliest first."""
        with self._guard:
            passed = self._due[: bisect_right(self._due, now.astimezone(UTC), key=lambda planned: planned[0])]
        return [key for _, key in passed]

    def next_due(self) -> datetime | None:
        """When something is due next; it may have passed already."""
        with self._guard:
            return self._due[0][0] if self._due else None

    def _plan(self, key: Key, before: datetime | None, now: datetime | None) -> None:
        if before == now:
            return
        if before is not None:
            del self._due[bisect_left(self._due, (before, key))]
        if now is not None:
            insort(self._due, (now, key))

    def next_seq(self) -> int:
        """A number greater than every one given, and than that of every post noted."""
        with self._guard:
            self._seq += 1
            return self._seq
