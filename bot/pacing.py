"""Time and chance as the courier knows them, so that a test can let hours pass in a moment."""

import asyncio
import random
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Pacing:
    """How to wait, how to scatter waits (0 to 1), and the clock by which they are measured; all in seconds."""

    sleep: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random
    clock: Callable[[], float] = time.monotonic

    def scattered(self, seconds: float) -> float:
        """About so long, never less: not everybody comes back at the same moment."""
        return seconds * (1 + self.jitter() / 2)
