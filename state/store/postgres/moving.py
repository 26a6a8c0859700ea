"""A data folder taken into a database: wholly, in one transaction, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from psycopg import Connection

from state.documents import key_of
from state.index import row_of
from state.store.files import opened, read_stored
from state.store.folder import paths, see_version, see_whole
from state.store.lockfile import claim
from state.store.postgres.database import Database, Row, Unreachable, faults_named
from state.store.postgres.documents import columns
from state.store.postgres.migrations import migrate
from state.store.protocol import Damaged, Unfit
from state.store.sealing import Sealing

TOGETHER = 200  # documents
_PUT = """
    INSERT INTO documents (place, kind, revision, changed, stored, due, area, stage)
    VALUES (%(place)s, %(kind)s, %(revision)s, pg_current_xact_id(), %(stored)s, %(due)s, %(area)s, %(stage)s)"""
_IN_USE = "SELECT EXISTS (SELECT FROM processes WHERE until > now())"
_THERE = "SELECT place, stored FROM documents WHERE stored IS NOT NULL ORDER BY place"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a data folder that no bot uses, as it is, even where it was moved before. Raises Unfit."""
    if not folder.is_dir():
        raise Unfit(f"NTK_DATA: there is no folder {folder}")
    with claim(folder):
        see_version(folder)
        see_whole(folder)
        yield


def move(folder: Path, address: str, sealing: Sealing) -> int:
    """Take every document, just as it is stored, into a database that holds none; how many there are. Raises Unfit.

    Killed, it can be run again: either nothing has happened, or everything has, and then it is only compared. The
    caller holds the folder.
    """
    database = Database(address)
    try:
        database.run(migrate)
        return database.run(lambda connection: _moved(connection, folder, sealing))
    except Unreachable as fault:
        raise Unfit(f"NTK_DATABASE: {fault}. Nothing was moved") from None
    finally:
        database.close()


def _moved(connection: Connection[Row], folder: Path, sealing: Sealing) -> int:
    with faults_named(), connection.transaction():
        connection.execute("LOCK TABLE documents, processes IN EXCLUSIVE MODE")
        connection.execute("SET LOCAL statement_timeout = 0")
        if connection.execute(_IN_USE).fetchone() == (True,):
            raise Unfit("NTK_DATABASE: a bot uses the database, or did a moment ago; stop it, and try again")
        there = {place: bytes(stored) for place, stored in connection.execute(_THERE)}
        every = _every(folder, sealing)
        if there:
            if there != {one["place"]: one["stored"] for one in every}:
                raise Unfit("NTK_DATABASE: the database holds other documents already. Nothing was moved")
            return len(there)
        count = 0
        while several := list(islice(every, TOGETHER)):
            with connection.cursor() as cursor:
                cursor.executemany(_PUT, several)
            count += len(several)
        return count


def _every(folder: Path, sealing: Sealing) -> Iterator[dict[str, Any]]:
    for path in paths(folder):
        try:
            stored = read_stored(path)
            document = opened(folder, path, stored, sealing)
        except Damaged as fault:
            raise Unfit(f"NTK_DATA: {fault}. Nothing was moved") from None
        place = path.relative_to(folder).as_posix()
        yield {
            "place": place,
            "kind": key_of(document).kind,
            "revision": document.revision,
            "stored": orjson.dumps(stored),
            **columns(row_of(document)),
        }
