"""A connector that takes its time, so that a kill falls into the middle of deliveries."""

import asyncio
from dataclasses import dataclass, field
from random import Random
from typing import Any

import orjson
from aiohttp import web

from bot.cards.activity import REPEATED
from tests.bot.standins import Call, RecordingConnector


@dataclass
class SlowConnector(RecordingConnector):
    """Keeps what it is sent at once, and answers up to `pace` seconds later."""

    chance: Random = field(default_factory=Random)
    pace: float = 0.0

    async def _record(self, request: web.Request) -> web.Response:
        answer = await super()._record(request)
        await asyncio.sleep(self.chance.uniform(0, self.pace))
        return answer


def conversation_of(call: Call) -> str:
    """Where it was said; a thread counts as its channel."""
    return str(call.body.get("conversation", {}).get("id", "")).split(";")[0]


def content_of(body: dict[str, Any]) -> bytes:
    """What was said, without the line that says that it may be there twice."""
    text = str(body.get("text", "")).replace(REPEATED, "").strip()
    cards = [attachment["content"] for attachment in body.get("attachments", ())]
    return orjson.dumps([text, cards], option=orjson.OPT_SORT_KEYS)


def is_marked(call: Call) -> bool:
    """Whether it says that it may have been seen already."""
    return REPEATED in str(call.body.get("text", ""))
