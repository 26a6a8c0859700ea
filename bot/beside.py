"""Other processes that serve the same people beside this one: what they saved is followed, and what one that is gone
has left is delivered."""

import asyncio
from contextlib import suppress

from bot.addresses import Addresses
from bot.courier import Courier
from bot.log import logger, where
from dialogs.desk import Desk
from state.documents import Key
from state.index import Row

GATHER = 1.0  # seconds in which what was delivered comes together; most is written with the next turn meanwhile
LOOK = 2.0  # seconds between two looks whether another process is gone

_log = logger(__name__)


class Beside:
    """Looks at what the others did whenever the store has news. Where nobody else can be, it never has."""

    def __init__(self, desk: Desk, courier: Courier, addresses: Addresses) -> None:
        self._desk, self._courier, self._addresses = desk, courier, addresses
        self._writes: set[asyncio.Task[None]] = set()
        self._waiting: set[Key] = set()
        self._loop: asyncio.Task[None] | None = None
        desk.store.tell(self._hear)

    def start(self) -> None:
        """Begin to listen."""
        self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Listen no more; what was delivered is written down by the desk before it goes."""
        if self._loop is not None:
            self._loop.cancel()
            with suppress(asyncio.CancelledError):
                await self._loop
        for write in self._writes:
            write.cancel()
        await asyncio.gather(*self._writes, return_exceptions=True)

    async def _run(self) -> None:
        time, looked = asyncio.get_running_loop().time, float("-inf")
        while True:
            await self._desk.store.news()
            try:
                await self._desk.store.catch_up()
                if time() - looked >= LOOK:
                    await self._courier.recover()
                    looked = time()
            except Exception as fault:  # noqa: BLE001 - whatever it is, it is looked at again in a moment
                _log.error("what other processes did could not be followed", fault=where(fault))
            due = self._desk.store.next_due()
            if due is not None and due <= self._desk.clock():
                self._desk.fell_due()

    def _hear(self, before: Row | None, now: Row) -> None:
        """Another process changed a document."""
        self._addresses.heard(now)
        if now.key.kind in ("person", "channel") and _way(before) != _way(now):
            self._courier.wake()
        if self._desk.unwritten(now.key) and now.key not in self._waiting:
            # Its posts that were said from here must not look unsaid there.
            self._waiting.add(now.key)
            task = asyncio.create_task(self._write(now.key))
            self._writes.add(task)
            task.add_done_callback(self._writes.discard)

    async def _write(self, key: Key) -> None:
        await asyncio.sleep(GATHER)
        self._waiting.discard(key)
        if not self._desk.unwritten(key):
            return
        try:
            await self._desk.record(key, ())
        except Exception as fault:  # noqa: BLE001 - it is written with the next change, or when the bot stops
            _log.error("what was delivered could not be written down", kind=key.kind, fault=where(fault))


def _way(row: Row | None) -> tuple[bool, bool, str | None] | None:
    """What tells whether a conversation is reached in another way."""
    return (row.reachable, row.unreachable, row.bound) if row else None
