"""Guidance stands where it matters: to whom, after which event. Source: R32, R61, R62, R93–R98."""

import pytest

from dialogs.advice import ADVICE, SUPPORT
from dialogs.guidance import TERMS
from state.process import Event
from state.processes import PROCESSES
from state.roles import PSW_CHANNEL
from tests.stage import AUTHOR, QUIET, TEAM_CHANNEL, Stage, bound_stage, buttons_of

FOR_STAFF = ["If a review looks at your work", "Speaking with the author", "Bringing records up to date",
             "Confidentiality", "Performance matters"]  # fmt: skip
FOR_AUTHORS = ["Guidance for authors", "How the report is written", "What the report includes", "Chronology",
               "SMART actions", "Learning process"]  # fmt: skip
HELP = "Support for me or my team"
GENERAL_HELP = "Support for staff"


def labels(stage: Stage, to: str, words: str) -> list[str]:
    """The labels under the latest message with these words."""
    message = next(m for m in reversed(stage.heard[to]) if words in m.text or (m.card and words in m.card.title))
    return [button.label for button in buttons_of(message.card)]


NOTIFIED = [
    ("ada", "approve"),
    ("uma", "assess"),
    ("uma", "share"),
    ("kim", "executive_view choice: met; rationale: Serious harm."),
    ("cor", "decide_notify rationale: I agree."),
    ("uma", "panel_notification.record_notified reference: P-1; sent_at: 2026-11-23T14:20"),
]


async def played(*steps: tuple[str, str]) -> Stage:
    stage = await bound_stage()
    await stage.alert_sent()
    for who, says in steps:
        reply = await stage.says(who, f"do 1 {says}")
        assert "Done" in reply, f"{who} said {says!r}:\n{reply}"
    return stage


# who does what last, whom it is told, in which words, and what is offered under it
ROWS: list[tuple[list[tuple[str, str]], str, str, list[str]]] = [
    ([("ada", "approve")], AUTHOR, "was approved", [HELP]),
    ([("ada", "approve")], TEAM_CHANNEL, "approved", [GENERAL_HELP]),
    ([("ada", "return reason: Who?; questions: 30")], AUTHOR, "needs some answers", ["Answer and send again", HELP]),
    (NOTIFIED[:2], AUTHOR, "was assessed", [HELP]),
    (NOTIFIED[:2], "ada", "assessed the alert", [HELP]),
    (NOTIFIED[:5], AUTHOR, "notify", [HELP]),
    (NOTIFIED[:5], "mia", "notify", [HELP]),
    (NOTIFIED, AUTHOR, "led to a notification", [*FOR_STAFF, HELP]),
    (NOTIFIED, "mia", "was notified", [*FOR_STAFF, HELP]),
    (NOTIFIED, "ada", "was notified", [*FOR_STAFF, HELP]),
    (NOTIFIED, TEAM_CHANNEL, "notified", [*FOR_STAFF, GENERAL_HELP]),
    (
        [*NOTIFIED, ("pat", "agency_summary.appoint Sam Ford")],
        "sam",
        "You are asked to write",
        ["Get the template", "Author of the agency summary", *FOR_AUTHORS],
    ),
    ([*NOTIFIED, ("pat", "agency_summary.appoint Sam Ford")], "ada", "an author", [*FOR_STAFF, HELP]),
    (
        [("pat", "management_review.open choice: adult_review"), ("pat", "management_review.appoint Wes Moor")],
        "wes",
        "You are asked to write",
        ["Get the template", "Author of an IMR", *FOR_AUTHORS],
    ),
    ([*NOTIFIED, ("kim", "convene meeting_at: 2026-12-09T10:00")], "ada", "Rapid Review", [*FOR_STAFF, HELP]),
    ([("pat", "internal_review.open text: x"), ("ash", "authorise")], AUTHOR, "internal review", [*FOR_STAFF, HELP]),
    ([("pat", "local_review.open text: x")], TEAM_CHANNEL, "begins", [*FOR_STAFF, GENERAL_HELP]),
]


@pytest.mark.rule("R32")
@pytest.mark.rule("R61")
@pytest.mark.rule("R62")
@pytest.mark.rule("R93")
@pytest.mark.rule("R94")
@pytest.mark.rule("R95")
@pytest.mark.rule("R96")
@pytest.mark.rule("R97")
@pytest.mark.rule("R98")
@pytest.mark.parametrize(("steps", "to", "words", "offered"), ROWS)
async def test_what_is_offered_under_an_outcome(
    steps: list[tuple[str, str]], to: str, words: str, offered: list[str]
) -> None:
    stage = await played(*steps)
    shown = labels(stage, to, words)
    assert [label for label in shown if label not in ("Read the alert",)] == offered


@pytest.mark.rule("R94")
async def test_help_stands_under_a_withdrawal() -> None:
    stage = await bound_stage()
    await stage.alert_sent(told=QUIET)
    await stage.says("pat", "do 1 withdraw reason: Told twice.")
    assert labels(stage, AUTHOR, "was withdrawn") == [HELP]


@pytest.mark.rule("R96")
async def test_advice_is_explained_when_it_is_pressed_and_a_channel_hears_nothing_of_the_case() -> None:
    stage = await played(*NOTIFIED)
    assert "Never add case notes" in await stage.presses(AUTHOR, "Bringing records up to date")
    said = await stage.presses("bob", "Speaking with the author", TEAM_CHANNEL)
    assert "not a formal interview" in said
    assert "NTK" not in said


@pytest.mark.rule("R98")
async def test_an_author_of_a_report_is_told_how_it_is_written() -> None:
    stage = await played(*NOTIFIED, ("pat", "agency_summary.appoint Sam Ford"))
    assert "without acronyms" in await stage.presses("sam", "How the report is written")


@pytest.mark.rule("R94")
async def test_help_that_is_asked_for_in_a_channel_is_given_in_private() -> None:
    stage = await bound_stage()
    said = await stage.says("bob", "support", TEAM_CHANNEL)
    assert "Support Line" not in said
    assert "Support Line" in stage.last("bob")


def row_of(name: str) -> Event | None:
    process, event, *_ = name.split(".")
    return PROCESSES[process].event(event)


def test_every_row_names_an_event_that_somebody_hears_of_and_terms_that_are_explained() -> None:
    for row in ADVICE:
        assert set(row.terms) - {SUPPORT} <= set(TERMS)
        assert PSW_CHANNEL not in row.audiences
        for name in row.events:
            event = row_of(name)
            assert event is not None, name
            assert set(event.tells) & set(row.audiences), name
            choice = name.split(".")[2:]
            assert not choice or any(choice[0] in need.options for need in event.needs), name
