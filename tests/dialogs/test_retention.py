"""Deleted when its time has come, unless somebody holds it: whole cases, drafts, and what is left in Teams."""

from dataclasses import replace
from datetime import timedelta

import orjson
import pytest

from dialogs.anchoring import anchor
from dialogs.record import record_of
from dialogs.retention import Unsay, purge
from dialogs.verifying import verified
from state.documents import Key
from state.post import PostedCard, Receipt
from state.processes import PROCESSES
from tests.bot.test_whole_cases import TYPED, checklist
from tests.stage import AUTHOR, PSW_CHANNEL, QUIET, Stage, bound_stage

REF = "NTK-2026-0001"
A_YEAR = timedelta(days=366)


async def withdrawn(stage: Stage) -> None:
    """A short case that ended."""
    await stage.alert_sent(told=QUIET)
    await stage.says("pat", "do 1 withdraw It was a mistake in the record.")
    assert (await stage.case()).runs[0].state == "withdrawn"


async def delivered(stage: Stage) -> None:
    """All that the case owes reaches somebody, as message `m-N`."""
    for n, post in enumerate((await stage.case()).posts):
        stage.desk.note(Key("case", REF), post.id, Receipt(post.to, stage.now, 1, f"m-{n}", False))
    await stage.desk.settle()


def stored(stage: Stage) -> bytes:
    """All that the store holds of cases."""
    return orjson.dumps([value for key, value in stage.store._records.items() if key.kind == "case"])


async def test_a_whole_case_is_purged_to_its_facts_and_its_audit_still_holds() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    for who, says, _ in TYPED:
        if says.startswith("+"):
            await stage.later(days=float(says[1:-1]))
            continue
        await stage.says(who, checklist(stage) if says == "=all" else says[1:] if says[0] == "=" else f"do 1 {says}")
    case = await stage.case()
    assert case.runs[0].state == "closed"
    await anchor(stage.desk, stage.now.date())
    words = ("found unwell", "grandmother", "due to the care", "I agree", "bruises", "independent author")
    assert all(word.encode() in stored(stage) for word in words)
    before = record_of(case, stage.desk.profile, PROCESSES, {}, stage.now)

    stage.now += 6 * A_YEAR
    done = await purge(stage.desk, stage.now)
    assert done.refs == (REF,)
    assert not any(word.encode() in stored(stage) for word in words)
    left = record_of(await stage.case(), stage.desk.profile, PROCESSES, {}, stage.now)
    for facts in ("ref", "area", "findings", "processes"):
        assert left[facts] == before[facts]
    panel = [
        [d for d in one["deadlines"] if d["id"] in ("panel_notification", "rapid_review")] for one in (before, left)
    ]
    assert panel[0] == panel[1] != []
    assert (await verified(stage.store)).wrong == ()
    assert await purge(stage.desk, stage.now) == type(done)((), (), ())


async def test_what_was_said_in_teams_is_to_be_deleted_there_too() -> None:
    stage = await bound_stage()
    await withdrawn(stage)
    await delivered(stage)
    stage.now += A_YEAR
    unsay = (await purge(stage.desk, stage.now)).unsay
    case_posts = [one for one in unsay if one.activity_id.startswith("m-")]
    assert len(case_posts) == len({one.activity_id for one in case_posts}) > 5
    assert {one.to.split(":")[0] for one in case_posts} == {"person", "channel"}


async def test_the_living_card_of_a_purged_case_goes() -> None:
    stage = await bound_stage()
    await withdrawn(stage)
    await stage.desk.save(replace(await stage.case(), cards=(PostedCard(PSW_CHANNEL, "card-1"),)))
    stage.now += A_YEAR
    assert Unsay(f"channel:{PSW_CHANNEL}", "card-1") in (await purge(stage.desk, stage.now)).unsay
    assert (await stage.case()).cards == ()


async def test_a_case_on_hold_stays_until_it_is_released() -> None:
    stage = await bound_stage()
    await withdrawn(stage)
    assert "on hold now" in await stage.says("pat", "hold 1")
    assert "already" in await stage.says("uma", "hold 1")
    stage.now += A_YEAR
    assert (await purge(stage.desk, stage.now)).refs == ()
    assert b"came back" in stored(stage)
    assert "released" in await stage.says("uma", "release 2026-1")
    assert "not on hold" in await stage.says("uma", "release 2026-1")
    entries = [(e.what, e.who, e.role) for e in (await stage.case()).entries[-2:]]
    assert entries == [("case.hold", "pat", "psw"), ("case.release", "uma", "unit")]
    assert (await purge(stage.desk, stage.now)).refs == (REF,)
    assert "what people said in it was deleted" in await stage.says("pat", "details 2026-1")


async def test_only_the_psw_and_the_unit_can_hold() -> None:
    stage = await bound_stage()
    await withdrawn(stage)
    for who in (AUTHOR, "ada", "dee"):
        await stage.says(who, "hold 1")
        assert not (await stage.case()).held
    assert "NTK-2026-0099" in await stage.says("pat", "hold 99")


async def test_a_draft_that_nobody_goes_on_with_goes_and_its_author_is_told() -> None:
    stage = await bound_stage()
    for text in ("alert", "no", "new", "east"):
        await stage.says(AUTHOR, text)
    stage.now += timedelta(days=88)
    assert (await purge(stage.desk, stage.now)).owed == ()
    assert (await stage.desk.load_person(AUTHOR)).draft is not None
    stage.now += timedelta(days=6)
    (owed,) = (await purge(stage.desk, stage.now)).owed
    assert owed.post.to == f"person:{AUTHOR}"
    assert "23 November 2026 was never sent" in str(owed.post.message)
    person = await stage.desk.load_person(AUTHOR)
    assert person.draft is None
    assert person.posts[-1] == owed.post


async def test_a_step_left_half_said_goes_with_its_case_or_with_time() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says("ada", "do 1 return")
    await stage.says("ada", "Half a reason.")
    assert (await stage.desk.load_person("ada")).form is not None
    stage.now += A_YEAR
    await purge(stage.desk, stage.now)
    assert (await stage.desk.load_person("ada")).form is None


async def test_long_words_kept_for_later_go_with_time() -> None:
    stage = await bound_stage()
    await stage.says(AUTHOR, "12 year old, hit by a car on the way to school this morning, now in hospital.")
    assert (await stage.desk.load_person(AUTHOR)).kept
    stage.now += timedelta(days=30)
    await purge(stage.desk, stage.now)
    assert (await stage.desk.load_person(AUTHOR)).kept
    stage.now += timedelta(days=80)
    await purge(stage.desk, stage.now)
    assert not (await stage.desk.load_person(AUTHOR)).kept


@pytest.mark.parametrize(("answer", "left"), [("support individual", 0), ("support group", 1)])
async def test_support_that_was_offered_goes_with_time_unless_it_is_still_to_be_arranged(
    answer: str, left: int
) -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says(AUTHOR, answer)
    stage.now += timedelta(days=80)
    await purge(stage.desk, stage.now)
    assert len((await stage.desk.load_person(AUTHOR)).support) == 1
    stage.now += timedelta(days=20)
    await purge(stage.desk, stage.now)
    assert len((await stage.desk.load_person(AUTHOR)).support) == left
