"""From a post that lies in a document to one that was said and is marked there."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bot.addresses import Addresses
from bot.buckets import Buckets, Limits
from bot.connector import Connector
from bot.heading import headed
from bot.metrics import Metrics
from bot.pacing import Pacing
from bot.patience import Sent
from bot.receipts import Receipts
from bot.saying import Saying
from bot.waiting import Waiting
from dialogs.desk import Desk, Owed
from dialogs.gathering import fitting, joined
from dialogs.living import redrawn
from state.case import Case
from state.documents import Address
from state.post import Post, Receipt, states


class Delivering:
    """Looks up the words and where they go, says them, and writes down that it was done."""

    def __init__(
        self,
        desk: Desk,
        connector: Connector,
        addresses: Addresses,
        metrics: Metrics,
        pacing: Pacing,
        limits: Limits,
    ) -> None:
        self._desk, self._connector, self._addresses, self._metrics = desk, connector, addresses, metrics
        self._buckets = Buckets(pacing, limits, desk.store.processes)
        self._saying = Saying(desk, connector, metrics, pacing, self._buckets)
        self._receipts = Receipts(desk, pacing)
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)  # replies stay in order

    async def reply(self, one: Owed, address: Address | None) -> None:
        """Say it at once, to `address` where that is known; marked with the next write. Raises NotSent."""
        found = (one.post, one.post.to, address) if address else await self._addressed(one.post, at_once=True)
        if found is None:
            return
        post, to, address = found
        async with self._turns[one.post.to]:
            sent = await self._saying.reply(address, post)
        if one.key is not None:
            self._desk.note(one.key, post.id, self._receipt(to, sent))
        self._metrics.delivered(post)

    async def say(self, to: str, several: Sequence[Waiting]) -> Sequence[Waiting] | None:
        """Say one post, or as many gathered ones as go into one message, and mark them.

        Gives those that are left; None while nobody knows where they go. Raises NotSent.
        """
        loaded = [(waiting, posts) for waiting in several if (posts := await self._posts(to, waiting))]
        if not loaded:
            return ()
        found = await self._addressed(loaded[0][1][-1])
        if found is None:
            return None
        first, exactly, address = found
        messages = [first.message, *(posts[-1].message for _, posts in loaded[1:])]
        words = [message for message in messages if message]
        count = fitting(words)
        now = loaded[:count]
        together = replace(first, message=joined(words[:count]))
        in_doubt = any(waiting.in_doubt or self._perhaps_shown(waiting, posts) for waiting, posts in now)
        sent = await self._saying.say(exactly, address, together, in_doubt=in_doubt)
        receipt = self._receipt(exactly, sent)
        kept = [(waiting.key, post) for waiting, posts in now for post in posts if waiting.post]
        await asyncio.gather(*(self._receipts.write(key, post.id, receipt) for key, post in kept))
        await self._addresses.reached(to)
        for _, post in kept:
            self._metrics.delivered(post)
        return [waiting for waiting, _ in loaded[count:]]

    async def stop(self) -> None:
        """Write down what was delivered."""
        await self._receipts.stop()
        await self._desk.settle()

    def _perhaps_shown(self, waiting: Waiting, states: Sequence[Post]) -> bool:
        """Whether another process may just have shown an earlier state of the same card, and not have said so yet."""
        made_here = self._desk.store.own_id("")
        return not all(post.id.startswith(made_here) for post in states if post.id != waiting.post)

    async def _posts(self, to: str, waiting: Waiting) -> tuple[Post, ...]:
        """What is said by saying a post: of a living card every state that waits, of which the last is shown. None
        where it was said meanwhile."""
        document = await self._desk.load(waiting.key)
        if not waiting.post:
            drawn = redrawn(self._desk, document, to) if isinstance(document, Case) else None
            return (drawn,) if drawn else ()
        found = next((p for p in document.posts if p.id == waiting.post), None) if document else None
        if document is None or found is None or not found.message:
            return ()
        return states(document.posts, found) if found.living else (found,)

    async def _addressed(self, post: Post, *, at_once: bool = False) -> tuple[Post, str, Address] | None:
        """A post with where it goes; in local mode with whom it is for, where that person has no chat of their own.

        Elsewhere the chat with somebody who never wrote is opened. Raises NotSent.
        """
        found = await self._addresses.find(post.to)
        if found:
            return post, *found
        stand_in = await self._addresses.stand_in(post.to)
        if stand_in is not None and post.message is not None:
            return replace(post, message=headed(self._desk, post.to, post.message)), post.to, stand_in
        kind, _, person = post.to.partition(":")

        async def create(*way: str) -> str:
            if at_once:
                self._buckets.count(post.to)
            else:
                await self._buckets.wait(post.to)
            return await self._buckets.heeding(post.to, self._connector.create_personal(*way))

        opened = await self._addresses.open(person, create) if kind == "person" else None
        return (post, post.to, opened) if opened else None

    def _receipt(self, to: str, sent: Sent) -> Receipt:
        return Receipt(to, self._desk.clock(), sent.attempts, sent.activity_id, sent.maybe_repeated)
