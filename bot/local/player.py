"""`make demo`: speaks as the example people through the bot's own door, and tells what is seen, at a pace for eyes."""

import asyncio
import re
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

HERE = Path(__file__).parent
ME = "me"
CLOCK = "clock "


@dataclass(frozen=True)
class Scene:
    """What one person types, one line after the other, and what there is to see in it; perhaps in a channel."""

    who: str
    says: tuple[str, ...]
    tell: str = ""
    channel: str = ""


@dataclass(frozen=True)
class Pace:
    """Seconds: after what is told, after a line that is typed, and after a scene."""

    told: float = 4.0
    typed: float = 1.4
    scene: float = 2.5


@dataclass(frozen=True)
class Teams:
    """The Teams that the Playground plays, and who sits at it."""

    tenant: str
    bot: Mapping[str, str]
    me: Mapping[str, str]
    chat: str


def script() -> tuple[str, tuple[Scene, ...]]:
    """When it begins, and the scenes in order."""
    data = tomllib.loads((HERE / "demo.toml").read_text("utf-8"))
    return data["now"], tuple(Scene(**{**scene, "says": tuple(scene["says"])}) for scene in data["scene"])


def teams() -> Teams:
    """The Playground's own file, of which these lines are read: it is plain YAML, one value a line."""
    text = (HERE / ".m365agentsplayground.yml").read_text("utf-8")

    def after(head: str, key: str) -> str:
        found = re.search(rf'^{head}:(?:\n  .*)*?\n  {key}: "?([^"\n]+)', text, re.MULTILINE)
        assert found, f"{head}.{key} is not in the Playground's file"
        return found[1]

    tenant = re.search(r"^tenantId: (\S+)", text, re.MULTILINE)
    assert tenant, "tenantId is not in the Playground's file"
    bot = {"id": after("bot", "id"), "name": after("bot", "name")}
    user = "currentUser"
    me = {"id": after(user, "id"), "name": after(user, "name"), "aadObjectId": after(user, "aadObjectId")}
    return Teams(tenant[1], bot, me, after("personalChat", "id"))


def names() -> dict[str, str]:
    """The name of the first example person of each role, which is who `act` makes one speak as."""
    people = tomllib.loads((HERE / "people.toml").read_text("utf-8"))["person"]
    return {role: person["name"] for person in reversed(people) for role in person["roles"]}


class Player:
    """Plays the scenes. `bot` and `service` are addresses: of the bot, and of the client that shows what it says."""

    def __init__(self, session: ClientSession, bot: str, service: str, tell: Callable[[str], None], pace: Pace) -> None:
        self._session, self._bot, self._service = session, bot, service
        self._tell, self._pace = tell, pace
        self._teams, self._names = teams(), names()
        self._ids = count(1)
        self._as = ME

    async def play(self) -> None:
        """The whole case, from the first scene to the last; afterwards the one who sits there is themselves again."""
        for scene in script()[1]:
            if scene.tell:
                self._tell(scene.tell)
                await self._show(f"▶ **{scene.tell}**")
                await asyncio.sleep(self._pace.told)
            await self._become(scene.who)
            for line in scene.says:
                await self._show(f"**{self._name(scene.who)}** › {line}")
                await self._say(line, scene.channel)
                await asyncio.sleep(self._pace.typed)
            await asyncio.sleep(self._pace.scene)
        await self._become(ME)

    def _name(self, who: str) -> str:
        return self._teams.me["name"] if who == ME else self._names[who]

    async def _become(self, who: str) -> None:
        if who != self._as:
            await self._say(f"act {who}")
            self._as = who

    async def _say(self, text: str, channel: str = "") -> None:
        """What somebody types, as Teams would send it."""
        async with self._session.post(f"{self._bot}/api/messages", json=self._activity(text, channel)) as answer:
            answer.raise_for_status()

    async def _show(self, text: str) -> None:
        """The Playground shows what the bot says alone; what is typed for somebody is shown beside it."""
        chat = f"{self._service}/v3/conversations/{self._teams.chat}/activities"
        words = {"type": "message", "from": self._teams.bot, "textFormat": "markdown", "text": text}
        conversation = {"id": self._teams.chat}
        with suppress(ClientError):
            async with self._session.post(chat, json={**words, "conversation": conversation}) as answer:
                await answer.read()

    def _activity(self, text: str, channel: str) -> dict[str, Any]:
        teams, kind = self._teams, "channel" if channel else "personal"
        mention = f"<at>{teams.bot['name']}</at>"
        entity = {"type": "mention", "mentioned": teams.bot, "text": mention}
        conversation = {"id": channel or teams.chat, "conversationType": kind, "tenantId": teams.tenant}
        return {
            "type": "message",
            "id": f"demo-{next(self._ids)}",
            "channelId": "msteams",
            "serviceUrl": self._service,
            "from": teams.me,
            "recipient": teams.bot,
            "conversation": {**conversation, "isGroup": bool(channel)},
            "channelData": {"tenant": {"id": teams.tenant}},
            "text": f"{mention} {text}" if channel else text,
            "entities": [entity] if channel else [],
        }


async def play(bot: str, service: str, tell: Callable[[str], None], pace: Pace) -> None:
    """Play the case to the end."""
    async with ClientSession(timeout=ClientTimeout(total=60)) as session:
        await Player(session, bot, service, tell, pace).play()
