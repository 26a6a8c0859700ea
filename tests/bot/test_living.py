"""The living cards of a case in the PSW's and its team's channel. Source: product.md "Commands", processes.md."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.cards import plain
from dialogs.living import living, reads_anew
from state.documents import Key
from state.message import Card, Message
from tests.bot.post_office import PostOffice, open_office, text_of
from tests.bot.test_delivery import answers
from tests.door import NOW, opened
from tests.door import PSW_CHANNEL as DOOR_PSW
from tests.stage import ALERT, AUTHOR, PSW_CHANNEL, QUIET, TEAM_CHANNEL, WRITTEN, Stage, bound_stage, buttons_of

REF = "NTK-2026-0001"
CASE = Key("case", REF)


async def sent(told: tuple[str, ...] = ALERT) -> Stage:
    stage = await bound_stage()
    await stage.alert_sent(told=told)
    return stage


def card(stage: Stage, channel: str) -> Card:
    """The card of the case as it was drawn last."""
    drawn = [p for _, p in stage.posts if p.living and stage._where(p) == channel]
    assert drawn[-1].message is not None
    assert drawn[-1].message.card is not None
    return drawn[-1].message.card


def said(stage: Stage, channel: str) -> str:
    return plain(Message(card=card(stage, channel)))


CLOCKS: list[tuple[str, str]] = [
    ("2026-11-23T15:00", "Approval by the Area Assistant Director: 1 working day left (Tue 24 Nov)"),
    ("2026-11-24T09:00", "Approval by the Area Assistant Director: today is the last day (Tue 24 Nov)"),
    ("2026-11-25T00:00", "Approval by the Area Assistant Director: passed on Tue 24 Nov"),
    ("2026-11-25T09:00", "Enquiries by the Safeguarding Unit: 1 working day left (Thu 26 Nov)"),
    ("2026-11-23T15:00", "Notifying the national Panel: 5 working days left (Mon 30 Nov); aim for Fri 27 Nov"),
    ("2026-11-28T09:00", "Notifying the national Panel: 1 working day left (Mon 30 Nov); the aim was Fri 27 Nov"),
    ("2026-11-23T15:00", "View of the Executive: aim for Wed 25 Nov"),
    ("2026-11-26T09:00", "View of the Executive: the aim was Wed 25 Nov"),
]


@pytest.mark.parametrize(("when", "words"), CLOCKS)
async def test_a_clock_reads_as_what_is_left_or_since_when_it_has_passed(when: str, words: str) -> None:
    stage = await sent()
    await stage.comes(when)
    assert words in await stage.says("pat", "status 1", PSW_CHANNEL)


async def test_what_passes_first_stands_first_and_what_is_done_last() -> None:
    stage = await sent()
    await stage.says("ada", "do 1 approve")
    headings = [section.heading for section in card(stage, PSW_CHANNEL).sections]
    assert headings[:2] == ["Sharing with the partnership", "The alert"]
    assert headings[-1] == "Findings"
    await stage.says("uma", "do 1 share")
    await stage.says("ash", "do 1 director_briefing.not_needed reason: All are well.")
    last = card(stage, PSW_CHANNEL).sections[-1]
    assert last.heading == "Finished"
    assert last.lines[0].startswith("• Telling the Director: ")


async def test_findings_are_a_word_each_and_say_what_people_ruled() -> None:
    stage = await sent()
    assert "The national Panel should be notified – not confirmed yet" in said(stage, PSW_CHANNEL)
    await stage.says("ada", "do 1 approve")
    await stage.says("uma", "do 1 assess overrule: notify_national_panel; reason: Seen by a consultant.")
    shown = said(stage, PSW_CHANNEL)
    assert "The national Panel should be notified – overruled" in shown
    assert "A Strategy Discussion is needed – confirmed" in shown
    assert "consultant" not in shown


async def test_its_buttons_are_those_of_unit_and_psw_and_whoever_presses_is_looked_at() -> None:
    stage = await sent()
    labels = [button.label for button in buttons_of(card(stage, PSW_CHANNEL))]
    assert "Bring forward" in labels
    assert "Approve and forward" not in labels
    assert "[Bring forward]" not in said(stage, TEAM_CHANNEL)
    heard = await stage.presses("wes", "Bring forward", channel=PSW_CHANNEL)
    assert "I cannot find" in heard
    assert (await stage.case()).origin.state == "with_area_ad"


async def test_the_teams_card_has_less_and_moves_on_with_the_case() -> None:
    stage = await sent()
    shown = said(stage, TEAM_CHANNEL)
    assert "Stage: With the Area Assistant Director, for approval" in shown
    assert "Findings" not in shown
    assert [button.label for button in buttons_of(card(stage, TEAM_CHANNEL))] == ["Read the alert"]
    await stage.says("ada", "do 1 approve")
    assert "Stage: With the Safeguarding Unit" in said(stage, TEAM_CHANNEL)


async def test_a_case_that_moves_to_another_area_leaves_word_with_the_first_team() -> None:
    stage = await sent()
    case = await stage.case()
    moved = living(stage.desk, replace(case, area="west"), left="east")
    assert [post.to for post in moved] == ["channel:psw", "channel:team:east"]
    assert moved[-1].message is not None
    assert "with another team now: West Kent" in plain(moved[-1].message)
    assert not buttons_of(moved[-1].message.card)


async def test_without_a_channel_a_team_has_no_card() -> None:
    stage = Stage()
    await stage.alert_sent()
    assert not any(post.living and "team" in post.to for post in (await stage.case()).posts)


async def test_a_closed_case_says_so_and_has_no_buttons() -> None:
    stage = await sent(QUIET)
    await stage.says("ada", "do 1 approve")
    await stage.says("uma", "do 1 assess")
    await stage.says("ash", "do 1 director_briefing.not_needed reason: All are well.")
    await stage.says("pat", "do 1 close")
    for channel in (PSW_CHANNEL, TEAM_CHANNEL):
        assert "Closed on Mon 23 Nov. Nothing more is owed." in said(stage, channel)
        assert not buttons_of(card(stage, channel))


READS_ANEW: list[tuple[str, bool]] = [
    ("2026-11-24T08:45", True),  # days are counted to the 24th, 26th and 30th
    ("2026-11-30T08:45", True),
    ("2026-12-01T08:45", False),  # all that were counted have passed
]


@pytest.mark.parametrize(("when", "anew"), READS_ANEW)
async def test_each_morning_the_cards_on_which_days_are_counted_read_anew(when: str, anew: bool) -> None:
    stage = await sent()
    await stage.comes(when)
    assert reads_anew(stage.desk) == ((CASE,) if anew else ())


async def with_cards(office: PostOffice) -> None:
    """An alert was sent, and its cards stand in both channels."""
    await office.knows(*office.stage.people.members, AUTHOR)
    for channel in (PSW_CHANNEL, TEAM_CHANNEL):
        document = await office.desk.load_channel(channel)
        await office.desk.save(replace(document, address=office.address(channel)))
    await office.stage.alert_sent()
    await office.courier.recover()
    office.courier.take_up(())
    await office.until(lambda: not office.rows("case")[0].owed)


async def test_of_several_states_that_wait_only_the_newest_is_shown() -> None:
    async with open_office(await bound_stage()) as office:
        await with_cards(office)
        for says in (("ada", "do 1 approve"), ("uma", "do 1 assess"), ("uma", "do 1 share")):
            await office.stage.says(*says)
        before = len(office.sent(PSW_CHANNEL))
        await office.courier.recover()
        await office.until(lambda: not office.rows("case")[0].owed)
        puts = [call for call in office.sent(PSW_CHANNEL)[before:] if call.method == "PUT"]
        assert len(puts) == 1
        assert "Assessed by the Safeguarding Unit" in text_of(puts[0])
        cards = [p for p in (await office.stage.case()).posts if p.living and PSW_CHANNEL in p.to]
        assert len(cards) == 4
        assert all(post.delivered for post in cards)


async def test_a_card_that_only_time_changed_is_drawn_in_place_once_and_nothing_is_written() -> None:
    async with open_office(await bound_stage()) as office:
        await with_cards(office)
        await office.stage.comes("2026-11-24T09:00")
        before, saves = len(office.teams.calls), len(office.saves)
        office.courier.draw_anew([CASE])
        office.courier.draw_anew([CASE])
        await office.until(lambda: len(office.teams.calls) >= before + 2)
        drawn = office.teams.calls[before:]
        assert [call.method for call in drawn] == ["PUT", "PUT"]  # one in each channel
        assert all("today is the last day (Tue 24 Nov)" in text_of(call) for call in drawn)
        await office.time.until(lambda: not office.courier._queues["channel:psw"])
        assert office.saves[saves:] == []


async def test_what_must_be_heard_goes_before_cards_that_are_drawn_anew() -> None:
    async with open_office(await bound_stage()) as office:
        await with_cards(office)
        before = len(office.sent(PSW_CHANNEL))
        office.courier.draw_anew([CASE])
        await office.owes(CASE, office.post("channel:psw", "a limit has passed", kind="breach", about=REF))
        await office.until(lambda: len(office.sent(PSW_CHANNEL)) >= before + 2)
        told, drawn = office.sent(PSW_CHANNEL)[before:]
        assert "a limit has passed" in text_of(told)
        assert drawn.method == "PUT"


async def test_a_card_that_cannot_be_drawn_anew_is_no_loss_and_tells_nobody() -> None:
    async with open_office(await bound_stage()) as office:
        await with_cards(office)
        case = await office.stage.case()
        office.teams.answers_to[PSW_CHANNEL] = answers(400)
        before = len(office.sent(PSW_CHANNEL))
        office.courier.draw_anew([CASE])
        await office.until(lambda: len(office.sent(PSW_CHANNEL)) > before)
        await office.owes(CASE, office.post("channel:psw", "the next", about=REF))
        await office.until(lambda: any("the next" in text for text in office.said(PSW_CHANNEL)))
        assert len((await office.stage.case()).posts) == len(case.posts) + 1


async def test_through_the_door_the_card_says_one_day_less_on_the_next_morning(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await door.says("act psw")
        await door.says("here psw", channel=DOOR_PSW)
        await door.says("act me")
        for text in (*ALERT, "submit"):
            await door.says(text)
        await door.hears("5 working days left (Mon 30 Nov)", DOOR_PSW)
        assert NOW.startswith("2026-11-23")
        await door.says("clock +1d")
        drawn = await door.hears("4 working days left (Mon 30 Nov)", DOOR_PSW)
        assert drawn.method == "PUT"


IN_CHANNELS: list[tuple[str, str, str, str]] = [
    ("pat", "status 1", PSW_CHANNEL, "Stage: With the Area Assistant Director"),
    ("pat", "/status NTK-2026-0001", TEAM_CHANNEL, "Stage: With the Area Assistant Director"),
    ("ada", "status 2026-1", "19:elsewhere@thread.tacv2", "Stage: With the Area Assistant Director"),
    ("wes", "status 1", PSW_CHANNEL, "I cannot find NTK-2026-0001"),
    ("pat", "details 1", PSW_CHANNEL, "I have answered in our private chat"),
    ("pat", "/details 2026-1", TEAM_CHANNEL, "I have answered in our private chat"),
    ("wes", "details 1", TEAM_CHANNEL, "I have answered in our private chat"),
    ("pat", "why 1", PSW_CHANNEL, "I have answered in our private chat"),
]


@pytest.mark.parametrize(("who", "says", "channel", "hears"), IN_CHANNELS)
async def test_a_channel_hears_where_a_case_stands_and_nothing_of_its_details(
    who: str, says: str, channel: str, hears: str
) -> None:
    stage = await sent()
    heard = await stage.says(who, says, channel)
    assert hears in heard
    for written in WRITTEN:
        assert written not in heard


@pytest.mark.parametrize(("who", "reads"), [("pat", True), ("ada", True), ("wes", False)])
async def test_details_asked_for_in_a_channel_are_read_in_private_after_permission_and_audited(
    who: str, reads: bool
) -> None:
    stage = await sent()
    before = len((await stage.case()).entries)
    await stage.says(who, "details 1", PSW_CHANNEL)
    said = stage.last(who)
    assert (WRITTEN[0] in said, "I cannot find" in said) == (reads, not reads)
    assert [e.what for e in (await stage.case()).entries[before:]] == (["details.read"] if reads else [])
