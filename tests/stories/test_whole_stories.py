"""Whole cases through the conversation, in two councils, by typing alone and by buttons alone. Source: processes.md."""

import re
from dataclasses import replace

import pytest

from bot.commands.registry import Commands
from bot.server import COMMANDS
from dialogs.guidance import TERMS
from dialogs.wording import speak_for
from tests.stories.councils import COUNCILS, KENT, STRATHMUIR, Council, proper_names
from tests.stories.playing import CHANNELS, Play, Story
from tests.stories.stories import STORIES

UNTIL_THE_REVIEW = """
    uma | partnership_referral.share
    cor | panel_notification.decide_notify | rationale: I agree.; without_view: It cannot wait.
    uma | panel_notification.record_notified | reference: P-1; sent_at: {-0m}
    kim | rapid_review.convene | meeting_at: {+5d}
    kim | rapid_review.summaries_circulated
    +6d
    kim | rapid_review.hold | when: {-1d}; attendance: chair, director, police, health
    kim | rapid_review.finalise | outcome: learn_here; text: Write earlier.; learning: learning_action
"""

OTHER = {"kent": STRATHMUIR, "strathmuir": KENT}

BY = {"typing": False, "buttons": True}


@pytest.mark.parametrize("council", COUNCILS, ids=str)
@pytest.mark.parametrize("by_buttons", BY.values(), ids=BY)
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_a_case_from_the_alert_until_it_is_closed(story: Story, by_buttons: bool, council: Council) -> None:
    play = Play(story, council, by_buttons)
    case = await play.to_its_end()

    assert {r.process + (f"#{r.key}" if r.key > 1 else ""): r.state for r in case.runs} == story.ends
    clocks = play.clocks(case)
    assert {id: state for id, (_, state) in clocks.items() if state != "met"} == dict.fromkeys(story.missed, "missed")
    dates = story.dates.get(str(council), {})
    assert {id: date for id, (date, _) in clocks.items() if id in dates} == dates
    for who, sentences in story.hears.items():
        assert [words for words in sentences if words not in play.said_to(who)] == [], who
    in_channels = "\n".join(play.stage.all(channel) for channel in CHANNELS if channel in play.stage.heard)
    assert [words for words in play.told if words in in_channels] == []
    assert named(OTHER[str(council)], play.said_to_anybody()) == set()
    assert council.profile.title("area_ad") in play.said_to_anybody() or story.begins == "referral"


async def test_a_rapid_review_opens_what_the_council_s_own_outcome_says() -> None:
    play = Play(replace(STORIES["notified with a local review"], rows=UNTIL_THE_REVIEW), STRATHMUIR, by_buttons=True)
    case = await play.to_its_end()
    assert [run.key for run in case.runs if run.process == "learning_action"] == [1]
    assert case.run("local_review") is None


async def test_what_was_not_shared_with_the_partnership_is_a_task_for_the_psw() -> None:
    play = Play(STORIES["an adult and a homicide review"], KENT, by_buttons=False)
    await play.to_its_end()
    assert "[It is circulated]" in play.said_to("pat")
    assert "[It is circulated]" not in play.said_to("kim")


ASKED = (
    "help", "guidance", "support", "people", "waiting", "my alerts", "status 1", "details 1", "more 1", "why 1", "frob",
    *(f"help {name}" for name in Commands(*COMMANDS).by_name),
    *(f"guidance {group}" for group in ("alerts", "reviews", "deaths", "bodies", "roles", "staff", "authors", "words")),
)  # fmt: skip


@pytest.mark.parametrize("council", COUNCILS, ids=str)
async def test_whatever_is_asked_the_answer_names_nothing_of_another_council(council: Council) -> None:
    play = Play(STORIES["a looked-after child dies"], council, by_buttons=False)
    await play.to_its_end()
    speak_for(council.profile)
    for person in ("pat", "ada", "joe"):
        for said in ASKED:
            await play.stage.says(person, said)
    for term in TERMS.values():
        assert term.names[0] in await play.stage.says("joe", f"guidance {term.names[0]}")
    assert named(OTHER[str(council)], play.said_to_anybody()) == set()


def named(council: Council, words: str) -> set[str]:
    """The names of a council that stand in words."""
    return {name for name in proper_names(council) if re.search(rf"\b{re.escape(name)}(?!\w)", words)}
