"""Documents in PostgreSQL, to look at: beside whoever serves from them, or as half of a process that does."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from state.documents import Document, Key
from state.record_hash import OF_THIS_PROCESS
from state.store.folder import place_of
from state.store.indexed import Indexed
from state.store.postgres import documents
from state.store.postgres.database import Database, Unreachable
from state.store.postgres.migrations import version
from state.store.postgres.mirror import Mirror
from state.store.protocol import Unfit
from state.store.sealed_rows import SealedRows
from state.store.sealing import Sealing


def read_postgres(address: str, sealing: Sealing, *kinds: str) -> "PostgresReader":
    """Look into a database beside whoever uses it: changes nothing. Raises Unfit. The index is that of these kinds."""
    with opening(address) as database:
        if not database.run(version):
            raise Unfit("NTK_DATABASE: the bot has not used this database yet; start it once, or move data into it")
        return PostgresReader(database, sealing, OF_THIS_PROCESS, kinds)


def unfit(address: str, sealing: Sealing) -> tuple[str, ...]:
    """A line for each fault; none where the bot has not used the database yet."""
    try:
        with opening(address) as database:
            if database.run(version):
                PostgresReader(database, sealing, OF_THIS_PROCESS)
            database.close()
    except Unfit as fault:
        return (str(fault),)
    return ()


@contextmanager
def opening(address: str) -> Iterator[Database]:
    """The way to a database, closed again where it cannot be used. Raises Unfit."""
    database = Database(address)
    try:
        yield database
    except Unreachable as fault:
        database.close()
        raise Unfit(f"NTK_DATABASE: {fault}") from None
    except BaseException:
        database.close()
        raise


class PostgresReader(Indexed):
    """Documents by key, and the index as it was when it was last brought up to date."""

    def __init__(
        self,
        database: Database,
        sealing: Sealing,
        secret: bytes,
        kinds: Sequence[str] = (),
        notes: SealedRows | None = None,
    ) -> None:
        """Raises Unfit when documents need a key that is not there, and Unreachable. Without notes each is opened."""
        self._database, self._sealing = database, sealing
        self._mirror = Mirror(sealing, secret, kinds, notes)
        super().__init__(self._mirror.rows)
        database.run(self._mirror.catch_up)
        if locked := self._mirror.locked:
            raise Unfit(f"NTK_KEY: {locked[0]} (documents concerned: {len(locked)})")

    @property
    def damaged(self) -> tuple[str, ...]:
        """The places of what could not be read when it was last tried."""
        return self._mirror.damaged

    async def load(self, key: Key) -> Document | None:
        """The document, or None. Raises Damaged, and OSError where the database is away."""
        place = place_of(key)

        def work() -> Document | None:
            stored = self._database.look_now(lambda c: documents.read(c, place))
            return None if stored is None else self._mirror.opened(place, stored)

        return await self._database.aside(work)  # nobody need wait for it who has given up

    async def close(self) -> None:
        """Finish what was begun, and let go."""
        await asyncio.to_thread(self.shut)

    def shut(self) -> None:
        """The same for the command line, which may block."""
        self._database.close()
