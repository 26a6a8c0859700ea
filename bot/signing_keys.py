"""The public keys behind the tokens of Teams, fetched again when one is missing."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
import orjson
from aiohttp import ClientError, ClientSession
from yarl import URL

ISSUER = "https://api.botframework.com"
METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
FRESH = 24 * 3600.0
PAUSE = 30.0
TIMEOUT = 5.0
LIMIT = 512 * 1024  # bytes of an answer; the real ones are a tenth of that


class KeysOutOfReach(Exception):
    """The key is not known, and whoever publishes it does not answer."""


@dataclass(frozen=True)
class SigningKey:
    """A public key, and the channels that it may speak for."""

    key: jwt.PyJWK
    endorsements: frozenset[str]


class SigningKeys:
    """Keys by id, from an OpenID metadata address.

    Asked for again after 24 hours, and at once when an id is unknown, but never more often than every 30 seconds:
    anybody can send an unknown id. Keys once fetched stay usable while the address does not answer, or answers with
    what cannot be: another issuer, keys of another host, a redirect, too much.
    """

    def __init__(
        self,
        session: ClientSession,
        metadata: str = METADATA,
        clock: Callable[[], float] = time.monotonic,
        timeout: float = TIMEOUT,
    ) -> None:
        self._session = session
        self._metadata = metadata
        self._clock = clock
        self._timeout = timeout
        self._lock = asyncio.Lock()
        self._keys: dict[str, SigningKey] = {}
        self._fresh_until = self._next_try = clock()
        self._answered = False

    async def find(self, kid: str) -> SigningKey | None:
        """The key with that id, None when there is no such key. Raises KeysOutOfReach."""
        if kid not in self._keys or self._clock() >= self._fresh_until:
            await self._refresh()
        if kid not in self._keys and not self._answered:
            raise KeysOutOfReach
        return self._keys.get(kid)

    async def _refresh(self) -> None:
        async with self._lock:
            if self._clock() < self._next_try:
                return
            self._next_try = self._clock() + PAUSE
            try:
                async with asyncio.timeout(self._timeout):
                    self._keys = await self._fetch()
            except (ClientError, TimeoutError, ValueError, KeyError, TypeError):
                self._answered = False
            else:
                self._answered = True
                self._fresh_until = self._clock() + FRESH

    async def _fetch(self) -> dict[str, SigningKey]:
        metadata = await self._get(self._metadata)
        address = URL(metadata["jwks_uri"])
        if metadata["issuer"] != ISSUER or address.origin() != URL(self._metadata).origin():
            raise ValueError("not the metadata of the issuer")
        published = await self._get(str(address))
        keys = dict(usable for jwk in published["keys"] if (usable := _usable(jwk)))
        if not keys:
            raise ValueError("no usable key")
        return keys

    async def _get(self, url: str) -> Any:
        async with self._session.get(url, raise_for_status=True, allow_redirects=False) as response:
            body = bytearray()
            async for chunk in response.content.iter_any():
                body += chunk
                if len(body) > LIMIT:
                    raise ValueError("too much")
            return orjson.loads(body)


def _usable(jwk: dict[str, Any]) -> tuple[str, SigningKey] | None:
    try:
        return jwk["kid"], SigningKey(jwt.PyJWK(jwk, "RS256"), frozenset(jwk.get("endorsements", ())))
    except (jwt.PyJWTError, ValueError, KeyError, TypeError):
        return None
