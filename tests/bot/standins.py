"""Stand-ins for the services around the bot, each over real HTTP on 127.0.0.1."""

import asyncio
import json
import ssl
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bot.signing_keys import ISSUER

APP = "11111111-aaaa-4bbb-8ccc-000000000001"
TENANT = "22222222-aaaa-4bbb-8ccc-000000000002"
SERVICE = "https://smba.trafficmanager.net/uk/"


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """The address of an application that is served on this machine for as long as the block lasts."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@dataclass
class Clock:
    """A clock that moves when told to, in seconds."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


class Issuer:
    """Publishes OpenID metadata and keys, and signs tokens with them."""

    def __init__(self, endorsements: tuple[str, ...] = ("msteams",)) -> None:
        self.endorsements = endorsements
        self.asked = 0
        self.answers = True
        self.published: list[Any] = []
        self.lies: dict[str, Any] = {}
        self.instead: dict[str, web.Response] = {}  # by path: what is answered instead
        self.kid = ""
        self.rotate()

    def rotate(self) -> None:
        """A new key takes the place of the old one."""
        self.kid = f"key-{len(self.kid) + 1}-{id(self)}"
        self._private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        jwk = RSAAlgorithm.to_jwk(self._private.public_key(), as_dict=True)
        self.published = [{**jwk, "kid": self.kid, "endorsements": list(self.endorsements)}]

    def token(self, header: dict[str, Any] | None = None, without: str = "", **claims: Any) -> str:
        """A token as Teams sends it, with claims changed or left out; a span of time counts from now."""
        now = datetime.now(UTC)
        usual = {
            "iss": ISSUER,
            "aud": APP,
            "serviceurl": SERVICE,
            "nbf": timedelta(0),
            "exp": timedelta(hours=1),
        }
        payload = {
            name: now + value if isinstance(value, timedelta) else value
            for name, value in {**usual, **claims}.items()
            if name != without
        }
        named = {name: value for name, value in {"kid": self.kid, **(header or {})}.items() if value is not None}
        return jwt.encode(payload, self._private, "RS256", named)

    def bearer(self, **changes: Any) -> dict[str, str]:
        """The header that carries such a token."""
        return {"Authorization": f"Bearer {self.token(**changes)}"}

    def app(self) -> web.Application:
        """The metadata under /metadata, the keys under /keys."""
        app = web.Application()
        app.router.add_get("/metadata", self._metadata)
        app.router.add_get("/keys", self._keys)
        return app

    async def _metadata(self, request: web.Request) -> web.Response:
        self.asked += 1
        if "/metadata" in self.instead:
            return self.instead["/metadata"]
        if not self.answers:
            return web.Response(status=503)
        usual = {"issuer": ISSUER, "jwks_uri": str(request.url.with_path("/keys"))}
        return web.json_response({**usual, **self.lies})

    async def _keys(self, _: web.Request) -> web.Response:
        if "/keys" in self.instead:
            return self.instead["/keys"]
        return web.json_response({"keys": self.published})


@dataclass(frozen=True)
class Call:
    """One request that the recording connector got, its path as it came over the wire."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class RecordingConnector:
    """Teams' connector service: keeps what it is sent, and answers what `answers` says, then 201 with an id."""

    answers: deque[web.Response | str] = field(default_factory=deque)
    answers_to: dict[str, list[web.Response | str]] = field(default_factory=dict)  # by how a conversation's id begins
    calls: list[Call] = field(default_factory=list)

    def app(self) -> web.Application:
        """Every path and method."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._record)
        return app

    def _prepared(self, call: Call) -> web.Response | str | None:
        conversation = call.body.get("conversation", {}).get("id", "") if isinstance(call.body, dict) else ""
        for beginning, prepared in self.answers_to.items():
            exact = conversation == beginning or (beginning.endswith(";") and conversation.startswith(beginning))
            if prepared and exact:
                return prepared.pop(0)
        return None

    async def _record(self, request: web.Request) -> web.Response:
        self.calls.append(Call(request.method, request.raw_path, dict(request.headers), await request.json()))
        answer = self._prepared(self.calls[-1]) or (self.answers.popleft() if self.answers else "")
        if answer == "late":
            await asyncio.sleep(0.05)
        if answer == "hang":
            await asyncio.sleep(60)
        if answer == "drop":
            assert request.transport is not None
            request.transport.abort()
        if isinstance(answer, web.Response):
            return answer
        return web.json_response({"id": f"sent-{len(self.calls)}"}, status=201)


@dataclass
class IdentityService:
    """Gives tokens, over TLS as msal wants it: to a bot with a secret, and to a managed identity.

    It runs in a thread of its own, because msal blocks.
    """

    expires_in: int = 3600
    refuses: bool = False
    given: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # of a managed identity: path and headers

    @contextmanager
    def serving(self, tls: ssl.SSLContext) -> Iterator[str]:
        """Its address, for as long as the block lasts."""
        handler = type("Handler", (_IdentityHandler,), {"service": self})
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            server.daemon_threads = False
            server.socket = tls.wrap_socket(server.socket, server_side=True)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield f"https://127.0.0.1:{server.server_port}"
            finally:
                server.shutdown()
                thread.join()

    def token(self) -> dict[str, Any]:
        """The next token, after a moment."""
        self.given += 1
        time.sleep(0.05)
        expires_on = int(time.time()) + self.expires_in
        lasting = {"expires_in": self.expires_in, "expires_on": expires_on}
        return {"token_type": "Bearer", "access_token": f"token-{self.given}", **lasting}


class _IdentityHandler(BaseHTTPRequestHandler):
    service: IdentityService

    def do_GET(self) -> None:
        """The authority's metadata, or a managed identity's token."""
        base = f"https://{self.headers['Host']}/{TENANT}"
        endpoints = {"authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token"}
        if self.path.endswith("openid-configuration"):
            return self._answer(endpoints)
        self.service.asked.append((self.path, dict(self.headers)))
        return self._answer(self.service.token())

    def do_POST(self) -> None:
        """A token for the right secret."""
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.service.refuses:
            self._answer({"error": "invalid_client", "error_description": "private"}, 401)
        else:
            self._answer(self.service.token())

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def _answer(self, body: dict[str, Any], status: int = 200) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A TLS context for 127.0.0.1, and the file that makes clients trust it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "cert.pem", folder / "key.pem"
    public.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public


def activity(service_url: str = SERVICE, **changes: Any) -> dict[str, Any]:
    """A personal message as Teams sends it, with fields changed; a field that is None is left out."""
    usual = {
        "type": "message",
        "id": "1700000000001",
        "timestamp": "2026-04-07T08:00:00.000Z",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": "29:sam", "name": "Sam Example", "aadObjectId": "00000000-0000-4000-8000-000000000003"},
        "recipient": {"id": f"28:{APP}", "name": "Need to Know"},
        "conversation": {"id": "a:1example", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "text": "alert",
        "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB"}],
    }
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}


def press(action: Any, **changes: Any) -> dict[str, Any]:
    """The press of a card's button, with the action as Teams sends it."""
    return activity(type="invoke", name="adaptiveCard/action", text=None, value={"action": action}, **changes)
