"""The secret under which every process's index knows record ids, so that a button of one is understood by another."""

from secrets import token_bytes

from psycopg import Connection

from state.store.postgres.database import Row, faults_named
from state.store.sealing import Sealing

_PLACE = "secrets/record ids"
_KEEP = """
    INSERT INTO secrets VALUES (%(place)s, %(sealed)s)
    ON CONFLICT (name) DO UPDATE
    SET sealed = CASE WHEN secrets.sealed = %(lost)s THEN excluded.sealed ELSE secrets.sealed END
    RETURNING sealed"""


def shared_secret(connection: Connection[Row], sealing: Sealing) -> bytes:
    """The secret, kept sealed; drawn anew where there is none that the keys open. Raises Unreachable."""
    with faults_named():
        lost: bytes | None = None
        while True:
            given = {"place": _PLACE, "sealed": sealing.to_sealed(token_bytes(32), _PLACE), "lost": lost}
            found = connection.execute(_KEEP, given).fetchone()
            secret = sealing.from_sealed(found[0], _PLACE) if found else None
            if found and secret is not None:
                return secret
            lost = found[0] if found else None


def seal_anew(connection: Connection[Row], sealing: Sealing) -> None:
    """Keep the secret under the newest key. Raises Unreachable."""
    sealed = sealing.to_sealed(shared_secret(connection, sealing), _PLACE)
    with faults_named():
        connection.execute("UPDATE secrets SET sealed = %s WHERE name = %s", (sealed, _PLACE))
