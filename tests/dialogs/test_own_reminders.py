"""Reminders of one's own: confirmed where the time was interpreted, said once and in private, listed, taken back."""

from dataclasses import replace

import pytest

from dialogs.own_reminders import LONGEST, MOST
from dialogs.retention import purge
from state.own_reminder import OwnReminder
from tests.bot.timetable import keep, told
from tests.stage import ALERT, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage
from tests.state.processes.playing import Story

WORDS = "ask for the minutes"


async def a_case() -> Stage:
    stage = await bound_stage()
    await keep(stage, Story())
    return stage


HEARD = [
    # says, hears: each of a stage of its own, at 14:20 on Monday 23 November 2026
    (f"remind 1 2026-11-24T10:00 {WORDS}", f"NTK-2026-0001: Tuesday 24 November 2026, 10:00\nIn your words: {WORDS}"),
    (f"remind 1 24 November 2026 at 10:00: {WORDS}", "I will remind you. NTK-2026-0001: Tuesday 24 November"),
    (f"remind 1 24 November 2026 at 10:00 to {WORDS}", f"In your words: {WORDS}"),
    (f"remind 1 tomorrow at 10:00 {WORDS}", "Did I understand the time of your reminder?\nWhen: Tuesday 24 November"),
    (f"remind 1 on Friday {WORDS}", "When: Friday 27 November 2026, 09:00"),
    (f"remind 1 in 2 hours {WORDS}", "When: Monday 23 November 2026, 16:20"),
    (f"remind 1 yesterday {WORDS}", "has passed already"),
    (f"remind 1 2028-11-24T10:00 {WORDS}", "more than a year away"),
    (f"remind 1 {WORDS}", "Please say which case, when, and what"),
    ("remind 1 tomorrow at 10:00", "Please say which case, when, and what"),
    (f"remind 1 2026-11-24T10:00 {'x' * (LONGEST + 1)}", f"That is {LONGEST + 1} characters"),
    ("remind 1 2026-11-24T10:00 ring 07700 900123", "Your words seem to hold a phone number"),
    (f"remind 7 2026-11-24T10:00 {WORDS}", "I cannot find NTK-2026-0007"),
    ("remind 1", "remind REF WHEN TEXT"),
    ("reminders", "I am to remind you of nothing"),
    ("remind yes", "said or taken back already"),
    ("remind off nonsense", "said or taken back already"),
]  # fmt: skip


@pytest.mark.parametrize(("says", "hears"), HEARD)
async def test_what_is_said_to_a_wish(says: str, hears: str) -> None:
    stage = await a_case()
    assert hears in await stage.says("pat", says)


@pytest.mark.parametrize("yes", ["yes", "remind yes", "Yes, that is right"])
async def test_an_interpreted_time_waits_for_a_yes(yes: str) -> None:
    stage = await a_case()
    await stage.says("pat", f"remind 1 tomorrow at 10:00 {WORDS}")
    assert (await stage.desk.load_person("pat")).due is None
    said = await (stage.presses if yes.startswith("Yes") else stage.says)("pat", yes)
    assert "I will remind you." in said
    await stage.comes("2026-11-24T12:00")
    assert told(stage, about="you asked me") == ["Tue 24 Nov 10:00 pat"]


async def test_a_time_that_was_not_meant_is_forgotten_and_so_is_one_that_was_never_confirmed() -> None:
    stage = await a_case()
    await stage.says("pat", f"remind 1 tomorrow at 10:00 {WORDS}")
    assert "say the time in another way" in await stage.says("pat", "no")
    await stage.says("pat", f"remind 1 tomorrow at 10:00 {WORDS}")
    old = stage.button("pat", "Yes, that is right").data
    await stage.says("pat", f"remind 1 tomorrow at 11:00 {WORDS}")
    assert "taken back already" in await stage.presses("pat", old), "an old card confirms nothing new"
    await stage.comes("2026-11-24T12:00")
    assert told(stage, about="you asked me") == []
    assert "has passed already" in await stage.says("pat", "yes")
    assert (await stage.desk.load_person("pat")).reminders == ()


