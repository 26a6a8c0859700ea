"""The tables, and how an earlier form of them becomes the present one."""

from typing import LiteralString

from psycopg import Connection

from state.store.codec import FORMAT
from state.store.postgres.database import Row, faults_named
from state.store.protocol import Unfit

MIGRATIONS: tuple[LiteralString, ...] = (
    """
    CREATE TABLE documents (
        place text PRIMARY KEY,
        kind text NOT NULL,
        revision bigint NOT NULL,
        changed xid8 NOT NULL,  -- the transaction that wrote it: what others follow
        stored bytea,           -- as it is sealed; null where the document was removed
        due timestamptz,        -- these three are for whoever looks after the database
        area text,
        stage text[]
    );
    CREATE INDEX documents_changed ON documents (changed);
    CREATE INDEX documents_due ON documents (due) WHERE due IS NOT NULL;
    CREATE INDEX documents_area ON documents (area) WHERE area IS NOT NULL;
    CREATE INDEX documents_stage ON documents USING gin (stage);
    CREATE TABLE processes (
        name text PRIMARY KEY,
        until timestamptz NOT NULL,  -- gone, unless it says before then that it is there
        heir text                    -- who delivers what it left
    );
    INSERT INTO processes VALUES ('', '-infinity');
    CREATE TABLE activities (
        id bytea PRIMARY KEY,
        process text NOT NULL,
        done boolean NOT NULL DEFAULT false,
        at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX activities_at ON activities (at);
    CREATE TABLE secrets (name text PRIMARY KEY, sealed bytea NOT NULL);
    """,
    """
    ALTER TABLE documents
        ADD COLUMN noted bytea,  -- what the index knows of it, sealed; good only for the very bytes of this digest
        ADD COLUMN digest bytea GENERATED ALWAYS AS (sha256(stored)) STORED;
    """,
)
"""In their order. A migration that was released is never changed; what is new is added at the end."""

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' migrations', 0))"


def migrate(connection: Connection[Row]) -> None:
    """Bring the tables up to date; one process at a time, wholly or not at all. Raises Unfit, Unreachable."""
    with faults_named(), connection.transaction():
        connection.execute(_LOCK)
        connection.execute("CREATE TABLE IF NOT EXISTS versions (tables int NOT NULL, format int NOT NULL)")
        done = version(connection)
        for statements in MIGRATIONS[done:]:
            connection.execute(statements)
        connection.execute("DELETE FROM versions")
        connection.execute("INSERT INTO versions VALUES (%s, %s)", (len(MIGRATIONS), FORMAT))
        # A dump that was put into another server brings numbers that this one has not reached.
        connection.execute("UPDATE documents SET changed = pg_current_xact_id() WHERE changed > pg_current_xact_id()")


def version(connection: Connection[Row]) -> int:
    """How many migrations were run; 0 where the bot has never used the database. Raises Unfit, Unreachable."""
    with faults_named():
        if connection.execute("SELECT to_regclass('versions')").fetchone() == (None,):
            return 0
        found = connection.execute("SELECT tables, format FROM versions").fetchone()
    tables, format = found or (0, 0)
    if tables > len(MIGRATIONS) or format > FORMAT:
        raise Unfit("NTK_DATABASE: the database was written by a newer version of this bot; start that one")
    return int(tables)
