"""The one timer: asks what is due, has it brought in, and hands what is owed to the courier."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from bot.log import logger, where
from dialogs import digest, living, reminding
from dialogs.desk import Desk, Owed
from state.documents import Key

BEAT = 2.0  # seconds between two looks, at most
AGAIN = 60.0  # seconds until a document that failed is tried again
DEAD = 30.0  # seconds without a sign of life
FAR = datetime.max.replace(tzinfo=UTC)

_log = logger(__name__)


class Heartbeat:
    """Lets time bring about what is due. `hand_over` takes the posts that were saved; `monotonic` measures pauses;
    `keep_house` is done once a day, until the day has its anchor; `draw_anew` takes the cases whose cards read
    differently each morning, and at the start."""

    def __init__(
        self,
        desk: Desk,
        hand_over: Callable[[Iterable[Owed]], None],
        monotonic: Callable[[], float] = time.monotonic,
        keep_house: Callable[[], Awaitable[tuple[Owed, ...]]] | None = None,
        draw_anew: Callable[[Iterable[Key]], None] = lambda _: None,
    ) -> None:
        self._desk, self._hand_over, self._monotonic = desk, hand_over, monotonic
        self._keep_house, self._draw_anew = keep_house, draw_anew
        self._beat = monotonic()
        self._resting: dict[Key, float] = {}  # after a fault, until when
        self._digest = desk.clock()
        self._outdated = reminding.outdated(desk)
        self._one = asyncio.Lock()
        self._woken = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    @property
    def age(self) -> float:
        """Seconds since its last sign of life."""
        return self._monotonic() - self._beat

    @property
    def alive(self) -> bool:
        """Whether the loop runs and has looked at something lately."""
        runs = self._loop is not None and not self._loop.done()
        return runs and self.age < DEAD

    def start(self) -> None:
        """Begin to beat; what fell due before is seen to first."""
        self._loop = asyncio.create_task(self._run())
        self._desk.fell_due = self._woken.set

    async def stop(self) -> None:
        """Beat no more."""
        if self._loop is not None:
            self._loop.cancel()
            with suppress(asyncio.CancelledError):
                await self._loop

    async def tick(self) -> None:
        """Do all that is due now, the earliest first."""
        async with self._one:
            self._beat = self._monotonic()
            now = self._desk.clock()
            self._resting = {key: until for key, until in self._resting.items() if until > self._beat}
            outdated, self._outdated = self._outdated, ()
            for key in outdated:
                await self._see_to(key, partial(reminding.plan_anew, self._desk, key))
            for key in self._desk.store.due(now):
                await self._see_to(key, partial(reminding.look, self._desk, key))
            today = Key("anchor", now.date().isoformat())
            if self._keep_house and self._desk.store.row(today) is None:
                await self._see_to(today, self._keep_house)
            if now >= self._digest:
                for reader in digest.lacking(self._desk):
                    await self._see_to(reader.key, partial(digest.send, self._desk, reader))
                if not digest.lacking(self._desk):
                    self._draw_anew(living.reads_anew(self._desk))
                    self._digest = digest.next_digest(self._desk, now)

    async def run_until(self, moment: datetime, move: Callable[[datetime], None]) -> None:
        """Walk the clock through every moment at which something falls due, up to a moment: each at its own time."""
        await self.tick()
        while (at := self._next()) is not None and at <= moment:
            move(at)
            await self.tick()
        if moment > self._desk.clock():
            move(moment)
            await self.tick()

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                await self.tick()
            except Exception as fault:  # noqa: BLE001 - whatever it is, the next beat comes
                _log.error("a beat failed", fault=where(fault))
            at = min(filter(None, (self._desk.store.next_due(), self._digest)))
            left = (at - self._desk.clock()).total_seconds()
            with suppress(TimeoutError):
                # What is due even now rests after a fault.
                await asyncio.wait_for(self._woken.wait(), min(left, BEAT) if left > 0 else BEAT)

    def _next(self) -> datetime | None:
        """When something falls due later than now; what fell due before rests after a fault."""
        now, store = self._desk.clock(), self._desk.store
        at = store.next_due()
        if at is not None and at <= now:
            rows = (store.row(key) for key in store.due(FAR))
            at = next((row.due for row in rows if row and row.due and row.due > now), None)
        digest_at = self._digest if self._digest > now else digest.next_digest(self._desk, now)
        return min(filter(None, (at, digest_at)))

    async def _see_to(self, key: Key, use: Callable[[], Awaitable[tuple[Owed, ...]]]) -> None:
        if key in self._resting:
            return
        try:
            self._hand_over(await use())
        except Exception as fault:  # noqa: BLE001 - one case must not silence the others
            _log.error("what fell due in a document could not be handled", kind=key.kind, fault=where(fault))
            self._resting[key] = self._monotonic() + AGAIN
        self._beat = self._monotonic()
