"""Writes down what was delivered: what comes close together for one document is one write."""

import asyncio

from bot.pacing import Pacing
from dialogs.desk import Desk
from state.documents import Key
from state.post import Receipt

GATHER = 0.05  # seconds in which the receipts of one document are gathered


class Receipts:
    """Whoever hands in a receipt waits until it is written, so a conversation never runs ahead by more than one."""

    def __init__(self, desk: Desk, pacing: Pacing) -> None:
        self._desk, self._pacing = desk, pacing
        self._waiting: dict[Key, list[tuple[str, Receipt]]] = {}
        self._writes: dict[Key, asyncio.Task[None]] = {}

    async def write(self, key: Key, post: str, receipt: Receipt) -> None:
        """Mark a post as delivered. Raises what the store raises; the desk knows of it all the same."""
        self._waiting.setdefault(key, []).append((post, receipt))
        if len(self._waiting[key]) == 1:
            self._writes[key] = asyncio.create_task(self._write(key))
        # One who gives up must not stop the write that others wait for.
        await asyncio.shield(self._writes[key])

    async def stop(self) -> None:
        """Finish what was begun."""
        await asyncio.gather(*self._writes.values(), return_exceptions=True)

    async def _write(self, key: Key) -> None:
        await self._pacing.sleep(GATHER)
        await self._desk.record(key, self._waiting.pop(key))
