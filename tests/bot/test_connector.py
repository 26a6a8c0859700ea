"""What the bot says: addressed, authorised, tried again, and never taken for said when it was not."""

import asyncio
import socket
import traceback
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
import time_machine
from aiohttp import web

import bot.connector
from bot.connector import Busy, Connector, Gone, NotSent, Refused, Throttled, Uncertain, Unreachable, pooled_session
from bot.patience import Sent, patiently
from bot.settings import load
from bot.tokens import NoToken, Tokens, tokens_for, with_managed_identity, with_password
from state.documents import Address
from tests.bot.standins import APP, TENANT, Clock, IdentityService, RecordingConnector, certificate, serving

THREAD = "19:AbC_d-1@thread.tacv2;messageid=1700000000000"
MESSAGE = {"type": "message", "text": "Good morning"}


@asynccontextmanager
async def talking(teams: RecordingConnector, tokens: Tokens | None = None) -> AsyncIterator[tuple[Connector, Address]]:
    async with serving(teams.app()) as url, pooled_session() as session:
        yield Connector(session, tokens), Address(f"{url}/uk/", THREAD, TENANT, f"28:{APP}")


def answering(*answers: int | str | web.Response) -> RecordingConnector:
    return RecordingConnector(deque(web.Response(status=a) if isinstance(a, int) else a for a in answers))


async def test_a_message_is_addressed_as_teams_needs_it() -> None:
    teams = RecordingConnector()
    async with talking(teams) as (connector, address):
        assert await connector.send(address, {**MESSAGE, "from": {"id": "somebody else"}}) == "sent-1"
    call = teams.calls[0]
    assert (call.method, call.path) == (
        "POST",
        "/uk/v3/conversations/19%3AAbC_d-1%40thread.tacv2%3Bmessageid%3D1700000000000/activities",
    )
    assert call.body == {
        **MESSAGE,
        "channelId": "msteams",
        "serviceUrl": address.service_url,
        "from": {"id": f"28:{APP}"},
        "conversation": {"id": THREAD, "tenantId": TENANT},
    }
    assert "Authorization" not in call.headers


async def test_a_reply_and_an_update_name_the_activity() -> None:
    teams = answering("", web.Response(status=200))
    async with talking(teams) as (connector, address):
        assert await connector.send(address, MESSAGE, reply_to="1:2/3") == "sent-1"
        assert await connector.update(address, "1:2/3", MESSAGE) == "1:2/3"
    assert [(c.method, c.path.rsplit("/", 1)[1]) for c in teams.calls] == [
        ("POST", "1%3A2%2F3"),
        ("PUT", "1%3A2%2F3"),
    ]
    assert teams.calls[1].body["id"] == "1:2/3"


async def test_a_personal_chat_is_opened_with_the_tenant_and_gives_its_id() -> None:
    teams = answering(web.json_response({"id": "a:new"}, status=201))
    async with talking(teams) as (connector, address):
        created = await connector.create_personal(address.service_url, TENANT, f"28:{APP}", "29:sam")
    assert created == "a:new"
    assert teams.calls[0].path == "/uk/v3/conversations"
    assert teams.calls[0].body == {
        "isGroup": False,
        "bot": {"id": f"28:{APP}"},
        "members": [{"id": "29:sam"}],
        "tenantId": TENANT,
        "channelData": {"tenant": {"id": TENANT}},
    }


@pytest.mark.parametrize("answer", [web.Response(status=200), web.Response(text="[1]"), web.Response(text="no")])
async def test_a_message_without_an_id_in_the_answer_is_still_sent(answer: web.Response) -> None:
    async with talking(answering(answer)) as (connector, address):
        assert await connector.send(address, MESSAGE) == ""


async def test_a_chat_without_an_id_in_the_answer_is_not_opened() -> None:
    async with talking(answering(200)) as (connector, address):
        with pytest.raises(Uncertain):
            await connector.create_personal(address.service_url, TENANT, "28:bot", "29:sam")


