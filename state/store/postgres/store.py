"""The store that several processes share: documents in PostgreSQL, and in each process an index that follows them."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import replace
from typing import Any

from psycopg import Connection

from state.documents import Document, Key, key_of
from state.store.folder import place_of
from state.store.postgres import activities, documents
from state.store.postgres.database import Database, Unreachable
from state.store.postgres.locks import SharedLocks
from state.store.postgres.migrations import migrate
from state.store.postgres.mirror import Change
from state.store.postgres.presence import SIGN, Presence
from state.store.postgres.reader import PostgresReader, opening
from state.store.postgres.secret import shared_secret
from state.store.protocol import Heard
from state.store.sealed_rows import SealedRows
from state.store.sealing import Sealing

_STILL_THERE = "SELECT EXISTS (SELECT FROM processes WHERE name = %s AND heir IS NULL AND until > now())"


def open_postgres(address: str, sealing: Sealing) -> "PostgresStore":
    """Bring the tables up to date, and join the processes that use them. Raises Unfit; blocks: only for the start."""
    with opening(address) as database:
        database.run(migrate)
        return PostgresStore(database, sealing, database.run(lambda c: shared_secret(c, sealing)))


class PostgresStore(PostgresReader):
    """The same for a process that takes part: documents can be locked and saved."""

    def __init__(self, database: Database, sealing: Sealing, secret: bytes) -> None:
        self._notes = SealedRows(sealing, secret)
        super().__init__(database, sealing, secret, notes=self._notes)
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
            row = self._rows.row_of(saved)
            stored = documents.as_stored(saved, row, self._sealing, self._notes)
            by, channel = self._presence.name, self._presence.channel
            changed = self._database.run(lambda c: documents.write(c, stored, document.revision, by, channel))
            self._mirror.note(changed, row)
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
        return self._rows.next_seq()

    def own_id(self, token: str) -> str:
        """The id of a post that is made here."""
        return f"{self._presence.name}.{token}"

    def owns(self, post: str) -> bool:
        """Whether a post is for this process to deliver."""
        return self._presence.owns(_maker(post))

    def processes(self) -> int:
        """How many processes are there, as seen within the last moments."""
        return self._presence.count

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
