"""Deleted when its time has come, unless somebody holds it: whole cases, drafts, and what is left in Teams."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest

from dialogs.anchoring import anchor
from dialogs.record import record_of
from dialogs.retention import purge
from dialogs.unsaying import holding, to_unsay, unsaid
from dialogs.verifying import verified
from state.answers import Answers
from state.case import Unsay
from state.documents import Deputy, Key
from state.draft import Draft, EventForm
from state.message import Message
from state.post import PostedCard, Receipt
from state.processes import PROCESSES
from tests.bot.test_whole_cases import TYPED, checklist
from tests.stage import AUTHOR, NOW, PSW_CHANNEL, QUIET, Stage, bound_stage
from tests.state.store.making import ADDRESS

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


async def left_in_teams(stage: Stage) -> list[Unsay]:
    """All that waits to be deleted in Teams, wherever it stands."""
    return [one for key in holding(stage.desk) for one in await to_unsay(stage.desk, key)]


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
    assert await purge(stage.desk, stage.now) == type(done)((), ())


async def test_what_was_said_in_teams_is_to_be_deleted_there_too() -> None:
    stage = await bound_stage()
    await withdrawn(stage)
    await delivered(stage)
    stage.now += A_YEAR
    await purge(stage.desk, stage.now)
    case_posts = [one for one in await left_in_teams(stage) if one.activity_id.startswith("m-")]
    assert len(case_posts) == len({one.activity_id for one in case_posts}) > 5
    assert {one.to.split(":")[0] for one in case_posts} == {"person", "channel"}


async def test_the_living_card_of_a_purged_case_goes() -> None:
    stage = await bound_stage()
    await withdrawn(stage)
    await stage.desk.save(replace(await stage.case(), cards=(PostedCard(PSW_CHANNEL, "card-1"),)))
    stage.now += A_YEAR
    await purge(stage.desk, stage.now)
    gone = Unsay(f"channel:{PSW_CHANNEL}", "card-1")
    assert gone in await left_in_teams(stage)
    await unsaid(stage.desk, Key("case", REF), await left_in_teams(stage))
    assert await left_in_teams(stage) == []
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


async def test_an_alert_that_was_thrown_away_can_be_taken_back_until_the_day_ends() -> None:
    stage = Stage()
    for says in ("alert", "no", "new", "discard"):
        heard = await stage.says(AUTHOR, says)
    assert "It has 2 answers so far. All of them go" in heard
    assert "Today “resume” still brings it back." in await stage.says(AUTHOR, "yes")
    assert (await stage.desk.load_person(AUTHOR)).draft is None
    assert "Which area is this for?" in await stage.says(AUTHOR, "resume")
    for says in ("discard", "yes"):
        await stage.says(AUTHOR, says)
    await stage.later(days=1)
    assert "There is no alert that you have begun." in await stage.says(AUTHOR, "resume")
    await purge(stage.desk, stage.now)
    assert (await stage.desk.load_person(AUTHOR)).drafts == ()


async def test_whoever_begins_another_alert_cannot_take_back_the_one_before() -> None:
    stage = Stage()
    for says in ("alert", "no", "discard", "yes", "alert", "later", "discard", "yes"):
        await stage.says(AUTHOR, says)
    (held,) = (await stage.desk.load_person(AUTHOR)).drafts
    assert not held.answers.shared


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


async def test_a_change_half_told_goes_with_its_case() -> None:
    stage = await bound_stage()
    await withdrawn(stage)
    draft = Draft("d-2", stage.now, stage.now, Answers({"what_happened": "Half an account."}), base=REF, event="update")
    draft = replace(draft, touched=stage.now + (A_YEAR - timedelta(days=3)))
    await stage.desk.save(replace(await stage.desk.load_person(AUTHOR), draft=draft, posts=()))
    assert (await purge(stage.desk, stage.now + (A_YEAR - timedelta(days=3)))).owed == ()
    (owed,) = (await purge(stage.desk, stage.now + A_YEAR)).owed
    assert owed.post.to == f"person:{AUTHOR}"
    assert (await stage.desk.load_person(AUTHOR)).draft is None


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


async def met(stage: Stage, person: str, **more: Any) -> None:
    """Somebody who is known, to whom nothing is owed."""
    document = replace(await stage.desk.load_person(person), name="Somebody", address=ADDRESS, posts=())
    await stage.desk.save(replace(document, **more))


def is_known(stage: Stage, person: str) -> bool:
    return stage.store.row(Key("person", person)) is not None


async def test_whoever_has_nothing_to_do_with_the_bot_any_more_is_forgotten_in_time() -> None:
    stage = await bound_stage()
    await stage.says("rae", "help me")
    await met(stage, "rae")
    await met(stage, "ina")  # the app was installed for her, and she never wrote
    assert is_known(stage, "rae")
    await purge(stage.desk, stage.now)
    for days, known in ((364, True), (366, False)):
        await purge(stage.desk, stage.now + timedelta(days=days))
        assert (is_known(stage, "rae"), is_known(stage, "ina")) == (known, known)
    assert b"Somebody" not in orjson.dumps(list(stage.store._records.values()))
    await stage.says("rae", "alert")
    assert (await stage.desk.load_person("rae")).draft is not None


HOLDING: dict[str, dict[str, Any]] = {
    "draft": {"draft": Draft("d", NOW + timedelta(days=700), NOW + timedelta(days=700))},
    "step": {"form": EventForm(REF, "alert", 1, "return", 1), "heard": NOW + timedelta(days=700)},
    "words": {"kept": "Long words.", "heard": NOW + timedelta(days=700)},
    "acting": {"acting": "pat"},
    "lately": {"heard": NOW + timedelta(days=700)},
}


@pytest.mark.parametrize("why", HOLDING)
async def test_whoever_has_something_begun_is_not_forgotten(why: str) -> None:
    stage = await bound_stage()
    await met(stage, "rae", **{"heard": stage.now, **HOLDING[why]})
    await purge(stage.desk, stage.now + timedelta(days=730))
    assert is_known(stage, "rae")


async def test_whoever_is_owed_something_holds_a_role_or_stands_in_for_one_is_not_forgotten() -> None:
    stage = await bound_stage()
    later = stage.now + timedelta(days=730)
    for person in ("rae", "ada", "dan"):
        await met(stage, person, heard=stage.now)
    owed = stage.desk.post("person:rae", "outcome", Message("Your alert was approved."))
    await met(stage, "rae", posts=(owed,))
    await met(stage, "ada", deputy=Deputy("dan", (stage.now + timedelta(days=900)).date().isoformat()))
    await purge(stage.desk, later)
    assert [is_known(stage, person) for person in ("rae", "ada", "dan")] == [True, True, True]


async def test_the_author_of_an_alert_is_not_forgotten_while_it_is_open() -> None:
    stage = await bound_stage()
    await stage.alert_sent(told=QUIET)
    later = stage.now + timedelta(days=730)
    await met(stage, AUTHOR, support=())
    await purge(stage.desk, later)
    assert is_known(stage, AUTHOR)
    await stage.says("pat", "do 1 withdraw It was a mistake in the record.")
    await met(stage, AUTHOR)
    await purge(stage.desk, later)
    assert not is_known(stage, AUTHOR)


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
