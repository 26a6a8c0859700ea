"""A courier with nobody in front of it: a real connector over HTTP, and time that passes only when all else is done."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from bot.addresses import Addresses
from bot.connector import Connector, pooled_session
from bot.courier import Courier
from bot.incoming import Incoming
from bot.metrics import Metrics
from bot.pacing import Pacing
from dialogs.desk import Desk
from state.documents import Address, Key, key_of
from state.message import Message
from state.post import Post
from tests.bot.standins import Call, RecordingConnector, serving
from tests.stage import Stage


class VirtualTime:
    """Seconds pass in no time: when everybody waits, it is the moment at which the first of them goes on."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    def pacing(self) -> Pacing:
        return Pacing(self.sleep, lambda: 0.0, lambda: self.now)

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), woken))
        await woken

    async def until(self, done: Callable[[], bool], busy: Callable[[], bool] = lambda: False) -> None:
        """Let time pass until something holds; it stands still while something is busy outside."""
        for _ in range(2000):
            for _ in range(20):
                await asyncio.sleep(0)
            if busy():
                await asyncio.sleep(0.001)
            elif done():
                return
            elif self._sleepers:
                self.now, _, woken = heapq.heappop(self._sleepers)
                if not woken.done():
                    woken.set_result(None)
            else:
                await asyncio.sleep(0.001)
        raise AssertionError("it never came to be")


class Counted(Connector):
    """The real connector, which knows whether a call is under way, and when each began."""

    under_way = 0

    def __init__(self, session: Any, time: VirtualTime) -> None:
        super().__init__(session, None)
        self._time = time
        self.began: list[tuple[float, str]] = []  # when, and to which conversation

    async def _call(self, method: str, url: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        self.began.append((self._time.now, body.get("conversation", {}).get("id", "")))
        self.under_way += 1
        try:
            return await super()._call(method, url, body)
        finally:
            self.under_way -= 1


@dataclass
class PostOffice:
    """A desk, a courier and what Teams was told."""

    stage: Stage
    teams: RecordingConnector
    time: VirtualTime
    connector: Counted
    courier: Courier
    metrics: Metrics
    addresses: Addresses
    service: str
    saves: list[Key] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        return self.stage.desk

    async def knows(self, *people: str) -> None:
        """These people have a chat with the bot."""
        for person in people:
            document = await self.desk.load_person(person)
            await self.desk.save(replace(document, address=self.address(f"chat-{person}")))

    async def meets(self, person: str, **changes: str) -> None:
        """Somebody writes to the bot, from an address of which parts may have changed."""
        address = replace(self.address(f"chat-{person}"), **changes)  # type: ignore[arg-type]
        await self.addresses.met(Incoming("", person, person.title(), "personal", address, ""))

    def address(self, conversation: str) -> Address:
        return Address(self.service, conversation, "tenant", "bot")

    async def owes(self, key: Key, *posts: Post) -> None:
        """Save posts in a document, and hand them to the courier."""
        async with self.desk.store.lock(key):
            document = await self.desk.load(key)
            if document is None:
                document = await self.desk.load_person(key.id)
            owed = await self.desk.save(replace(document, posts=(*document.posts, *posts)))
        ids = {post.id for post in posts}
        self.courier.take_up(one for one in owed if one.post.id in ids)

    def post(self, to: str, text: str, kind: Any = "outcome", **more: Any) -> Post:
        return replace(self.desk.post(to, kind, Message(text)), **more)

    async def quiet(self) -> None:
        """Wait until nothing is owed any more."""
        await self.until(lambda: not any(row.owed for kind in ("person", "channel", "case") for row in self.rows(kind)))

    async def until(self, done: Callable[[], bool]) -> None:
        await self.time.until(done, lambda: self.connector.under_way > 0)

    def rows(self, kind: str) -> Any:
        return self.desk.store.rows(kind)

    def said(self, conversation: str = "") -> list[str]:
        """The texts that were sent, to a conversation if one is named."""
        return [text_of(call) for call in self.sent(conversation)]

    def sent(self, conversation: str = "") -> list[Call]:
        return [call for call in self.teams.calls if place_of(call).startswith(conversation)]


def place_of(call: Call) -> str:
    """The conversation of a call; nothing for one that opens a conversation."""
    return str(call.body.get("conversation", {}).get("id", ""))


def text_of(call: Call) -> str:
    """What people read of it without cards."""
    return f"{call.body.get('text', '')} {call.body.get('summary', '')}".strip()


@asynccontextmanager
async def open_office(stage: Stage | None = None, teams: RecordingConnector | None = None) -> AsyncIterator[PostOffice]:
    """A post office for as long as the block lasts; over an earlier one's stage, it is one that was started again."""
    stage, teams, time = stage or Stage(), teams or RecordingConnector(), VirtualTime()
    async with serving(teams.app()) as service, pooled_session() as session:
        connector, metrics = Counted(session, time), Metrics(stage.desk)
        addresses = Addresses(stage.desk, local=False)
        courier = Courier(stage.desk, connector, addresses, metrics, time.pacing())
        office = PostOffice(stage, teams, time, connector, courier, metrics, addresses, f"{service}/")
        save = stage.store.save

        async def counted(document: Any) -> Any:
            saved = await save(document)
            office.saves.append(key_of(saved))
            return saved

        stage.store.save = counted  # type: ignore[method-assign]
        try:
            yield office
        finally:
            stage.store.save = save  # type: ignore[method-assign]
            stopping = asyncio.create_task(courier.stop())
            await time.until(stopping.done)