@pytest.mark.parametrize(
    ("answer", "kind", "maybe_delivered"),
    [
        (400, Refused, False),
        (401, Refused, False),
        (413, Refused, False),
        (403, Gone, False),
        (404, Gone, False),
        (412, Busy, False),
        (429, Throttled, False),
        (408, Uncertain, True),
        (500, Uncertain, True),
        (501, Refused, False),
        (502, Uncertain, True),
        (503, Uncertain, True),
        (504, Uncertain, True),
        ("drop", Uncertain, True),
    ],
)
async def test_each_failure_says_whether_it_may_have_been_delivered(
    answer: int | str, kind: type[NotSent], maybe_delivered: bool
) -> None:
    async with talking(answering(answer)) as (connector, address):
        with pytest.raises(NotSent) as failure:
            await connector.send(address, MESSAGE)
    assert type(failure.value) is kind
    assert failure.value.maybe_delivered is maybe_delivered


@pytest.mark.parametrize("hint", [("7", 7.0), ("0", 0.0), ("", None), ("-1", None), ("nan", None), ("²", None)])
@pytest.mark.parametrize("status", [429, 412, 503])
async def test_retry_after_is_passed_on(status: int, hint: tuple[str, float | None]) -> None:
    answer = web.Response(status=status, headers={"Retry-After": hint[0]})
    async with talking(answering(answer)) as (connector, address):
        with pytest.raises(NotSent) as failure:
            await connector.send(address, MESSAGE)
    assert failure.value.retry_after == hint[1]


async def test_a_redirect_is_not_followed_so_that_no_token_goes_astray() -> None:
    stranger = RecordingConnector()
    async with serving(stranger.app()) as elsewhere:
        answer = web.Response(status=307, headers={"Location": elsewhere})
        async with talking(answering(answer), tokens_of("t")) as (connector, address):
            with pytest.raises(Refused):
                await connector.send(address, MESSAGE)
    assert stranger.calls == []


async def test_silence_is_uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.connector, "TIMEOUT", aiohttp.ClientTimeout(total=0.2, connect=0.1))
    async with talking(answering("hang")) as (connector, address):
        with pytest.raises(Uncertain):
            await connector.send(address, MESSAGE)


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@pytest.mark.parametrize("url", ["http://127.0.0.1:{closed}", "http://nowhere.invalid", "nonsense", ""])
async def test_nobody_there_is_certainly_not_delivered(url: str) -> None:
    async with pooled_session() as session:
        with pytest.raises(Unreachable) as failure:
            await Connector(session, None).send(
                Address(url.format(closed=closed_port()), THREAD, TENANT, "28:bot"), MESSAGE
            )
    assert failure.value.maybe_delivered is False


async def test_no_failure_tells_of_the_conversation_or_the_words() -> None:
    async with talking(answering(400, 404, 429, 500, "drop")) as (connector, address):
        for _ in range(5):
            with pytest.raises(NotSent) as failure:
                await connector.send(address, MESSAGE)
            shown = "".join(traceback.format_exception(failure.value))
            assert THREAD not in shown
            assert "morning" not in shown
            assert "During handling" not in shown


async def test_the_connection_is_kept_between_messages() -> None:
    ports = set()

    async def record(request: web.Request) -> web.Response:
        assert request.transport is not None
        ports.add(request.transport.get_extra_info("peername")[1])
        return web.json_response({"id": "1"})

    app = web.Application()
    app.router.add_post("/{path:.*}", record)
    async with serving(app) as url, pooled_session() as session:
        for _ in range(5):
            await Connector(session, None).send(Address(url, THREAD, TENANT, "28:bot"), MESSAGE)
    assert len(ports) == 1


# Patience


async def trying(teams: RecordingConnector, jitter: float = 0.5) -> tuple[Sent | NotSent, list[float], list[bool]]:
    """What came of it, the pauses made, and what each try was told about the ones before."""
    clock, pauses, told = Clock(), list[float](), list[bool]()

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        clock.now += seconds

    async with talking(teams) as (connector, address):

        async def send(in_doubt: bool) -> str:
            told.append(in_doubt)
            return await connector.send(address, {**MESSAGE, "text": "again" if in_doubt else "first"})

        try:
            return await patiently(send, sleep=sleep, jitter=lambda: jitter, clock=clock), pauses, told
        except NotSent as failure:
            return failure, pauses, told


