"""What takes long is done while others are heard, and delivered when it is done."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from bot.log import logger
from dialogs.desk import Owed

_log = logger(__name__)


class InTheMeantime:
    """Does one thing after the other, so that those who wait for an answer do not wait for it. `hand_over` takes the
    posts that were saved."""

    def __init__(self, hand_over: Callable[[Iterable[Owed]], None]) -> None:
        self._hand_over = hand_over
        self._one = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, use: Callable[[], Awaitable[tuple[Owed, ...]]]) -> None:
        """Do it when its turn comes."""
        task = asyncio.create_task(self._do(use))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Leave what is not done."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _do(self, use: Callable[[], Awaitable[tuple[Owed, ...]]]) -> None:
        async with self._one:
            try:
                self._hand_over(await use())
            except Exception as fault:  # noqa: BLE001 - whatever it is, the next is done
                _log.error("something that takes long failed", fault=fault)
