"""Token buckets: no more is said of the bot's own accord than Teams takes. Source: platform.md "Teams"."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.connector import Throttled
from bot.pacing import Pacing

Answer = TypeVar("Answer")

Windows = Sequence[tuple[int, float]]
"""So many messages in so many seconds."""

MARGIN = 0.01  # seconds: neither clocks nor networks are exact

SEVERAL = 3
"""So many conversations, throttled with nothing taken in between, are not throttled each for itself."""

FIRST_HOLD, LONGEST_HOLD = 2.0, 60.0  # seconds for which the tenant is held back where Teams names no time


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
        self._held = float("-inf")  # until when

    def pause(self, now: float, among: int = 1) -> float:
        """The seconds until there is a token; 0 when there is one. `among` so many processes each has its part."""
        parts = [(max(1, most // among), span) for most, span in self._windows]
        full = [(most, span) for most, span in parts if len(self._taken) >= most]
        return max(0.0, self._held - now, *(self._taken[-most] + span - now for most, span in full))

    def take(self, now: float) -> None:
        """Take a token. Whoever does not wait for one makes those who do wait longer."""
        self._taken.append(now)

    def held(self, now: float) -> bool:
        """Whether it is held back."""
        return self._held > now

    def hold(self, until: float) -> None:
        """Give no token before then."""
        self._held = max(self._held, until)


class Buckets:
    """One bucket for each conversation, and one for the tenant, which serves in the order of asking. What Teams takes
    is divided evenly `among` the processes that are there now."""

    def __init__(self, pacing: Pacing, limits: Limits = TEAMS, among: Callable[[], int] = lambda: 1) -> None:
        self._pacing, self._limits, self._among = pacing, limits, among
        self._own: dict[str, Bucket] = {}
        self._tenant = Bucket(limits.tenant)
        self._turn = asyncio.Lock()
        self._throttled: set[str] = set()  # since something was taken last
        self._next_hold = FIRST_HOLD

    async def wait(self, conversation: str) -> None:
        """Wait until one more may be said there, and count it."""
        own = self._of(conversation)
        while True:
            await self._until(own)  # outside the turn: whoever waits for a busy conversation holds up no other
            async with self._turn:
                await self._until(self._tenant)
                if not self._pause(own):
                    return self.count(conversation)

    def count(self, conversation: str) -> None:
        """Count what is said without waiting: the reply to somebody's own message."""
        now = self._pacing.clock()
        self._of(conversation).take(now)
        self._tenant.take(now)

    async def heeding(self, conversation: str, call: Awaitable[Answer]) -> Answer:
        """Make a call. Where Teams throttles it, hold that conversation back; all of them where the tenant is meant, or
        several are throttled at once. Raises NotSent."""
        try:
            answer = await call
        except Throttled as failure:
            self._throttled.add(conversation)
            now, seconds = self._pacing.clock(), failure.retry_after or 0
            self._of(conversation).hold(now + seconds)
            if failure.everywhere or len(self._throttled) >= SEVERAL:
                self._hold_all(now, seconds)
            raise
        self._throttled.clear()
        self._next_hold = FIRST_HOLD
        return answer

    def _hold_all(self, now: float, seconds: float) -> None:
        """What was under way when Teams refused makes the pause no longer; what is refused after it does."""
        if not self._tenant.held(now):
            seconds = max(seconds, self._next_hold)
            self._next_hold = min(self._next_hold * 2, LONGEST_HOLD)
        self._tenant.hold(now + seconds)

    def _of(self, conversation: str) -> Bucket:
        return self._own.setdefault(conversation, Bucket(self._limits.conversation))

    async def _until(self, bucket: Bucket) -> None:
        while pause := self._pause(bucket):
            await self._pacing.sleep(pause + MARGIN)

    def _pause(self, bucket: Bucket) -> float:
        return bucket.pause(self._pacing.clock(), self._among())
