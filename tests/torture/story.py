"""The story that is told over and over while the bot is being killed: who says what, in order."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from bot.council import EXAMPLE_PEOPLE
from tests.door import ME, PSW_CHANNEL, TEAM_CHANNEL, Door, opened
from tests.stage import ALERT
from tests.torture.standing import Standing, documents, standing


def _holders() -> dict[str, str]:
    """The example person of each role."""
    people = tomllib.loads(EXAMPLE_PEOPLE.read_text("utf-8"))["person"]
    return {role: person["id"] for person in reversed(people) for role in person["roles"]}


WHO = {**_holders(), "author": ME}


class Said(NamedTuple):
    """One message; `{n}` stands for the number of the case."""

    who: str
    text: str


STORY = (
    *(Said("author", text) for text in (*ALERT, "submit")),
    Said("area_ad", "do {n} approve"),
    Said("unit", "do {n} request_information text: Which ward is it?"),
    Said("author", "do {n} provide"),
    Said("author", "The ward on the fourth floor."),
    Said("unit", "do {n} note text: Rang the ward at noon."),
    Said("unit", "do {n} panel_notification.recommend"),
    Said("unit", "notify"),
    Said("unit", "The test is met."),
    Said("corporate_director", "do {n} decide_notify rationale: I agree.; without_view: It cannot wait."),
    Said("unit", "do {n} assess"),
)


async def introduce(door: Door) -> None:
    """Everybody has spoken once, so that each has a chat of their own, and the channels are bound."""
    for person in dict.fromkeys(WHO.values()):
        await door.says("help", person)
    await door.says("here psw", WHO["psw"], PSW_CHANNEL)
    await door.says("here team east", WHO["psw"], TEAM_CHANNEL)


async def told_undisturbed(folder: Path) -> list[Standing]:
    """Where the story stands before each message, and after the last: told to a bot that nobody kills."""
    async with opened(folder) as door:
        await introduce(door)
        stands = [standing(await documents(folder), 0)]
        for said in STORY:
            await door.says(said.text.format(n=1), WHO[said.who])
            stands.append(standing(await documents(folder), 0))
    return stands
