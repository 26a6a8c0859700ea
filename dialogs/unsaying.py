"""What the bot said of a purged case, to be deleted in Teams. It waits in the case until that was tried.

Source: the council's profile, `[retention]`.
"""

from collections.abc import Collection
from dataclasses import replace

from dialogs.desk import Desk
from state.case import Case, Unsay
from state.documents import Key


def holding(desk: Desk) -> tuple[Key, ...]:
    """The cases of which something is still to be deleted."""
    return tuple(row.key for row in desk.store.rows("case") if row.unsay)


async def to_unsay(desk: Desk, key: Key) -> tuple[Unsay, ...]:
    """What was said of a purged case and is to be deleted."""
    case = await desk.load(key)
    return case.unsay if isinstance(case, Case) else ()


async def unsaid(desk: Desk, key: Key, done: Collection[Unsay]) -> None:
    """Forget what was deleted, or what Teams will never delete."""
    async with desk.store.lock(key):
        case = await desk.load(key)
        if isinstance(case, Case):
            await desk.save(replace(case, unsay=tuple(one for one in case.unsay if one not in done)))
