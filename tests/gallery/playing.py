"""Everything that the product can say, heard once: the scenes, a story of each kind, and what only Teams draws."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.cards.files import shown_at
from bot.pressed import pressed_card
from dialogs.desk import Owed
from dialogs.gathering import joined
from state.documents import Address
from state.message import FileOffer, Message
from state.moments import LONDON
from tests.gallery.checks import Shape, look_at, shape_of
from tests.gallery.scenes import SCENES
from tests.stage import ALERT, PSW_CHANNEL, TEAM_CHANNEL, Stage
from tests.stories.councils import KENT
from tests.stories.playing import Play, Story
from tests.stories.stories import STORIES

ACCOUNT = (
    "The child was found unwell at home this morning, and an ambulance took them to the hospital in good time. " * 2
)
PLAYGROUND = Address("http://localhost:56150/_connector", "chat", "tenant", "bot")
MANY_CHILDREN = Story({"child_count": 6, "same_for_all": "no"}, "", ends={})


class Watched(Stage):
    """A stage on which also is heard what becomes of a card that was pressed, and what was missed comes together."""

    async def presses(self, person: str, button: Any, /, channel: str = "", **inputs: str) -> str:
        """Press it; the card that takes its place is heard as well."""
        data = {**(self.button(channel or person, button).data if isinstance(button, str) else button), **inputs}
        before = await self.desk.load_person(person)
        heard = await super().presses(person, data, channel=channel)
        card = await pressed_card(self.desk, data, before, await self.desk.load_person(person))
        if card:
            self._add(person, Message(card=card))
        return heard

    def deliver(self, owed: Iterable[Owed]) -> None:
        """It reaches people as it would in Teams, and a file also as the client for trying out shows it."""
        owed = tuple(owed)
        super().deliver(owed)
        late: dict[str, list[Message]] = {}
        for post in (one.post for one in owed if one.post.message):
            message = post.message or Message()
            if isinstance(message.file, FileOffer):
                self._add(self._where(post), shown_at(PLAYGROUND, message))
            if post.gathered:
                late.setdefault(self._where(post), []).append(message)
        for to, messages in late.items():
            self._add(to, joined(messages))

    def _add(self, to: str, message: Message) -> None:
        """It comes before the rest, so that the latest card is still the one to press."""
        look_at(message)
        self.heard.setdefault(to, []).insert(0, message)


async def play(scene: str, stage: Stage) -> None:
    """Play a scene to its end."""
    words = {"account": ACCOUNT}
    for line in filter(None, map(str.strip, scene.splitlines())):
        if line == "{alert}":
            for told in ALERT:
                await stage.says("joe", told)
        elif line.startswith("+"):
            await stage.later(**{"hours" if line.endswith("h") else "days": float(line[1:-1])})
        elif line.startswith("away"):
            after = stage.now.timestamp() + float(line[5:-1]) * 86_400
            await stage.away_until(f"{datetime.fromtimestamp(after, LONDON):%Y-%m-%dT%H:%M}")
        elif " > " in line:
            who, _, pressed = line.partition(" > ")
            label, _, box = pressed.partition(" | ")
            name, _, value = box.partition(" = ")
            await stage.presses(who, label, **({name: value} if box else {}))
        else:
            who, _, said = line.partition(": ")
            who, _, where = who.partition(" @")
            channel = {"psw": PSW_CHANNEL, "east": TEAM_CHANNEL, "": ""}[where]
            await stage.says(who, said.format(**words), channel)


async def scenes() -> list[Message]:
    """What is heard in all scenes, and of an alert with many children."""
    heard: list[Message] = []
    for scene in SCENES.values():
        stage = Watched()
        await stage.says("pat", "here psw", PSW_CHANNEL)
        await stage.says("pat", "here team east", TEAM_CHANNEL)
        await play(scene, stage)
        heard += _all(stage)
    return [*heard, *await story(MANY_CHILDREN, "details 2026-1")]


async def stories() -> list[Message]:
    """What is heard in a story of each kind, played by buttons."""
    return [message for one in STORIES.values() for message in await story(one)]


async def story(told: Story, *asked: str) -> list[Message]:
    """What is heard in a story, and in answer to what the PSW asks at its end."""
    played = Play(told, KENT, by_buttons=True)
    played.stage = Watched(now=told.now, people=KENT.people, profile=KENT.profile)
    await played.to_its_end()
    for words in asked:
        await played.stage.says("pat", words)
    return _all(played.stage)


def shapes(heard: Iterable[Message]) -> dict[Shape, Message]:
    """One example of each shape, in the order in which they were heard."""
    found: dict[Shape, Message] = {}
    for message in heard:
        found.setdefault(shape_of(message), message)
    return found


def _all(stage: Stage) -> list[Message]:
    return [message for messages in stage.heard.values() for message in messages]
