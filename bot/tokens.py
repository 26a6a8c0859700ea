"""The token with which the bot speaks to Teams: one for its whole lifetime, renewed off the event loop."""

import asyncio
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import requests
from msal.application import ConfidentialClientApplication
from msal.managed_identity import ManagedIdentityClient, UserAssignedManagedIdentity

from bot.log import logger
from bot.settings import Settings

RESOURCE = "https://api.botframework.com"
LOGIN = "https://login.microsoftonline.com"
TIMEOUT = 10.0
# Below the 300 seconds from which on msal itself stops serving a token from its cache.
MARGIN = 240.0
PAUSE = 30.0

Ask = Callable[[], Mapping[str, Any]]

_log = logger(__name__)


class NoToken(Exception):
    """The identity service gave no token. Holds its error code alone."""


class _Session(requests.Session):
    """A session that does not wait for ever."""

    def request(self, *args: Any, **options: Any) -> requests.Response:
        return super().request(*args, **{"timeout": TIMEOUT, **options})


class Tokens:
    """One token at a time, however many ask for it. `ask` may block; it runs in a thread."""

    def __init__(self, ask: Ask, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._lock = asyncio.Lock()
        self._token = ""
        self._renew_at = self._expires_at = clock()

    async def bearer(self) -> str:
        """A token that holds for some minutes yet. Raises NoToken."""
        if self._clock() >= self._renew_at:
            async with self._lock:
                if self._clock() >= self._renew_at:
                    await self._renew()
        return self._token

    async def _renew(self) -> None:
        try:
            result = await asyncio.to_thread(self._ask)
        except (requests.RequestException, ValueError, RuntimeError) as fault:
            result = {"error": type(fault).__name__}
        now = self._clock()
        if "access_token" in result:
            self._token = result["access_token"]
            self._expires_at = now + float(result["expires_in"])
            self._renew_at = self._expires_at - MARGIN
            return
        code = str(result.get("error"))
        _log.error("no token to send with", code=code)
        if now >= self._expires_at:
            raise NoToken(code)
        self._renew_at = now + PAUSE


def with_password(app_id: str, password: str, tenant: str, login: str = LOGIN) -> Ask:
    """Asks with the secret of a single-tenant bot, always through the same msal client."""

    @cache
    def client() -> ConfidentialClientApplication:
        return ConfidentialClientApplication(  # type: ignore[no-untyped-call]
            app_id,
            client_credential=password,
            authority=f"{login}/{tenant}",
            instance_discovery=False,
            timeout=TIMEOUT,
        )

    return lambda: client().acquire_token_for_client([f"{RESOURCE}/.default"])  # type: ignore[no-untyped-call]


def with_managed_identity(app_id: str) -> Ask:
    """Asks with the identity that Azure assigned to this machine, always through the same msal client."""
    identity = UserAssignedManagedIdentity(client_id=app_id)  # type: ignore[no-untyped-call]
    client = ManagedIdentityClient(identity, http_client=_Session())
    return lambda: client.acquire_token_for_client(resource=RESOURCE)


def tokens_for(settings: Settings) -> Tokens | None:
    """The tokens that the settings ask for; None in local mode."""
    if settings.local:
        return None
    assert settings.app_id  # load() refuses to start without it
    if settings.app_type == "UserAssignedMSI":
        return Tokens(with_managed_identity(settings.app_id))
    assert settings.app_password
    assert settings.tenant
    return Tokens(with_password(settings.app_id, settings.app_password, settings.tenant))
