"""Delivery when Teams does not cooperate. Source: platform.md 9, architecture.md "What is stored"."""

from pathlib import Path

import pytest
from aiohttp import web

from tests.door import PSW_CHANNEL, TEAM_CHANNEL, Door, opened
from tests.stage import ALERT


async def with_an_alert(door: Door) -> None:
    await door.says("act psw")
    await door.says("here psw", channel=PSW_CHANNEL)
    await door.says("here team east", channel=TEAM_CHANNEL)
    await door.says("act me")
    for text in (*ALERT, "submit"):
        await door.says(text)
    await door.hears("Stage: With the Area Assistant Director", PSW_CHANNEL)
    await door.hears("A Strategy Discussion is needed", TEAM_CHANNEL)
    await door.hears("(East Kent): The partnership is to hear of this", PSW_CHANNEL)
    await door.says("act area_ad")


def answering(door: Door, conversation: str, *statuses: int) -> None:
    """The next sends to a conversation are answered with these statuses, all others as usual."""
    door.connector.answers_to[conversation] = [web.Response(status=status) for status in statuses]


async def test_a_card_that_is_gone_is_posted_anew(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await with_an_alert(door)
        answering(door, PSW_CHANNEL, 404)
        await door.says("do 1 approve")
        again = await door.hears("Stage: With the Safeguarding Unit", PSW_CHANNEL, method="POST")
        assert again.body["conversation"]["id"] == PSW_CHANNEL


async def test_a_thread_that_is_gone_does_not_swallow_what_is_said_in_it(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await with_an_alert(door)
        answering(door, f"{PSW_CHANNEL};", 404)
        await door.says("do 1 approve")
        told = await door.hears("The alert was approved", PSW_CHANNEL, method="POST", in_thread=False)
        assert told.body["conversation"]["id"] == PSW_CHANNEL


@pytest.mark.parametrize("status", [400, 413])
async def test_a_post_that_is_refused_does_not_hold_up_the_next(tmp_path: Path, status: int) -> None:
    async with opened(tmp_path / "data") as door:
        await with_an_alert(door)
        answering(door, TEAM_CHANNEL, status)
        await door.says("do 1 approve")
        await door.says("act psw")
        await door.says("do 1 assess")
        await door.hears("The Safeguarding Unit assessed the alert", TEAM_CHANNEL)


async def test_a_closed_conversation_is_tried_again_when_somebody_speaks_there(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await with_an_alert(door)
        answering(door, TEAM_CHANNEL, 403)
        await door.says("do 1 approve")
        await door.hears("The alert was approved", PSW_CHANNEL)
        await door.says("act psw")
        await door.says("status 1", channel=TEAM_CHANNEL)
        told = [c for c in door.connector.calls if c.body["conversation"]["id"] == TEAM_CHANNEL]
        await door.hears("The alert was approved", TEAM_CHANNEL)
        assert len(told) >= 2


async def test_one_stuck_conversation_holds_up_no_other(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await with_an_alert(door)
        answering(door, TEAM_CHANNEL, *[503] * 20)
        await door.says("do 1 approve")
        await door.hears("The alert was approved", PSW_CHANNEL)
        await door.hears("was approved", "a:personal-chat")


async def test_a_throttled_post_waits_as_long_as_it_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await with_an_alert(door)
        told_to_wait = web.Response(status=429, headers={"Retry-After": "1"})
        door.connector.answers_to[f"{TEAM_CHANNEL};"] = [told_to_wait]
        await door.says("do 1 approve")
        told = await door.hears("The alert was approved", TEAM_CHANNEL, times=2)
        assert "You may have seen this already" not in told.body["text"], "a 429 was certainly not delivered"
