"""Who may come in. Each test is named after the trap that it keeps shut."""

import asyncio
import base64
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from aiohttp import web

from bot.arrival import Arrival, TurnedAway
from bot.connector import pooled_session
from bot.settings import load
from bot.signin import LocalSignIn, TeamsSignIn, sign_in_for
from bot.signing_keys import LIMIT, SigningKeys
from bot.tenant_pin import TenantPin
from tests.bot.standins import APP, SERVICE, TENANT, Clock, Issuer, activity, serving

DAY = 24 * 3600


@asynccontextmanager
async def signing_in(issuer: Issuer, clock: Clock | None = None) -> AsyncIterator[TeamsSignIn]:
    async with serving(issuer.app()) as url, pooled_session() as session:
        yield TeamsSignIn(APP, TENANT, SigningKeys(session, f"{url}/metadata", clock or Clock()))


async def status(sign_in: TeamsSignIn, token: str, body: dict[str, Any] | None = None) -> int:
    """200 when the activity may come in with the token, or the status with which it is turned away."""
    try:
        claims = await sign_in.identify(f"Bearer {token}")
        sign_in.admit(claims, Arrival.model_validate(body or activity()))
    except TurnedAway as away:
        return away.status
    return 200


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


async def test_a_token_of_teams_comes_in(issuer: Issuer) -> None:
    async with signing_in(issuer) as sign_in:
        assert await status(sign_in, issuer.token()) == 200


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"exp": timedelta(minutes=-6)}, id="expired"),
        pytest.param({"without": "exp"}, id="never expires"),
        pytest.param({"nbf": timedelta(minutes=6)}, id="not valid yet"),
        pytest.param({"aud": "another-app"}, id="for another bot"),
        pytest.param({"without": "aud"}, id="for nobody"),
        pytest.param({"iss": "https://issuer.example"}, id="another issuer"),
        pytest.param({"without": "iss"}, id="no issuer"),
        pytest.param({"iss": f"https://sts.windows.net/{TENANT}/", "ver": "1.0", "appid": APP}, id="emulator"),
        pytest.param(
            {"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0", "ver": "2.0", "azp": "other"}, id="skill"
        ),
        pytest.param({"header": {"kid": "nobody's"}}, id="unknown key"),
        pytest.param({"header": {"kid": None}}, id="no key named"),
    ],
)
async def test_a_token_that_does_not_hold_gives_401_and_never_500(issuer: Issuer, changes: dict[str, Any]) -> None:
    async with signing_in(issuer) as sign_in:
        assert await status(sign_in, issuer.token(**changes)) == 401


@pytest.mark.parametrize("changes", [{"exp": timedelta(minutes=-4)}, {"nbf": timedelta(minutes=4)}])
async def test_clocks_may_differ_by_five_minutes(issuer: Issuer, changes: dict[str, Any]) -> None:
    async with signing_in(issuer) as sign_in:
        assert await status(sign_in, issuer.token(**changes)) == 200


def forged(header: str) -> str:
    """A token with that header, and nothing else that is right."""
    return f"Bearer {base64.urlsafe_b64encode(header.encode()).decode().rstrip('=')}.e30.x"


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer garbage",
        "Bearer a.b.c",
        "Bearer \udcff.\udcff.\udcff",
        "Basic dXNlcjpwYXNz",
        forged("[" * 5000),
        forged("[]"),
        forged('{"alg": "RS256", "kid": ["x"]}'),
    ],
)
async def test_a_garbage_token_gives_401_and_never_500(issuer: Issuer, header: str | None) -> None:
    async with signing_in(issuer) as sign_in:
        with pytest.raises(TurnedAway) as away:
            await sign_in.identify(header)
        assert away.value.status == 401


async def test_a_token_signed_by_somebody_else_or_not_at_all_gives_401(issuer: Issuer) -> None:
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    stranger = Issuer()
    by_stranger = stranger.token(header={"kid": issuer.kid})
    unsigned = jwt.encode(claims, "", "none", {"kid": issuer.kid})
    secret = issuer.published[0]["n"] * 2
    with_public_key_as_secret = jwt.encode(claims, secret, "HS256", {"kid": issuer.kid})
    async with signing_in(issuer) as sign_in:
        for token in (by_stranger, unsigned, with_public_key_as_secret):
            assert await status(sign_in, token) == 401


@pytest.mark.parametrize("endorsements", [(), ("webchat", "directline")])
async def test_a_key_that_is_not_endorsed_for_teams_gives_403(endorsements: tuple[str, ...]) -> None:
    issuer = Issuer(endorsements)
    async with signing_in(issuer) as sign_in:
        assert await status(sign_in, issuer.token()) == 403


