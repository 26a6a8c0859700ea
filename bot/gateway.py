"""The door: from an HTTP request to the bot's own handler, and back."""

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

import orjson
from aiohttp import web
from botbuilder.core import Bot, InvokeResponse
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity
from msrest.serialization import Model

from bot.arrival import Arrival, TurnedAway, check_length, read
from bot.connector import Connector, NotSent
from bot.log import logger, where
from bot.once import Once
from bot.plumbing import Plumbing, plain
from bot.signin import SignIn
from bot.throttle import Throttle
from state.documents import Address

LIMIT = 256 * 1024  # bytes
REMEMBERED = 1000  # turns

_log = logger(__name__)


@dataclass(frozen=True)
class Answer:
    """What goes back over HTTP; an empty body has no type."""

    status: int
    body: bytes = b""

    def response(self) -> web.Response:
        """A response of its own for each request that waits for this answer."""
        return web.Response(status=self.status, body=self.body, content_type="application/json" if self.body else None)


class Gateway(CloudAdapter):
    """Lets in what is signed, well formed, unhurried and new, and gives every turn the same connector.

    `throttle` is None where nobody is held up: in local mode.
    """

    def __init__(self, bot: Bot, sign_in: SignIn, connector: Connector, throttle: Throttle | None = None) -> None:
        self._connector, self._throttle = connector, throttle
        self._plumbing = Plumbing(connector)
        super().__init__(self._plumbing)
        self._bot = bot
        self._sign_in = sign_in
        self._once: Once[Answer] = Once(REMEMBERED)

    async def receive(self, request: web.Request) -> web.Response:
        """Handle one POST: 400, 401, 403, 413, 415 or 429 for what stays outside; 500 only when the bot failed."""
        arrival: Arrival | None = None
        try:
            claims = await self._sign_in.identify(request.headers.get("Authorization"))
            arrival, activity = read(await _body(request))
            self._sign_in.admit(claims, arrival)
            self._hold_up(arrival)
            check_length(arrival)
        except TurnedAway as turned_away:
            _log.info("turned away", status=turned_away.status)
            told = await self._tell(arrival, turned_away) if arrival else None
            return (told or _error(turned_away.status, str(turned_away))).response()
        turn = partial(self._turn, activity)
        try:
            known = (arrival.sender and arrival.sender.aad_object_id, arrival.conversation.id, arrival.id)
            answer = await (self._once.run(known, turn) if arrival.id else turn())
        except Exception as fault:  # noqa: BLE001 - whatever it was, Teams gets an answer and no words reach the log
            _log.error("a turn failed", fault=where(fault))
            answer = _FAILED_INVOKE if arrival.type == "invoke" else _FAILED
        return answer.response()

    def _hold_up(self, arrival: Arrival) -> None:
        if self._throttle:
            self._throttle.admit(arrival)

    async def _tell(self, arrival: Arrival, turned_away: TurnedAway) -> Answer | None:
        """Say why in the chat, kindly and without keeping anything; the answer to a press is the sentence itself."""
        try:
            if turned_away.status == HTTPStatus.FORBIDDEN:
                self._hold_up(arrival)
        except TurnedAway:
            return None
        if not turned_away.tell:
            return None
        if arrival.type == "invoke":
            return _spoken(turned_away.tell)
        if arrival.type == "message":
            try:
                words = {"type": "message", "textFormat": "plain", "text": turned_away.tell}
                await self._connector.send(_address(arrival), words)
            except NotSent as failure:
                _log.warning("whoever was turned away could not be told", fault=failure)
        return None

    async def _turn(self, activity: Activity) -> Answer:
        invoked = await self.process_activity(self._plumbing.signed_in, activity, self._bot.on_turn)
        if invoked is None:
            return Answer(200)
        return _invoke_answer(invoked)


async def _body(request: web.Request) -> bytes:
    if request.content_type != "application/json":
        raise TurnedAway(415, "The body must be application/json.")
    body = bytearray()
    try:
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > LIMIT:
                raise TurnedAway(413, "The body is over 256 KB.")
    except web.RequestPayloadError:
        raise TurnedAway(400, "The body cannot be unpacked.") from None
    return bytes(body)


def _address(arrival: Arrival) -> Address:
    """Where an activity came from, to answer it there and nowhere else."""
    return Address(
        arrival.service_url or "",
        arrival.conversation.id,
        arrival.tenant or "",
        arrival.recipient.id if arrival.recipient else "",
    )


def _invoke_answer(invoked: InvokeResponse) -> Answer:
    if invoked.status == HTTPStatus.NOT_IMPLEMENTED:
        return _error(400, "The bot does not know this invoke.")
    return Answer(int(invoked.status), b"" if invoked.body is None else orjson.dumps(invoked.body, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return plain(value)
    raise TypeError


def _spoken(words: str) -> Answer:
    """A sentence as the answer to the press of a button."""
    return Answer(
        200,
        orjson.dumps({"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": words}),
    )


def _error(status: int, message: str) -> Answer:
    """An error in the Bot Framework's form."""
    return Answer(status, orjson.dumps({"error": {"code": HTTPStatus(status).phrase, "message": message}}))


_FAILED = _error(500, "The bot failed. Please send this again.")
_FAILED_INVOKE = Answer(
    200,
    orjson.dumps(
        {
            "statusCode": 500,
            "type": "application/vnd.microsoft.error",
            "value": {"code": "InternalServerError", "message": "Sorry, that did not work. Please try again."},
        }
    ),
)
