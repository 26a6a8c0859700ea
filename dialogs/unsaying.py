"""What the bot said of a purged case, to be deleted in Teams. It waits in the documents until that was tried.

Source: the council's profile, `[retention]`.
"""

from collections.abc import Collection
from dataclasses import replace

from dialogs.desk import Desk
from dialogs.retention import is_purged
from state.case import Case, Unsay
from state.documents import Channel, Key


def holding(desk: Desk) -> tuple[Key, ...]:
    """The documents that may hold something to be deleted: cases with what was said of them, channels with cards."""
    cases = (row.key for row in desk.store.rows("case") if row.unsay)
    return (*cases, *(row.key for row in desk.store.rows("channel")))


async def to_unsay(desk: Desk, key: Key) -> tuple[Unsay, ...]:
    """What a document holds that is to be deleted: what was said of a purged case, or its cards in a channel."""
    document = await desk.load(key)
    match document:
        case Case():
            return document.unsay
        case Channel():
            gone = (card for card in document.cards if is_purged(desk, card.ref))
            return tuple(Unsay(f"channel:{document.id}", card.activity_id) for card in gone)
        case _:
            return ()


async def unsaid(desk: Desk, key: Key, done: Collection[Unsay]) -> None:
    """Forget what was deleted, or what Teams will never delete."""
    async with desk.store.lock(key):
        document = await desk.load(key)
        match document:
            case Case():
                await desk.save(replace(document, unsay=tuple(one for one in document.unsay if one not in done)))
            case Channel():
                ids = {one.activity_id for one in done}
                left = tuple(card for card in document.cards if card.activity_id not in ids)
                await desk.save(replace(document, cards=left))
            case _:
                pass
