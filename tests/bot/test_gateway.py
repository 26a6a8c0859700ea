"""The door, over real HTTP. Each test is named after what it guards."""

import asyncio
import gzip
import json
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.schema import Activity, AdaptiveCardInvokeResponse, ConversationReference
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.connector import Connector, Gone, pooled_session
from bot.gateway import LIMIT, Gateway
from bot.once import Once
from bot.signin import LocalSignIn, SignIn, TeamsSignIn
from bot.signing_keys import SigningKeys
from bot.tenant_pin import TenantPin
from state.documents import Address
from tests.bot.standins import APP, TENANT, Issuer, RecordingConnector, activity, press, serving

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}
EXECUTE = {"type": "Action.Execute", "verb": "answer", "data": {"do": "answer", "question": "danger", "value": "no"}}


@dataclass
class ExampleBot(ActivityHandler):
    """Keeps what it hears. A test gives it something to do with it."""

    heard: list[Activity] = field(default_factory=list)
    on_hearing: Callable[[TurnContext], Awaitable[Any]] | None = None

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        self.heard.append(turn_context.activity)
        if self.on_hearing:
            await self.on_hearing(turn_context)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse | None:
        self.heard.append(turn_context.activity)
        if self.on_hearing:
            answer: InvokeResponse | None = await self.on_hearing(turn_context)
            return answer
        value = {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": CARD}
        return InvokeResponse(status=200, body=value)


@dataclass
class Door:
    """The gateway behind HTTP, and what stands around it."""

    url: str
    here: str
    bot: ExampleBot
    gateway: Gateway
    teams: RecordingConnector
    client: aiohttp.ClientSession

    async def post(self, body: Any, **headers: str) -> tuple[int, bytes]:
        """The status and body of the answer to one POST."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **headers}
        async with self.client.post(self.url, data=data, headers=sent) as response:
            return response.status, await response.read()

    async def status(self, body: Any, **headers: str) -> int:
        return (await self.post(body, **headers))[0]


class NearConnector(Connector):
    """Sends what is for Teams' own host to this machine instead."""

    here = ""

    async def send(self, address: Address, activity: Mapping[str, Any], reply_to: str | None = None) -> str:
        return await super().send(replace(address, service_url=self.here), activity, reply_to)


@asynccontextmanager
async def opened(sign_in: SignIn) -> AsyncIterator[Door]:
    bot, teams = ExampleBot(), RecordingConnector()
    async with pooled_session() as session, serving(teams.app()) as here:
        connector = NearConnector(session, None)
        connector.here = here
        gateway = Gateway(bot, sign_in, connector)

        async def stock(request: web.Request) -> web.Response:
            return await gateway.process(request, bot) or web.Response()

        app = web.Application()
        app.router.add_post("/api/messages", gateway.receive)
        app.router.add_post("/stock", stock)
        async with serving(app) as url, aiohttp.ClientSession() as client:
            yield Door(f"{url}/api/messages", here, bot, gateway, teams, client)


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with opened(LocalSignIn(TenantPin(tmp_path))) as door:
        yield door


@pytest.fixture
async def signed() -> AsyncIterator[tuple[Door, Issuer]]:
    """A door that asks for tokens, and the one who signs them."""
    issuer = Issuer()
    async with serving(issuer.app()) as url, pooled_session() as session:
        keys = SigningKeys(session, f"{url}/metadata")
        async with opened(TeamsSignIn(APP, TENANT, keys)) as door:
            yield door, issuer


# Coming in


async def test_a_message_is_heard_once_and_answered_empty(door: Door) -> None:
    assert await door.post(activity(door.here)) == (200, b"")
    (heard,) = door.bot.heard
    assert (heard.text, heard.from_property.aad_object_id) == ("alert", "00000000-0000-4000-8000-000000000003")


@pytest.mark.parametrize("place", [{"channelData": None}, {"conversation": {"id": "a:1"}}])
async def test_the_handler_finds_the_tenant_where_botbuilder_loses_it(door: Door, place: dict[str, Any]) -> None:
    await door.post(activity(door.here, **place))
    assert door.bot.heard[0].conversation.tenant_id == TENANT


async def test_a_signed_message_is_heard(signed: tuple[Door, Issuer]) -> None:
    door, issuer = signed
    assert await door.status(activity(), **issuer.bearer()) == 200
    assert len(door.bot.heard) == 1


@pytest.mark.parametrize(
    ("headers", "changes", "status"),
    [
        ({}, {}, 401),
        ({"Authorization": "Bearer garbage"}, {}, 401),
        ("expired", {}, 401),
        ("good", {"channelId": "emulator"}, 403),
        ("good", {"serviceUrl": "https://example.org/"}, 403),
        ("good", {"channelData": {"tenant": {"id": "other"}}}, 403),
    ],
)
async def test_who_is_turned_away_is_told_why_and_leaves_no_trace(
    signed: tuple[Door, Issuer], headers: dict[str, str] | str, changes: dict[str, Any], status: int
) -> None:
    door, issuer = signed
    if isinstance(headers, str):
        headers = issuer.bearer(**({"exp": 1} if headers == "expired" else {}))
    answered, body = await door.post(activity(**changes), **headers)
    assert answered == status
    assert json.loads(body)["error"]["message"]
    assert door.bot.heard == []


async def test_without_a_token_not_even_the_body_is_looked_at(signed: tuple[Door, Issuer]) -> None:
    assert await signed[0].status(b"[" * 10 + b"x" * LIMIT) == 401


async def test_the_adapters_own_door_stays_shut(door: Door) -> None:
    stock = door.url.replace("/api/messages", "/stock")
    async with door.client.post(stock, json=activity(door.here), headers={"Authorization": ""}) as response:
        assert response.status == 401
    assert door.bot.heard == []


# Hostile input


def nested(levels: int) -> bytes:
    return b'{"type":"message","value":' + b'{"a":' * levels + b"1" + b"}" * levels + b"}"


def raw(name: str, value: str) -> bytes:
    """A message in which one field holds exactly those characters."""
    return json.dumps(activity("http://127.0.0.1", **{name: "@@"})).replace('"@@"', value).encode()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="cut off"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"null", id="null"),
        pytest.param(b'"text"', id="a string"),
        pytest.param(b"{}", id="an empty object"),
        pytest.param(b"\xff\xfe{}", id="not UTF-8"),
        pytest.param(b"\xef\xbb\xbf{}", id="byte order mark"),
        pytest.param(b"[" * 100_000, id="open brackets"),
        pytest.param(nested(10_000), id="10,000 levels"),
        pytest.param(raw("value", '{"a":' * 1020 + "1" + "}" * 1020), id="1,020 levels in a value"),
        pytest.param(raw("value", '{"a":' * 300 + "1" + "}" * 300), id="300 levels in a value"),
        pytest.param(raw("value", '{"n": NaN}'), id="NaN"),
        pytest.param(raw("value", '{"n": -Infinity}'), id="infinity"),
        pytest.param(raw("value", '{"n": 1e999}'), id="beyond a double"),
        pytest.param(raw("value", '{"n": ' + "9" * 5000 + "}"), id="5,000 digits"),
        pytest.param(raw("value", '{"n": 18446744073709551616}'), id="beyond 64 bits"),
        pytest.param(raw("text", '"\\ud800"'), id="lone surrogate"),
        pytest.param(raw("value", '{"\\udfff": 1}'), id="lone surrogate in a key"),
        pytest.param(raw("value", '{"do": "a", "do": "b"}'), id="the same key twice"),
        pytest.param(raw("type", '"message", "type": "invoke"'), id="two types"),
    ],
)
async def test_hostile_json_gives_400(door: Door, body: bytes) -> None:
    status, answer = await door.post(body)
    assert status == 400
    assert json.loads(answer)["error"]["code"] == "Bad Request"
    assert door.bot.heard == []


