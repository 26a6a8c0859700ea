"""Whole cases through the conversation: by `do` alone, and by buttons alone. Source: processes.md."""

from typing import Any

import pytest

from dialogs.desk import Desk
from state.documents import Channel, Person
from tests.stage import AUTHOR, PSW_CHANNEL, Stage, bound_stage, buttons_of

DONE = "Done. NTK-2026-0001"

# who, what they type after "do 1", what they hear; "+3d" lets days go by
TYPED: list[tuple[str, str, str]] = [
    ("ada", "approve", DONE),
    ("uma", "assess", "Assessed"),
    ("uma", "strategy_discussion.hold when: today at 10:00; attendance: police, health; criteria_considered: yes; "
            "text: The harm is likely due to the care received.", "Is this right?"),
    ("uma", "=yes", DONE),
    ("ash", "director_briefing.tell_director", DONE),
    ("uma", "share", DONE),
    ("kim", "executive_view choice: met; rationale: Serious harm.", DONE),
    ("uma", "panel_notification.recommend choice: notify; rationale: The test is met.", DONE),
    ("cor", "decide_notify rationale: I agree.", DONE),
    ("", "+1d", ""),
    ("uma", "panel_notification.record_notified reference: P-1; sent_at: 2026-11-24T10:00", "Notified"),
    ("pat", "agency_summary.appoint Sam Ford", DONE),
    ("pat", "agree_parameters text: The manager, in person.", DONE),
    ("kim", "convene meeting_at: 2026-12-09T10:00", DONE),
    ("sam", "send_to_psw", DONE),
    ("pat", "agency_summary.quality_checked", DONE),
    ("ash", "agency_summary.approve", DONE),
    ("pat", "return_to_kscmp when: 2026-11-24T11:00", DONE),
    ("kim", "summaries_circulated", DONE),
    ("", "+16d", ""),
    ("kim", "rapid_review.hold when: 2026-12-09T10:00; attendance: chair, director, police", "Missing: Health"),
    ("kim", "rapid_review.hold when: 2026-12-09T10:00; attendance: chair, director, police, health", DONE),
    ("kim", "finalise outcome: local_review; text: How were bruises read?", DONE),
    ("kim", "submit_outcome when: 2026-12-10T10:00", DONE),
    ("dee", "tell_teams", DONE),
    ("pat", "management_review.appoint Wes Moor", DONE),
    ("pat", "brief when: 2026-12-10T11:00", DONE),
    ("wes", "management_review.draft", "Which of these are done?"),
    ("wes", "=all", DONE),
    ("pat", "management_review.quality_checked", DONE),
    ("ash", "management_review.approve", DONE),
    ("kim", "circulate", DONE),
    ("pat", "present when: 2026-12-10T12:00", DONE),
    ("kim", "author_appointed text: An independent author.", DONE),
    ("kim", "terms_agreed text: At the first panel meeting.", DONE),
    ("kim", "family_informed when: 2026-12-10T13:00", DONE),
    ("kim", "reports_in", DONE),
    ("kim", "local_review.agreed", DONE),
    ("kim", "publish when: 2026-12-10T14:00", DONE),
    ("pat", "close", "Closed"),
]  # fmt: skip


async def test_from_the_alert_to_a_published_local_review_by_typing_alone() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    for who, says, hears in TYPED:
        if says.startswith("+"):
            await stage.later(days=float(says[1:-1]))
            continue
        said = checklist(stage) if says == "=all" else says[1:] if says.startswith("=") else f"do 1 {says}"
        reply = await stage.says(who, said)
        assert hears in reply, f"{who} said {says!r} and heard:\n{reply}"
    case = await stage.case()
    assert case.run("local_review").state == "closed"  # type: ignore[union-attr]
    assert case.runs[0].state == "closed"


def checklist(stage: Stage) -> str:
    """Every point of the checklist that is asked for, by its number."""
    card = stage.heard["wes"][-1].card
    assert card is not None
    return ", ".join(str(n) for n in range(1, len(card.inputs[0].options) + 1))


PRESSED: list[tuple[str, str, dict[str, str]]] = [
    ("ada", "Approve and forward", {}),
    ("pat", "Assess", {}),
    ("uma", "It was held", {}),
    ("uma", "Send", {"when": "2026-11-23T10:00"}),
    ("uma", "Send", {"attendance": "police,health"}),
    ("uma", "Send", {"criteria_considered": "yes"}),
    ("uma", "Send", {"text": "The harm is likely due to the care received."}),
    ("ash", "The Director is told", {}),
    ("pat", "It is shared", {}),
    ("pat", "Recommend", {}),
    ("pat", "Send", {"choice": "notify"}),
    ("pat", "Send", {"rationale": "The test is met."}),
    ("cor", "Record decision: notify", {}),
    ("cor", "Send", {"rationale": "I agree."}),
    ("cor", "Send", {"without_view": "It cannot wait for them."}),
    ("pat", "Record the notification", {}),
    ("pat", "Send", {"reference": "P-1"}),
    ("pat", "Send", {"sent_at": "2026-11-23T14:20"}),
]


async def test_from_the_alert_to_the_notification_by_buttons_alone() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    for who, label, inputs in PRESSED:
        if label != "Send":
            await stage.says(who, "status 1")
        reply = await stage.presses(who, label, **inputs)
        assert "KeyError" not in reply
    case = await stage.case()
    assert {run.process: run.state for run in case.runs}["panel_notification"] == "notified"
    assert {"rapid_review", "agency_summary"} <= {run.process for run in case.runs}
    assert "led to a notification" in stage.all(AUTHOR)
    assert "The national Panel was notified" in stage.all(PSW_CHANNEL)


