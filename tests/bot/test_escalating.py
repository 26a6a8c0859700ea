"""Nothing silent: what cannot be delivered is told to a person. Source: product.md "Standards to hold"."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.addresses import Addresses
from bot.incoming import Incoming
from state.documents import Key
from state.message import Card, Message
from state.people import Directory, Member
from state.post import Post
from tests.bot.post_office import PostOffice, open_office
from tests.bot.test_delivery import ADA, answers
from tests.door import ME, Door, opened
from tests.door import PSW_CHANNEL as DOOR_PSW
from tests.door import TEAM_CHANNEL as DOOR_TEAM
from tests.stage import ALERT, AUTHOR, PEOPLE, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage

EVERYBODY = (AUTHOR, *PEOPLE.members)
CANNOT = "I cannot reach"
LADDER = ("ada", "pat", "ash", "dee")


@asynccontextmanager
async def with_an_alert(*closed: str, stage: Stage | None = None) -> AsyncIterator[PostOffice]:
    """A post office in which an alert was sent, while some conversations are closed to the bot."""
    stage = stage or await bound_stage()
    async with open_office(stage) as office:
        await office.knows(*EVERYBODY)
        for channel in (PSW_CHANNEL, TEAM_CHANNEL):
            document = await office.desk.load_channel(channel)
            await office.desk.save(replace(document, address=office.address(channel)))
        for conversation in closed:
            office.teams.answers_to[conversation] = answers(*[403] * 50)
        await stage.alert_sent()
        for person in (AUTHOR, "pat"):
            document_of = await office.desk.load_person(person)
            await office.desk.save(replace(document_of, posts=()))
        await office.courier.recover()
        await office.quiet()
        yield office


async def posts_to(office: PostOffice, person: str) -> list[Post]:
    return [post for post in (await office.stage.case()).posts if post.to == f"person:{person}"]


@pytest.mark.parametrize("missing", range(1, 4))
async def test_a_task_climbs_to_the_first_who_can_be_reached(missing: int) -> None:
    lost, found = LADDER[:missing], LADDER[missing]
    async with with_an_alert(*(f"chat-{person}" for person in lost)) as office:
        (task,) = (text for text in office.said(f"chat-{found}") if "An alert needs your approval" in text)
        assert f"{CANNOT} Ada Field (Area Assistant Director) in Teams" in task
        for person in lost:
            row = office.stage.store.row(Key("person", person))
            assert row is not None
            assert (row.unreachable, row.reachable) == (True, False)
            posts = await posts_to(office, person)
            assert posts
            assert all(post.failed and not post.message for post in posts)


async def test_the_psw_channel_is_told_by_reference_and_role_alone() -> None:
    async with with_an_alert("chat-ada") as office:
        (line,) = (text for text in office.said(PSW_CHANNEL) if CANNOT in text)
        assert "NTK-2026-0001" in line
        assert "the Area Assistant Director" in line
        assert "Principal Social Worker" in line
        for member in PEOPLE.members.values():
            assert member.name not in line
            assert f"{member.id}" not in line.split()


async def test_buttons_that_are_not_theirs_are_left_out() -> None:
    async with with_an_alert("chat-ada") as office:
        (task,) = (call for call in office.sent("chat-pat") if "An alert needs your approval" in str(call.body))
        drawn = str(task.body)
        assert "Read the alert" in drawn
        assert "Bring forward" not in drawn, "only Ada's own buttons were there"
        assert "'event': 'approve'" not in drawn, "a PSW approves nothing in the Area AD's stead"


async def test_nobody_is_asked_to_decide_on_an_alert_of_their_own() -> None:
    people = Directory({**PEOPLE.members, AUTHOR: Member(AUTHOR, "Joe Hill", ("psw",))})
    stage = await bound_stage()
    stage.people = Directory({m: people.members[m] for m in (AUTHOR, "ada", "ash", "dee", "uma")})
    async with with_an_alert("chat-ada", stage=stage) as office:
        assert not any("An alert needs your approval" in text for text in office.said(f"chat-{AUTHOR}"))
        assert any("An alert needs your approval" in text for text in office.said("chat-ash"))


async def test_what_the_author_does_not_hear_goes_to_the_area_ad() -> None:
    async with with_an_alert() as office:
        office.teams.answers_to[f"chat-{AUTHOR}"] = answers(*[404] * 50)
        key = Key("case", "NTK-2026-0001")
        await office.owes(key, office.post(f"person:{AUTHOR}", "Your alert was approved."))
        await office.quiet()
        (told,) = (text for text in office.said("chat-ada") if "Your alert was approved." in text)
        assert f"{CANNOT} {AUTHOR.title()}" in told or f"{CANNOT} somebody" in told
        assert "author of the alert" in told


async def test_a_reply_or_a_draft_of_somebody_is_read_by_nobody_else() -> None:
    async with with_an_alert() as office:
        office.teams.answers_to["chat-ada"] = answers(*[403] * 50)
        await office.owes(ADA, office.post("person:ada", "You began an alert: go on?", "reminder"))
        await office.owes(Key("case", "NTK-2026-0001"), office.post("person:ada", "Done, in private.", "reply"))
        await office.quiet()
        others = [call.body for call in office.teams.calls if call.body["conversation"]["id"] != "chat-ada"]
        assert "go on?" not in str(others)
        assert "in private" not in str(others)
        assert sum(CANNOT in text for text in office.said(PSW_CHANNEL)) == 2
        assert any(f"{CANNOT} Ada Field (Area Assistant Director)" in text for text in office.said("chat-pat"))
        assert office.stage.store.row(ADA).owed == ()  # type: ignore[union-attr]


async def test_a_channel_that_is_gone_is_told_to_the_psw() -> None:
    async with with_an_alert(TEAM_CHANNEL) as office:
        (told,) = (text for text in office.said("chat-pat") if "A new alert was sent" in text)
        assert "I cannot post to a team’s channel any more" in told
        assert any("a team’s channel" in text for text in office.said(PSW_CHANNEL))


async def test_without_the_psw_channel_the_psw_gets_its_card_and_no_line_goes_round_in_circles() -> None:
    async with with_an_alert(PSW_CHANNEL) as office:
        told = office.said("chat-pat")
        assert any("Principal Social Worker’s channel" in text and "A new alert was sent" in text for text in told)
        assert any("Stage: With the Area Assistant Director" in text for text in told)
        assert not any(post.to == "channel:psw" and not post.failed for post in (await office.stage.case()).posts)


async def test_when_nobody_at_all_can_be_reached_it_comes_to_an_end() -> None:
    everywhere = (PSW_CHANNEL, TEAM_CHANNEL, *(f"chat-{person}" for person in EVERYBODY))
    async with with_an_alert(*everywhere) as office:
        assert len(office.teams.calls) < 60
        assert "ntk_posts_failed_total 0.0" not in office.metrics.exposed().decode()
        for post in (await office.stage.case()).posts:
            assert post.failed or post.delivered


async def test_a_closed_channel_hears_what_it_missed_when_it_is_open_again() -> None:
    async with with_an_alert(TEAM_CHANNEL) as office:
        office.teams.answers_to.clear()
        told, saves = len(office.sent(TEAM_CHANNEL)), len(office.saves)
        office.courier.wake()
        await office.until(lambda: len(office.saves) >= saves + 4)  # three receipts, and where the card is
        posts = [post for post in (await office.stage.case()).posts if post.to == f"channel:{TEAM_CHANNEL}"]
        assert all(post.failed and post.delivered for post in posts)
        assert [post.living for post in posts] == [True, False, False]
        assert len(office.sent(TEAM_CHANNEL)) == told + 3


async def test_whoever_is_met_again_can_be_reached_again() -> None:
    async with with_an_alert("chat-ada") as office:
        office.teams.answers_to.clear()
        addresses = Addresses(office.desk, local=False)
        assert await addresses.find("person:ada")
        incoming = Incoming("a", "ada", "Ada Field", "personal", office.address("chat-ada"))
        assert await addresses.met(incoming)
        assert (await office.desk.load_person("ada")).unreachable is None
        assert not await addresses.met(incoming)


async def test_whoever_hears_something_can_be_reached_again() -> None:
    async with with_an_alert("chat-ada") as office:
        office.teams.answers_to.clear()
        await office.owes(ADA, office.post("person:ada", "hello again"))
        await office.quiet()
        assert (await office.desk.load_person("ada")).unreachable is None


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_a_chat_that_cannot_be_opened_is_a_person_who_cannot_be_reached(status: int) -> None:
    async with with_an_alert() as office:
        office.teams.answers_to[""] = answers(*[status] * 5)
        key = Key("case", "NTK-2026-0001")
        await office.owes(key, office.post("person:new", "for somebody new"))
        await office.quiet()
        assert any("for somebody new" in text for text in office.said("chat-ada"))
        assert (await office.desk.load_person("new")).unreachable is not None


async def test_a_card_that_teams_refuses_is_told_to_the_psw_channel_and_marks_nobody() -> None:
    async with with_an_alert() as office:
        office.teams.answers_to["chat-ada"] = answers(413)
        key = Key("case", "NTK-2026-0001")
        card = Message(card=Card("Something large"))
        await office.owes(key, replace(office.post("person:ada", ""), message=card))
        await office.quiet()
        assert any("did not take a message of mine" in text for text in office.said(PSW_CHANNEL))
        assert (await office.desk.load_person("ada")).unreachable is None


async def test_plain_words_that_are_refused_beget_no_others() -> None:
    async with with_an_alert() as office:
        before = len(office.teams.calls)
        office.teams.answers_to["chat-ada"] = answers(400)
        await office.owes(Key("case", "NTK-2026-0001"), office.post("person:ada", "plain"))
        await office.quiet()
        assert len(office.teams.calls) == before + 1


async def test_what_was_given_up_and_not_yet_said_to_others_survives_a_stop() -> None:
    stage = await bound_stage()
    async with with_an_alert("chat-ada", stage=stage) as office:
        office.teams.answers_to["chat-ada"] = answers(*[403] * 9)
        office.teams.answers_to["chat-pat"] = answers(*[503] * 99)
        await office.owes(Key("case", "NTK-2026-0001"), office.post("person:ada", "handed on", "reminder"))
        await office.until(lambda: any("handed on" in text for text in office.said("chat-pat")))
    async with open_office(stage) as office:
        await office.knows(*EVERYBODY)
        await office.courier.recover()
        await office.until(lambda: any("handed on" in text for text in office.said("chat-pat")))
        assert not any("handed on" in text for text in office.said("chat-ada"))


async def test_through_the_door_a_closed_channel_is_told_to_the_psw(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await _alert_through(door)
        door.connector.answers_to[DOOR_TEAM] = answers(403, 403)  # to the card that was there, and to a new one
        await door.says("do 1 approve")
        await door.hears("I cannot post to a team’s channel any more", "a:personal-chat")
        await door.hears("I cannot reach a team’s channel", DOOR_PSW)


async def test_through_the_door_a_person_out_of_reach_is_found_again(tmp_path: Path) -> None:
    somebody = "6f0d1c55-2b0a-4f0e-9b37-0a2f7a9f3c10"
    async with opened(tmp_path / "data") as door:
        await _alert_through(door, person=somebody)
        door.connector.answers_to[f"a:{somebody}"] = [web.Response(status=403)]
        await door.says("do 1 approve")
        await door.hears("(author of the alert) in Teams", "a:personal-chat")
        line = await door.hears("I cannot reach the author of the alert", DOOR_PSW)
        assert somebody not in str(line.body)
        heard = await door.says("my alerts", person=somebody)
        assert "NTK-2026-0001" in str(heard)


async def _alert_through(door: Door, person: str = ME) -> None:
    await door.says("act psw")
    await door.says("here psw", channel=DOOR_PSW)
    await door.says("here team east", channel=DOOR_TEAM)
    await door.says("act me")
    for text in (*ALERT, "submit"):
        await door.says(text, person=person)
    await door.hears("A new alert was sent", DOOR_TEAM)
    await door.hears("A new alert was sent", DOOR_PSW)
    await door.says("act area_ad")
