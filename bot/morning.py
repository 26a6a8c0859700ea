"""What is said in working hours alone waits here until people begin. Source: processes.md, Posts and reminders."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence

from bot.pacing import Pacing
from bot.waiting import Waiting
from dialogs.desk import Desk
from state.hours import is_open, within

PutBack = Callable[[str, Sequence[Waiting]], None]


class Morning:
    """Keeps what comes to be said too late or too early: because Teams did not take it, or the bot was away."""

    def __init__(self, desk: Desk, pacing: Pacing, put_back: PutBack) -> None:
        self._desk, self._pacing, self._put_back = desk, pacing, put_back
        self._kept: dict[str, list[Waiting]] = defaultdict(list)
        self._waits: asyncio.Task[None] | None = None

    def ripe(self, to: str, several: Sequence[Waiting]) -> list[Waiting]:
        """Those of several posts that can be said now; the others come back when people begin."""
        if is_open(self._desk.profile, self._desk.clock()):
            return list(several)
        self._kept[to] += [waiting for waiting in several if waiting.in_hours]
        if self._kept[to] and (self._waits is None or self._waits.done()):
            self._waits = asyncio.create_task(self._until_people_begin())
        return [waiting for waiting in several if not waiting.in_hours]

    async def stop(self) -> None:
        """Wait no longer; the posts lie in their documents."""
        if self._waits:
            self._waits.cancel()
            await asyncio.gather(self._waits, return_exceptions=True)

    async def _until_people_begin(self) -> None:
        now = self._desk.clock()
        await self._pacing.sleep((within(self._desk.profile, now) - now).total_seconds())
        kept, self._kept = self._kept, defaultdict(list)
        for to, several in kept.items():
            self._put_back(to, several)
