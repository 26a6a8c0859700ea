"""Support and advice once more, through the real HTTP door, over the real store on disk. Source: R93–R97."""

from pathlib import Path
from typing import Any

import pytest

from tests.door import TEAM_CHANNEL, Door, buttons, cards, opened, text_of
from tests.stage import ALERT

REF = "NTK-2026-0001"
MANAGER = "For Rhian Pritchard"


def pressed(bodies: list[dict[str, Any]], title: str) -> dict[str, Any]:
    """The data of a button by its title."""
    data: dict[str, Any] = next(b["data"] for b in buttons(cards(bodies)) if b["title"] == title)
    return data


async def sent(door: Door) -> list[dict[str, Any]]:
    """An alert, told and sent; what came back."""
    for text in ALERT:
        await door.says(text)
    return await door.says("submit")


@pytest.mark.rule("R94")
async def test_support_is_asked_for_arranged_and_told_across_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        offered = await door.submits(pressed(await sent(door), "Support for me or my team"))
        redrawn = await door.executes(pressed(offered, "For the team"))
        assert "Your Service Manager is asked for a group session" in str(redrawn["value"])
        request = await door.hears("A team asks for a group session")
        assert MANAGER in request.body["text"]
        assert REF not in str(request.body)
    async with opened(tmp_path / "data") as door:
        await door.says("act manager")
        assert "Whoever asked is told" in text_of(await door.submits(pressed([request.body], "A session is arranged")))
        await door.hears("is arranged for your team")
        await door.says("act psw")
        assert "session" not in text_of(await door.says("status 1"))


CRAFTED: list[dict[str, Any]] = [
    {"event": "decline", "choice": "group"},
    {"event": "accept", "choice": "everybody"},
    {"event": "accept", "choice": ["group"], "version": "x"},
    {"event": "note"},
    {"event": "open"},
    {"event": None},
    {"event": "arranged", "ref": ["x"]},
    {"event": "accept", "ref": "../x"},
]


@pytest.mark.parametrize("data", CRAFTED, ids=str)
async def test_no_data_about_support_makes_the_bot_fail_or_troubles_a_manager(
    tmp_path: Path, data: dict[str, Any]
) -> None:
    async with opened(tmp_path / "data") as door:
        offered = await door.says("support")
        await door.submits({**pressed(offered, "Not now"), **data})
        assert "A team asks" not in str([call.body for call in door.connector.calls])


@pytest.mark.rule("R93")
@pytest.mark.rule("R97")
async def test_a_team_channel_gets_advice_and_nothing_of_the_case(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await door.says("act psw")
        await door.says("here team east", channel=TEAM_CHANNEL)
        await door.says("act me")
        await sent(door)
        await door.says("act psw")
        await door.says("do 1 local_review.open text: How were bruises read?")
        post = await door.hears("Local Child Safeguarding Practice Review begins", TEAM_CHANNEL)
        titles = [b["title"] for b in buttons(cards([post.body]))]
        assert "Confidentiality" in titles
        assert "Support for me or my team" not in titles
        assert "bruises" not in str(post.body)
        said = await door.submits(pressed([post.body], "Confidentiality"), channel=TEAM_CHANNEL)
        assert "kept confidential" in text_of(said)
