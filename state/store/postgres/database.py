"""The way to a PostgreSQL database, and what stands in it, said without showing the address."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg import Connection
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from state.store.protocol import Unfit

T = TypeVar("T")
Row = tuple[Any, ...]

AT_ONCE = 8  # connections, and so many threads that wait for them
PATIENCE = 3.0  # seconds for a connection
GIVE_UP = 2.0  # seconds of tries for a new one, until somebody asks again
_WAY = {
    "autocommit": True,
    "connect_timeout": 5,
    "application_name": "need-to-know",
    # A database that falls silent is noticed within seconds, not hours.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_FAULTS = (
    ("certificate", "its certificate is not trusted; see sslmode and sslrootcert in the address"),
    ("SSL was required", "it takes no encrypted connection, which sslmode in the address asks for"),
    ("no encryption", "it takes encrypted connections alone; see sslmode in the address"),
    ("password", "the database refuses the user or the password"),
    ("does not exist", "there is no such user or database"),
    ("too many", "the database has no connection left; raise its max_connections"),
)


class Unreachable(OSError):
    """The database cannot be used now. Names the kind of fault, never an address or what was to be written."""


def connect(address: str) -> Connection[Row]:
    """A connection of its own. Raises Unfit."""
    try:
        connection = psycopg.connect(address, **_WAY)  # type: ignore[arg-type]
        _prepare(connection)
    except psycopg.ProgrammingError:
        raise Unfit("NTK_DATABASE is no PostgreSQL address such as postgresql://user:password@host/name") from None
    except psycopg.Error as fault:
        said = str(fault)
        why = next((why for word, why in _FAULTS if word in said), "the database cannot be reached; see that it runs")
        raise Unfit(f"NTK_DATABASE: {why}") from None
    return connection


class Database:
    """A few connections to one schema of a database, used in threads of their own."""

    def __init__(self, address: str) -> None:
        """Raises Unfit; blocks, so only for the start."""
        self.address = address
        with connect(address) as first:
            found = first.execute("SELECT current_schema()").fetchone()
        if not found or not found[0]:
            raise Unfit("NTK_DATABASE: the search_path of the address names no schema that exists")
        self.schema: str = found[0]
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="store")
        self._pool = ConnectionPool(
            address,
            kwargs=_WAY,
            configure=_prepare,
            min_size=1,
            max_size=AT_ONCE,
            timeout=PATIENCE,
            reconnect_timeout=GIVE_UP,
            open=True,
        )

    def run(self, work: Callable[[Connection[Row]], T]) -> T:
        """Do something with a connection. Raises Unreachable."""
        with faults_named(), self._pool.connection() as connection:
            return work(connection)

    async def soon(self, work: Callable[[Connection[Row]], T]) -> T:
        """The same in a thread. Raises Unreachable."""
        return await self.whole(lambda: self.run(work))

    async def look(self, work: Callable[[Connection[Row]], T]) -> T:
        """The same for what only reads: tried again where a connection broke while it lay idle. Raises Unreachable."""
        return await self.whole(lambda: self.look_now(work))

    def look_now(self, work: Callable[[Connection[Row]], T]) -> T:
        """What only reads, in this thread. Raises Unreachable."""
        try:
            return self.run(work)
        except Unreachable:
            with faults_named():
                self._pool.check()
            return self.run(work)

    async def whole(self, work: Callable[[], T]) -> T:
        """Do something in a thread; whoever gives up waits all the same until it is done, or did not happen."""
        done = asyncio.get_running_loop().run_in_executor(self._threads, work)
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            while not done.done():
                try:
                    await asyncio.wait((done,))
                except asyncio.CancelledError:
                    continue
            done.exception() if not done.cancelled() else None
            raise

    async def aside(self, work: Callable[[], T]) -> T:
        """Do something in a thread that changes nothing."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Finish what was begun, and let go."""
        self._threads.shutdown()
        self._pool.close()


@contextmanager
def faults_named() -> Iterator[None]:
    """Faults of the database without what they quote. Raises Unreachable."""
    try:
        yield
    except (psycopg.Error, PoolTimeout, PoolClosed) as fault:
        code = getattr(fault, "sqlstate", None) or ""
        raise Unreachable(f"the database cannot be used: {type(fault).__name__} {code}".rstrip()) from None


def _prepare(connection: Connection[Row]) -> None:
    """Whatever the server's own settings are: a write is on the disk when it is done, and nothing waits for ever."""
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false), set_config('statement_timeout', '15s', false)"
    )
