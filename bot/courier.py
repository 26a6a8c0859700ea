"""Delivers what waits to be said: in order for each conversation, again when it fails, marked when it may be twice."""

import asyncio
import heapq
import logging
import random
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from bot.addresses import Addresses
from bot.cards.activity import activity_of
from bot.cards.files import shown_at
from bot.connector import Connector, Gone, NotSent, Refused
from bot.heading import headed
from bot.log import where
from bot.patience import Sent, patiently
from dialogs.desk import Desk, Owed
from state.documents import Address, Channel, Key, LivingCard
from state.post import Post, Receipt

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0  # seconds between two rounds of tries

_log = logging.getLogger(__name__)


@dataclass(order=True, frozen=True)
class _Waiting:
    """A post in its conversation's queue, known by where it lies."""

    seq: int
    key: Key = field(compare=False)
    post: str = field(compare=False)
    in_doubt: bool = field(default=False, compare=False)  # it may have been sent before the bot stopped


class Courier:
    """One queue for each conversation, so that nothing waits behind a stuck one."""

    def __init__(self, desk: Desk, connector: Connector, addresses: Addresses) -> None:
        self._desk, self._connector, self._addresses = desk, connector, addresses
        self._queues: dict[str, list[_Waiting]] = defaultdict(list)
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def recover(self) -> None:
        """Take up what was owed when the bot stopped. It may have been sent just then, so it is marked."""
        for kind in ("person", "channel", "case"):
            for row in list(self._desk.store.rows(kind)):
                document = await self._desk.load(row.key) if row.owed else None
                for post in document.posts if document else ():
                    if post.delivered is None:
                        self._queue(row.key, post, in_doubt=await self._addresses.find(post.to) is not None)

    async def deliver(self, owed: Iterable[Owed], here: Collection[str], address: Address) -> None:
        """Send the replies to whoever has just spoken, at once and from there; queue the rest."""
        failed: set[str] = set()  # whatever follows to the same conversation waits behind it
        for one in owed:
            in_doubt = False
            if one.post.to not in failed and (one.post.to in here or one.key is None):
                try:
                    await self._reply(one, address if one.post.to in here else None)
                    continue
                except NotSent as failure:
                    _log.warning("A reply was not sent: %s", failure)
                    in_doubt = failure.maybe_delivered
                    failed.add(one.post.to)
            if one.key is not None:
                self._queue(one.key, one.post, in_doubt=in_doubt)

    def wake(self) -> None:
        """An address became known, or a channel was bound: look again at what waited for one."""
        for to in list(self._queues):
            self._work(to)

    async def stop(self) -> None:
        """Stop, and write down what was delivered."""
        for worker in self._workers.values():
            worker.cancel()
        await asyncio.gather(*self._workers.values(), return_exceptions=True)
        await self._desk.settle()

    async def _reply(self, one: Owed, address: Address | None) -> None:
        """One try, so that nobody waits for longer; what fails is tried again by the queue, if it was saved."""
        found = (one.post, one.post.to, address) if address else await self._addressed(one.post)
        if found is None:
            return
        post, to, address = found
        assert post.message is not None
        async with self._turns[one.post.to]:
            sent = await self._connector.send(address, activity_of(shown_at(address, post.message)))
        if one.key is not None:
            self._desk.note(one.key, post.id, self._receipt(to, Sent(sent, 1, False)))

    def _queue(self, key: Key, post: Post, *, in_doubt: bool = False) -> None:
        heapq.heappush(self._queues[post.to], _Waiting(post.seq, key, post.id, in_doubt))
        self._work(post.to)

    def _work(self, to: str) -> None:
        worker = self._workers.get(to)
        if self._queues[to] and (worker is None or worker.done()):
            self._workers[to] = asyncio.create_task(self._run(to))

    async def _run(self, to: str) -> None:
        """Send what waits for one conversation, until nothing does or nobody knows where it is."""
        queue, pause = self._queues[to], FIRST_PAUSE
        while queue:
            waiting = heapq.heappop(queue)
            try:
                if await self._sent(waiting):
                    pause = FIRST_PAUSE
                    continue
                heapq.heappush(queue, waiting)
                return
            except Gone:
                _log.warning("A conversation is closed to the bot; its posts wait until it is open again")
                heapq.heappush(queue, waiting)
                return
            except NotSent as failure:
                if isinstance(failure, Refused) and failure.status != 401:
                    _log.error("A post was refused with %d; it stays owed", failure.status)
                    continue
                _log.warning("A post was not delivered: %s", failure)
                heapq.heappush(queue, replace(waiting, in_doubt=waiting.in_doubt or failure.maybe_delivered))
                await self._rest(max(pause, failure.retry_after or 0))
                pause = min(pause * 2, LONGEST_PAUSE)
            except Exception as fault:  # noqa: BLE001 - a fault of ours must not silence a conversation
                _log.error("A post could not be handled: %s", where(fault))
                heapq.heappush(queue, replace(waiting, in_doubt=True))
                await self._rest(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _rest(self, seconds: float) -> None:
        await asyncio.sleep(seconds * (0.5 + random.random()))

    async def _sent(self, waiting: _Waiting) -> bool:
        """Send one post and mark it; False while its address is unknown. Raises NotSent."""
        document = await self._desk.load(waiting.key)
        post = next((p for p in document.posts if p.id == waiting.post), None) if document else None
        if post is None or post.message is None:
            return True
        found = await self._addressed(post)
        if found is None:
            return False
        addressed, to, address = found
        async with self._turns[post.to]:
            sent = await self._say(to, address, addressed, waiting.in_doubt)
        await self._desk.record(waiting.key, [(post.id, self._receipt(to, sent))])
        return True

    async def _addressed(self, post: Post) -> tuple[Post, str, Address] | None:
        """A post with where it goes; in local mode with whom it is for, where that person has no chat of their own."""
        found = await self._addresses.find(post.to)
        if found:
            return post, *found
        stand_in = await self._addresses.stand_in(post.to)
        if stand_in is None or post.message is None:
            return None
        return replace(post, message=headed(self._desk, post.to, post.message)), post.to, stand_in

    async def _say(self, to: str, address: Address, post: Post, in_doubt: bool) -> Sent:
        if post.about and to.startswith("channel:"):
            return await self._say_in_channel(to, address, post, in_doubt)
        return await self._send(address, post, in_doubt)

    async def _say_in_channel(self, to: str, address: Address, post: Post, in_doubt: bool) -> Sent:
        """The card of a case is drawn anew in place; what is said of the case stands in the thread below it."""
        key = Key("channel", to.removeprefix("channel:"))
        card = next((c for c in (await self._desk.load_channel(key.id)).cards if c.ref == post.about), None)
        try:
            if card and post.living:
                return await self._update(address, card.activity_id, post)
            if card:
                return await self._send(in_thread(address, card.activity_id), post, in_doubt)
        except Gone:
            _log.info("The card of a case was no longer there")
        sent = await self._send(address, post, in_doubt)
        if post.living and post.about:
            await self._remember(key, LivingCard(post.about, sent.activity_id))
        return sent

    async def _send(self, address: Address, post: Post, in_doubt: bool) -> Sent:
        assert post.message is not None
        message = shown_at(address, post.message)
        sent = await patiently(
            lambda doubt: self._connector.send(address, activity_of(message, repeated=in_doubt or doubt))
        )
        return replace(sent, maybe_repeated=sent.maybe_repeated or in_doubt)

    async def _update(self, address: Address, activity_id: str, post: Post) -> Sent:
        message = post.message
        assert message is not None
        return await patiently(lambda _: self._connector.update(address, activity_id, activity_of(message)))

    async def _remember(self, key: Key, card: LivingCard) -> None:
        async with self._desk.store.lock(key):
            document: Channel = await self._desk.load_channel(key.id)
            others = tuple(c for c in document.cards if c.ref != card.ref)
            await self._desk.save(replace(document, cards=(*others, card)))

    def _receipt(self, to: str, sent: Sent) -> Receipt:
        return Receipt(to, self._desk.clock(), sent.attempts, sent.activity_id, sent.maybe_repeated)


def in_thread(address: Address, root: str) -> Address:
    """The thread below a channel's message."""
    return replace(address, conversation=f"{address.conversation.split(';', 1)[0]};messageid={root}")
