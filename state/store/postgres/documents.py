"""Documents as rows: read by place, written only over the revision that they were made from."""

from typing import Any, LiteralString

import orjson
from psycopg import Connection

from state.documents import Document, key_of
from state.index import row_of
from state.store.folder import place_of
from state.store.postgres.database import Row, Unreachable
from state.store.protocol import Conflict
from state.store.sealing import Sealing

# Whoever was taken for gone may write nothing more under its name: another process delivers what it left.
_HERE: LiteralString = "EXISTS (SELECT FROM processes WHERE name = %(by)s AND heir IS NULL)"
_TELL: LiteralString = "SELECT changed::text, pg_notify(%(channel)s, %(by)s) FROM written"
_CREATE: LiteralString = f"""
    WITH written AS (
        INSERT INTO documents AS d (place, kind, revision, changed, stored, due, area, stage)
        SELECT %(place)s, %(kind)s, 1, pg_current_xact_id(), %(stored)s::bytea, %(due)s::timestamptz, %(area)s,
            %(stage)s::text[]
        WHERE {_HERE}
        ON CONFLICT (place) DO UPDATE SET revision = 1, changed = excluded.changed, stored = excluded.stored,
            due = excluded.due, area = excluded.area, stage = excluded.stage
        WHERE d.stored IS NULL
        RETURNING changed
    ) {_TELL}"""
_CHANGE: LiteralString = f"""
    WITH written AS (
        UPDATE documents SET revision = revision + 1, changed = pg_current_xact_id(), stored = %(stored)s,
            due = %(due)s, area = %(area)s, stage = %(stage)s
        WHERE place = %(place)s AND revision = %(revision)s AND {_HERE}
        RETURNING changed
    ) {_TELL}"""
_REMOVE: LiteralString = f"""
    WITH written AS (
        UPDATE documents SET revision = 0, changed = pg_current_xact_id(), stored = NULL, due = NULL, area = NULL,
            stage = NULL
        WHERE place = %(place)s AND revision = %(revision)s AND stored IS NOT NULL AND {_HERE}
        RETURNING changed
    ) {_TELL}"""
_IS_HERE: LiteralString = f"SELECT {_HERE}"


def read(connection: Connection[Row], place: str) -> bytes | None:
    """What is stored at a place; None where nothing is."""
    found = connection.execute("SELECT stored FROM documents WHERE place = %s", (place,)).fetchone()
    return found[0] if found else None


def as_stored(document: Document, sealing: Sealing) -> dict[str, Any]:
    """What is written of a document. Raises ValueError."""
    key = key_of(document)
    place = place_of(key)
    stored = orjson.dumps(sealing.to_stored(document, place))
    return {"place": place, "kind": key.kind, "stored": stored, **columns(document)}


def columns(document: Document) -> dict[str, Any]:
    """What stands in plain columns beside it: when it is due, its area and its stages, for whoever looks after them."""
    row = row_of(document)
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
