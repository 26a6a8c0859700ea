"""One bot over one folder, killed again and again while the story is told to it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import aiohttp

from state.audit import first_broken
from state.case import Case
from state.post import Kind
from state.store.opening import Place
from tests.bot.standins import serving
from tests.door import NOW, Door
from tests.torture.connector import SlowConnector
from tests.torture.ledger import Ledger
from tests.torture.process import Bot
from tests.torture.standing import Standing, anything_owed, cases, documents, owed, standing
from tests.torture.story import STORY, WHO, Said, introduce

KILLED_IN_A_TURN = 0.3  # of all turns
KILLED_AT_THE_START = 0.3  # of all starts
PACES = (0.0, 0.02, 0.2)  # seconds that the connector takes at most
SOON, LATER, IN_THE_START = 0.03, 0.4, 1.5  # seconds until a kill, at most


@dataclass
class Counts:
    """What a run went through."""

    kills: int = 0
    at_starts: int = 0
    turns: int = 0
    unanswered: int = 0  # turns that were cut off
    taken: int = 0  # of those: they had been saved
    posts: int = 0
    owed: int = 0  # posts that waited on the disk at a kill
    marked: int = 0
    cases: int = 0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills ({self.at_starts} of them during a start), {self.turns} turns of {self.cases} cases, "
            f"{self.unanswered} turns cut off ({self.taken} of them saved), {self.owed} posts owed at a kill, "
            f"{self.posts} posts of cases delivered ({self.marked} marked as perhaps repeated), none lost"
        )


@dataclass
class Lane:
    """What must hold is asserted on the way."""

    place: Place
    bot: Bot
    door: Door
    connector: SlowConnector
    chance: Random
    stands: Sequence[Standing]
    counts: Counts
    ledger: Ledger
    kills: int  # so many are enough
    entries: dict[str, list[str]] = field(default_factory=dict)  # hashes of each audit, as they stood last

    async def tell(self, number: int) -> None:
        """The whole story of one case, unless there have been enough kills."""
        for n, said in enumerate(STORY):
            if self.enough:
                return
            self.ledger.turn_begins()
            self.connector.pace = self.chance.choice(PACES)
            await self._turn(said, number, n)
            self.counts.turns += 1
        self.counts.cases += 1

    @property
    def enough(self) -> bool:
        """Whether the bot was killed as often as was asked for."""
        return self.counts.kills >= self.kills

    async def _turn(self, said: Said, number: int, n: int) -> None:
        text, who, id = said.text.format(n=number), WHO[said.who], f"torture-{number}-{n}"
        if self.chance.random() > KILLED_IN_A_TURN:
            await self.door.says(text, who, id=id)
            return
        before, after = self.stands[n], self.stands[n + 1]
        acknowledged = await self._killed_while(text, who, id)
        await self._restart()
        now = await self._standing(number)
        assert now == after or (now == before and not acknowledged), (
            f"turn {n} of case {number}: neither before nor after"
        )
        if not acknowledged:
            self.counts.unanswered += 1
            self.counts.taken += now == after
            # Teams sends again what was not answered; it counts once.
            self.ledger.turn_begins()
            await self.door.says(text, who, id=id)
            now = await self._standing(number)
            assert now == after, f"turn {n} of case {number}: said again, it was not taken once"

    async def _killed_while(self, text: str, who: str, id: str) -> bool:
        """Say something and kill the bot meanwhile, or soon after; whether it answered before."""
        said = asyncio.create_task(self.door.says(text, who, id=id))
        await asyncio.sleep(self.chance.uniform(0, self.chance.choice((SOON, SOON, LATER))))
        self._kill()
        with suppress(aiohttp.ClientError):
            await said
            return True
        return False

    def _kill(self) -> None:
        self.bot.kill()
        self.counts.kills += 1

    async def _restart(self) -> None:
        """Start again, perhaps not at the first try, and wait until everything that was owed is delivered."""
        await self._look_at_the_dead()
        while self.chance.random() < KILLED_AT_THE_START:
            if self.chance.random() < 0.5:
                self.bot.launch()
                await asyncio.sleep(self.chance.uniform(0, IN_THE_START))
            else:
                await self.bot.start()
                await asyncio.sleep(self.chance.uniform(0, SOON))
            self._kill()
            self.counts.at_starts += 1
            await self._look_at_the_dead()
        await self.bot.start()
        self.door.url = f"http://127.0.0.1:{self.bot.port}"
        await self._nothing_owed()

    async def _look_at_the_dead(self) -> None:
        """What the files say just after a kill: every audit holds and lost nothing; what is owed is noted."""
        self.bot.now = (datetime.fromisoformat(self.bot.now) + timedelta(seconds=30)).isoformat()
        found = await documents(self.place)
        for case in cases(found):
            self._audit_holds(case)
        waiting = [one for one in owed(found) if self.bot.left(one.post)]
        self.counts.owed += len(waiting)
        self.ledger.owed(waiting)

    def _audit_holds(self, case: Case) -> None:
        assert first_broken(case.entries) is None, f"the audit of {case.ref} is broken"
        hashes = [entry.hash for entry in case.entries]
        earlier = self.entries.get(case.ref, [])
        assert hashes[: len(earlier)] == earlier, f"the audit of {case.ref} lost something"
        self.entries[case.ref] = hashes

    async def _nothing_owed(self, besides: tuple[Kind, ...] = ()) -> None:
        for _ in range(300):
            if not anything_owed(await documents(self.place), besides, self.bot.left):
                return
            await asyncio.sleep(0.1)
        raise AssertionError("posts are still owed, long after the start")

    async def _standing(self, number: int) -> Standing:
        return standing(await documents(self.place), number - 1)

    async def settle(self) -> None:
        """At the end: everything is delivered, and what the connector got is what the cases say of their posts."""
        self.connector.pace = 0
        for person in dict.fromkeys(WHO.values()):
            await self.door.says("help", person)
        await self._nothing_owed(besides=("reply",))  # these are marked with the next write, or the next start
        self.bot.end()
        self.ledger.turn_begins()
        await self._restart()
        for case in cases(await documents(self.place)):
            self._audit_holds(case)
            posts = self.bot.shown(case.ref)["posts"]
            self.ledger.delivered(case.ref, posts)
            self.counts.posts += len(posts)
            self.counts.marked += sum(post["maybe_repeated"] for post in posts)
        self.ledger.nothing_lost()


@asynccontextmanager
async def running(
    place: Place, seed: str, stands: Sequence[Standing], counts: Counts, kills: int, bot: Bot | None = None
) -> AsyncIterator[Lane]:
    """A bot whom everybody knows, with a slow connector in Teams' place."""
    chance = Random(seed)
    connector = SlowConnector(chance=Random(f"{seed} connector"))
    bot = bot or Bot(place, NOW)
    async with serving(connector.app()) as service, aiohttp.ClientSession() as session:
        try:
            await bot.start()
            door = Door(f"http://127.0.0.1:{bot.port}", f"{service}/", connector, session)
            await introduce(door)
            yield Lane(place, bot, door, connector, chance, stands, counts, Ledger(connector), kills)
        finally:
            bot.end()
