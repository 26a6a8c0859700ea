"""One life of the bot: wired as `bot.server` does, short of HTTP; and its death, at any moment."""

import asyncio
from collections.abc import Coroutine
from contextvars import Context, ContextVar, copy_context
from itertools import count
from random import Random
from typing import Any

from bot import heartbeat
from bot.addresses import Addresses
from bot.beside import Beside
from bot.commands.registry import Commands
from bot.courier import Courier
from bot.incoming import Incoming
from bot.metrics import Metrics
from bot.pacing import Pacing
from bot.router import Router
from bot.server import COMMANDS
from dialogs.desk import Desk
from state.criteria import assess
from state.documents import Address
from state.engine import Engine
from state.processes import PROCESSES
from state.profile import Profile
from tests.simulation.connector import BadTeams
from tests.simulation.people import PEOPLE
from tests.simulation.virtual import VirtualLoop
from tests.simulation.watched import WatchedStore

A_DAY = 86400.0  # seconds


class Life:
    """From a start to a kill. Everything that the bot does runs in tasks of its own, which die with it."""

    ENGINE = Engine(PROCESSES, assess)
    _ids = count(1)

    def __init__(
        self, loop: VirtualLoop, store: WatchedStore, teams: BadTeams, profile: Profile, chance: Random
    ) -> None:
        self._loop, self._teams, self._chance = loop, teams, chance
        self.store = store
        self.tasks: dict[asyncio.Task[Any], None] = {}  # in the order in which they were begun
        self._own = copy_context()
        self._own.run(_LIFE.set, self)
        token = lambda: f"{chance.getrandbits(60):x}"  # noqa: E731
        self.desk = Desk(self.store, self.ENGINE, profile, lambda: PEOPLE, loop.clock, token)  # type: ignore[arg-type]

    async def start(self) -> None:
        """Take up what was owed, and let the heart beat."""
        await asyncio.create_task(self._start(), context=self._own)

    async def _start(self) -> None:
        metrics = Metrics(self.desk)
        pacing = Pacing(asyncio.sleep, self._chance.random, self._loop.time)
        self.addresses = Addresses(self.desk, local=False)
        self.courier = Courier(self.desk, self._teams, self.addresses, metrics, pacing)  # type: ignore[arg-type]
        self.router = Router(self.desk, Commands(*COMMANDS))
        await self.courier.recover()
        # The beat of two seconds finds nothing millions of times a year. Here each write wakes the heart instead.
        heartbeat.BEAT = A_DAY
        heart = heartbeat.Heartbeat(self.desk, self.courier.take_up, self._loop.time)
        heart.start()
        self.store.woken = self.desk.fell_due
        Beside(self.desk, self.courier, self.addresses).start()

    async def says(self, person: str, text: str, channel: str = "") -> None:
        """Somebody types something: heard, and answered, as `bot.teams` does it."""
        conversation = channel or f"a:{person}"
        incoming = Incoming(
            activity=f"in-{next(self._ids)}",
            person=person,
            name=person,
            scope="channel" if channel else "personal",
            address=Address("https://teams.example.invalid/", conversation, "tenant", "bot"),
            text=text,
        )
        moved = await self.addresses.met(incoming)
        owed = await self.router.hear(incoming, person)
        await self.courier.deliver(owed, (f"channel:{channel}" if channel else f"person:{person}",), incoming.address)
        if moved or channel:
            self.courier.wake()

    async def lives(self, work: Coroutine[Any, Any, None]) -> bool:
        """Let the bot do something; whether it lived to the end of it."""
        task = asyncio.create_task(work, context=self._own)
        await asyncio.wait([task])
        if task.cancelled():
            return False
        task.result()
        return True

    async def die(self) -> None:
        """At once and without a word: nothing that runs comes any further, and nothing more is written."""
        self.store.dead = True
        while dying := list(self.tasks):
            for task in dying:
                task.cancel()
            await asyncio.wait(dying)


_LIFE: ContextVar[Life] = ContextVar("the life in which a task was begun")


def begun(loop: asyncio.AbstractEventLoop, work: Any, context: Context | None = None) -> asyncio.Task[Any]:
    """A task; where a life began it, it dies with that."""
    task = asyncio.Task(work, loop=loop, context=context)
    life = context.get(_LIFE) if context else _LIFE.get(None)
    if life:
        life.tasks[task] = None
        task.add_done_callback(lambda _: life.tasks.pop(task))
    return task
