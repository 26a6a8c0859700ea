"""A year in some minutes: an event loop whose time jumps to the next timer whenever nothing else is to be done."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import Any, TypeVar

from state.moments import LONDON

T = TypeVar("T")
WRITE = 0.002  # seconds that a read or a write of the disk takes


class _Jumping(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    """Waits for no network: time goes on at once by what was to be waited."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise RuntimeError("nothing will ever happen again")
        self.now += max(0.0, timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """Deterministic: one thread, its own time. Work for other threads is done in place, and takes a moment."""

    def __init__(self, start: datetime) -> None:
        self._jumping = _Jumping()
        self._start = start
        super().__init__(self._jumping)
        self._clock_resolution = 1e-6

    def time(self) -> float:
        """Seconds since the start."""
        return self._jumping.now

    def clock(self) -> datetime:
        """The moment, in London. Seconds are added in UTC, whatever the clocks do."""
        return datetime.fromtimestamp(self._start.timestamp() + self.time(), LONDON)

    def run_in_executor(  # type: ignore[override]
        self, _: Executor | None, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        """Do the work now, and tell of it when it would have been done."""
        told: asyncio.Future[T] = self.create_future()

        def tell(result: T | None, fault: BaseException | None) -> None:
            if told.cancelled():
                return
            if fault is None:
                told.set_result(result)  # type: ignore[arg-type]
            else:
                told.set_exception(fault)

        try:
            self.call_later(WRITE, tell, func(*args), None)
        except Exception as fault:  # noqa: BLE001 - it is handed to whoever waits
            self.call_later(WRITE, tell, None, fault)
        return told


def lived(start: datetime, life: Callable[[VirtualLoop], Coroutine[Any, Any, T]]) -> T:
    """Run something from a moment on, in virtual time."""
    loop = VirtualLoop(start)
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(life(loop))
    finally:
        asyncio.set_event_loop(None)
        loop.close()


async def until(loop: VirtualLoop, moment: datetime) -> None:
    """Sleep to a moment; at once where it has passed."""
    await asyncio.sleep(max(timedelta(), moment - loop.clock()).total_seconds())