def elsewhere(url: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"serviceurl": url}, {"serviceUrl": url}


@pytest.mark.parametrize(
    ("claims", "changes"),
    [
        pytest.param({}, {"channelId": None}, id="no channel skips endorsement"),
        pytest.param({}, {"channelId": "emulator"}, id="another channel"),
        pytest.param({}, {"serviceUrl": None}, id="no serviceUrl skips the claim"),
        pytest.param({"without": "serviceurl"}, {}, id="no claim"),
        pytest.param({"without": "serviceurl"}, {"serviceUrl": None}, id="neither claim nor serviceUrl"),
        pytest.param({}, {"serviceUrl": "https://smba.trafficmanager.net/emea/"}, id="another serviceUrl"),
        pytest.param(*elsewhere("http://smba.trafficmanager.net/uk/"), id="not https"),
        pytest.param(*elsewhere("https://smba.trafficmanager.net.example.org/uk/"), id="host goes on"),
        pytest.param(*elsewhere("https://example.smba.trafficmanager.net/uk/"), id="host begins earlier"),
        pytest.param(*elsewhere("https://smba.trafficmanager.net@example.org/uk/"), id="host is a user"),
        pytest.param(*elsewhere("https://smba.trafficmanager.net:8443/uk/"), id="another port"),
        pytest.param(*elsewhere("http://smba.trafficmanager.net:443/uk/"), id="not https, on its port"),
        pytest.param(*elsewhere("https://sam@smba.trafficmanager.net/uk/"), id="with a user"),
        pytest.param(*elsewhere("https://:word@smba.trafficmanager.net/uk/"), id="with a password"),
        pytest.param(*elsewhere("https://smba.trafficmanager.net/uk/?to="), id="with a query"),
        pytest.param(*elsewhere("https://smba.trafficmanager.net/uk/#to"), id="with a fragment"),
        pytest.param(*elsewhere("https://127.0.0.1/"), id="loopback"),
        pytest.param(*elsewhere("https://[::1/"), id="no address"),
        pytest.param({}, {"channelData": None, "conversation": {"id": "a:1"}}, id="no tenant"),
        pytest.param({}, {"channelData": {"tenant": {"id": "other"}}}, id="two tenants"),
        pytest.param(
            {}, {"channelData": None, "conversation": {"id": "a:1", "tenantId": "other"}}, id="another tenant"
        ),
    ],
)
async def test_the_activity_must_belong_to_its_token_and_to_us(
    issuer: Issuer, claims: dict[str, Any], changes: dict[str, Any]
) -> None:
    async with signing_in(issuer) as sign_in:
        assert await status(sign_in, issuer.token(**claims), activity(**changes)) == 403


@pytest.mark.parametrize(
    "changes",
    [
        {"channelData": None},
        {"conversation": {"id": "a:1"}},
        {"channelData": {"tenant": {"id": TENANT.upper()}}},
    ],
)
async def test_the_tenant_may_stand_in_either_place(issuer: Issuer, changes: dict[str, Any]) -> None:
    async with signing_in(issuer) as sign_in:
        assert await status(sign_in, issuer.token(), activity(**changes)) == 200


async def test_the_tenant_may_be_written_in_capitals(issuer: Issuer) -> None:
    async with serving(issuer.app()) as url, pooled_session() as session:
        sign_in = TeamsSignIn(APP, TENANT.upper(), SigningKeys(session, f"{url}/metadata"))
        assert await status(sign_in, issuer.token()) == 200


async def test_a_key_rotation_is_noticed_with_the_first_token() -> None:
    issuer, clock = Issuer(), Clock()
    async with signing_in(issuer, clock) as sign_in:
        assert await status(sign_in, issuer.token()) == 200
        clock.now += 60
        issuer.rotate()
        assert await status(sign_in, issuer.token()) == 200


async def test_unknown_keys_cannot_be_used_to_flood_the_metadata_service(issuer: Issuer) -> None:
    async with signing_in(issuer) as sign_in:
        before = issuer.asked
        tokens = [issuer.token(header={"kid": f"unknown-{n}"}) for n in range(20)]
        assert set(await asyncio.gather(*(status(sign_in, token) for token in tokens))) == {401}
        assert issuer.asked - before == 1


async def test_old_keys_stay_usable_while_the_metadata_service_is_dead() -> None:
    issuer, clock = Issuer(), Clock()
    async with signing_in(issuer, clock) as sign_in:
        assert await status(sign_in, issuer.token()) == 200
        issuer.answers = False
        for _ in range(3):
            clock.now += DAY + 1
            assert await status(sign_in, issuer.token()) == 200
        assert issuer.asked == 4


