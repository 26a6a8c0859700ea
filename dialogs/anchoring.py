"""Once a day: what was delivered goes into the audits, and where every audit stands is written down."""

from contextlib import suppress
from datetime import date

from dialogs.desk import Desk
from state.anchor import Anchor, next_anchor
from state.deliveries import deliveries_audited
from state.documents import Key
from state.store.protocol import Conflict


async def anchor(desk: Desk, day: date) -> Anchor:
    """The anchor of a day, made where there is none yet. Raises Damaged when an earlier one cannot be read."""
    stored = await desk.store.load(Key("anchor", day.isoformat()))
    if isinstance(stored, Anchor):
        return stored
    for row in list(desk.store.rows("case")):
        if row.unrecorded:
            await _record_deliveries(desk, row.key.id)
    anchors = await all_anchors(desk)
    heads = [row.head for kind in ("journal", "case") for row in desk.store.rows(kind) if row.head]
    made = next_anchor(anchors, day.isoformat(), desk.clock(), heads)
    with suppress(Conflict):  # made by another process in between
        await desk.save(made)
    stored = await desk.store.load(Key("anchor", day.isoformat()))
    return stored if isinstance(stored, Anchor) else made


def latest_code(desk: Desk) -> str:
    """The code of the anchor made last, for people to keep outside the bot; empty before the first."""
    codes = [row.code for row in desk.store.rows("anchor")]
    return codes[-1] if codes else ""


async def all_anchors(desk: Desk) -> list[Anchor]:
    """Every anchor, by day. Raises Damaged."""
    stored = [await desk.store.load(row.key) for row in list(desk.store.rows("anchor"))]
    return [one for one in stored if isinstance(one, Anchor)]


async def _record_deliveries(desk: Desk, ref: str) -> None:
    async with desk.store.lock(Key("case", ref)):
        case = await desk.load_case(ref)
        if case is not None:
            await desk.save(deliveries_audited(case, desk.clock(), desk.token()))
