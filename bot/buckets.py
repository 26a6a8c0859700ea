"""Token buckets: no more is said of the bot's own accord than Teams takes. Source: platform.md "Teams"."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from bot.pacing import Pacing

Windows = Sequence[tuple[int, float]]
"""So many messages in so many seconds."""

MARGIN = 0.01  # seconds: neither clocks nor networks are exact


@dataclass(frozen=True)
class Limits:
    """What a service takes."""

    conversation: Windows
    tenant: Windows


TEAMS = Limits(conversation=((7, 1.0), (8, 2.0), (60, 30.0)), tenant=((50, 1.0),))
UNLIMITED = Limits((), ())


class Bucket:
    """Tokens for several windows at once. Each comes back when its window has gone by, so no window holds more."""

    def __init__(self, windows: Windows) -> None:
        self._windows = windows
        self._taken: deque[float] = deque(maxlen=max((most for most, _ in windows), default=0))

    def pause(self, now: float) -> float:
        """The seconds until there is a token; 0 when there is one."""
        full = [(most, span) for most, span in self._windows if len(self._taken) >= most]
        return max(0.0, *(self._taken[-most] + span - now for most, span in full)) if full else 0.0

    def take(self, now: float) -> None:
        """Take a token. Whoever does not wait for one makes those who do wait longer."""
        self._taken.append(now)


class Buckets:
    """One bucket for each conversation, and one for the tenant, which serves in the order of asking."""

    def __init__(self, pacing: Pacing, limits: Limits = TEAMS) -> None:
        self._pacing, self._limits = pacing, limits
        self._own: dict[str, Bucket] = {}
        self._tenant = Bucket(limits.tenant)
        self._turn = asyncio.Lock()

    async def wait(self, conversation: str) -> None:
        """Wait until one more may be said there, and count it."""
        own = self._of(conversation)
        while True:
            await self._until(own)  # outside the turn: whoever waits for a busy conversation holds up no other
            async with self._turn:
                await self._until(self._tenant)
                if not own.pause(self._pacing.clock()):
                    return self.count(conversation)

    def count(self, conversation: str) -> None:
        """Count what is said without waiting: the reply to somebody's own message."""
        now = self._pacing.clock()
        self._of(conversation).take(now)
        self._tenant.take(now)

    def _of(self, conversation: str) -> Bucket:
        return self._own.setdefault(conversation, Bucket(self._limits.conversation))

    async def _until(self, bucket: Bucket) -> None:
        while pause := bucket.pause(self._pacing.clock()):
            await self._pacing.sleep(pause + MARGIN)
