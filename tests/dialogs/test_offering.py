"""Fields that may be left out are within reach by buttons alone. Source: processes.md 1, 3, 9, 14."""

import pytest

from bot.pressed import pressed_card
from dialogs.offering import can_add
from dialogs.wording import has
from state.documents import Key
from state.processes import PROCESSES
from tests.stage import PSW_CHANNEL, QUIET, Stage, bound_stage
from tests.state.processes.playing import Story, answers

DONE = "Done. NTK-2026-0001"
OVERRULE = "Overrule a finding"
PANEL = "notify_national_panel"


async def with_the_unit() -> Stage:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says("ada", "do 1 approve")
    await stage.says("uma", "status 1")
    return stage


async def test_assessing_confirms_all_findings_without_a_question() -> None:
    stage = await with_the_unit()
    assert "Assessed" in await stage.presses("uma", "Assess")


async def test_a_finding_is_overruled_by_presses_alone() -> None:
    stage = await with_the_unit()
    asked = await stage.presses("uma", OVERRULE)
    assert "Which finding do you overrule?" in asked
    assert "- The national Panel should be notified" in asked
    assert "[Send] [Skip] [Cancel]" in asked
    asked = await stage.presses("uma", "Send", overrule=PANEL)
    assert "Why do you overrule it?" in asked
    assert "[Skip]" not in asked
    assert DONE in await stage.presses("uma", "Send", reason="Seen by a consultant.")
    run = (await stage.case()).runs[0]
    assert (run.said("assess", "overrule"), run.said("assess", "reason")) == (PANEL, "Seen by a consultant.")
    assert "Overruled by the Safeguarding Unit" in await stage.says("pat", "status 1")
    assert "The national Panel should be notified – overruled" in await stage.says("pat", "status 1", PSW_CHANNEL)


@pytest.mark.parametrize("way", ["press", "skip", "/skip"])
async def test_what_was_offered_can_be_passed_by(way: str) -> None:
    stage = await with_the_unit()
    await stage.presses("uma", OVERRULE)
    assert DONE in await (stage.presses("uma", "Skip") if way == "press" else stage.says("uma", way.removeprefix("/")))
    run = (await stage.case()).runs[0]
    assert run.state == "assessed"
    assert run.said("assess", "overrule") is None


async def test_only_one_of_the_two_buttons_counts() -> None:
    stage = await with_the_unit()
    adding = stage.button("uma", OVERRULE).data
    await stage.presses("uma", "Assess")
    assert "Assessed" in await stage.presses("uma", adding)
    assert (await stage.desk.load_person("uma")).form is None


HELD = [("It was held", {}), ("Send", {"when": "2026-11-23T10:00"}), ("Send", {"attendance": "health"}),
        ("Send", {"criteria_considered": "yes"})]  # fmt: skip


@pytest.mark.rule("R24")
@pytest.mark.parametrize(("label", "inputs", "reason"), [
    ("Send", {"reason": "They were at the scene."}, "They were at the scene."),
    ("Skip", {}, None),
])  # fmt: skip
async def test_why_police_or_health_was_absent_is_asked_about(
    label: str, inputs: dict[str, str], reason: str | None
) -> None:
    stage = await with_the_unit()
    for pressed, given in HELD:
        await stage.presses("uma", pressed, **given)
    assert "Why was that?" in await stage.presses("uma", "Send", text="It is serious.")
    assert DONE in await stage.presses("uma", label, **inputs)
    run = (await stage.case()).run("strategy_discussion")
    assert run is not None
    assert run.said("hold", "reason") == reason


async def test_it_is_not_asked_about_where_both_were_there_nor_of_those_who_type() -> None:
    stage = await with_the_unit()
    for pressed, given in HELD[:2]:
        await stage.presses("uma", pressed, **given)
    await stage.presses("uma", "Send", attendance="police,health")
    await stage.presses("uma", "Send", criteria_considered="yes")
    assert DONE in await stage.presses("uma", "Send", text="It is serious.")
    typed = await with_the_unit()
    said = "when: 2026-11-23T10:00; attendance: health; criteria_considered: yes; text: It is serious."
    assert DONE in await typed.says("uma", f"do 1 strategy_discussion.hold {said}")


