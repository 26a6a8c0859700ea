"""The whole bot behind its real HTTP door, with a recording connector in Teams' place."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

from app import wired
from bot.settings import load
from tests.bot.standins import Call, RecordingConnector, serving

PLAYGROUND = Path(__file__).parent / "vendored"
ME = "8d2e4b17-06c5-4a9f-b1e3-7f50c9a62d44"
PSW_CHANNEL = "19:psw@thread.tacv2"
TEAM_CHANNEL = "19:east-team@thread.tacv2"
NOW = "2026-11-23T14:20"
_IDS = count(1)


def sample(name: str) -> dict[str, Any]:
    """An activity as the Agents Playground sends it."""
    activity: dict[str, Any] = json.loads((PLAYGROUND / f"playground_{name}.json").read_text())
    return activity


@dataclass(repr=False)
class Door:
    """Speaks with the bot as Teams does, and hears what Teams would be told."""

    url: str
    service: str
    connector: RecordingConnector
    session: aiohttp.ClientSession

    def __repr__(self) -> str:
        return "Door()"  # reports of a failed test need no more

    async def posts(self, activity: Mapping[str, Any]) -> aiohttp.ClientResponse:
        """Send an activity as it is."""
        return await self.session.post(f"{self.url}/api/messages", json={**activity, "serviceUrl": self.service})

    async def says(self, text: str, person: str = ME, channel: str = "", id: str = "") -> list[dict[str, Any]]:
        """Type something; what the bot sent until it answered the request."""
        activity = sample("channel_mention" if channel else "personal_message")
        activity["text"] = f"<at>Need to Know</at> {text}" if channel else text
        return await self._turn(activity, person, channel, id)

    async def submits(self, value: Mapping[str, Any], person: str = ME, channel: str = "") -> list[dict[str, Any]]:
        """Press a button that arrives as a message."""
        activity = sample("submit")
        activity["value"] = dict(value)
        return await self._turn(activity, person, channel, "")

    async def executes(self, data: Mapping[str, Any], person: str = ME) -> dict[str, Any]:
        """Press a button that arrives as an invoke; the response that redraws the card."""
        activity = sample("execute")
        activity["value"]["action"] = {"type": "Action.Execute", "verb": str(data.get("do")), "data": dict(data)}
        activity |= {"id": f"in-{next(_IDS)}", "from": {**activity["from"], "aadObjectId": person}}
        async with await self.posts(activity) as response:
            assert response.status == 200, await response.text()
            body: dict[str, Any] = await response.json()
            return body

    async def _turn(self, activity: dict[str, Any], person: str, channel: str, id: str) -> list[dict[str, Any]]:
        activity |= {"id": id or f"in-{next(_IDS)}", "from": {**activity["from"], "aadObjectId": person}}
        if person != ME:
            activity["conversation"] = {**activity["conversation"], "id": f"a:{person}"}
        if channel:
            activity["conversation"] = {**activity["conversation"], "id": f"{channel};messageid=1"}
        before = len(self.connector.calls)
        async with await self.posts(activity) as response:
            assert response.status == 200, await response.text()
        return [call.body for call in self.connector.calls[before:]]

    async def hears(
        self, words: str, conversation: str = "", *, method: str = "", in_thread: bool = True, times: int = 1
    ) -> Call:
        """Wait until something with these words is sent, to a conversation if one is named; the latest such call."""
        for _ in range(1000):  # a busy machine is slow
            found = [call for call in self.connector.calls if words in json.dumps(call.body, ensure_ascii=False)]
            found = [call for call in found if _conversation(call).startswith(conversation)]
            found = [call for call in found if (in_thread or ";" not in _conversation(call)) and method in call.method]
            if len(found) >= times:
                return found[-1]
            await asyncio.sleep(0.02)
        raise AssertionError(f"nobody said {words!r}")


def _conversation(call: Call) -> str:
    return str(call.body.get("conversation", {}).get("id", ""))


def cards(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cards of what was sent."""
    return [a["content"] for body in bodies for a in body.get("attachments", ())]


def buttons(card: Any) -> list[dict[str, Any]]:
    """Every action of a card, however deep."""
    if isinstance(card, list):
        return [found for part in card for found in buttons(part)]
    if not isinstance(card, dict):
        return []
    own = [card] if card.get("type") == "Action.Execute" else []
    return own + [found for key, part in card.items() if key != "fallback" for found in buttons(part)]


def text_of(bodies: list[dict[str, Any]]) -> str:
    """What was sent, as people read it without cards."""
    return "\n".join(body.get("text", "") + "\n" + body.get("summary", "") for body in bodies)


@asynccontextmanager
async def opened(folder: Path, connector: RecordingConnector | None = None, **env: str) -> AsyncIterator[Door]:
    """The bot in local mode over a data folder, until the block ends."""
    connector = connector or RecordingConnector()
    settings = load({"NTK_LOCAL": "1", "NTK_DATA": str(folder), "NTK_NOW": NOW, **env})
    async with (
        serving(connector.app()) as service,
        serving(wired(settings)) as url,
        aiohttp.ClientSession() as session,
    ):
        yield Door(url, f"{service}/", connector, session)
