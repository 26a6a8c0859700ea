"""Locks that hold among processes: in this one by name, and among all by the database."""

import asyncio
import hashlib
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import psycopg
from psycopg import Connection

from state.store.locks import Locks
from state.store.postgres.database import Database, Row, connect, faults_named
from state.store.protocol import Unfit

FIRST_PAUSE, LONGEST_PAUSE = 0.004, 0.1  # seconds between two tries for what another process holds


class SharedLocks:
    """All that this process holds hangs on one connection: when either is gone, all of it is free. Whoever went on
    without noticing is stopped by the version check of what they save."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._near = Locks()
        self._way: Connection[Row] | None = None
        self._guard = threading.Lock()
        self._held: set[int] = set()

    @asynccontextmanager
    async def lock(self, name: str, ready: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
        """Hold a name; `ready` is done once it is held, before anything else. Raises OSError."""
        number = _number(f"{self._database.schema} {name}")
        async with self._near.lock(name):
            try:
                pause = FIRST_PAUSE
                while not await self._database.whole(lambda: self._try(number)):
                    await asyncio.sleep(pause)
                    pause = min(pause * 1.5, LONGEST_PAUSE)
                await ready()
                yield
            finally:
                if number in self._held:
                    await self._database.whole(lambda: self._release(number))

    def close(self) -> None:
        """Let everything go."""
        with self._guard:
            self._forget()

    def _try(self, number: int) -> bool:
        with self._guard, faults_named():
            for again in (True, False):
                try:
                    got = self._connected().execute("SELECT pg_try_advisory_lock(%s)", (number,)).fetchone() == (True,)
                    break
                except psycopg.OperationalError:
                    self._forget()
                    if not again:
                        raise
            if got:
                self._held.add(number)
            return got

    def _release(self, number: int) -> None:
        with self._guard:
            self._held.discard(number)
            with suppress(psycopg.Error):  # it is free then anyway
                if self._way:
                    self._way.execute("SELECT pg_advisory_unlock(%s)", (number,))
                return
            self._forget()

    def _connected(self) -> Connection[Row]:
        if self._way is None or self._way.closed:
            try:
                self._way = connect(self._database.address)
            except Unfit as fault:
                raise psycopg.OperationalError(str(fault)) from None
        return self._way

    def _forget(self) -> None:
        self._held.clear()
        if self._way:
            self._way.close()
            self._way = None


def _number(name: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(name.encode(errors="surrogatepass"), digest_size=8).digest(), "big", signed=True
    )
