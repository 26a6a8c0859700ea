"""Once a day: what has been kept for long enough is deleted, and where every audit stands is written down."""

from bot.addresses import Addresses
from bot.connector import Connector, NotSent
from bot.log import logger
from dialogs.anchoring import anchor
from dialogs.desk import Desk, Owed
from dialogs.retention import Unsay, purge

_log = logger(__name__)


class Housekeeping:
    """Deletes, as far as Teams allows, and anchors. The anchor of a day says that the day was seen to."""

    def __init__(self, desk: Desk, connector: Connector, addresses: Addresses) -> None:
        self._desk, self._connector, self._addresses = desk, connector, addresses

    async def of_the_day(self) -> tuple[Owed, ...]:
        """Purge, then anchor; what people are owed for it. Raises Damaged, OSError, and then the day is tried again."""
        now = self._desk.clock()
        gone = await purge(self._desk, now)
        for one in gone.unsay:
            await self._unsay(one)
        await anchor(self._desk, now.date())
        return gone.owed

    async def _unsay(self, one: Unsay) -> None:
        """What Teams does not delete stays under the council's own retention there."""
        found = await self._addresses.find(one.to)
        if found is None:
            return
        try:
            await self._connector.delete(found[1], one.activity_id)
        except NotSent as failure:
            _log.info("a message was not deleted in Teams", fault=failure)
