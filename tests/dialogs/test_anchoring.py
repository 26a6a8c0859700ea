"""The daily anchor, over cases as people made them."""

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path

from dialogs.anchoring import all_anchors, anchor, latest_code
from dialogs.verifying import verified
from state.case import Case
from state.deliveries import DELIVERED, unrecorded
from state.documents import Key
from state.post import Receipt
from state.store.tiny import open_tiny
from tests.stage import AUTHOR, QUIET, Stage, bound_stage

DAY, NEXT = date(2026, 11, 24), date(2026, 11, 25)


async def delivered(stage: Stage, ref: str) -> None:
    """Everything that the case owes reaches somebody."""
    case = await stage.case(ref)
    for post in case.posts:
        stage.desk.note(Key("case", ref), post.id, Receipt(post.to, stage.now, 1, "activity", False))
    await stage.desk.settle()


async def test_once_a_day_deliveries_are_recorded_and_heads_are_anchored() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await delivered(stage, "NTK-2026-0001")
    assert unrecorded(await stage.case())
    first = await anchor(stage.desk, DAY)
    case = await stage.case()
    assert unrecorded(case) == ()
    assert case.entries[-1].what == DELIVERED
    journal, *heads = [(h.ref, h.entries, h.hash) for h in reversed(first.heads)]
    assert journal[:2] == ("journal 2026-11", 2), "two channels were bound"
    assert heads == [("NTK-2026-0001", len(case.entries), case.entries[-1].hash)]
    await stage.says("ada", "do 1 approve")
    await delivered(stage, "NTK-2026-0001")
    approved = await stage.case()
    assert await anchor(stage.desk, DAY) == first
    assert await stage.case() == approved
    assert latest_code(stage.desk) == first.code

    await stage.alert_sent("mia", QUIET)
    second = await anchor(stage.desk, NEXT)
    assert [head.ref for head in second.heads] == ["NTK-2026-0001", "NTK-2026-0002"]
    assert second.before == first.digest
    assert latest_code(stage.desk) == second.code
    assert await all_anchors(stage.desk) == [first, second]
    report = await verified(stage.store)
    assert report.wrong == ()
    assert second.code in report.looked_at


async def test_before_the_first_anchor_there_is_none() -> None:
    stage = await bound_stage()
    assert latest_code(stage.desk) == ""


async def test_reading_details_is_recorded_with_the_version_that_was_read() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says("ada", "details 1")
    last = (await stage.case()).entries[-1]
    assert (last.what, last.who, last.role, last.record) == ("details.read", "ada", "area_ad", {"answers": 1})


async def test_an_anchored_last_entry_cannot_be_removed_unnoticed() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says(AUTHOR, "details 1")
    await anchor(stage.desk, DAY)
    case = await stage.case()
    shorter = replace(case, entries=case.entries[:-1])
    assert isinstance(await stage.store.save(shorter), Case)
    (said,) = (await verified(stage.store)).wrong
    assert said.startswith(f"NTK-2026-0001, entry {len(case.entries)}: it was there on 2026-11-24, and was removed")


async def test_of_two_who_anchor_at_once_one_wins(tmp_path: Path) -> None:
    stage = Stage(store=open_tiny(tmp_path / "data"))  # type: ignore[arg-type]  # one that takes its time
    await stage.alert_sent()
    one, two = await asyncio.gather(anchor(stage.desk, DAY), anchor(stage.desk, DAY))
    assert one == two
    assert await all_anchors(stage.desk) == [one]
    await stage.store.close()
