"""The important conversations once more, through the real HTTP door, over the real store on disk."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.door import ME, PSW_CHANNEL, TEAM_CHANNEL, buttons, cards, opened, sample, text_of
from tests.stage import ALERT

REF = "NTK-2026-0001"


async def test_an_alert_is_told_approved_and_in_front_of_the_psw(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for text in ("act psw",):
            await door.says(text)
        await door.says("here psw", channel=PSW_CHANNEL)
        await door.says("here team east", channel=TEAM_CHANNEL)
        await door.says("act me")
        for text in ALERT:
            heard = await door.says(text)
            assert REF not in str(heard)
        sent = await door.says("submit")
        assert REF in sent[0]["text"]
        task = await door.hears("An alert needs your approval")
        assert task.body["text"] == "For Sanjay Mistry, Area Assistant Director:"
        assert task.body["conversation"]["id"] == "a:personal-chat"
        await door.hears("The national Panel should be notified", PSW_CHANNEL)
        await door.hears("A new alert was sent", TEAM_CHANNEL)
        await door.hears("A new alert was sent", "a:personal-chat")
        await door.says("act area_ad")
        approve = next(b for b in buttons(cards([task.body])) if b["title"] == "Approve and forward")
        assert approve["data"]["do"] == "event"
        await door.submits(approve["data"])
        redrawn = await door.hears("With the Safeguarding Unit", PSW_CHANNEL)
        assert redrawn.method in ("PUT", "POST")
        await door.hears("was approved")
        await door.says("act psw")
        assert "With the Safeguarding Unit" in text_of(await door.says("status 1"))


async def test_the_card_of_a_case_is_redrawn_in_place(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await door.says("act psw")
        await door.says("here psw", channel=PSW_CHANNEL)
        await door.says("act me")
        for text in (*ALERT, "submit"):
            await door.says(text)
        first = await door.hears("Stage: With the Area Assistant Director", PSW_CHANNEL)
        assert first.method == "POST"
        await door.says("act area_ad")
        await door.says("do 1 approve")
        again = await door.hears("Stage: With the Safeguarding Unit", PSW_CHANNEL)
        assert again.method == "PUT"
        told = await door.hears("The alert was approved", PSW_CHANNEL)
        assert ";messageid=" in told.body["conversation"]["id"]


async def test_pressing_execute_turns_the_card_into_its_answer(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        asked = await door.says("alert")
        no = next(b for b in buttons(cards(asked)) if b["title"] == "No")
        assert no["verb"] == "answer"
        assert no["fallback"] == {"type": "Action.Submit", "title": "No", "data": no["data"]}
        answered = await door.executes(no["data"])
        assert answered["type"] == "application/vnd.microsoft.card.adaptive"
        assert "Your answer: No" in str(answered["value"])
        await door.hears("Is this a new alert")
        stale = await door.executes(no["data"])
        assert stale["type"] == "application/vnd.microsoft.activity.message"


async def test_a_message_delivered_twice_is_heard_once(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await door.says("alert", id="one")
        assert await door.says("no", id="two")
        assert not await door.says("no", id="two")
    async with opened(tmp_path / "data") as door:
        assert not await door.says("no", id="two"), "not after a restart either"
        assert "Is this a new alert" in text_of(await door.says("resume"))


async def test_a_restart_goes_on_at_the_same_question(tmp_path: Path) -> None:
    for n, text in enumerate(ALERT):
        async with opened(tmp_path / "data") as door:
            heard = await door.says(text, id=f"turn-{n}")
            last = text_of(heard[-1:])
        async with opened(tmp_path / "data") as door:
            assert text_of(await door.says("resume")).splitlines()[-1] == last.splitlines()[-1]


async def test_what_could_not_be_sent_is_sent_later_in_order(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await door.says("alert")
        door.connector.answers.extend("drop" for _ in range(1))
        assert (await door.posts({**sample("personal_message"), "text": "no", "id": "x1"})).status == 200
        repeated = await door.hears("You may have seen this already")
        assert "Is this a new alert" in repeated.body["summary"]


async def test_posts_wait_for_a_channel_to_be_bound(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for text in (*ALERT, "submit", "act psw"):
            await door.says(text)
        await door.says("here psw", channel=PSW_CHANNEL)
        await door.hears("The national Panel should be notified", PSW_CHANNEL)


async def test_a_crash_after_the_save_delivers_at_the_next_start(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for text in ALERT:
            await door.says(text)
        await door.says("submit")
    async with opened(tmp_path / "data") as door:
        await door.says("act psw")
        await door.says("here psw", channel=PSW_CHANNEL)
        await door.hears("The national Panel should be notified", PSW_CHANNEL)


async def test_whoever_installs_the_app_is_welcomed(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for name in ("personal_install", "personal_members_added"):
            assert (await door.posts(sample(name))).status == 200
        await door.hears("I help you to raise a Need to Know")
        assert len(door.connector.calls) == 1


async def test_the_clock_moves_forward_only(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for says, hears in (
            ("clock", "Monday 23 November 2026, 14:20"),
            ("clock +1d", "Tuesday 24 November 2026, 14:20"),
            ("clock +3h", "Tuesday 24 November 2026, 17:20"),
            ("clock 1 April 2027 09:00", "Thursday 1 April 2027, 09:00"),
            ("clock 1 April 2026 09:00", "only moves forward"),
            ("clock nonsense", "I cannot read that"),
        ):
            assert hears in text_of(await door.says(says)), says


async def test_act_speaks_in_another_name_until_told_otherwise(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        assert "Sanjay Mistry (Area Assistant Director)" in text_of(await door.says("act Area AD"))
        assert "Nothing waits for you" in text_of(await door.says("waiting"))
    async with opened(tmp_path / "data") as door:
        assert "Nothing waits for you" in text_of(await door.says("waiting")), "a restart changes nothing"
        assert "I know nobody" in text_of(await door.says("act pirate"))
        assert "speak as yourself" in text_of(await door.says("act me"))
        assert "That command is for" in text_of(await door.says("waiting"))


async def test_health(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door, door.session.get(f"{door.url}/healthz") as response:
        assert (response.status, await response.json()) == (200, {"ok": True})
        assert ME


async def test_who_speaks_to_the_bot_alone_in_a_channel_is_answered_alone(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        spoken = sample("channel_mention")
        spoken |= {"text": "help", "entities": [], "recipient": {**spoken["recipient"], "isTargeted": True}}
        assert (await door.posts(spoken)).status == 200
        answer = door.connector.calls[-1]
        assert answer.path.endswith("?isTargetedActivity=true")
        assert answer.body["recipient"] == {"id": spoken["from"]["id"]}


async def test_what_is_private_never_goes_to_the_channel_where_it_was_asked_for(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for text in (*ALERT, "submit", "act psw"):
            await door.says(text)
        await door.says("here psw", channel=PSW_CHANNEL)
        for asked, private in (
            ("details 1", "The child was found unwell at home."),
            ("people", "Who holds which role"),
            ("do 1 bring_forward", "What is the reason?"),
            ("alert", "Is anyone in immediate danger?"),
        ):
            await door.says(asked, channel=PSW_CHANNEL)
            answer = await door.hears(private)
            assert answer.body["conversation"]["id"] == "a:personal-chat", asked
        in_channel = [c for c in door.connector.calls if c.body["conversation"]["id"].startswith(PSW_CHANNEL)]
        assert "found unwell" not in str([c.body for c in in_channel])


@pytest.mark.parametrize(
    "faked",
    [
        {"conversationType": "personal", "id": PSW_CHANNEL},
        {"conversationType": "personal", "id": f"{TEAM_CHANNEL};messageid=1"},
        {"conversationType": "personal", "id": "19:some-of-us@thread.v2"},
        {"conversationType": "personal", "id": "a:some-of-us", "isGroup": True},
        {"conversationType": None, "id": PSW_CHANNEL},
        {"conversationType": "Personal", "id": "a:some-of-us"},
    ],
)
async def test_a_conversation_of_several_that_calls_itself_personal_hears_nothing_private(
    tmp_path: Path, faked: dict[str, Any]
) -> None:
    async with opened(tmp_path / "data") as door:
        for text in (*ALERT, "submit"):
            await door.says(text)
        activity = sample("personal_message")
        activity["conversation"] |= faked
        await door.posts({**activity, "text": "details 1", "id": "faked"})
        answer = await door.hears("The child was found unwell at home.")
        assert answer.body["conversation"]["id"] == "a:personal-chat"
        there = [c for c in door.connector.calls if c.body["conversation"]["id"] == faked["id"]]
        assert "found unwell" not in str([c.body for c in there])
        await door.says("details 1")
        assert (await door.hears("found unwell", times=3)).body["conversation"]["id"] == "a:personal-chat"


async def test_posts_of_one_conversation_keep_their_order_while_the_connector_is_down(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await door.says("act psw")
        await door.says("here team east", channel=TEAM_CHANNEL)
        await door.says("act me")
        for text in ALERT:
            await door.says(text)
        door.connector.answers.extend(web.Response(status=503) for _ in range(4))
        await door.says("submit")
        await door.says("act area_ad")
        await door.says("do 1 approve")
        await door.hears("The alert was approved", TEAM_CHANNEL)
        calls = door.connector.calls
        told = [c.body["text"] for c in calls if c.body["conversation"]["id"].startswith(TEAM_CHANNEL)]
        first = next(n for n, text in enumerate(told) if "A new alert was sent" in text)
        assert first < next(n for n, text in enumerate(told) if "The alert was approved" in text)


async def test_messages_without_an_id_are_each_heard(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for text in ("alert", "no", "new"):
            spoken = {k: v for k, v in sample("personal_message").items() if k != "id"} | {"text": text}
            assert (await door.posts(spoken)).status == 200
        assert "Which area" in text_of(await door.says("resume"))


ODD: list[dict[str, object]] = [
    {"do": "answer", "question": "danger_now", "child": 0, "value": "no"},
    {"do": "answer", "question": "danger_now", "child": -5},
    {"do": "answer", "question": "danger_now", "child": 10**12},
    {"do": "answer", "question": ["danger_now"], "value": {"a": 1}},
    {"do": "event", "ref": REF, "process": "alert#" + "1" * 5000, "event": "approve"},
    {"do": "event", "ref": REF, "process": "alert", "event": "approve", "key": -1, "version": 10**15},
    {"do": "command", "command": "do 1 alert#" + "1" * 5000 + ".approve"},
    {"do": "confirm", "value": None},
    {"do": "edit", "change": "99.99"},
    {"do": None},
]


async def test_no_data_of_a_card_makes_the_bot_fail(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await door.says("alert")
        for data in ODD:
            await door.submits(data)
            assert "statusCode" in await door.executes(data)
        assert "Is anyone in immediate danger?" in text_of(await door.says("resume"))


async def test_a_reply_never_overtakes_one_that_failed(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        door.connector.answers.append(web.Response(status=429))
        await door.says("alert")
        await door.hears("Is anyone in immediate danger?")
        said = [call.body for call in door.connector.calls][1:]
        assert "Thank you for telling us" in str(said[0])
        assert "Is anyone in immediate danger?" in str(said[1])


async def test_only_what_may_have_been_sent_is_marked_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for text in (*ALERT, "submit"):
            await door.says(text)
    async with opened(tmp_path / "data") as door:
        await door.says("act psw")
        await door.says("here psw", channel=PSW_CHANNEL)
        told = await door.hears("A new alert was sent", PSW_CHANNEL)
        assert "You may have seen this already" not in told.body["text"]


async def test_act_and_clock_are_commands_at_every_question(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        for text in ALERT[:16]:
            await door.says(text)
        for says, hears in (
            ("act psw", "You now speak as"),
            ("act me", "as yourself"),
            ("clock +1h", "My clock shows"),
        ):
            heard = text_of(await door.says(says))
            assert hears in heard
        assert "What happened?" in heard, "the question that is open follows"
        assert "noted your words" in text_of(await door.says("act of violence by a stranger"))
