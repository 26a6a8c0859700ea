"""Says things in Teams: a thin client over one pooled session."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from bot.tokens import NoToken, Tokens
from state.documents import Address

TIMEOUT = aiohttp.ClientTimeout(total=15, connect=5)
IDLE = 60.0
"""Seconds for which a connection is kept that nobody uses: people think for longer than aiohttp's 15 s before they
answer. One that the other side closes meanwhile is left out of the pool."""


class NotSent(Exception):
    """Something was not said, or not surely. `attempts` and `maybe_delivered` hold for all tries together."""

    attempts = 1
    maybe_delivered = False
    retry_after: float | None = None  # seconds


class Refused(NotSent):
    """Teams will not have it, now or later (400, 401, 501, …)."""

    def __init__(self, status: int) -> None:
        super().__init__(f"refused with {status}")
        self.status = status


class Gone(Refused):
    """The conversation is closed to us (403, 404): blocked, uninstalled, deleted."""


class Busy(NotSent):
    """Not now (412, 429). Certainly not delivered."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__("busy")
        self.retry_after = retry_after


class Throttled(Busy):
    """Too much was said (429). `everywhere`: the answer speaks of the whole tenant, not of one conversation."""

    def __init__(self, retry_after: float | None = None, *, everywhere: bool = False) -> None:
        super().__init__(retry_after)
        self.everywhere = everywhere


class Uncertain(NotSent):
    """No clear answer (timeout, lost connection, 408, 5xx). May have been delivered."""

    maybe_delivered = True

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__("no clear answer")
        self.retry_after = retry_after


class Unreachable(NotSent):
    """The request never left (no connection, no such host, no token). Certainly not delivered."""


def pooled_session() -> aiohttp.ClientSession:
    """The one session for all that the bot sends and fetches: `async with` it in the running loop."""
    kept = aiohttp.TCPConnector(keepalive_timeout=IDLE)
    return aiohttp.ClientSession(connector=kept, timeout=TIMEOUT, cookie_jar=aiohttp.DummyCookieJar())


class Connector:
    """The Bot Framework's connector service. `tokens` is None in local mode."""

    def __init__(self, session: aiohttp.ClientSession, tokens: Tokens | None) -> None:
        self._session = session
        self._tokens = tokens

    async def send(self, address: Address, activity: Mapping[str, Any], reply_to: str | None = None) -> str:
        """Say it, and return its id (empty when Teams gives none). Raises NotSent."""
        url = _activities(address) + (f"/{_quoted(reply_to)}" if reply_to else "")
        private = "?isTargetedActivity=true" if address.only_for else ""
        answer = await self._call("POST", url + private, _addressed(address, activity))
        return str(answer.get("id") or "")

    async def update(self, address: Address, activity_id: str, activity: Mapping[str, Any]) -> str:
        """Put it in place of what was said, and return its id. Raises NotSent."""
        body = {**_addressed(address, activity), "id": activity_id}
        answer = await self._call("PUT", f"{_activities(address)}/{_quoted(activity_id)}", body)
        return str(answer.get("id") or activity_id)

    async def delete(self, address: Address, activity_id: str) -> None:
        """Take back what was said. Raises NotSent."""
        await self._call("DELETE", f"{_activities(address)}/{_quoted(activity_id)}", {})

    async def create_personal(self, service_url: str, tenant: str, bot_id: str, person_id: str) -> str:
        """Open the personal chat with somebody, and return its conversation id. Raises NotSent."""
        body = {
            "isGroup": False,
            "bot": {"id": bot_id},
            "members": [{"id": person_id}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        answer = await self._call("POST", _conversations(service_url), body)
        if not answer.get("id"):
            raise Uncertain
        return str(answer["id"])

    async def _call(self, method: str, url: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        headers = {"Content-Type": "application/json", **await self._authorization()}
        try:
            # The address is encoded already, and a token must not follow a redirect.
            async with self._session.request(
                method,
                URL(url, encoded=True),
                data=orjson.dumps(body),
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            ) as response:
                answer = _object(await response.read())
                _check(response, answer)
                return answer
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL):
            raise Unreachable from None
        except (aiohttp.ClientError, TimeoutError):
            raise Uncertain from None

    async def _authorization(self) -> Mapping[str, str]:
        if self._tokens is None:
            return {}
        try:
            return {"Authorization": f"Bearer {await self._tokens.bearer()}"}
        except NoToken:
            raise Unreachable from None


def _conversations(service_url: str) -> str:
    return f"{service_url.rstrip('/')}/v3/conversations"


def _activities(address: Address) -> str:
    return f"{_conversations(address.service_url)}/{_quoted(address.conversation)}/activities"


def _quoted(id: str) -> str:
    return quote(id, safe="")


def _addressed(address: Address, activity: Mapping[str, Any]) -> dict[str, Any]:
    seen_by = {"recipient": {"id": address.only_for}} if address.only_for else {}
    return {
        **activity,
        **seen_by,
        "channelId": address.channel,
        "serviceUrl": address.service_url,
        "from": {"id": address.bot},
        "conversation": {"id": address.conversation, "tenantId": address.tenant},
    }


def _check(response: aiohttp.ClientResponse, answer: Mapping[str, Any]) -> None:
    status, retry_after = response.status, _seconds(response.headers.get("Retry-After", ""))
    match status:
        case 429:
            raise Throttled(retry_after, everywhere=_of_the_tenant(answer))
        case 412:
            raise Busy(retry_after)
        case 403 | 404:
            raise Gone(status)
        case 408:
            raise Uncertain(retry_after)
        case 501:
            raise Refused(status)
        case _ if status >= 500:
            raise Uncertain(retry_after)
        case _ if status >= 300:
            raise Refused(status)


def _of_the_tenant(answer: Mapping[str, Any]) -> bool:
    """Teams documents no code for it; where the error names the tenant, it is meant."""
    return "tenant" in str(answer.get("error", "")).casefold()


def _seconds(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdigit() else None


def _object(payload: bytes) -> Mapping[str, Any]:
    try:
        answer = orjson.loads(payload)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
