"""Time and chance as the courier knows them, so that a test can let hours pass in a moment."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pacing:
    """How to wait, how to scatter waits (0 to 1), and the clock by which they are measured; all in seconds."""

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random
    clock: Callable[[], float] = time.monotonic

    async def rest(self, seconds: float) -> None:
        """Wait for about so long, never for less: not everybody comes back at the same moment."""
        await self.sleep(seconds * (1 + self.jitter() / 2))
