"""The index that a process holds of the database, brought up to date from what has changed there."""

import threading
from collections.abc import Iterable, Sequence

import orjson
from psycopg import Connection

from state.documents import Document, Key, key_of
from state.index import Row as Line
from state.store.folder import place_of
from state.store.postgres import database
from state.store.protocol import Damaged, Locked
from state.store.rows import Rows
from state.store.sealing import Sealing

Change = tuple[Line | None, Line]

# A transaction that is still under way has a number that is not below the horizon; what it writes is seen next time.
_CHANGED = """
    SELECT horizon::text, place, changed::text
    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon) AS now
    LEFT JOIN documents ON changed >= %s::xid8 AND (%s::text[] IS NULL OR kind = ANY(%s))
"""
_STORED = "SELECT place, changed::text, stored FROM documents WHERE place = ANY(%s)"
TOGETHER = 500  # documents


class Mirror:
    """Rows of all documents, or of some kinds. `changed` is the number of the transaction that wrote a document."""

    def __init__(self, sealing: Sealing, secret: bytes, kinds: Sequence[str] = ()) -> None:
        self._sealing, self._kinds = sealing, list(kinds) or None
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
            changes: list[Change] = []
            for start in range(0, len(news), TOGETHER):
                several = connection.execute(_STORED, (news[start : start + TOGETHER],)).fetchall()
                changes += self._noted(several)
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

    def note(self, changed: int, document: Document) -> Change | None:
        """Take note of a document, unless something later is known of it."""
        key = key_of(document)
        place = place_of(key)
        with self._guard:
            if not self._is_news(place, changed):
                return None
            before = self.rows.row(key)
            self.rows.put(document)
            self._known[place] = (changed, key)
            now = self.rows.row(key)
            return (before, now) if now else None

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

    def _noted(self, several: Iterable[tuple[str, str, bytes | None]]) -> Iterable[Change]:
        for place, changed, stored in several:
            if stored is None:
                change = self.note_gone(place, int(changed))
            else:
                try:
                    change = self.note(int(changed), self.opened(place, stored))
                except Damaged:
                    self._known[place] = (int(changed), self._known.get(place, (0, None))[1])
                    change = None
            if change:
                yield change

    def _is_news(self, place: str, changed: int) -> bool:
        return changed > self._known.get(place, (0, None))[0]


def parsed(stored: bytes) -> object:
    """A record as it is stored; nothing where that is none."""
    try:
        return orjson.loads(stored)
    except orjson.JSONDecodeError:
        return None