@pytest.mark.parametrize(
    "changes",
    [
        {"type": None},
        {"type": ""},
        {"type": 5},
        {"id": ["x"]},
        {"text": {"a": 1}},
        {"value": "text"},
        {"value": [1]},
        {"entities": 3},
        {"entities": ["mention"]},
        {"attachments": [None]},
        {"from": None},
        {"from": "sam"},
        {"from": {"name": "Sam"}},
        {"from": {"id": ""}},
        {"from": {"id": "29:sam", "aadObjectId": 7}},
        {"recipient": []},
        {"conversation": None},
        {"conversation": "a:1"},
        {"conversation": {"id": 1}},
        {"conversation": {"id": "a:1", "isGroup": "yes"}},
        {"channelData": "x"},
        {"channelData": {"tenant": "x"}},
        {"channelData": {"tenant": {"id": {}}}},
        {"serviceUrl": 1},
        {"channelId": {}},
        {"membersAdded": [None]},
        {"membersAdded": {"key": 1}},
        {"timestamp": "yesterday"},
        {"timestamp": {}},
        {"timestamp": "9999-12-31T23:59:59-23:59"},
        {"semanticAction": 3},
        {"replyToId": 1},
        {"deliveryMode": []},
    ],
)
async def test_wrong_types_in_fields_give_400(door: Door, changes: dict[str, Any]) -> None:
    status, answer = await door.post(activity(door.here, **changes))
    assert status == 400
    assert json.loads(answer)["error"]["message"]
    assert door.bot.heard == []


