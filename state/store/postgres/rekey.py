"""Every document of a database encrypted anew, under the newest key, so that the earlier ones can be dropped."""

import orjson
from psycopg import Connection

from state.store.postgres.database import Database, Row, Unreachable
from state.store.postgres.migrations import version
from state.store.postgres.mirror import parsed
from state.store.postgres.secret import seal_anew
from state.store.protocol import Damaged, Locked, Unfit
from state.store.rekey import Rekeyed, is_plain
from state.store.sealing import Sealing

_PLACES = "SELECT place FROM documents WHERE stored IS NOT NULL ORDER BY place"
_STORED = "SELECT stored FROM documents WHERE place = %s AND stored IS NOT NULL"
_ANEW = "UPDATE documents SET stored = %s, noted = NULL WHERE place = %s AND stored = %s"


def rekey_database(address: str, sealing: Sealing) -> Rekeyed:
    """Encrypt every document under the newest key. Cut short, it can be run again. Raises Unfit."""
    database = Database(address)
    try:
        return database.run(lambda connection: _rekeyed(connection, sealing))
    except Unreachable as fault:
        raise Unfit(f"NTK_DATABASE: {fault}") from None
    finally:
        database.close()


def _rekeyed(connection: Connection[Row], sealing: Sealing) -> Rekeyed:
    if not version(connection):
        raise Unfit("NTK_DATABASE: the bot has not used this database yet; there is nothing to encrypt")
    places, damaged = [place for (place,) in connection.execute(_PLACES)], []
    for place in places:
        try:
            while not _anew(connection, place, sealing):  # it was saved meanwhile
                pass
        except Locked as without:
            raise Unfit(f"NTK_KEY: {without}") from None
        except Damaged:
            damaged.append(place)
    seal_anew(connection, sealing)
    return Rekeyed(len(places) - len(damaged), tuple(damaged))


def _anew(connection: Connection[Row], place: str, sealing: Sealing) -> bool:
    found = connection.execute(_STORED, (place,)).fetchone()
    record = parsed(found[0]) if found else None
    if found is None or sealing.is_newest(record):
        return True
    document = (Sealing() if is_plain(record) else sealing).from_stored(record, place)
    anew = orjson.dumps(sealing.to_stored(document, place))
    return connection.execute(_ANEW, (anew, place, found[0])).rowcount == 1
