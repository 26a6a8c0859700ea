"""The processes of the bot: born, and killed at any moment. One over a folder; over a database one, or several."""

import asyncio
from collections.abc import Coroutine
from itertools import count
from random import Random
from typing import Any

from state.profile import Profile
from state.store.opening import Place, open_store
from state.store.protocol import Store
from state.store.sealing import Sealing
from tests.simulation.connector import BadTeams
from tests.simulation.journal import Journal
from tests.simulation.life import Life, begun
from tests.simulation.virtual import VirtualLoop
from tests.simulation.watched import WatchedStore

LIVES = 86400 * 5  # seconds, on average
DOWN = (30, 30, 120, 3600, 4 * 3600, 20 * 3600, 60 * 3600)  # seconds
NOTICED = 3.0  # seconds after a death, in which the others look again whether somebody is gone


class Service:
    """What people speak with: whichever of the processes is there. While none is, they come back later."""

    def __init__(
        self, loop: VirtualLoop, seed: str, place: Place, processes: int, teams: BadTeams, journal: Journal, of: Profile
    ) -> None:
        loop.set_task_factory(begun)
        self._loop, self._seed, self._place, self._profile = loop, seed, place, of
        self._teams, self._journal = teams, journal
        self._chance, self._way = Random(f"{seed} deaths"), Random(f"{seed} ways")
        self._births = count()
        self._folder = None if isinstance(place, str) else open_store(place, Sealing())
        self._alive: list[Life] = []
        self._under_way: set[asyncio.Task[None]] = set()
        assert processes == 1 or self._folder is None, "a folder has one owner"
        self.processes, self.kills = processes, 0

    async def life(self) -> Life | None:
        """The bot, once it is there."""
        while not self._alive:  # noqa: ASYNC110 - people come back when it suits them
            await asyncio.sleep(120)
        return self._way.choice(self._alive) if self.processes > 1 else self._alive[0]

    async def open(self) -> None:
        """Have every process running."""
        for _ in range(self.processes):
            await self._born()

    async def suffer(self) -> None:
        """One of the processes dies, and another is started in its place a while later, again and again."""
        while True:
            await asyncio.sleep(self._chance.expovariate(1 / LIVES))
            await self._whole(self._dies(self._chance.choice(self._alive)))
            self.kills += 1
            await asyncio.sleep(self._chance.choice(DOWN) * self._chance.uniform(0.5, 1.5))
            await self._whole(self._born())

    async def last(self) -> None:
        """Whatever happened before: at least one runs, for a day, in which goes out what is still owed."""
        if self._under_way:
            await asyncio.wait(self._under_way)
        if not self._alive:
            await self._born()
        await asyncio.sleep(86400)

    async def close(self) -> None:
        """The end of all."""
        while self._alive:
            await self._dies(self._alive[0])
        if self._folder:
            await self._folder.close()

    async def _born(self) -> None:
        store: Store = self._folder or open_store(self._place, Sealing())
        watched = WatchedStore(store, self._journal, self._loop, shared=self._folder is None)
        life = Life(self._loop, watched, self._teams, self._profile, Random(f"{self._seed} {next(self._births)}"))
        watched.others = lambda: self._tell_others(life)
        await life.start()
        if not self._alive:
            self._journal.lives.append((self._loop.clock(), None))
        self._alive.append(life)

    async def _whole(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it to the end, also where nobody waits for it any more."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.shield(task)

    async def _dies(self, life: Life) -> None:
        """The bot hears nothing of it. A database does at once, as time there is not that of the simulation: how the
        others find out by themselves is what `tests/torture` shows."""
        self._alive.remove(life)
        await life.die()
        if not self._alive:
            self._journal.lives[-1] = (self._journal.lives[-1][0], self._loop.clock())
        if self._folder is None:
            await life.store.close()
        for after in (0, NOTICED):
            self._loop.call_later(after, self._tell_others, life)

    def _tell_others(self, life: Life) -> None:
        for other in self._alive:
            if other is not life:
                other.store.news_came()