async def test_who_was_absent_is_not_asked_about_again_once_it_was_said() -> None:
    stage = await with_the_unit()
    said = "when: 2026-11-23T10:00; attendance: health; criteria_considered: yes; text: It is serious."
    assert "Please say why" in await stage.says("uma", f"do 1 strategy_discussion.hold {said}")
    assert "Please say why" not in await stage.says(
        "uma", "do 1 strategy_discussion.note text: They were at the scene."
    )


@pytest.mark.rule("R85")
@pytest.mark.parametrize(("came", "missed"), [("police, health", True), ("service_manager, police", False)])
async def test_a_response_without_the_service_manager_says_so_and_asks_why(came: str, missed: bool) -> None:
    stage = await bound_stage()
    story = Story(answers(outcome="died", died_at="2026-11-23T09:00", death_unexpected="yes"))
    async with stage.desk.store.lock(Key("case", story.case.ref)):
        await stage.desk.save(story.do("mia", "child_death.health_decides", choice="jar", reason="r").case)
    said = f"when: 2026-11-23T10:00; attendance: {came}; text: Agreed.; recorded: yes; abuse_concerns: no"
    heard = await stage.says("mia", f"do {story.case.ref} child_death.jar_held {said}")
    assert ("was not there. Please say why: type “do" in heard) is missed
    assert ("is due, without" in await stage.says("pat", f"status {story.case.ref}")) is missed


@pytest.mark.rule("R104")
async def test_recommendations_of_an_internal_review_are_added_by_a_button() -> None:
    stage = await bound_stage()
    await stage.alert_sent(told=QUIET)
    steps = [("pat", "internal_review.open text: x"), ("ash", "authorise"), ("pat", "internal_review.appoint Sam Ford"),
             ("sam", "report"), ("pat", "internal_review.quality_checked")]  # fmt: skip
    for who, says in steps:
        assert DONE in await stage.says(who, f"do 1 {says}")
    await stage.says("ash", "status 1")
    assert "Which recommendations" in await stage.presses("ash", "Approve, with recommendations")
    assert DONE in await stage.presses("ash", "Send", recommendations="Train the team.\nMend the form.")
    assert [run.process for run in (await stage.case()).runs].count("learning_action") == 2


async def test_a_date_of_a_step_is_confirmed_by_its_button() -> None:
    stage = await with_the_unit()
    await stage.presses("uma", "It is arranged")
    assert "Is this right?" in await stage.presses("uma", "Send", meeting_at="Friday at 10:00")
    assert "Please say it again" in await stage.presses("uma", "No, let me say it again")
    assert "Is this right?" in await stage.presses("uma", "Send", meeting_at="Friday at 11:00")
    assert DONE in await stage.presses("uma", "Yes, that is right")
    run = (await stage.case()).run("strategy_discussion")
    assert run is not None
    assert run.said("arrange", "meeting_at") == "2026-11-27T11:00:00+00:00"


async def test_a_field_that_was_sent_leaves_its_own_question_on_its_card() -> None:
    stage = await with_the_unit()
    await stage.presses("uma", "It was held")
    before = await stage.desk.load_person("uma")
    data = {**stage.button("uma", "Send").data, "when": "2026-11-23T10:00"}
    await stage.presses("uma", data)
    card = await pressed_card(stage.desk, data, before, await stage.desk.load_person("uma"))
    assert card is not None
    assert card.title == "When was it held?"


async def test_an_offer_outlives_a_restart() -> None:
    stage = await with_the_unit()
    await stage.presses("uma", OVERRULE)
    again = Stage(store=stage.store)
    assert "Why do you overrule it?" in await again.says("uma", "1")
    assert DONE in await again.says("uma", "A consultant saw the child.")


@pytest.mark.parametrize("name", [f"{p.name}.{e.name}" for p in PROCESSES.values() for e in p.events if can_add(e)])
def test_whatever_can_be_added_to_has_words_for_its_button(name: str) -> None:
    assert has(f"event_adding.{name}")
