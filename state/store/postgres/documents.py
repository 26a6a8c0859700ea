"""Documents as rows: read by place, written only over the revision that they were made from."""

import hashlib
from collections.abc import Sequence
from typing import Any, LiteralString

import orjson
from psycopg import Connection

from state.documents import Document
from state.index import Row as Line
from state.store.folder import place_of
from state.store.postgres.database import Row, Unreachable
from state.store.protocol import Conflict
from state.store.sealed_rows import SealedRows
from state.store.sealing import Sealing

# Whoever was taken for gone may write nothing more under its name: another process delivers what it left.
_HERE: LiteralString = "EXISTS (SELECT FROM processes WHERE name = %(by)s AND heir IS NULL)"
_TELL: LiteralString = "SELECT changed::text, pg_notify(%(channel)s, %(by)s) FROM written"
_CREATE: LiteralString = f"""
    WITH written AS (
        INSERT INTO documents AS d (place, kind, revision, changed, stored, noted, due, area, stage)
        SELECT %(place)s, %(kind)s, 1, pg_current_xact_id(), %(stored)s::bytea, %(noted)s::bytea,
            %(due)s::timestamptz, %(area)s, %(stage)s::text[]
        WHERE {_HERE}
        ON CONFLICT (place) DO UPDATE SET revision = 1, changed = excluded.changed, stored = excluded.stored,
            noted = excluded.noted, due = excluded.due, area = excluded.area, stage = excluded.stage
        WHERE d.stored IS NULL
        RETURNING changed
    ) {_TELL}"""
_CHANGE: LiteralString = f"""
    WITH written AS (
        UPDATE documents SET revision = revision + 1, changed = pg_current_xact_id(), stored = %(stored)s,
            noted = %(noted)s, due = %(due)s, area = %(area)s, stage = %(stage)s
        WHERE place = %(place)s AND revision = %(revision)s AND {_HERE}
        RETURNING changed
    ) {_TELL}"""
_REMOVE: LiteralString = f"""
    WITH written AS (
        UPDATE documents SET revision = 0, changed = pg_current_xact_id(), stored = NULL, noted = NULL, due = NULL,
            area = NULL, stage = NULL
        WHERE place = %(place)s AND revision = %(revision)s AND stored IS NOT NULL AND {_HERE}
        RETURNING changed
    ) {_TELL}"""
_NOTE: LiteralString = """
    UPDATE documents SET noted = made.noted
    FROM unnest(%s::text[], %s::bytea[], %s::bytea[]) AS made (place, digest, noted)
    WHERE documents.place = made.place AND documents.digest = made.digest"""
_IS_HERE: LiteralString = f"SELECT {_HERE}"


def read(connection: Connection[Row], place: str) -> bytes | None:
    """What is stored at a place; None where nothing is."""
    found = connection.execute("SELECT stored FROM documents WHERE place = %s", (place,)).fetchone()
    return found[0] if found else None


def as_stored(document: Document, row: Line, sealing: Sealing, notes: SealedRows) -> dict[str, Any]:
    """What is written of a document and of its row. Raises ValueError."""
    place = place_of(row.key)
    stored = orjson.dumps(sealing.to_stored(document, place))
    noted = noted_of(place, stored, row, notes)
    return {"place": place, "kind": row.key.kind, "stored": stored, "noted": noted, **columns(row)}


def noted_of(place: str, stored: bytes, row: Line, notes: SealedRows) -> bytes | None:
    """What is noted of a document as it is stored; nothing of an edition, which stands in its row whole."""
    return None if row.edition else notes.to_stored(place, [hashlib.sha256(stored).hexdigest()], [row])


def note_down(connection: Connection[Row], notes: SealedRows, read: Sequence[tuple[str, bytes, Line]]) -> None:
    """Note what was read, for whoever comes next; nothing where it was saved meanwhile."""
    noted = [
        (place, hashlib.sha256(stored).digest(), noted_of(place, stored, row, notes)) for place, stored, row in read
    ]
    connection.execute(_NOTE, tuple(map(list, zip(*noted, strict=True))) or ([], [], []))


def columns(row: Line) -> dict[str, Any]:
    """What stands in plain columns beside it: when it is due, its area and its stages, for whoever looks after them."""
    return {
        "due": row.due,
        "area": row.area or None,
        "stage": [f"{process}:{state}" for process, _, state in row.states] or None,
    }


def write(connection: Connection[Row], stored: dict[str, Any], revision: int, by: str, channel: str) -> int:
    """Write over a revision, and tell the others; the number of the transaction. Raises Conflict, Unreachable."""
    statement = _CHANGE if revision else _CREATE
    return _written(connection, statement, {**stored, "revision": revision, "by": by, "channel": channel})


def remove(connection: Connection[Row], place: str, revision: int, by: str, channel: str) -> int:
    """Leave nothing but the place; the number of the transaction. Raises Conflict, Unreachable."""
    given = {"place": place, "revision": revision, "by": by, "channel": channel}
    return _written(connection, _REMOVE, given)


def _written(connection: Connection[Row], statement: LiteralString, given: dict[str, Any]) -> int:
    found = connection.execute(statement, given).fetchone()
    if found:
        return int(found[0])
    if connection.execute(_IS_HERE, given).fetchone() == (False,):
        raise Unreachable("the other processes took this one for gone; it goes on under another name in a moment")
    raise Conflict("the document was saved in between")
