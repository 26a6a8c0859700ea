"""The morning's overview, and drafts that are left lying: when they come, and what they say."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.cards import plain
from state.moments import LONDON
from tests.bot.timetable import told
from tests.stage import ALERT, AUTHOR, PSW_CHANNEL, Stage, bound_stage, buttons_of


async def on_tuesday() -> Stage:
    """An alert was sent on Monday at 14:20; it becomes Tuesday 08:45."""
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.comes("2026-11-24T08:45")
    return stage


def digests(stage: Stage, to: str) -> list[str]:
    return [plain(p.message) for _, p in stage.posts if p.kind == "digest" and p.to.endswith(to) and p.message]


async def test_each_working_morning_the_psw_channel_and_each_area_ad_get_theirs() -> None:
    stage = await on_tuesday()
    stage.posts.clear()
    await stage.comes("2026-12-01T12:00")
    days = ("Wed 25 Nov", "Thu 26 Nov", "Fri 27 Nov", "Mon 30 Nov", "Tue 1 Dec")
    assert told(stage, "digest") == [f"{day} 08:45 {to}" for day in days for to in (PSW_CHANNEL, "ada", "wes")]


async def test_it_says_what_is_due_who_is_waited_for_and_what_is_new() -> None:
    words = digests(await on_tuesday(), PSW_CHANNEL)[-1]
    assert words.split("\n\n")[0] == "Today, Tuesday 24 November 2026"
    for part in (
        "Due today\nNTK-2026-0001 · East Kent: Approval by the Area Assistant Director, Tuesday 24 November 2026. "
        "For: Area Assistant Director",
        "Who is waited for\nArea Assistant Director: NTK-2026-0001",
        "Since Monday 23 November 2026\nNew: NTK-2026-0001",
    ):
        assert part in words
    assert "Overdue" not in words


async def test_on_the_days_after_it_says_what_is_overdue_and_what_moved() -> None:
    stage = await on_tuesday()
    await stage.comes("2026-11-25T08:45")
    assert "Overdue\nNTK-2026-0001 · East Kent: Approval" in digests(stage, PSW_CHANNEL)[-1]
    await stage.says("ada", "do 1 approve")
    await stage.comes("2026-11-26T08:45")
    words = digests(stage, PSW_CHANNEL)[-1]
    assert "Overdue" not in words
    assert "Since Wednesday 25 November 2026\nMoved on: NTK-2026-0001" in words


async def test_what_must_be_renewed_is_said_to_the_psw_on_mondays_and_in_the_last_week_each_morning() -> None:
    stage = await on_tuesday()
    stage.desk.expires = {"secret": date(2026, 12, 30), "key": date(2026, 12, 14)}
    said: list[tuple[str, bool, bool]] = []
    for day in ("2026-11-25", "2026-11-30", "2026-12-04", "2026-12-07", "2026-12-08", "2026-12-23", "2026-12-31"):
        await stage.comes(f"{day}T08:45")
        words = digests(stage, PSW_CHANNEL)[-1]
        said.append((day[5:], "app’s secret" in words, "key to what I store" in words))
        assert "NTK_" not in digests(stage, "ada")[-1]
    assert said == [
        ("11-25", False, False),
        ("11-30", True, True),
        ("12-04", False, False),
        ("12-07", True, True),
        ("12-08", False, True),
        ("12-23", True, True),
        ("12-31", True, True),
    ]


async def test_on_mondays_it_is_the_week() -> None:
    stage = await on_tuesday()
    await stage.comes("2026-11-30T08:45")
    words = digests(stage, PSW_CHANNEL)[-1]
    assert "The week from Monday 30 November 2026" in words
    assert "Due this week\nNTK-2026-0001 · East Kent: Notifying the national Panel, Monday 30 November 2026" in words


async def test_an_area_ad_reads_of_their_own_areas_and_their_deputy_instead_of_them() -> None:
    stage = await on_tuesday()
    assert "NTK-2026-0001" in digests(stage, "ada")[-1]
    quiet = "nothing is due or overdue, nobody is waited for, and nothing new came in."
    assert digests(stage, "wes") == [f"Tuesday 24 November 2026: {quiet}"]
    await stage.says("ada", "deputy Mia Brook until Friday")
    await stage.comes("2026-11-25T08:45")
    assert len(digests(stage, "ada")) == 1 + 1, "with Monday's, made up for"
    assert "NTK-2026-0001" in digests(stage, "mia")[-1]
    assert "You get this because you act for Ada Field." in digests(stage, "mia")[-1]
    await stage.says("wes", "deputy Sam Ford until Friday")
    await stage.comes("2026-11-26T08:45")
    assert digests(stage, "sam") == [f"Thursday 26 November 2026: {quiet} You get this because you act for Wes Moor."]
    assert not any("because you act" in words for words in (*digests(stage, "ada"), *digests(stage, "wes")))


async def test_todays_is_made_up_for_and_those_that_were_missed_are_not() -> None:
    stage = await on_tuesday()
    await stage.away_until("2026-11-27T11:00")
    assert told(stage, "digest") == [f"Fri 27 Nov 11:00 {to}" for to in (PSW_CHANNEL, "ada")], "wes has nothing to read"
    await stage.away_until("2026-11-27T12:00")
    assert told(stage, "digest") == [], "they had today's"
    await stage.away_until("2026-12-01T20:00")
    assert told(stage, "digest") == [], "not in the evening"


async def test_a_channel_that_is_bound_later_gets_the_next() -> None:
    stage = Stage()
    await stage.comes("2026-11-24T12:00")
    await stage.says("pat", "here psw", PSW_CHANNEL)
    await stage.comes("2026-11-25T08:45")
    assert [row for row in told(stage, "digest") if PSW_CHANNEL in row] == [f"Wed 25 Nov 08:45 {PSW_CHANNEL}"]


async def test_an_area_ad_who_cannot_be_reached_is_left_out() -> None:
    stage = await bound_stage()
    await stage.desk.save(replace(await stage.desk.load_person("wes"), unreachable=stage.now))
    await stage.comes("2026-11-24T12:00")
    assert [row for row in told(stage, "digest") if "Tue" in row and "wes" in row] == []


async def test_the_digest_can_be_asked_for() -> None:
    stage = await on_tuesday()
    assert "Due today" in await stage.says("pat", "digest", PSW_CHANNEL)
    assert "Due today" not in await stage.says("ada", "digest")


async def test_long_lists_end_with_how_many_more_there_are() -> None:
    stage = await bound_stage()
    for n in range(23):
        await stage.alert_sent(f"joe{n}", ALERT)
    await stage.comes("2026-11-25T08:45")
    words = digests(stage, PSW_CHANNEL)[-1]
    assert "And 3 more." in words
    assert "NTK-2026-0012. And 11 more." in words


# Drafts --------------------------------------------------------------------------------------------------------------


async def begun(when: str) -> Stage:
    stage = Stage(now=datetime.fromisoformat(when).replace(tzinfo=LONDON))
    await stage.says(AUTHOR, "alert")
    await stage.says(AUTHOR, "no")
    return stage


DRAFTS = [
    # begun, until, reminded
    ("2026-11-23T14:20", "2026-11-25T12:00", ["Mon 23 Nov 15:20", "Tue 24 Nov 09:00", "Wed 25 Nov 09:00"]),
    ("2026-11-27T17:00", "2026-12-01T12:00", ["Mon 30 Nov 09:00", "Tue 1 Dec 09:00"]),
    ("2026-11-24T03:00", "2026-11-25T12:00", ["Tue 24 Nov 09:00", "Wed 25 Nov 09:00"]),
    ("2026-12-24T16:45", "2026-12-29T12:00", ["Tue 29 Dec 09:00"]),
]


@pytest.mark.parametrize(("when", "until", "reminded"), DRAFTS)
async def test_a_draft_left_lying_is_reminded_of_kindly(when: str, until: str, reminded: list[str]) -> None:
    stage = await begun(when)
    await stage.comes(until)
    assert told(stage) == [f"{row} {AUTHOR}" for row in reminded]


async def test_the_reminder_of_a_draft_says_what_is_left_and_goes_on_with_a_press() -> None:
    stage = await begun("2026-11-23T14:20")
    await stage.comes("2026-11-23T15:20")
    assert "You began it on Monday 23 November 2026. All you have told me is still here" in stage.last(AUTHOR)
    await stage.comes("2026-11-24T09:00")
    assert "still waits for you" in stage.last(AUTHOR)
    assert [button.label for button in buttons_of(stage.heard[AUTHOR][-1].card)] == ["Go on with it"]
    assert "Is this a new alert" in await stage.presses(AUTHOR, "Go on with it")


async def test_an_answer_begins_the_hour_anew_and_sending_ends_it() -> None:
    stage = await begun("2026-11-23T14:20")
    await stage.comes("2026-11-23T15:10")
    await stage.says(AUTHOR, "new")
    await stage.comes("2026-11-23T16:09")
    assert told(stage) == []
    await stage.comes("2026-11-23T16:10")
    assert told(stage) == [f"Mon 23 Nov 16:10 {AUTHOR}"]
    for text in (*ALERT[3:], "submit"):
        await stage.says(AUTHOR, text)
    await stage.comes("2026-11-24T08:59")
    assert len(told(stage, about="not sent")) == 1


async def test_after_time_away_a_draft_is_one_line_and_not_said_at_night() -> None:
    stage = await begun("2026-11-23T14:20")
    await stage.away_until("2026-11-24T20:00")
    assert told(stage) == []
    await stage.comes("2026-11-25T08:30")
    assert told(stage) == [f"Wed 25 Nov 08:30 {AUTHOR} late"]
    assert "Your alert begun on Monday 23 November 2026 is not sent yet" in stage.last(AUTHOR)
    await stage.comes("2026-11-25T12:00")
    assert len(told(stage)) == 1
