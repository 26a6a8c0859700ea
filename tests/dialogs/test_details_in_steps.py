"""Personal details in the words of a step are pointed out, and can be taken out before they are saved. Source: G23."""

import pytest

from state.case import FieldValue
from state.common import COMMON
from state.processes import PROCESSES
from tests.stage import AUTHOR, Stage, bound_stage

ASKS = "Shall I take out the personal details?"
DONE = "Done"


async def sent() -> Stage:
    stage = await bound_stage()
    await stage.alert_sent()
    return stage


async def said(stage: Stage, process: str, event: str, field: str) -> FieldValue | None:
    run = (await stage.case()).run(process)
    assert run is not None
    return run.said(event, field)


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("yes", "Ring mum on [removed]."),
        ("take them out", "Ring mum on [removed]."),
        ("no", "Ring mum on 07700 900123."),
        ("keep my words", "Ring mum on 07700 900123."),
    ],
)
async def test_words_of_a_step_are_asked_about_before_they_are_saved(answer: str, kept: str) -> None:
    stage = await sent()
    before = await stage.case()
    asked = await stage.says("ada", "do 1 return reason: Ring mum on 07700 900123.; questions: 31")
    assert ASKS in asked
    assert "a phone number" in asked
    assert "07700" not in asked
    assert await stage.case() == before
    assert "Please say yes or no" in await stage.says("ada", "what do you mean")
    assert DONE in await stage.says("ada", answer)
    assert await said(stage, "alert", "return", "reason") == kept


@pytest.mark.parametrize(("button", "kept"), [("Yes, take them out", "[removed]"), ("No, keep my words", "ME99 9ZZ")])
async def test_the_buttons_do_the_same_and_carry_none_of_it(button: str, kept: str) -> None:
    stage = await sent()
    await stage.says("ada", "do 1 return questions: 31")
    asked = await stage.presses("ada", "Send", reason="They live at ME99 9ZZ.")
    assert ASKS in asked
    assert "ME99" not in str(stage.button("ada", button).data)
    assert DONE in await stage.presses("ada", button)
    assert await said(stage, "alert", "return", "reason") == f"They live at {kept}."


async def test_every_field_that_was_typed_is_asked_about_in_turn_and_none_is_lost() -> None:
    stage = await sent()
    rows = [
        ("do 1 strategy_discussion.hold when: 2026-11-23T10:00; text: See kim.lee@example.org.; reason: Dr on "
         "01632 960123; attendance: police, Dr Who 07700 900123; criteria_considered: yes", ASKS),
        ("yes", ASKS),
        ("no", ASKS),
        ("yes", DONE),
    ]  # fmt: skip
    for says, hears in rows:
        assert hears in await stage.says("uma", says)
    run = (await stage.case()).run("strategy_discussion")
    assert run is not None
    step = run.last("hold")
    assert step is not None
    assert dict(step.fields) == {
        "when": "2026-11-23T10:00:00+00:00",
        "text": "See [removed].",
        "reason": "Dr on 01632 960123",
        "attendance": ("police", "Dr Who [removed]"),
        "criteria_considered": "yes",
    }


async def test_notes_corrections_and_questions_in_words_are_asked_about() -> None:
    stage = await sent()
    for who, says, hears in [
        ("ada", "do 1 approve", "With the Safeguarding Unit"),
        ("uma", "do 1 request_information text: Is 943 476 5919 right?", ASKS),
        ("uma", "yes", DONE),
        (AUTHOR, "do 1 provide It is 943 476 5919.", ASKS),
        (AUTHOR, "yes", DONE),
        ("pat", "do 1 note text: Born 12/03/2015.", ASKS),
        ("pat", "yes", DONE),
        ("pat", "do 1 correct event: provide; field: text; value: It is at ME99 9ZZ.; reason: Wrong.", ASKS),
        ("pat", "yes", DONE),
    ]:
        assert hears in await stage.says(who, says), says
    case = await stage.case()
    assert await said(stage, "alert", "request_information", "text") == "Is [removed] right?"
    assert await said(stage, "alert", "provide", "text") == "It is at [removed]."
    for secret in ("943 476", "12/03/2015", "ME99"):
        assert secret not in repr(case)


async def test_what_cannot_be_shortened_is_said_and_nothing_is_lost() -> None:
    stage = await sent()
    long = "x " * 740 + "ME99 9ZZ M1 1AE M1 1AE M1 1AE"
    assert len(long) < 1500 + 20
    await stage.says("ada", "do 1 return questions: 31")
    await stage.says("ada", long[:1500])
    assert "keep it to 1500" in await stage.says("ada", "yes")
    assert DONE in await stage.says("ada", "no")
    assert await said(stage, "alert", "return", "reason") == long[:1500].strip()


def test_every_field_in_words_is_asked_about() -> None:
    """The kinds of field that hold words of one's own are those that are looked through; no other holds any."""
    rows = [e for p in PROCESSES.values() for e in (p.opening, *p.events)] + list(COMMON.values())
    kinds = {need.kind for event in rows for need in event.needs}
    chosen = {"choice", "choices", "checklist", "date", "finding", "meeting", "moment", "outcomes", "people", "person",
              "yes_no"}  # fmt: skip
    assert kinds - chosen == {"words", "attendance", "questions", "reference"}