async def test_a_withdrawn_key_is_forgotten_after_a_day() -> None:
    issuer, clock = Issuer(), Clock()
    async with signing_in(issuer, clock) as sign_in:
        withdrawn = issuer.token()
        assert await status(sign_in, withdrawn) == 200
        issuer.rotate()
        clock.now += DAY + 1
        assert await status(sign_in, withdrawn) == 401


async def test_a_dead_metadata_service_is_not_the_senders_fault_and_is_asked_again() -> None:
    issuer, clock = Issuer(), Clock()
    issuer.answers = False
    async with signing_in(issuer, clock) as sign_in:
        assert await status(sign_in, issuer.token()) == 503
        issuer.answers = True
        assert await status(sign_in, issuer.token()) == 503
        clock.now += 31
        assert await status(sign_in, issuer.token()) == 200


async def test_a_new_key_of_a_dead_metadata_service_is_not_the_senders_fault_either() -> None:
    issuer, clock = Issuer(), Clock()
    async with signing_in(issuer, clock) as sign_in:
        assert await status(sign_in, issuer.token()) == 200
        issuer.rotate()
        issuer.answers = False
        clock.now += 31
        assert await status(sign_in, issuer.token()) == 503


@pytest.mark.parametrize("published", [[], [{"kid": "x"}], ["x"], [{"kty": "RSA", "kid": "x", "n": "!", "e": "AQAB"}]])
async def test_a_key_set_without_a_usable_key_does_not_displace_the_old_one(published: list[Any]) -> None:
    issuer, clock = Issuer(), Clock()
    async with signing_in(issuer, clock) as sign_in:
        assert await status(sign_in, issuer.token()) == 200
        issuer.published = published
        clock.now += DAY + 1
        assert await status(sign_in, issuer.token()) == 200


LIES = [
    pytest.param({"issuer": "https://issuer.example"}, id="another issuer"),
    pytest.param({"issuer": None}, id="no issuer"),
    pytest.param({"jwks_uri": "KEYS_ELSEWHERE"}, id="keys of another host"),
    pytest.param({"jwks_uri": "/keys"}, id="no whole address"),
    pytest.param({"jwks_uri": None}, id="no address"),
    pytest.param({"jwks_uri": ["x"]}, id="a list for an address"),
    pytest.param({"padding": "x" * LIMIT}, id="huge"),
]


@pytest.mark.parametrize("lies", LIES)
async def test_lying_metadata_never_displaces_the_keys_that_are_known(lies: dict[str, Any]) -> None:
    issuer, stranger, clock = Issuer(), Issuer(), Clock()
    async with serving(stranger.app()) as elsewhere, signing_in(issuer, clock) as sign_in:
        assert await status(sign_in, issuer.token()) == 200
        issuer.lies = {k: f"{elsewhere}/keys" if v == "KEYS_ELSEWHERE" else v for k, v in lies.items()}
        clock.now += DAY + 1
        assert await status(sign_in, issuer.token()) == 200
        assert await status(sign_in, stranger.token()) == 503
        issuer.lies = {}
        clock.now += 31
        issuer.rotate()
        assert await status(sign_in, issuer.token()) == 200


@pytest.mark.parametrize("lies", LIES)
async def test_lying_metadata_lets_nobody_in_from_the_start(lies: dict[str, Any]) -> None:
    issuer, stranger = Issuer(), Issuer()
    async with serving(stranger.app()) as elsewhere, signing_in(issuer) as sign_in:
        issuer.lies = {k: f"{elsewhere}/keys" if v == "KEYS_ELSEWHERE" else v for k, v in lies.items()}
        assert await status(sign_in, stranger.token()) == 503
        assert await status(sign_in, issuer.token()) == 503


BODIES = [
    web.Response(body=b"[" * 100_000),
    web.Response(body=b"[]"),
    web.Response(body=b"\xff"),
    web.Response(body=b"null"),
    web.Response(body=gzip.compress(b" " * (3 * LIMIT)), headers={"Content-Encoding": "gzip"}),
    web.Response(status=404),
    web.Response(status=302, headers={"Location": "KEYS_ELSEWHERE"}),
]


