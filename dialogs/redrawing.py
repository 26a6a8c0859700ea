"""The card of a case that names another is drawn anew when the other is joined with it, or parted from it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from dialogs.desk import Desk, Owed
from dialogs.living import living
from dialogs.reminding import brought_in
from state.documents import Key


async def redrawn(desk: Desk, ref: str) -> tuple[Owed, ...]:
    """A case with its cards owed to their channels once more. The caller holds the case."""
    case, brought = await brought_in(desk, ref)
    if case is None:
        return brought
    cards = living(desk, case)
    owed = await desk.save(replace(case, posts=(*case.posts, *cards)))
    return (*brought, *(one for one in owed if one.post in cards))


async def with_others_redrawn(desk: Desk, ref: str, use: Callable[[], Awaitable[tuple[Owed, ...]]]) -> tuple[Owed, ...]:
    """Do something with a case; those from which it was parted by that do not name it any more. Holds none of them
    while the case is held, so that nobody waits for each other."""
    before = _joined(desk, ref)
    owed = await use()
    for other in sorted(before - _joined(desk, ref)):
        async with desk.store.lock(Key("case", other)):
            owed = (*owed, *await redrawn(desk, other))
    return owed


def _joined(desk: Desk, ref: str) -> frozenset[str]:
    row = desk.store.row(Key("case", ref))
    return frozenset(filter(None, (row.folded, *row.linked))) if row else frozenset()
