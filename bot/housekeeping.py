"""Once a day: what has been kept for long enough is deleted, and where every audit stands is written down."""

import asyncio
from contextlib import suppress

from bot.addresses import Addresses
from bot.connector import Connector, NotSent, Refused
from bot.log import logger, where
from dialogs.anchoring import anchor
from dialogs.desk import Desk, Owed
from dialogs.retention import purge
from dialogs.unsaying import holding, to_unsay, unsaid
from state.case import Unsay
from state.documents import Key

OURS_TO_MEND = 401

_log = logger(__name__)


class Housekeeping:
    """Deletes, as far as Teams allows, and anchors. The anchor of a day says that the day was seen to."""

    def __init__(self, desk: Desk, connector: Connector, addresses: Addresses) -> None:
        self._desk, self._connector, self._addresses = desk, connector, addresses
        self.unsaying: asyncio.Task[None] | None = None

    async def of_the_day(self) -> tuple[Owed, ...]:
        """Purge, then anchor; what people are owed for it. Raises Damaged, OSError, and then the day is tried again.

        What is deleted in Teams is not waited for: no reminder stands behind it.
        """
        now = self._desk.clock()
        gone = await purge(self._desk, now)
        await anchor(self._desk, now.date())
        if self.unsaying is None or self.unsaying.done():
            self.unsaying = asyncio.create_task(self._unsay_all())
        return gone.owed

    async def stop(self) -> None:
        """Leave what is not yet deleted in Teams for another day."""
        if self.unsaying is not None:
            self.unsaying.cancel()
            with suppress(asyncio.CancelledError):
                await self.unsaying

    async def _unsay_all(self) -> None:
        try:
            for key in holding(self._desk):
                await self._unsay_of(key)
        except NotSent as failure:
            _log.info("what is left to delete in Teams waits for tomorrow", fault=failure)
        except Exception as fault:  # noqa: BLE001 - what waits in a document is looked at again tomorrow
            _log.error("what was to be deleted in Teams could not be", fault=where(fault))

    async def _unsay_of(self, key: Key) -> None:
        """Delete what a document holds; what is done is not tried again, even if Teams fails in between."""
        done: list[Unsay] = []
        try:
            for one in await to_unsay(self._desk, key):
                await self._unsay(one)
                done.append(one)
        finally:
            if done:
                await unsaid(self._desk, key, done)

    async def _unsay(self, one: Unsay) -> None:
        """Raises NotSent where it can be tried again. What Teams refuses stays under the council's own retention."""
        found = await self._addresses.find(one.to)
        if found is None:
            return
        try:
            await self._connector.delete(found[1], one.activity_id)
        except Refused as refused:
            if refused.status == OURS_TO_MEND:
                raise
            _log.info("a message was not deleted in Teams", fault=refused)
