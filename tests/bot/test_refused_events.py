"""What cannot be done says what can, and who; dates that do not agree are both named. Source: processes.md."""

import pytest

from tests.dialogs.test_after_a_death import DIED, DYING
from tests.stage import QUIET, Stage, bound_stage
from tests.stories.councils import KENT, STRATHMUIR, Council

UNIT_OR_PSW = "Safeguarding Unit or Principal Social Worker"

NOT_NOW = [
    ("uma", "assess", "With the Area Assistant Director, for approval", "Approve and forward: Area Assistant Director"),
    ("pat", "close", "With the Area Assistant Director, for approval", "Withdraw: Principal Social Worker"),
    ("uma", "panel_notification.record_notified", "Being considered", f"Recommend: {UNIT_OR_PSW}"),
    ("pat", "partnership_referral.executive_view", "To be shared with the partnership", f"It is shared: {UNIT_OR_PSW}"),
    ("uma", "rapid_review.convene", "the Rapid Review has not begun", f"Record the notification: {UNIT_OR_PSW}"),
    ("pat", "learning_action.verify", "a learning action has not begun", f"Add a learning action: {UNIT_OR_PSW}"),
    ("ash", "director_briefing.tell_director", "telling the Director has not begun",
     "Approve and forward: Area Assistant Director"),
    ("mia", "child_death.died", "the response to a child’s death has not begun", "what the criteria find"),
    ("ada", "frobnicate", "no step called “frobnicate”", "Approve and forward: Area Assistant Director"),
    ("ada", "panel_notification.frob", "no step called “frob”", f"Recommend: {UNIT_OR_PSW}"),
    ("ada", "nonsense.frob", "no process called “nonsense”", ""),
]  # fmt: skip


@pytest.mark.parametrize(("who", "event", "why", "instead"), NOT_NOW, ids=[row[1] for row in NOT_NOW])
async def test_what_is_not_possible_now_says_what_is_and_who_can(who: str, event: str, why: str, instead: str) -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    before = await stage.case()
    reply = await stage.says(who, f"do 1 {event}")
    assert why in reply
    assert instead in reply
    assert "the clock" not in reply
    assert (await stage.case()).entries == before.entries


async def test_where_nothing_is_possible_any_more_it_is_said() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    for who, event in (("ada", "approve"), ("ash", "director_briefing.tell_director")):
        await stage.says(who, f"do 1 {event}")
    reply = await stage.says("ash", "do 1 director_briefing.not_needed reason: No.")
    assert "The Director has been told" in reply
    assert "Nothing more can be done there." in reply


async def test_the_process_that_is_meant_is_told_of_and_not_another_in_a_state_of_that_name() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    first = "do 1 learning_action.open text: Train.; review: An audit.; person: Wes Moor; due: 2026-12-18"
    for who, said in (("ada", "do 1 approve"), ("pat", first)):
        await stage.says(who, said)
    assert (await stage.case()).run("director_briefing").state == "open"  # type: ignore[union-attr]
    reply = await stage.says("pat", "do 1 learning_action.verify")
    assert "It is done: " in reply
    assert "The Director" not in reply


DATES = [
    ("uma", "strategy_discussion.arrange meeting_at: 2026-11-20T10:00",
     "Friday 20 November 2026, 10:00 has passed. It is Monday 23 November 2026, 14:20 now."),
    ("uma", "strategy_discussion.hold when: 25 November 2026 at 10:00",
     "“25 November 2026 at 10:00” is still to come. It is Monday 23 November 2026, 14:20 now."),
    ("pat", "panel_notification.record_notified reference: P-1; sent_at: 2026-11-20T10:00",
     "Friday 20 November 2026, 10:00 lies before Monday 23 November 2026, 14:20"),
    ("pat", "learning_action.open text: Train.; review: An audit.; person: Wes Moor; due: 2026-11-01",
     "Sunday 1 November 2026 has passed. It is Monday 23 November 2026, 14:20 now."),
    ("pat", "management_review.brief when: 2026-11-20T10:00",
     "Friday 20 November 2026, 10:00 lies before Monday 23 November 2026, 09:00"),
    ("kim", "local_review.family_informed when: 2026-11-20T10:00",
     "Friday 20 November 2026, 10:00 lies before Monday 23 November 2026, 09:00"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "event", "both"), DATES, ids=[row[1].split()[0] for row in DATES])