async def test_a_refusal_and_the_log_never_repeat_what_was_said(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for changes in ({"text": ["Robin"]}, {"timestamp": "Robin"}, {"from": "Robin"}, {"semanticAction": ["Robin"]}):
        _, answer = await door.post(activity(door.here, **changes))
        assert b"Robin" not in answer
    assert "Robin" not in caplog.text


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_over_256_kb_gives_413(door: Door, chunked: bool) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(LIMIT // 1024 + 1):
            yield b" " * 1024

    body = chunks() if chunked else b" " * (LIMIT + 1)
    async with door.client.post(door.url, data=body, headers={"Content-Type": "application/json"}) as response:
        assert response.status == 413
    fits = json.dumps(activity(door.here)).encode()
    assert await door.status(fits + b" " * (LIMIT - len(fits))) == 200


async def test_a_small_body_that_unpacks_to_a_large_one_gives_413(door: Door) -> None:
    packed = gzip.compress(b" " * (20 * LIMIT))
    assert len(packed) < LIMIT
    assert await door.status(packed, **{"Content-Encoding": "gzip"}) == 413


async def test_a_body_that_cannot_be_unpacked_gives_400(door: Door) -> None:
    assert await door.status(b"not gzip", **{"Content-Encoding": "gzip"}) == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_a_web_page_cannot_post_a_form_to_the_bot(door: Door, kind: str) -> None:
    assert await door.status(activity(door.here), **{"Content-Type": kind}) == 415


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in an activity that can be changed."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """An activity with up to three of its parts replaced by anything."""
    tree: Any = {"": draw(st.sampled_from([activity("http://127.0.0.1"), press(EXECUTE, service_url="http://[::1]")]))}
    tree = deepcopy(tree)
    for _ in range(draw(st.integers(1, 3))):
        *path, last = draw(st.sampled_from(places(tree)[1:]))
        parent = tree
        for key in path:
            parent = parent[key]
        parent[last] = draw(
            JSON | st.sampled_from(["invoke", "message", "expectReplies", "conversationUpdate", "event"])
        )
    return tree[""]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=mutated())
async def test_no_mutated_activity_ever_gives_500(door: Door, tree: Any) -> None:
    if isinstance(tree, dict) and tree.get("id") == activity()["id"]:
        tree["id"] = str(len(door.bot.heard))
    assert await door.status(json.dumps(tree).encode("utf-8", "surrogatepass")) in (200, 400, 403)


# Pressing buttons


async def test_a_press_is_answered_with_the_card(door: Door) -> None:
    status, answer = await door.post(press(EXECUTE, service_url=door.here))
    assert (status, json.loads(answer)["value"]) == (200, CARD)
    assert door.bot.heard[0].value["action"] == EXECUTE


async def test_an_invoke_response_holding_a_model_is_not_serialised_twice(door: Door) -> None:
    async def answer(_: TurnContext) -> InvokeResponse:
        model = AdaptiveCardInvokeResponse(
            status_code=200, type="application/vnd.microsoft.activity.message", value={"text": "Thank you"}
        )
        return InvokeResponse(status=200, body=model)

    door.bot.on_hearing = answer
    status, body = await door.post(press(EXECUTE, service_url=door.here))
    assert status == 200
    assert json.loads(body) == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.activity.message",
        "value": {"text": "Thank you"},
    }


@pytest.mark.parametrize(
    "action",
    [
        None,
        "Action.Execute",
        [],
        {},
        {"type": "Action.Submit", "data": {}},
        {"type": "Action.Execute", "data": "no"},
        {"type": "Action.Execute", "verb": {}},
    ],
)
async def test_a_malformed_press_gives_400_and_no_stack_trace(door: Door, action: Any) -> None:
    assert await door.status(press(action, service_url=door.here)) == 400
    assert door.bot.heard == []


@pytest.mark.parametrize("value", [None, {}, {"trigger": "manual"}])
async def test_a_press_without_an_action_gives_400(door: Door, value: Any) -> None:
    assert await door.status({**press(EXECUTE, service_url=door.here), "value": value}) == 400


@pytest.mark.parametrize("answer", [None, InvokeResponse(status=501)])
async def test_an_invoke_that_the_bot_does_not_know_is_no_server_error(
    door: Door, answer: InvokeResponse | None
) -> None:
    async def unknown(_: TurnContext) -> InvokeResponse | None:
        return answer

    door.bot.on_hearing = unknown
    assert await door.status(activity(door.here, type="invoke", name="task/fetch")) == 400


# Failing


async def failing(_: TurnContext) -> None:
    raise LookupError("Robin fell off the climbing frame")


async def test_a_failed_turn_is_our_fault_and_is_delivered_again(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    door.bot.on_hearing = failing
    status, answer = await door.post(activity(door.here))
    assert status == 500
    assert b"Robin" not in answer
    assert "LookupError" in caplog.text
    assert "Robin" not in caplog.text
    door.bot.on_hearing = None
    assert await door.status(activity(door.here)) == 200
    assert len(door.bot.heard) == 2


async def test_a_failed_press_is_answered_in_the_form_that_cards_know(door: Door) -> None:
    door.bot.on_hearing = failing
    status, answer = await door.post(press(EXECUTE, service_url=door.here))
    told = json.loads(answer)
    assert (status, told["statusCode"], told["type"]) == (200, 500, "application/vnd.microsoft.error")
    assert b"Robin" not in answer
    door.bot.on_hearing = None
    assert json.loads((await door.post(press(EXECUTE, service_url=door.here)))[1])["statusCode"] == 200


async def test_an_answer_that_is_not_json_is_our_fault(door: Door) -> None:
    async def answer(_: TurnContext) -> InvokeResponse:
        return InvokeResponse(status=200, body={"value": object()})

    door.bot.on_hearing = answer
    _, body = await door.post(press(EXECUTE, service_url=door.here))
    assert json.loads(body)["statusCode"] == 500


# Coming twice


async def test_a_repeat_waits_for_the_first_and_gets_the_same_answer(door: Door) -> None:
    go_on = asyncio.Event()

    async def slow(_: TurnContext) -> InvokeResponse:
        await go_on.wait()
        return InvokeResponse(status=200, body={"turn": len(door.bot.heard)})

    door.bot.on_hearing = slow
    posts = [asyncio.create_task(door.post(press(EXECUTE, service_url=door.here))) for _ in range(3)]
    await asyncio.sleep(0.1)
    assert not any(post.done() for post in posts)
    go_on.set()
    assert await asyncio.gather(*posts) == [(200, b'{"turn":1}')] * 3


async def test_a_repeat_after_the_first_is_not_handled_again(door: Door) -> None:
    assert [await door.status(activity(door.here)) for _ in range(3)] == [200, 200, 200]
    assert len(door.bot.heard) == 1


async def test_the_same_id_elsewhere_and_other_ids_here_are_heard(door: Door) -> None:
    other = {"id": "a:2other", "tenantId": TENANT}
    for changes in ({}, {"conversation": other}, {"id": "1700000000002"}, {"id": None}, {"id": None}):
        assert await door.status(activity(door.here, **changes)) == 200
    assert len(door.bot.heard) == 5


async def test_a_repeat_shares_the_failure_of_the_first_and_may_come_again(door: Door) -> None:
    async def slow(context: TurnContext) -> None:
        await asyncio.sleep(0.1)
        await failing(context)

    door.bot.on_hearing = slow
    statuses = await asyncio.gather(*(door.status(activity(door.here)) for _ in range(2)))
    assert statuses == [500, 500]
    assert len(door.bot.heard) == 1
    door.bot.on_hearing = None
    assert await door.status(activity(door.here)) == 200
    assert len(door.bot.heard) == 2


async def test_only_the_latest_turns_are_remembered() -> None:
    done: list[str] = []
    once: Once[str] = Once(2)

    async def work(name: str) -> str:
        done.append(name)
        return name

    for name in ("a", "b", "a", "c", "a", "b"):
        assert await once.run(name, partial(work, name)) == name
    assert done == ["a", "b", "c", "b"]


async def test_one_who_hangs_up_does_not_stop_the_turn(door: Door) -> None:
    done = asyncio.Event()

    async def slow(_: TurnContext) -> None:
        await asyncio.sleep(0.2)
        done.set()

    door.bot.on_hearing = slow
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await door.post(activity(door.here))
    async with asyncio.timeout(2):
        await done.wait()
    assert await door.status(activity(door.here)) == 200
    assert len(door.bot.heard) == 1


# Answering


async def test_a_turn_makes_no_session_client_or_token_of_its_own(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("made anew")

    async def reply(context: TurnContext) -> None:
        await context.send_activity("Is anyone in immediate danger?")
        await context.update_activity(Activity(id="sent-1", type="message", text="Thank you"))

    door.bot.on_hearing = reply
    for made in (
        "aiohttp.ClientSession.__init__",
        "botframework.connector.aio.ConnectorClient.__init__",
        "botframework.connector.auth._user_token_client_impl._UserTokenClientImpl.__init__",
        "msal.ConfidentialClientApplication.__init__",
    ):
        monkeypatch.setattr(made, forbidden)
    for turn in range(3):
        assert await door.status(activity(door.here, id=str(turn))) == 200
    first, second = door.teams.calls[:2]
    assert (first.method, first.path) == ("POST", "/v3/conversations/a%3A1example/activities/0")
    assert first.body["text"] == "Is anyone in immediate danger?"
    assert first.body["from"] == {"id": f"28:{APP}"}
    assert first.body["conversation"] == {"id": "a:1example", "tenantId": TENANT}
    assert (second.method, second.path) == ("PUT", "/v3/conversations/a%3A1example/activities/sent-1")
    assert len(door.teams.calls) == 6


async def test_a_failed_proactive_message_is_not_taken_for_sent(door: Door) -> None:
    await door.post(activity(door.here))
    reference: ConversationReference = TurnContext.get_conversation_reference(door.bot.heard[0])
    door.teams.answers = deque([web.Response(status=403)])
    with pytest.raises(Gone):
        await door.gateway.continue_conversation(reference, lambda context: context.send_activity("Good morning"), APP)
    await door.gateway.continue_conversation(reference, lambda context: context.send_activity("Good morning"), APP)
    assert door.teams.calls[-1].body["text"] == "Good morning"


async def test_the_door_leaves_mentions_in_the_text_and_beside_it(door: Door) -> None:
    text = "<at>Need to Know</at> the Need to Know course"
    mention = {"type": "mention", "text": "<at>Need to Know</at>", "mentioned": {"id": f"28:{APP}", "name": "x"}}
    await door.post(activity(door.here, text=text, entities=[mention]))
    (heard,) = door.bot.heard
    assert (heard.text, heard.entities[0].additional_properties["text"]) == (text, "<at>Need to Know</at>")
