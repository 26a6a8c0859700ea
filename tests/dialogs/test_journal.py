"""What is decided beside the cases is written down before it is done, and cannot be changed unnoticed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dialogs.anchoring import anchor
from dialogs.verifying import verified
from state.documents import Key
from state.journal import Journal
from tests.dialogs.test_subject_access import told
from tests.stage import PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage

MONTH = Key("journal", "2026-11")
ELSEWHERE = "19:elsewhere@thread.tacv2"


async def journal(stage: Stage, key: Key = MONTH) -> Journal:
    found = await stage.desk.load(key)
    assert isinstance(found, Journal)
    return found


async def entries(stage: Stage) -> list[tuple[str, str, str, Any]]:
    return [(e.who, e.role, e.what, e.record) for e in (await journal(stage)).entries]


async def test_whoever_binds_a_channel_is_written_down_and_so_is_the_one_that_is_let_go() -> None:
    stage = await bound_stage()
    await stage.says("pat", "here psw", PSW_CHANNEL)
    await stage.says("uma", "here psw", ELSEWHERE)
    await stage.says("mia", "here team east", ELSEWHERE)
    assert await entries(stage) == [
        ("pat", "psw", "channel.bound", {"channel": PSW_CHANNEL, "from": None, "to": "psw"}),
        ("pat", "psw", "channel.bound", {"channel": TEAM_CHANNEL, "from": None, "to": "team:east"}),
        ("uma", "unit", "channel.bound", {"channel": PSW_CHANNEL, "from": "psw", "to": None}),
        ("uma", "unit", "channel.bound", {"channel": ELSEWHERE, "from": None, "to": "psw"}),
    ]


async def test_whoever_names_a_deputy_is_written_down_and_so_is_its_end() -> None:
    stage = Stage()
    for said in ("deputy off", "deputy Wes Moor until Friday", "deputy Nobody until Friday", "deputy off"):
        await stage.says("ada", said)
    assert await entries(stage) == [
        ("ada", "area_ad", "deputy.named", {"deputy": "wes", "until": "2026-11-27"}),
        ("ada", "area_ad", "deputy.off", {"deputy": "wes"}),
    ]


async def test_a_deputy_of_the_psw_is_written_down_as_such() -> None:
    stage = Stage()
    await stage.says("pat", "deputy Wes Moor until Friday")
    await stage.says("wes", "here psw", PSW_CHANNEL)
    assert [entry[:3] for entry in await entries(stage)][-1] == ("wes", "psw (deputy of pat)", "channel.bound")


async def test_whoever_asks_for_what_is_held_of_somebody_is_written_down_though_only_a_draft_holds_it() -> None:
    stage = await told()
    await stage.says("pat", "subject 1234567")
    await stage.says("pat", "subject 999")
    asked = [record for _, _, what, record in await entries(stage) if what == "subject.exported"]
    assert asked == [{"cases": ["NTK-2026-0001"], "begun": 1}, {"cases": [], "begun": 0}]
    assert b"1234567" not in repr(await journal(stage)).encode()


async def test_nothing_is_done_that_cannot_be_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    save = stage.store.save

    async def full(document: Any) -> Any:
        if isinstance(document, Journal):
            raise OSError("the disk is full")
        return await save(document)

    monkeypatch.setattr(stage.store, "save", full)
    for said, channel in (("deputy Wes Moor until Friday", ""), ("here psw", PSW_CHANNEL)):
        with pytest.raises(OSError, match="full"):
            await stage.says("pat", said, channel)
    assert (await stage.desk.load_person("pat")).deputy is None
    assert (await stage.desk.load_channel(PSW_CHANNEL)).bound is None


async def test_a_new_month_has_a_journal_of_its_own() -> None:
    stage = await bound_stage()
    stage.now = stage.now.replace(month=12)
    await stage.says("ada", "deputy Wes Moor until Friday")
    later = await journal(stage, Key("journal", "2026-12"))
    assert [entry.what for entry in later.entries] == ["deputy.named"]
    assert len((await journal(stage)).entries) == 2


async def test_a_changed_removed_or_rewritten_entry_is_named() -> None:
    stage = await bound_stage()
    await stage.says("ada", "deputy Wes Moor until Friday")
    await anchor(stage.desk, date(2026, 11, 24))
    assert (await verified(stage.store)).wrong == ()
    whole = await journal(stage)
    forged = replace(whole.entries[2], record={"deputy": "kim", "until": "2026-11-27"})
    for tampered, named in (
        ((*whole.entries[:2], forged), "journal 2026-11, entry 3: what it records was changed"),
        (whole.entries[:2], "journal 2026-11, entry 3: it was there on"),
        ((whole.entries[0], whole.entries[2]), "journal 2026-11, entry 2: it was changed"),
        ((*whole.entries[:2], replace(whole.entries[2], who="pat")), "journal 2026-11, entry 3: it was changed"),
    ):
        await stage.store.save(replace(await journal(stage), entries=tampered))
        assert any(named in line for line in (await verified(stage.store)).wrong), named
    await stage.store.remove(await journal(stage))
    assert any("journal 2026-11: it was there" in line for line in (await verified(stage.store)).wrong)