@pytest.mark.parametrize(
    ("answers", "sent", "pauses", "told"),
    [
        ([], Sent("sent-1", 1, False), [], [False]),
        ([429], Sent("sent-2", 2, False), [0.5], [False, False]),
        ([412, 429], Sent("sent-3", 3, False), [0.5, 1.0], [False, False, False]),
        ([503], Sent("sent-2", 2, True), [0.5], [False, True]),
        ([502, 429, 504], Sent("sent-4", 4, True), [0.5, 1.0, 2.0], [False, True, True, True]),
        (["drop"], Sent("sent-2", 2, True), [0.5], [False, True]),
    ],
)
async def test_posts_are_tried_again_and_repeats_are_marked(
    answers: list[int | str], sent: Sent, pauses: list[float], told: list[bool]
) -> None:
    teams = answering(*answers)
    assert await trying(teams) == (sent, pauses, told)
    assert [call.body["text"] for call in teams.calls] == ["again" if doubt else "first" for doubt in told]


@pytest.mark.parametrize(
    ("answers", "kind", "attempts", "maybe_delivered"),
    [
        ([429] * 9, Throttled, 4, False),
        ([500] * 9, Uncertain, 4, True),
        ([503, 429, 429, 429], Throttled, 4, True),
        ([400], Refused, 1, False),
        ([403], Gone, 1, False),
        ([504, 404], Gone, 2, True),
    ],
)
async def test_giving_up_tells_of_all_tries(
    answers: list[int | str], kind: type[NotSent], attempts: int, maybe_delivered: bool
) -> None:
    failure, _, told = await trying(answering(*answers))
    assert isinstance(failure, NotSent)
    assert type(failure) is kind
    assert (failure.attempts, len(told), failure.maybe_delivered) == (attempts, attempts, maybe_delivered)


async def test_retry_after_is_kept_to() -> None:
    _, pauses, _ = await trying(answering(web.Response(status=429, headers={"Retry-After": "3"})))
    assert pauses == [3.5]


@pytest.mark.parametrize(("jitter", "pause"), [(0.0, 0.25), (1.0, 0.75)])
async def test_pauses_are_spread_so_that_bots_do_not_march_in_step(jitter: float, pause: float) -> None:
    assert (await trying(answering(429), jitter=jitter))[1] == [pause]


async def test_a_long_wait_is_left_to_the_courier() -> None:
    failure, pauses, _ = await trying(answering(web.Response(status=429, headers={"Retry-After": "60"})))
    assert isinstance(failure, Busy)
    assert (failure.retry_after, failure.attempts, pauses) == (60.0, 1, [])


# Tokens


def tokens_of(token: str) -> Tokens:
    return Tokens(lambda: {"access_token": token, "expires_in": 3600}, Clock())


async def test_a_message_carries_the_token() -> None:
    teams = RecordingConnector()
    async with talking(teams, tokens_of("abc")) as (connector, address):
        await connector.send(address, MESSAGE)
    assert teams.calls[0].headers["Authorization"] == "Bearer abc"


async def test_without_a_token_nothing_is_sent() -> None:
    teams = RecordingConnector()
    async with talking(teams, Tokens(lambda: {"error": "invalid_client"}, Clock())) as (connector, address):
        with pytest.raises(Unreachable):
            await connector.send(address, MESSAGE)
    assert teams.calls == []


@pytest.fixture
def identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[IdentityService, str]]:
    """The identity service, which msal is made to trust, and its address."""
    service = IdentityService()
    tls, trusted = certificate(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(trusted))
    with service.serving(tls) as url:
        monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", url)
        yield service, url


Identity = tuple[IdentityService, str]


