"""Teams in a bad year: it throttles, fails, answers late, loses replies and has outages; and it keeps what it got."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from bot.cards.activity import REPEATED
from bot.connector import Busy, Gone, Uncertain, Unreachable
from state.documents import Address
from tests.simulation.virtual import VirtualLoop
from tests.torture.connector import content_of

THROTTLED, FAILED, LOST, LATE = 0.01, 0.01, 0.005, 0.005  # of all calls
ANSWERS = 0.02  # seconds to Teams, and as many back: the receipts of what goes out together are one write
LATE_BY = 14.0  # seconds, at most: after 15 the bot would hang up


@dataclass(frozen=True, slots=True)
class Got:
    """What arrived, and under which id; `marked` says that it may be there twice."""

    at: datetime
    id: str
    conversation: str
    content: int
    marked: bool


class BadTeams:
    """Stands where `bot.connector.Connector` does."""

    def __init__(self, loop: VirtualLoop, chance: Random) -> None:
        self._loop, self._chance = loop, chance
        self.got: list[Got] = []
        self.updates = 0
        self.trouble = {"throttled": 0, "failed": 0, "lost": 0, "late": 0, "out": 0, "gone": 0}
        self.out_until: datetime | None = None
        self.blocked: set[str] = set()

    async def send(self, address: Address, activity: Mapping[str, Any]) -> str:
        """Take a message. Raises NotSent."""
        lost = await self._troubled(address)
        id = f"got-{len(self.got)}"
        marked = REPEATED in str(activity.get("text", ""))
        where = address.conversation.split(";")[0]
        self.got.append(Got(self._loop.clock(), id, where, hash(content_of(dict(activity))), marked))
        await self._answered(lost)
        return id

    async def update(self, address: Address, activity_id: str, _: Mapping[str, Any]) -> str:
        """Take a card drawn anew. Raises NotSent."""
        lost = await self._troubled(address)
        self.updates += 1
        await self._answered(lost)
        return activity_id

    async def create_personal(self, *who: str) -> str:
        """Open a chat. Raises NotSent."""
        return f"a:{who[-1]}"

    async def _troubled(self, address: Address) -> bool:
        """Whether the answer is going to be lost. Raises NotSent where nothing arrives at all."""
        dice = self._chance.random()
        await asyncio.sleep(ANSWERS)
        if self.out_until and self._loop.clock() < self.out_until:
            self._count("out")
            raise Unreachable
        if address.conversation in self.blocked:
            self._count("gone")
            raise Gone(403)
        if dice < THROTTLED:
            self._count("throttled")
            raise Busy(float(self._chance.randint(1, 30)))
        if dice < THROTTLED + FAILED:
            self._count("failed")
            raise Uncertain
        if dice < THROTTLED + FAILED + LATE:
            self._count("late")
            await asyncio.sleep(self._chance.uniform(1, LATE_BY))
        return dice > 1 - LOST

    async def _answered(self, lost: bool) -> None:
        await asyncio.sleep(ANSWERS)
        if lost:
            self._count("lost")
            raise Uncertain

    def _count(self, trouble: str) -> None:
        self.trouble[trouble] += 1
