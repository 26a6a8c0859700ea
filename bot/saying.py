"""How one post is said: in a chat, or as the living card of a case with what is said of it in the thread below."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.buckets import Buckets
from bot.cards.activity import activity_of
from bot.cards.files import shown_at
from bot.connector import Connector, Gone, NotSent, Refused
from bot.metrics import Metrics
from bot.pacing import Pacing
from bot.patience import Sent, patiently
from dialogs.desk import Desk
from state.documents import Address, Key
from state.post import Post, PostedCard


class Saying:
    """Says posts that nobody has just asked for: within what Teams takes, and again after a failure."""

    def __init__(self, desk: Desk, connector: Connector, metrics: Metrics, pacing: Pacing, buckets: Buckets) -> None:
        self._desk, self._connector, self._metrics, self._pacing = desk, connector, metrics, pacing
        self._buckets = buckets

    async def reply(self, address: Address, post: Post) -> Sent:
        """Answer somebody at once. One try: nobody waits for longer. Raises NotSent."""
        assert post.message is not None
        self._buckets.count(root_of(address))
        activity = activity_of(shown_at(address, post.message))
        return Sent(await self._buckets.heeding(root_of(address), self._connector.send(address, activity)), 1, False)

    async def say(self, to: str, address: Address, post: Post, *, in_doubt: bool) -> Sent:
        """Say a post. Raises NotSent after several tries, Refused after one."""
        if post.about and to.startswith("channel:"):
            return await self._in_channel(to, address, post, in_doubt)
        return await self._send(address, post, in_doubt)

    async def _in_channel(self, to: str, address: Address, post: Post, in_doubt: bool) -> Sent:
        channel, ref = to.removeprefix("channel:"), post.about or ""
        case = await self._desk.load_case(ref)
        card = case.card_in(channel) if case else None
        try:
            if card and post.living:
                return await self._update(address, card, post)
            if card:
                return await self._send(in_thread(address, card), post, in_doubt)
        except Gone:
            pass  # the card alone may be gone; whether the channel is shows when it is posted anew
        sent = await self._send(address, post, in_doubt)
        if post.living:
            await self._remember(ref, PostedCard(channel, sent.activity_id))
        return sent

    async def _send(self, address: Address, post: Post, in_doubt: bool) -> Sent:
        assert post.message is not None
        message = shown_at(address, post.message)
        sent = await self._patiently(
            address, lambda doubt: self._connector.send(address, activity_of(message, repeated=in_doubt or doubt))
        )
        return replace(sent, maybe_repeated=sent.maybe_repeated or in_doubt)

    async def _update(self, address: Address, activity_id: str, post: Post) -> Sent:
        """The same card drawn twice is still one card, so it is never marked."""
        assert post.message is not None
        message = shown_at(address, post.message)
        sent = await self._patiently(
            address, lambda _: self._connector.update(address, activity_id, activity_of(message))
        )
        return replace(sent, maybe_repeated=False)

    async def _patiently(self, address: Address, call: Callable[[bool], Awaitable[str]]) -> Sent:
        async def one_try(in_doubt: bool) -> str:
            await self._buckets.wait(root_of(address))
            try:
                return await self._buckets.heeding(root_of(address), call(in_doubt))
            except NotSent as failure:
                if not isinstance(failure, Refused):
                    self._metrics.retried.inc()
                raise

        pacing = self._pacing
        return await patiently(one_try, sleep=pacing.sleep, jitter=pacing.jitter, clock=pacing.clock)

    async def _remember(self, ref: str, card: PostedCard) -> None:
        async with self._desk.store.lock(Key("case", ref)):
            if case := await self._desk.load_case(ref):
                others = tuple(other for other in case.cards if other.channel != card.channel)
                await self._desk.save(replace(case, cards=(*others, card)))


def root_of(address: Address) -> str:
    """The conversation without its thread: Teams counts what is said in all threads of a channel together."""
    return address.conversation.split(";", 1)[0]


def in_thread(address: Address, root: str) -> Address:
    """The thread below a channel's message."""
    return replace(address, conversation=f"{root_of(address)};messageid={root}")