@pytest.mark.parametrize("managed", [False, True])
async def test_one_token_a_lifetime_however_many_ask(identity: Identity, managed: bool) -> None:
    service, url = identity
    clock = Clock()
    tokens = Tokens(with_managed_identity(APP) if managed else with_password(APP, "secret", TENANT, url), clock)
    assert set(await asyncio.gather(*(tokens.bearer() for _ in range(50)))) == {"token-1"}
    clock.now += 3600 - 241
    assert await tokens.bearer() == "token-1"
    assert service.given == 1


@pytest.mark.parametrize("managed", [False, True])
async def test_a_token_is_renewed_before_it_expires(identity: Identity, managed: bool) -> None:
    service, url = identity
    service.expires_in = 310
    clock = Clock()
    tokens = Tokens(with_managed_identity(APP) if managed else with_password(APP, "secret", TENANT, url), clock)
    assert await tokens.bearer() == "token-1"
    clock.now += 310 - 239
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=310 - 239)):
        assert await asyncio.gather(*(tokens.bearer() for _ in range(10))) == ["token-2"] * 10
    assert service.given == 2


async def test_fetching_a_token_does_not_hold_up_other_work(identity: Identity) -> None:
    _, url = identity
    fetching = asyncio.create_task(Tokens(with_password(APP, "secret", TENANT, url)).bearer())
    beats = 0
    while not fetching.done():
        await asyncio.sleep(0.01)
        beats += 1
    assert await fetching == "token-1"
    assert beats >= 4


async def test_a_refused_secret_is_named_by_its_code_alone(
    identity: Identity, caplog: pytest.LogCaptureFixture
) -> None:
    service, url = identity
    service.refuses = True
    with pytest.raises(NoToken, match=r"^invalid_client$"):
        await Tokens(with_password(APP, "secret", TENANT, url)).bearer()
    assert "invalid_client" in caplog.text
    assert "private" not in caplog.text


async def test_no_identity_service_is_no_token() -> None:
    with pytest.raises(NoToken, match="ConnectionError"):
        await Tokens(with_password(APP, "secret", TENANT, f"https://127.0.0.1:{closed_port()}")).bearer()


async def test_a_token_that_still_holds_is_used_while_no_new_one_is_given() -> None:
    answers = deque[dict[str, str]]([{"access_token": "old", "expires_in": "3600"}, {"error": "x"}, {"error": "x"}])
    clock = Clock()
    tokens = Tokens(answers.popleft, clock)
    assert await tokens.bearer() == "old"
    clock.now += 3600 - 200
    assert [await tokens.bearer() for _ in range(5)] == ["old"] * 5
    clock.now += 200
    with pytest.raises(NoToken):
        await tokens.bearer()


def test_local_mode_has_no_token() -> None:
    assert tokens_for(load({"NTK_LOCAL": "1"})) is None


@pytest.mark.parametrize(
    ("where", "path", "header"),
    [
        ("a virtual machine", "/metadata/identity/oauth2/token", ("Metadata", "true")),
        ("Container Apps or App Service", "/msi/token", ("X-IDENTITY-HEADER", "given by Azure")),
    ],
)
async def test_a_managed_identity_asks_where_it_runs(
    identity: Identity, where: str, path: str, header: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    service, url = identity
    if path == "/msi/token":
        monkeypatch.setenv("IDENTITY_ENDPOINT", f"{url}{path}")
        monkeypatch.setenv("IDENTITY_HEADER", header[1])
    assert await Tokens(with_managed_identity(APP)).bearer() == "token-1"
    ((asked, headers),) = service.asked
    query = parse_qs(urlsplit(asked).query)
    assert urlsplit(asked).path == path
    assert (query["client_id"], query["resource"]) == ([APP], ["https://api.botframework.com"])
    assert headers[header[0]] == header[1]


async def test_the_settings_decide_how_tokens_are_got(identity: Identity) -> None:
    env = {"MicrosoftAppId": APP, "MicrosoftAppType": "UserAssignedMSI", "MicrosoftAppTenantId": TENANT}
    tokens = tokens_for(load({**env, "NTK_KEY": "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA="}))
    assert tokens is not None
    assert await tokens.bearer() == "token-1"
    assert identity[0].given == 1
