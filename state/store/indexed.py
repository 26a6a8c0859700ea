"""What every store answers from the index alone."""

from collections.abc import Iterable
from datetime import datetime

from state.documents import Key
from state.index import Row
from state.listing import Found, Item, Query
from state.store.rows import Rows


class Indexed:
    """Half of a store: its index is in memory."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def row(self, key: Key) -> Row | None:
        """The index row of one document."""
        return self._rows.row(key)

    def rows(self, kind: str) -> list[Row]:
        """The index rows of a kind, in the order of their keys."""
        return self._rows.rows(kind)

    def record_hash(self, record_id: str) -> str:
        """How the index knows a record id."""
        return self._rows.record_hash(record_id)

    def look(self, query: Query, start: int, stop: int | None) -> Found:
        """How many cases or limits fit a query, and a part of them."""
        return self._rows.look(query, start, stop)

    def merge(self, queries: Iterable[Query], start: int, stop: int) -> list[Item]:
        """What fits any of these queries, each once, in order: of that the part from `start` to before `stop`."""
        return self._rows.merge(queries, start, stop)

    def due(self, now: datetime) -> list[Key]:
        """The documents at which something is due, the earliest first."""
        return self._rows.due(now)

    def next_due(self) -> datetime | None:
        """When something is due next."""
        return self._rows.next_due()