@pytest.mark.parametrize("what", ["/metadata", "/keys"])
@pytest.mark.parametrize("body", BODIES)
async def test_whatever_the_metadata_service_says_nobody_else_comes_in(what: str, body: web.Response) -> None:
    issuer, stranger, clock = Issuer(), Issuer(), Clock()
    async with serving(stranger.app()) as elsewhere, signing_in(issuer, clock) as sign_in:
        assert await status(sign_in, issuer.token()) == 200
        headers = {k: v.replace("KEYS_ELSEWHERE", f"{elsewhere}{what}") for k, v in body.headers.items()}
        issuer.instead[what] = web.Response(status=body.status, body=body.body, headers=headers)
        clock.now += DAY + 1
        assert await status(sign_in, stranger.token()) == 503
        assert await status(sign_in, issuer.token()) == 200


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"aadObjectId": None}, id="nobody of the directory"),
        pytest.param({"aadObjectId": ""}, id="an empty id"),
        pytest.param({"tenantId": "33333333-aaaa-4bbb-8ccc-000000000003"}, id="a guest from another tenant"),
    ],
)
async def test_guests_are_kept_outside_and_told_so(issuer: Issuer, changes: dict[str, Any], tmp_path: Path) -> None:
    guest = {**activity()["from"], **changes}
    async with signing_in(issuer) as sign_in:
        claims = await sign_in.identify(f"Bearer {issuer.token()}")
        for door, url in ((sign_in, SERVICE), (LocalSignIn(TenantPin(tmp_path)), LOCAL)):
            with pytest.raises(TurnedAway) as away:
                door.admit(claims, Arrival.model_validate(activity(**{"serviceUrl": url, "from": guest})))
            assert away.value.status == 403
            assert "only speak with people of the council" in away.value.tell


async def test_the_tenant_of_a_person_may_be_named(issuer: Issuer) -> None:
    async with signing_in(issuer) as sign_in:
        member = {**activity()["from"], "tenantId": TENANT.upper()}
        assert await status(sign_in, issuer.token(), activity(**{"from": member})) == 200


async def test_a_silent_metadata_service_does_not_hold_up_other_work(issuer: Issuer) -> None:
    async def accept(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        silent.append(writer)

    silent: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, pooled_session() as session:
        keys = SigningKeys(session, f"http://127.0.0.1:{port}/metadata", Clock(), timeout=0.2)
        waiting = asyncio.create_task(status(TeamsSignIn(APP, TENANT, keys), issuer.token()))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        async with asyncio.timeout(2):
            assert await waiting == 503
        for writer in silent:
            writer.close()


LOCAL = "http://127.0.0.1:56150/_connector"


@pytest.mark.parametrize(
    ("changes", "comes_in"),
    [
        ({}, True),
        ({"serviceUrl": "http://localhost:56150/_connector"}, True),
        ({"serviceUrl": "http://[::1]:56150"}, True),
        ({"serviceUrl": SERVICE}, False),
        ({"serviceUrl": "http://127.0.0.1.example.org/"}, False),
        ({"serviceUrl": "ftp://127.0.0.1/"}, False),
        ({"serviceUrl": None}, False),
        ({"channelId": "emulator"}, False),
        ({"channelId": None}, False),
        ({"channelData": None, "conversation": {"id": "a:1"}}, False),
    ],
)
async def test_local_mode_serves_this_machine_alone(changes: dict[str, Any], comes_in: bool, tmp_path: Path) -> None:
    sign_in = LocalSignIn(TenantPin(tmp_path))
    arrival = Arrival.model_validate(activity(**{"service_url": LOCAL, **changes}))
    claims = await sign_in.identify(None)
    with nullcontext() if comes_in else pytest.raises(TurnedAway):
        sign_in.admit(claims, arrival)


def test_a_data_folder_belongs_to_the_first_tenant_even_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert TenantPin(folder).admits("one")
    assert not TenantPin(folder).admits("two")
    assert TenantPin(folder).admits("one")


def test_one_who_was_turned_away_does_not_become_the_owner(tmp_path: Path) -> None:
    sign_in = LocalSignIn(TenantPin(tmp_path))
    with pytest.raises(TurnedAway):
        sign_in.admit({}, Arrival.model_validate(activity(SERVICE, channelData={"tenant": {"id": TENANT}})))
    assert list(tmp_path.iterdir()) == []


async def test_the_settings_decide_whether_anybody_must_sign_in(tmp_path: Path) -> None:
    public = load(
        {
            "MicrosoftAppId": APP,
            "MicrosoftAppType": "UserAssignedMSI",
            "MicrosoftAppTenantId": TENANT,
            "NTK_KEY": "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=",
        }
    )
    local = load({"NTK_LOCAL": "1", "NTK_DATA": str(tmp_path)})
    async with pooled_session() as session:
        with pytest.raises(TurnedAway):
            await sign_in_for(public, session).identify(None)
        assert await sign_in_for(local, session).identify(None) == {}