async def test_it_is_said_once_at_its_time_in_private_whatever_restarts() -> None:
    stage = await a_case()
    for at in ("2026-11-24T10:00", "2026-11-24T22:30", "2026-11-26T09:00"):
        await stage.says("pat", f"remind 1 {at} {WORDS} {at[5:10]}")
    await stage.comes("2026-11-24T10:00")
    await stage.comes("2026-11-24T12:00")
    assert told(stage, about="you asked me") == ["Tue 24 Nov 10:00 pat"]
    assert f"NTK-2026-0001: you asked me to remind you now\nIn your words: {WORDS}" in stage.last("pat")
    await stage.away_until("2026-11-24T20:00")
    await stage.comes("2026-11-24T23:00")
    assert told(stage, about="you asked me") == ["Tue 24 Nov 22:30 pat"]
    await stage.away_until("2026-11-26T11:00")
    assert told(stage, about="you asked me") == ["Thu 26 Nov 11:00 pat late"]
    assert "NTK-2026-0001 · East Kent" in await stage.presses("pat", "Show")
    await stage.away_until("2026-11-26T12:00")
    assert told(stage, about="you asked me") == []
    assert all(WORDS not in repr(m) for place in (PSW_CHANNEL, TEAM_CHANNEL) for m in stage.heard.get(place, ()))


async def test_reminders_are_listed_with_the_earliest_first_and_taken_back() -> None:
    stage = await a_case()
    await stage.says("pat", "remind 1 2026-11-26T09:00 the later one")
    await stage.says("pat", "remind 1 2026-11-24T09:00 the sooner one")
    said = await stage.says("pat", "reminders")
    assert said.index("the sooner one") < said.index("the later one")
    assert "of nothing" in await stage.says("uma", "reminders"), "they are nobody else's"
    assert "I will not remind you of that" in await stage.presses("pat", "Take it back")
    assert "taken back already" in await stage.presses("pat", "Take it back")
    assert len((await stage.desk.load_person("pat")).reminders) == 1


async def test_said_in_a_channel_it_is_answered_in_private_and_only_for_the_psw_and_the_unit() -> None:
    stage = await a_case()
    said = await stage.says("uma", f"remind 1 2026-11-24T10:00 {WORDS}", PSW_CHANNEL)
    assert WORDS not in said
    assert WORDS in stage.last("uma")
    assert "Only this role" in await stage.says("ada", f"remind 1 2026-11-24T10:00 {WORDS}")


async def test_a_draft_that_waits_and_a_reminder_each_come_at_their_own_time() -> None:
    stage = await a_case()
    for text in ALERT[:3]:
        await stage.says("pat", text)
    await stage.says("pat", "/remind 1 2026-11-23T14:50 call back")
    assert (await stage.desk.load_person("pat")).draft is not None
    await stage.comes("2026-11-23T16:00")
    assert told(stage) == ["Mon 23 Nov 14:50 pat", "Mon 23 Nov 15:20 pat"]


async def test_there_is_room_for_so_many() -> None:
    stage = await a_case()
    full = tuple(OwnReminder(f"r{n}", "NTK-2026-0001", stage.now.replace(year=2027), "x") for n in range(MOST))
    await stage.desk.save(replace(await stage.desk.load_person("pat"), reminders=full))
    assert f"I keep {MOST} reminders" in await stage.says("pat", f"remind 1 2026-11-24T10:00 {WORDS}")


async def test_a_reminder_goes_with_its_case_and_is_shown_to_whoever_asks_what_is_held() -> None:
    stage = await bound_stage()
    story = Story()
    story.tell("joe", "alert.update", story.case.current.having("record_ids", ("1234567",)))
    await keep(stage, story.do("pat", "alert.fold", other="NTK-2026-0002"))
    await stage.says("pat", f"remind 1 2026-11-24T10:00 {WORDS}")
    assert WORDS in await stage.says("pat", "subject 1234567")
    await purge(stage.desk, stage.now.replace(year=2032))
    assert (await stage.desk.load_person("pat")).reminders == ()
