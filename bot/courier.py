"""Delivers what waits to be said: in order for each conversation, again when it fails, to others when it cannot be."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence

from bot.addresses import Addresses
from bot.buckets import TEAMS, Limits
from bot.connector import Busy, Connector, Gone, NotSent, Refused
from bot.delivering import Delivering
from bot.log import logger, where
from bot.metrics import Metrics
from bot.morning import Morning
from bot.pacing import Pacing
from bot.waiting import Queue, Waiting
from dialogs.desk import Desk, Owed
from dialogs.escalating import GivenUp, closed, refused
from dialogs.living import places
from state.documents import Address, Key

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0  # seconds between two rounds of tries
GATHERING = 2.0  # seconds in which what is to be said in one message comes together
UNAUTHORISED = 401

GiveUp = Callable[[Desk, Key, str, Collection[str]], Awaitable[GivenUp]]

_log = logger(__name__)


class Courier:
    """One queue for each conversation, so that nothing waits behind a stuck one."""

    def __init__(
        self,
        desk: Desk,
        connector: Connector,
        addresses: Addresses,
        metrics: Metrics | None = None,
        pacing: Pacing | None = None,
        limits: Limits = TEAMS,
        *,
        keeps_hours: bool = True,
    ) -> None:
        self._desk, self._addresses = desk, addresses
        self._metrics, self._pacing = metrics or Metrics(desk), pacing or Pacing()
        self._delivering = Delivering(desk, connector, addresses, self._metrics, self._pacing, limits)
        self._morning = Morning(desk, self._pacing, self._again) if keeps_hours else None
        self._queues: dict[str, Queue] = defaultdict(Queue)
        self._closed: dict[str, list[Waiting]] = defaultdict(list)  # channels that may be opened again
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._rests: dict[str, asyncio.Future[None]] = {}

    async def recover(self) -> None:
        """Take up what was owed when the bot, or another process of it, stopped. It may have been sent just then, so it
        is marked."""
        left = await self._desk.store.inherit()
        if left is None:
            return
        for kind in ("person", "channel", "case"):
            for row in list(self._desk.store.rows(kind)):
                document = await self._desk.load(row.key) if row.owed else None
                for post in document.posts if document else ():
                    if post.owed and left(post.id):
                        known = await self._addresses.find(post.to) is not None
                        self._queues[post.to].add(Waiting.of(row.key, post, in_doubt=known))
        self.wake()

    def take_up(self, owed: Iterable[Owed]) -> None:
        """Queue posts that were saved, and that nobody has just asked for."""
        for one in owed:
            if one.key is not None:
                self._add(Waiting.of(one.key, one.post), one.post.to)

    def draw_anew(self, cases: Iterable[Key]) -> None:
        """Living cards that read differently now. They are drawn when nothing else waits for their channel."""
        for key in cases:
            for to in places(self._desk, key):
                self._add(Waiting.of_card(key, self._desk.store.next_seq()), to)

    async def deliver(self, owed: Iterable[Owed], here: Collection[str], address: Address) -> None:
        """Send the replies to whoever has just spoken, at once and from there; queue the rest."""
        failed: set[str] = set()  # whatever follows to the same conversation waits behind it
        for one in owed:
            in_doubt = False
            if one.post.to not in failed and (one.post.to in here or one.key is None):
                try:
                    await self._delivering.reply(one, address if one.post.to in here else None)
                    continue
                except NotSent as failure:
                    _log.warning("a reply was not sent", fault=failure)
                    in_doubt = failure.maybe_delivered
                except Exception as fault:  # noqa: BLE001 - a fault of ours must not lose what follows
                    _log.error("a reply could not be handled", fault=where(fault))
                    in_doubt = True
                failed.add(one.post.to)
            if one.key is not None:
                self._add(Waiting.of(one.key, one.post, in_doubt=in_doubt), one.post.to)

    def wake(self) -> None:
        """An address became known, or a channel was bound or opened: look again at what waited for one.

        Whoever rests after a failure looks whether it is reached in another way now.
        """
        for to, given_up in self._closed.items():
            self._queues[to].put_back(given_up)
        self._closed.clear()
        for to in list(self._queues):
            self._work(to)
        for rest in self._rests.values():
            rest.cancel()

    async def stop(self) -> None:
        """Stop, and write down what was delivered."""
        if self._morning:
            await self._morning.stop()
        for worker in self._workers.values():
            worker.cancel()
        await asyncio.gather(*self._workers.values(), return_exceptions=True)
        await self._delivering.stop()

    def _add(self, waiting: Waiting, to: str) -> None:
        self._queues[to].add(waiting)
        self._work(to)

    def _again(self, to: str, several: Sequence[Waiting]) -> None:
        self._queues[to].put_back(several)
        self._work(to)

    def _work(self, to: str) -> None:
        worker = self._workers.get(to)
        if self._queues[to] and (worker is None or worker.done()):
            self._workers[to] = asyncio.create_task(self._run(to))

    async def _run(self, to: str) -> None:
        """Send what waits for one conversation, until nothing does or nobody knows where it is."""
        queue, pause = self._queues[to], FIRST_PAUSE
        while queue:
            if queue.gathers:
                await self._pacing.sleep(GATHERING)
            several = queue.next()
            if self._morning and not (several := self._morning.ripe(to, several)):
                continue
            tried = await self._way(to)
            try:
                left = await self._handled(to, several)
            except NotSent as failure:
                _log.warning("a post was not delivered", fault=failure)
                queue.put_back(several, in_doubt=failure.maybe_delivered)
                await self._rest(to, max(pause, failure.retry_after or 0), tried, cut=not isinstance(failure, Busy))
            except Exception as fault:  # noqa: BLE001 - a fault of ours must not silence a conversation
                _log.error("a post could not be handled", fault=where(fault))
                queue.put_back(several, in_doubt=True)
                await self._rest(to, pause, tried)
            else:
                queue.put_back(several if left is None else left)
                if left is None:
                    return
                pause = FIRST_PAUSE
                continue
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _rest(self, to: str, seconds: float, tried: Address | None, *, cut: bool = True) -> None:
        """Pause after a failure; where `cut`, only while the conversation is reached in the way that failed."""
        until = self._pacing.clock() + self._pacing.scattered(seconds)
        while (left := until - self._pacing.clock()) > 0:
            if cut and await self._way(to) != tried:
                return
            rest = self._rests[to] = asyncio.ensure_future(self._pacing.sleep(left))
            try:
                await asyncio.wait((rest,))
            finally:
                rest.cancel()
                del self._rests[to]

    async def _way(self, to: str) -> Address | None:
        try:
            return await self._addresses.reach(to)
        except Exception:  # noqa: BLE001 - saying it fails in the same way, and is logged there
            return None

    async def _handled(self, to: str, several: Sequence[Waiting]) -> Sequence[Waiting] | None:
        """Say posts, or give them up: those that are left; None while nobody knows where to. Raises NotSent."""
        store = self._desk.store
        try:
            async with store.conversation(to):
                return await self._delivering.say(to, [one for one in several if not one.post or store.owns(one.post)])
        except Gone as gone:
            _log.error("a conversation is closed to the bot: others are told", status=gone.status)
            await self._close(to, several)
        except Refused as failure:
            if failure.status == UNAUTHORISED:
                raise  # that is ours to mend, not theirs
            _log.error("a post was refused", status=failure.status)
            await self._give_up(to, several, refused)
        return ()

    async def _close(self, to: str, several: Sequence[Waiting]) -> None:
        """All that waits for a closed conversation is given up together."""
        waiting = self._queues[to].drain()
        try:
            await self._give_up(to, (*several, *waiting), closed)
        except BaseException:
            self._queues[to].put_back(waiting)
            raise
        if to.startswith("channel:"):
            self._closed[to] += [one for one in (*several, *waiting) if one.post]

    async def _give_up(self, to: str, lost: Sequence[Waiting], give_up: GiveUp) -> None:
        by_document: dict[Key, list[str]] = defaultdict(list)
        for waiting in lost:
            if waiting.post:
                by_document[waiting.key].append(waiting.post)
        for key, posts in by_document.items():
            given_up = await give_up(self._desk, key, to, posts)
            self._metrics.failed.inc(given_up.failed)
            self.take_up(given_up.owed)
