"""The index that a process holds of the database, brought up to date from what has changed there."""

import threading
from collections.abc import Iterable, Iterator, Sequence

import orjson
from psycopg import Connection

from state.documents import Document, Key, key_of
from state.index import Row as Line
from state.store.folder import place_of
from state.store.postgres import database
from state.store.postgres.documents import note_down
from state.store.protocol import Damaged, Locked
from state.store.rows import Rows, uncollected
from state.store.sealed_rows import SealedRows
from state.store.sealing import Sealing

Change = tuple[Line | None, Line]
Seen = tuple[str, int, Line | None]
"""A place, the number of the transaction that wrote there last, and the row of what it wrote; none where it removed."""

# A transaction that is still under way has a number that is not below the horizon; what it writes is seen next time.
_CHANGED = """
    SELECT horizon::text, place, changed::text
    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon) AS now
    LEFT JOIN documents ON changed >= %s::xid8 AND (%s::text[] IS NULL OR kind = ANY(%s))
"""
_NOTED = """
    SELECT place, changed::text, noted, encode(digest, 'hex') FROM documents WHERE place = ANY(%s) AND noted IS NOT NULL
"""
_STORED = "SELECT place, changed::text, stored FROM documents WHERE place = ANY(%s)"
TOGETHER = 500  # documents


class Mirror:
    """Rows of all documents, or of some kinds. `changed` is the number of the transaction that wrote a document.

    With notes a document is read only where what is noted of it is not good for what is stored.
    """

    def __init__(
        self, sealing: Sealing, secret: bytes, kinds: Sequence[str] = (), notes: SealedRows | None = None
    ) -> None:
        self._sealing, self._kinds, self._notes = sealing, list(kinds) or None, notes
        self.rows = Rows(secret)
        self._known: dict[str, tuple[int, Key | None]] = {}
        self._horizon = 0
        self._damaged: dict[str, Damaged] = {}
        self._one = threading.Lock()
        self._guard = threading.Lock()

    @property
    def damaged(self) -> tuple[str, ...]:
        """What could not be read when it was last tried."""
        return tuple(sorted(list(self._damaged)))  # noqa: C414 - another thread may add to it

    @property
    def locked(self) -> tuple[str, ...]:
        """Why documents cannot be read with the keys that are there, a line for each."""
        return tuple(str(fault) for _, fault in sorted(self._damaged.items()) if isinstance(fault, Locked))

    def catch_up(self, connection: Connection[database.Row]) -> list[Change]:
        """Take note of everything that others changed, and say what that was."""
        with self._one:
            found = connection.execute(_CHANGED, (str(self._horizon), self._kinds, self._kinds)).fetchall()
            news = [place for _, place, changed in found if place and self._is_news(place, int(changed))]
            seen = (one for part in batched(news) for one in self._read(connection, part))
            changes = list(filter(None, map(self._noted, seen))) if self._horizon else self._begun(seen)
            self._horizon = int(found[0][0])
            return changes

    def opened(self, place: str, stored: bytes) -> Document:
        """The document that is stored at a place. Raises Damaged."""
        try:
            document = self._sealing.from_stored(parsed(stored), place)
            if place_of(key_of(document)) != place:
                raise Damaged(f"{place} holds another document")
        except Damaged as fault:
            self._damaged[place] = fault
            raise
        self._damaged.pop(place, None)
        return document

    def note(self, changed: int, row: Line) -> Change | None:
        """Take note of a document, unless something later is known of it."""
        place = place_of(row.key)
        with self._guard:
            if not self._is_news(place, changed):
                return None
            before = self.rows.row(row.key)
            self.rows.put_row(row)
            self._known[place] = (changed, row.key)
            return before, row

    def note_gone(self, place: str, changed: int) -> Change | None:
        """Take note that a document was removed."""
        with self._guard:
            _, key = self._known.get(place, (0, None))
            self._known[place] = (changed, None)
            self._damaged.pop(place, None)
            if key is None:
                return None
            before = self.rows.row(key)
            self.rows.drop(key)
            return before, Line(key, 0)

    def _begun(self, seen: Iterable[Seen]) -> list[Change]:
        with uncollected():
            every = list(seen)
            self._known |= {place: (changed, row and row.key) for place, changed, row in every}
            self.rows.fill(row for _, _, row in every if row)
        return []

    def _noted(self, seen: Seen) -> Change | None:
        place, changed, row = seen
        return self.note(changed, row) if row else self.note_gone(place, changed)

    def _read(self, connection: Connection[database.Row], places: list[str]) -> Iterator[Seen]:
        """What is there now: as it is noted, and by opening a document only where that is not good."""
        good = self._good(connection, places)
        yield from good
        read = list[tuple[str, bytes, Line]]()
        if unread := set(places).difference(place for place, _, _ in good):
            for place, changed, stored in connection.execute(_STORED, (list(unread),)).fetchall():
                try:
                    row = None if stored is None else self.rows.row_of(self.opened(place, stored))
                except Damaged:
                    self._known[place] = (int(changed), self._known.get(place, (0, None))[1])
                    continue
                if row:
                    read.append((place, stored, row))
                yield place, int(changed), row
        if self._notes and not self._horizon:  # at a start: what was noted by another version, or never
            note_down(connection, self._notes, read)

    def _good(self, connection: Connection[database.Row], places: list[str]) -> list[Seen]:
        """What is noted of documents, where that is good for what is stored."""
        good = list[Seen]()
        if self._notes:
            for place, changed, noted, digest in connection.execute(_NOTED, (places,)).fetchall():
                told = self._notes.from_stored(place, noted)
                good += ((place, int(changed), row) for made_of, row in told if made_of == digest)
        for place, _, _ in good:
            self._damaged.pop(place, None)
        return good

    def _is_news(self, place: str, changed: int) -> bool:
        return changed > self._known.get(place, (0, None))[0]


def parsed(stored: bytes) -> object:
    """A record as it is stored; nothing where that is none."""
    try:
        return orjson.loads(stored)
    except orjson.JSONDecodeError:
        return None


def batched(places: list[str]) -> Iterator[list[str]]:
    """Places in parts, so that no part takes long."""
    return (places[start : start + TOGETHER] for start in range(0, len(places), TOGETHER))
