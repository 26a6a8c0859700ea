"""The store that several processes share: documents in PostgreSQL, and in each process an index that follows them."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from psycopg import Connection

from state.documents import Document, Key, key_of
from state.index import Row
from state.listing import Found, Query
from state.record_hash import OF_THIS_PROCESS
from state.store.folder import place_of
from state.store.postgres import activities, documents
from state.store.postgres.database import Database, Unreachable
from state.store.postgres.locks import SharedLocks
from state.store.postgres.migrations import migrate, version
from state.store.postgres.mirror import Change, Mirror
from state.store.postgres.presence import SIGN, Presence
from state.store.postgres.secret import shared_secret
from state.store.protocol import Heard, Unfit
from state.store.sealing import Sealing

_STILL_THERE = "SELECT EXISTS (SELECT FROM processes WHERE name = %s AND heir IS NULL AND until > now())"


def open_postgres(address: str, sealing: Sealing) -> "PostgresStore":
    """Bring the tables up to date, and join the processes that use them. Raises Unfit; blocks: only for the start."""
    with _opening(address) as database:
        database.run(migrate)
        return PostgresStore(database, sealing, database.run(lambda c: shared_secret(c, sealing)))


def read_postgres(address: str, sealing: Sealing, *kinds: str) -> "PostgresReader":
    """Look into a database beside whoever uses it: changes nothing. Raises Unfit. The index is that of these kinds."""
    with _opening(address) as database:
        if not database.run(version):
            raise Unfit("NTK_DATABASE: the bot has not used this database yet; start it once, or move data into it")
        return PostgresReader(database, sealing, OF_THIS_PROCESS, kinds)


def unfit(address: str, sealing: Sealing) -> tuple[str, ...]:
    """A line for each fault; none where the bot has not used the database yet."""
    try:
        with _opening(address) as database:
            if database.run(version):
                PostgresReader(database, sealing, OF_THIS_PROCESS)
            database.close()
    except Unfit as fault:
        return (str(fault),)
    return ()


@contextmanager
def _opening(address: str) -> Iterator[Database]:
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


class PostgresReader:
    """Documents by key, and the index as it was when it was last brought up to date."""

    def __init__(self, database: Database, sealing: Sealing, secret: bytes, kinds: Sequence[str] = ()) -> None:
        """Raises Unfit when documents need a key that is not there, and Unreachable."""
        self._database, self._sealing = database, sealing
        self._mirror = Mirror(sealing, secret, kinds)
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

    def row(self, key: Key) -> Row | None:
        """The index row of one document."""
        return self._mirror.rows.row(key)

    def rows(self, kind: str) -> list[Row]:
        """The index rows of a kind, in the order of their keys."""
        return self._mirror.rows.rows(kind)

    def record_hash(self, record_id: str) -> str:
        """How the index knows a record id."""
        return self._mirror.rows.record_hash(record_id)

    def look(self, query: Query, start: int, stop: int | None) -> Found:
        """How many cases or limits fit a query, and a part of them."""
        return self._mirror.rows.look(query, start, stop)

    def due(self, now: datetime) -> list[Key]:
        """The documents at which something is due, the earliest first."""
        return self._mirror.rows.due(now)

    def next_due(self) -> datetime | None:
        """When something is due next."""
        return self._mirror.rows.next_due()

    async def close(self) -> None:
        """Finish what was begun, and let go."""
        await asyncio.to_thread(self.shut)

    def shut(self) -> None:
        """The same for the command line, which may block."""
        self._database.close()


class PostgresStore(PostgresReader):
    """The same for a process that takes part: documents can be locked and saved."""

    def __init__(self, database: Database, sealing: Sealing, secret: bytes) -> None:
        super().__init__(database, sealing, secret)
        self._locks = SharedLocks(database)
        self._heard: list[Heard] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()
        self._presence = Presence(database, self._tell_of_news)

    def lock(self, key: Key) -> AbstractAsyncContextManager[None]:
        """Hold a document for oneself, and know all that was saved before. Raises OSError."""
        return self._locks.lock(place_of(key), self._freshen)

    def conversation(self, to: str) -> AbstractAsyncContextManager[None]:
        """Be the one process that speaks in a conversation. Raises OSError."""
        return self._locks.lock(f"conversation {to}", self._see_presence)

    def once(self, activity: str) -> AbstractAsyncContextManager[bool]:
        """Whether an activity is for this process to handle. Raises OSError."""
        return activities.once(self._database, self._presence.name, activity)

    async def save(self, document: Document) -> Document:
        """Write a document durably. Raises Conflict, ValueError, and OSError when the database is away."""
        saved = replace(document, revision=document.revision + 1)

        def work() -> Document:
            stored = documents.as_stored(saved, self._sealing)
            by, channel = self._presence.name, self._presence.channel
            changed = self._database.run(lambda c: documents.write(c, stored, document.revision, by, channel))
            self._mirror.note(changed, saved)
            return saved

        return await self._database.whole(work)

    async def remove(self, document: Document) -> None:
        """Remove a document durably. Raises Conflict, and OSError when the database is away."""
        place = place_of(key_of(document))

        def work() -> None:
            by, channel = self._presence.name, self._presence.channel
            changed = self._database.run(lambda c: documents.remove(c, place, document.revision, by, channel))
            self._mirror.note_gone(place, changed)

        await self._database.whole(work)

    def next_seq(self) -> int:
        """The next number in the order of posts."""
        return self._mirror.rows.next_seq()

    def own_id(self, token: str) -> str:
        """The id of a post that is made here."""
        return f"{self._presence.name}.{token}"

    def owns(self, post: str) -> bool:
        """Whether a post is for this process to deliver."""
        return self._presence.owns(_maker(post))

    def tell(self, heard: Heard) -> None:
        """Have it told of each document that another process changed."""
        self._heard.append(heard)

    async def news(self) -> None:
        """Wait until others did something; no longer than a moment, in case that a word of it was lost."""
        self._loop = asyncio.get_running_loop()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), SIGN)
        self._news.clear()

    async def catch_up(self) -> None:
        """Take note of what other processes saved. Raises OSError."""
        await self._freshen()

    async def inherit(self) -> Callable[[str], bool] | None:
        """Take over the posts of processes that are gone. Raises OSError."""
        names = await self._database.soon(self._presence.inherit)
        if not names:
            return None
        await self._freshen()
        return lambda post: _maker(post) in names

    async def close(self) -> None:
        """Finish what was begun, and leave."""
        with suppress(Unreachable):
            await asyncio.to_thread(self._presence.close)
        self._locks.close()
        await super().close()

    async def _freshen(self) -> None:
        def work(connection: Connection[Any]) -> list[Change]:
            self._presence.be_sure(connection)
            return self._mirror.catch_up(connection)

        changes = await self._database.look(work)
        for before, now in changes:
            for heard in self._heard:
                heard(before, now)

    async def _see_presence(self) -> None:
        me = self._presence.name
        if await self._database.look(lambda c: c.execute(_STILL_THERE, (me,)).fetchone()) != (True,):
            raise Unreachable("this process was away for too long to speak; it will be back in a moment")

    def _tell_of_news(self) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._news.set)


def _maker(post: str) -> str:
    """The process that made a post; empty for one that was made where there was only one."""
    maker, dot, _ = post.rpartition(".")
    return maker if dot else ""
