"""The same thing asked twice is done once: Teams delivers a slow turn again."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from functools import partial
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class Once(Generic[Result]):
    """Runs each key's work once and remembers the latest results. What failed is forgotten: it may come again."""

    def __init__(self, remembered: int) -> None:
        self._remembered = remembered
        self._running: dict[Hashable, asyncio.Task[Result]] = {}
        self._results: OrderedDict[Hashable, Result] = OrderedDict()

    async def run(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        """The result of the work, or of the run of it that is under way or was remembered. Raises what it raises."""
        if key in self._results:
            self._results.move_to_end(key)
            return self._results[key]
        if key not in self._running:
            self._running[key] = task = asyncio.create_task(work())
            task.add_done_callback(partial(self._finished, key))
        # A caller that hangs up must not stop the work that others wait for.
        return await asyncio.shield(self._running[key])

    def _finished(self, key: Hashable, task: asyncio.Task[Result]) -> None:
        del self._running[key]
        if not task.cancelled() and task.exception() is None:
            self._results[key] = task.result()
            if len(self._results) > self._remembered:
                self._results.popitem(last=False)
