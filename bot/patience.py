"""Tries again a few times, within what a turn can wait. Longer waits are the courier's."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.connector import NotSent, Refused

TRIES = 4
SECONDS = 20.0
FIRST_PAUSE = 0.5


@dataclass(frozen=True)
class Sent:
    """What was said under which id, after how many tries, and whether it may stand there twice."""

    activity_id: str
    attempts: int
    maybe_repeated: bool


async def patiently(
    send: Callable[[bool], Awaitable[str]],
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    jitter: Callable[[], float] = random.random,
    clock: Callable[[], float] = time.monotonic,
) -> Sent:
    """Send with up to 4 tries, none begun after 20 seconds. Raises the last NotSent, which then tells of all tries.

    `send` is told whether an earlier try may have arrived, so that it can mark the repeat.
    """
    until = clock() + SECONDS
    in_doubt = False
    attempt = 0
    while True:
        attempt += 1
        try:
            return Sent(await send(in_doubt), attempt, in_doubt)
        except NotSent as failure:
            in_doubt = in_doubt or failure.maybe_delivered
            pause = (failure.retry_after or 0.0) + FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + jitter())
            if isinstance(failure, Refused) or attempt == TRIES or clock() + pause > until:
                failure.attempts, failure.maybe_delivered = attempt, in_doubt
                raise
        await sleep(pause)
