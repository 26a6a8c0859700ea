"""A child has died since the alert: what became askable is asked, and all is run again. Source: R36, R76–R88, R100."""

import pytest

from tests.stage import AUTHOR, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage

pytestmark = [pytest.mark.rule("R83"), pytest.mark.rule("R36")]

BEFORE = ("alert", "no", "new", "east")
TIMES = ("not on record", "2026-11-23T09:00", "2026-11-23T08:00")
REST = ("not held", "The child was found unwell at home.", "All are with their grandmother.", "skip", "none", "skip",
        "skip")  # fmt: skip
DYING = (*BEFORE, "1", *TIMES, "under 18", "expected to die", "yes", "skip", "suspected", "parent or carer",
         "yes", "in area", "looked after", *REST)  # fmt: skip
TWO = (*BEFORE, "2", "no", *TIMES,
       "under 18", "life threatening", "suspected", "in area", "open other",
       "under 18", "expected to die", "yes", "external cause", "suspected", "in area", "open other",
       "parent or carer", "yes", *REST)  # fmt: skip
DIED = "do 1 child_death.died when: 2026-11-25T10:00"
REF = "NTK-2026-0001"


async def told(alert: tuple[str, ...]) -> Stage:
    stage = await bound_stage()
    assert REF in await stage.alert_sent(told=alert)
    await stage.later(days=2)
    return stage


async def play(stage: Stage, rows: list[tuple[str, str, str]]) -> None:
    for who, says, hears in rows:
        reply = await stage.says(who, says)
        assert hears in reply, f"{who} said {says!r} and heard:\n{reply}"


@pytest.mark.rule("R100")
async def test_whoever_closes_a_case_while_form_a_is_owed_is_told_kindly() -> None:
    stage = await bound_stage()
    expected = (*BEFORE, "1", *TIMES, "under 18", "died", "2026-11-23T08:30", "no", "none", "neither", "in area",
                "in area", "open other", *REST)  # fmt: skip
    assert REF in await stage.alert_sent(told=expected)
    await play(
        stage,
        [
            ("ada", "do 1 approve", "With the Safeguarding Unit"),
            ("uma", "do 1 assess", "Assessed"),
            ("ash", "do 1 director_briefing.not_needed reason: It was expected.", "need not be told"),
            ("mia", "do 1 health_decides choice: no_jar; reason: It was expected.", ""),
            ("pat", "do 1 close", "cannot be closed yet. Still open: Child death form, Form A. Once that is done"),
            ("mia", "do 1 form_a when: 2026-11-23T12:00", ""),
            ("pat", "do 1 close", "Closed"),
        ],
    )


async def test_whoever_records_a_death_is_asked_what_can_be_answered_now_and_the_findings_are_run_again() -> None:
    stage = await told(DYING)
    await play(
        stage,
        [
            ("mia", DIED, "I am so sorry. NTK-2026-0001: Health decides"),
            ("mia", "why", "first know of the death"),
            ("mia", "2026-11-25T11:00", "How old was the child on the day of death?"),
            ("mia", "18 to 24", "You were asked to look at this answer again."),  # the circumstances: passed by before
            ("mia", "external cause", "Where did the child die?"),
        ],
    )
    case = await stage.case()
    assert len(case.answers) == 2
    assert "notify_looked_after_death" in [f.finding for f in case.findings]
    await play(stage, [("mia", "in our area", "[Submit]"), ("mia", "submit", "Your update to NTK-2026-0001 is sent")])
    case = await stage.case()
    assert len(case.answers) == 3
    assert case.current.get("age_group_at_death") == "18_to_24"
    assert case.current.get("death_circumstances") == ("external_cause",)
    assert case.current.get("known_at") == "2026-11-23T09:00:00+00:00"
    assert "notify_looked_after_death" not in [f.finding for f in case.findings]
    assert "No longer: The death of a looked-after child should be notified." in stage.all(PSW_CHANNEL)
    assert [run.process for run in case.runs].count("child_death") == 1


async def test_questions_may_be_passed_by_and_left_for_later() -> None:
    stage = await told(DYING)
    await play(
        stage,
        [
            ("uma", DIED, "first know of the death"),
            ("uma", "skip", "How old was the child"),
            ("uma", "later", "resume"),
        ],
    )
    again = Stage(store=stage.store, now=stage.now)
    await play(
        again,
        [
            ("uma", "resume", "How old was the child"),
            ("uma", "skip", "fit the circumstances"),
            ("uma", "skip", "Where did the child die?"),
            ("uma", "not yet known", "normal home"),
            ("uma", "yes", "Submit"),
            ("uma", "submit", "Your update"),
        ],
    )
    current = (await again.case()).current
    assert (current.get("death_known_at"), current.get("age_group_at_death")) == ("skipped", "skipped")
    assert current.get("normally_resident") == "yes"


@pytest.mark.rule("A16")
async def test_of_several_children_only_the_one_who_died_is_asked_about() -> None:
    stage = await told(TWO)
    [run] = [run for run in (await stage.case()).runs if run.process == "child_death"]
    assert run.child == 2
    reply = await stage.says("mia", DIED)
    assert "Child 2 of 2" in reply
    await play(
        stage,
        [
            ("mia", "2026-11-25T11:00", "Child 2 of 2"),
            ("mia", "under 18", "Where did the child die?"),
            ("mia", "in our area", "Submit"),
            ("mia", "submit", "Your update"),
        ],
    )
    answers = (await stage.case()).current
    assert [answers.get("outcome", n) for n in (1, 2)] == ["life_threatening", "died"]
    assert [answers.get("age_group_at_death", n) for n in (1, 2)] == [None, "under_18"]
    assert answers.get("death_known_at", 2) == "2026-11-25T11:00:00+00:00"


async def test_a_death_that_is_recorded_by_button_is_followed_up_as_well() -> None:
    stage = await told(DYING)
    await stage.says("mia", "status 1")
    await stage.presses("mia", "The child has died")
    reply = await stage.presses("mia", "Send", when="2026-11-25T10:00")
    assert "I am so sorry. NTK-2026-0001" in reply
    assert "first know of the death" in reply
    assert await stage.presses("mia", "Don’t know yet")
    assert "How old was the child" in stage.last("mia")


async def test_what_is_said_in_a_channel_is_asked_in_private() -> None:
    stage = await told(DYING)
    said = await stage.says("mia", DIED, TEAM_CHANNEL)
    assert "first know of the death" not in said
    assert "first know of the death" in stage.last("mia")


async def test_an_alert_that_is_being_told_is_not_lost_over_it() -> None:
    stage = await told(DYING)
    await stage.says("mia", "alert")
    reply = await stage.says("mia", DIED)
    assert "You have another alert open" in reply
    assert "Is anyone in immediate danger?" in stage.last("mia")
    await play(
        stage,
        [
            ("mia", "discard", "?"),
            ("mia", "yes", ""),
            ("mia", "do 1 update", "first know of the death"),
        ],
    )


async def test_a_step_that_changes_no_answers_asks_nothing() -> None:
    stage = await told(DYING)
    reply = await stage.says("mia", "do 1 child_death.key_worker text: The nurse.")
    assert "?" not in reply
    assert (await stage.desk.load_person("mia")).draft is None
    assert AUTHOR not in reply


async def test_that_the_answers_were_read_for_it_stands_in_the_audit() -> None:
    stage = await told(DYING)
    await stage.says("mia", DIED)
    last = (await stage.case()).entries[-1]
    assert (last.what, last.who) == ("details.read", "mia")