@pytest.mark.parametrize("who", ["pat", "uma", "ash", "dee", "kim", "mia", "ada", AUTHOR])
async def test_no_button_of_a_case_fails_for_anybody(who: str) -> None:
    """Every button that anybody is shown, at every stage of a long case, answers with something."""
    stage = await bound_stage()
    await stage.alert_sent()
    for actor, label, inputs in PRESSED:
        if label != "Send":
            await stage.says(actor, "status 1")
        await stage.presses(actor, label, **inputs)
    await stage.says(who, "status 1")
    message = stage.heard[who][-1]
    for button in buttons_of(message.card):
        kept = await snapshot(stage.desk, who)
        assert await stage.presses(who, button.data) or button.label == "Read the alert"
        await restored(stage, kept)


async def snapshot(desk: Desk, who: str) -> list[Any]:
    return [await desk.load_case("NTK-2026-0001"), await desk.load_person(who)]


async def restored(stage: Stage, kept: list[Any]) -> None:
    """Put a case and a person back as they were before a press."""
    for document in kept:
        assert not isinstance(document, Channel)
        key = ("person", document.id) if isinstance(document, Person) else ("case", document.ref)
        now = await stage.desk.load_person(document.id) if key[0] == "person" else await stage.case()
        await stage.desk.save(type(document)(**{**vars(document), "revision": now.revision}))


async def test_an_interpreted_date_of_an_event_is_repeated_and_waits_for_a_yes() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    rows = [
        ("do 1 strategy_discussion.arrange", "When will it be held?"),
        ("nonsense", "Please give a day and time to come"),
        ("Friday at 10:00", "Friday 27 November 2026, 10:00"),
        ("no", "Please say it again"),
        ("Friday at 11:00", "Friday 27 November 2026, 11:00"),
        ("Thursday at 9:00", "Thursday 26 November 2026, 09:00"),
        ("status 1", "Is this right?"),
        ("yes", DONE),
    ]
    for says, hears in rows:
        reply = await stage.says("uma", says)
        assert hears in reply, f"{says!r}:\n{reply}"
    assert "Thursday 26 November 2026, 09:00" in await stage.says("pat", "details 1")


async def test_a_date_that_cannot_be_names_both_dates() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    reply = await stage.says(
        "uma", "do 1 strategy_discussion.hold when: 2026-11-20T10:00; attendance: police, health; "
        "criteria_considered: yes; text: x",
    )  # fmt: skip
    assert "Friday 20 November 2026, 10:00 lies before Monday 23 November 2026, 09:00" in reply


async def test_notes_corrections_steps_back_and_openings_are_buttons_too() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says("ada", "do 1 return reason: Who was there?; questions: 31")
    steps: list[tuple[str, dict[str, str], str]] = [
        ("Correct a field", {}, "Which step"),
        ("Send", {"event_given": "return"}, "Which field"),
        ("Send", {"field_given": "questions"}, "What should it say"),
        ("Send", {"value_given": "30"}, "What is the reason"),
        ("Send", {"reason": "The wrong one was ticked."}, DONE),
        ("Leave a note", {}, "What would you like to say"),
        ("Send", {"text": "Rang the ward."}, DONE),
        ("Step back", {}, "What is the reason"),
        ("Send", {"reason": "Too soon."}, "for approval"),
        ("A learning action", {}, "?"),
    ]
    for label, inputs, hears in steps:
        if label != "Send":
            await stage.says("pat", "more 1")
        reply = await stage.presses("pat", label, **inputs)
        assert hears in reply, f"{label}:\n{reply}"
    case = await stage.case()
    assert case.runs[0].state == "with_area_ad"
    assert "Rang the ward." in await stage.says("ada", "details 1")
    nothing = await stage.says("wes", "more 1")
    assert "I cannot find" in nothing


async def test_the_owner_of_a_learning_action_does_it_without_reading_the_case() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    opened = "do 1 learning_action.open text: Train the team.; person: Wes Moor; due: 2026-12-18; review: An audit."
    assert DONE in await stage.says("pat", opened)
    assert "[Read the alert]" not in stage.last("wes")
    assert DONE in await stage.says("wes", "do 1 learning_action.done text: The team was trained.")
    assert "I cannot find" in await stage.says("wes", "details 1")
    assert "Only this role" in await stage.says("wes", "do 1 approve")
    assert DONE in await stage.says("pat", "do 1 learning_action.verify")


async def test_a_corrected_date_is_read_as_a_date_however_often_it_is_said() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says("uma", "do 1 strategy_discussion.arrange meeting_at: 2026-11-26T10:00")
    rows = [
        ("do 1 strategy_discussion.correct event: arrange; field: meeting_at", "What should it say"),
        ("Friday at 10:00", "Friday 27 November 2026, 10:00"),
        ("Friday at 11:00", "Friday 27 November 2026, 11:00"),
        ("no", "Please say it again"),
        ("2026-11-27T12:00", "What is the reason"),
        ("The room was taken.", DONE),
    ]
    for says, hears in rows:
        reply = await stage.says("uma", says)
        assert hears in reply, f"{says!r}:\n{reply}"
    run = (await stage.case()).run("strategy_discussion")
    assert run is not None
    assert run.said("arrange", "meeting_at") == "2026-11-27T12:00:00+00:00"