async def test_a_date_in_the_wrong_order_names_both_dates(who: str, event: str, both: str) -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    for actor, said in (
        ("cor", "panel_notification.decide_notify rationale: Yes.; without_view: It cannot wait."),
        ("uma", "share"),
        ("kim", "local_review.open text: Why?"),
        ("pat", "management_review.appoint Wes Moor"),
    ):
        assert "Done." in await stage.says(actor, f"do 1 {said}")
    assert both in await stage.says(who, f"do 1 {event}")


@pytest.mark.parametrize("council", [KENT, STRATHMUIR], ids=str)
async def test_who_can_is_said_in_the_council_s_own_titles(council: Council) -> None:
    stage = Stage(people=council.people, profile=council.profile)
    told = tuple(council.area if said == "east" else said for said in QUIET)
    await stage.alert_sent(told=told)
    assert f"Approve and forward: {council.profile.title('area_ad')}" in await stage.says("uma", "do 1 assess")
    assert f"Only this role can do that: {council.profile.title('area_ad')}" in await stage.says("uma", "do 1 approve")


async def test_nobody_checks_their_own_report() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    for who, does in (
        ("pat", "internal_review.open text: How injuries are recorded."),
        ("ash", "internal_review.authorise"),
        ("pat", "internal_review.appoint person: Ash Glen"),
        ("ash", "internal_review.report"),
        ("pat", "internal_review.quality_checked"),
    ):
        assert "Done" in await stage.says(who, f"do 1 {does}")
    before = await stage.case()
    reply = await stage.says("ash", "do 1 internal_review.approve")
    assert "This report is yours" in reply
    assert (await stage.case()).entries == before.entries
    assert "Done" in await stage.says("sam", "do 1 internal_review.approve")  # stands in for the AD SPSQA


NOT_TAKEN = [
    ("ada", "approve but look at this first", "takes no words", "do NTK-2026-0001 note text:"),
    ("ada", "approve reason: It is urgent.", "takes no words", "do NTK-2026-0001 note text:"),
    ("joe", "update the child is better", "takes no words", "do NTK-2026-0001 note text:"),
    ("ada", "approve#9", "the alert has no such number", "status NTK-2026-0001"),
    ("ada", "alert#9.approve", "the alert has no such number", "status NTK-2026-0001"),
    ("ada", "return#9 reason: Unclear.", "the alert has no such number", "status NTK-2026-0001"),
    ("ada", "approve #1st", "takes no words", "do NTK-2026-0001 note text:"),
]


@pytest.mark.parametrize(("who", "event", "why", "instead"), NOT_TAKEN, ids=[row[1] for row in NOT_TAKEN])
async def test_words_that_a_step_does_not_take_are_not_dropped(who: str, event: str, why: str, instead: str) -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    before = await stage.case()
    reply = await stage.says(who, f"do 1 {event}")
    assert why in reply
    assert instead in reply
    assert (await stage.case()).entries == before.entries
    assert (await stage.desk.load_person(who)).draft is None


@pytest.mark.parametrize("event", ["approve", "approve.", "approve …", "approve#1", "alert#1.approve", "approve#1:"])
async def test_a_step_that_takes_no_words_happens_without_any(event: str) -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    assert "Done" in await stage.says("ada", f"do 1 {event}")


async def test_a_number_after_a_step_says_of_which_process_it_is() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    for text in ("text: One.", "text: Another."):
        await stage.says("pat", f"do 1 internal_review.open {text}")
    assert "Done" in await stage.says("ash", "do 1 authorise#2")
    assert [r.state for r in (await stage.case()).runs if r.process == "internal_review"] == ["proposed", "authorised"]


async def test_that_a_child_survived_whom_the_answers_call_dead_is_refused_with_the_answer_to_change() -> None:
    stage = await bound_stage()
    await stage.alert_sent(told=DYING)
    await stage.later(days=2)
    await stage.says("mia", DIED)
    reply = await stage.says("mia", "do 1 survived text: At home.")
    assert "the answer “Harm to the child” says that the child died" in reply
    assert "do NTK-2026-0001 update" in reply
