"""Who may come in: every check on a request, before a byte of it is stored or answered.

PyJWT rather than botframework's own validation, whose key cache is global and blocking, and which lets in tokens of
the emulator and of other bots.
"""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

import jwt
from aiohttp import ClientSession
from yarl import URL

from bot.arrival import Arrival, TurnedAway
from bot.loopback import is_loopback
from bot.settings import Settings
from bot.signing_keys import ISSUER, KeysOutOfReach, SigningKey, SigningKeys
from bot.tenant_pin import TenantPin
from dialogs.wording import say

Claims = Mapping[str, Any]

CHANNEL = "msteams"
LEEWAY = 5 * 60  # seconds
HOSTS = frozenset(
    {"smba.trafficmanager.net", "smba.onyx.prod.teams.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"}
)
"""The hosts of Teams' public cloud. Source: Microsoft Teams SDK, "Service URL Validation"."""


class SignIn(Protocol):
    """Two questions to each request: does its token hold, and may this activity come in with it."""

    async def identify(self, authorization: str | None) -> Claims:
        """What the token claims. Raises TurnedAway: 401, or 503 when nobody can tell at present."""

    def admit(self, claims: Claims, arrival: Arrival) -> None:
        """Raises TurnedAway (403) when the activity is not for us, or does not belong to its token."""


class TeamsSignIn:
    """Tokens of the Bot Framework, for one bot in one tenant."""

    def __init__(self, app_id: str, tenant: str, keys: SigningKeys, hosts: Collection[str] = HOSTS) -> None:
        self._app_id = app_id
        self._tenant = tenant.lower()
        self._keys = keys
        self._hosts = hosts

    async def identify(self, authorization: str | None) -> Claims:
        """The claims of a token that was signed for us and has not expired."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise TurnedAway(401, "A bearer token is needed.")
        key = await self._key(token)
        try:
            claims: Claims = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=ISSUER,
                leeway=LEEWAY,
                options={"require": ["exp"]},
            )
        except jwt.PyJWTError:
            raise TurnedAway(401, "The token does not hold.") from None
        if CHANNEL not in key.endorsements:
            raise TurnedAway(403, "The token's key does not speak for Teams.")
        return claims

    def admit(self, claims: Claims, arrival: Arrival) -> None:
        """An activity of Teams, of our tenant, from the service that its token names."""
        _check_channel(arrival)
        url = arrival.service_url or ""
        if claims.get("serviceurl") != url or not _is_official(url, self._hosts):
            raise TurnedAway(403, "serviceUrl is not that of the token, or not Teams'.")
        if arrival.tenant != self._tenant:
            raise TurnedAway(403, "The activity is another tenant's.", tell=say("door.stranger"))
        _check_person(arrival, self._tenant)

    async def _key(self, token: str) -> SigningKey:
        try:
            kid = jwt.get_unverified_header(token).get("kid", "")
            key = await self._keys.find(kid)
        except (jwt.PyJWTError, ValueError):
            raise TurnedAway(401, "The token cannot be read.") from None
        except KeysOutOfReach:
            raise TurnedAway(503, "The token cannot be checked at present.") from None
        if key is None:
            raise TurnedAway(401, "The token is signed with an unknown key.")
        return key


class LocalSignIn:
    """No tokens: a client on this machine, and one tenant for each data folder."""

    def __init__(self, pin: TenantPin) -> None:
        self._pin = pin

    async def identify(self, authorization: str | None) -> Claims:  # noqa: ARG002
        """Nobody signs in."""
        return {}

    def admit(self, claims: Claims, arrival: Arrival) -> None:  # noqa: ARG002
        """An activity in the manner of Teams, from this machine and from the folder's tenant."""
        _check_channel(arrival)
        url = _parsed(arrival.service_url or "")
        if url is None or url.scheme not in ("http", "https") or not is_loopback(url.host or ""):
            raise TurnedAway(403, "serviceUrl must be a loopback address in local mode.")
        if arrival.tenant is None or not self._pin.admits(arrival.tenant):
            raise TurnedAway(403, "The data folder is another tenant's.")
        _check_person(arrival, arrival.tenant)


def sign_in_for(settings: Settings, session: ClientSession) -> SignIn:
    """The sign-in that the settings ask for."""
    if settings.local:
        return LocalSignIn(TenantPin(settings.data))
    assert settings.app_id  # load() refuses to start without these two
    assert settings.tenant
    return TeamsSignIn(settings.app_id, settings.tenant, SigningKeys(session))


def _check_channel(arrival: Arrival) -> None:
    if arrival.channel_id != CHANNEL:
        raise TurnedAway(403, "channelId must be msteams.")


def _parsed(url: str) -> URL | None:
    try:
        return URL(url)
    except ValueError:
        return None


def _is_official(text: str, hosts: Collection[str]) -> bool:
    url = _parsed(text)
    return (
        url is not None
        and url.scheme == "https"
        and url.host in hosts
        and url.port == 443
        and url.user is None
        and url.password is None
        and not url.query_string
        and not url.fragment
    )


def _check_person(arrival: Arrival, tenant: str) -> None:
    """Only people of the council's own directory come in: no guests of a team, and no bots."""
    sender = arrival.sender
    if sender is None:
        return
    if not sender.aad_object_id or (sender.tenant_id or tenant).lower() != tenant:
        raise TurnedAway(403, "The sender is not a person of the tenant.", tell=say("door.stranger"))
