"""HTTP with as little work as can be, so that what is measured is the bot and not those it speaks with."""

import asyncio
import json
from collections.abc import Callable
from typing import cast

END = b"\r\n\r\n"


class Conversation(asyncio.Protocol):
    """One connection that is kept open. Every message on it has a length; nothing here is streamed."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It stands."""
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Hand over what is whole."""
        self._got += data
        while (whole := _whole(self._got)) is not None:
            head, body = self._got[: whole[0]], self._got[whole[0] + len(END) : whole[1]]
            self._got = self._got[whole[1] :]
            self.heard(head, body)

    def heard(self, head: bytes, body: bytes) -> None:
        """One whole message."""
        raise NotImplementedError


class Speaker(Conversation):
    """Posts, and waits for the answer."""

    def __init__(self) -> None:
        super().__init__()
        self._waits: asyncio.Future[int]

    async def post(self, path: str, body: bytes) -> int:
        """The status of the answer. Raises ConnectionError when the other hangs up."""
        self._waits = asyncio.get_running_loop().create_future()
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        self.transport.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        return await self._waits

    def heard(self, head: bytes, body: bytes) -> None:  # noqa: ARG002
        """The answer."""
        self._waits.set_result(int(head.split(b" ", 2)[1]))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """Nobody waits for ever."""
        if hasattr(self, "_waits") and not self._waits.done():
            self._waits.set_exception(ConnectionResetError())


class Taker(Conversation):
    """The service that takes what bots say: counts connections and calls, and answers with an id."""

    connections = 0
    calls = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """One more."""
        super().connection_made(transport)
        Taker.connections += 1

    def heard(self, head: bytes, body: bytes) -> None:  # noqa: ARG002
        """Something that a bot said; or somebody asks for the counts, which is no connection of a bot."""
        if head.startswith(b"GET "):
            Taker.connections -= 1
            self._answer(200, {"connections": Taker.connections, "calls": Taker.calls})
        else:
            Taker.calls += 1
            self._answer(201, {"id": f"sent-{Taker.calls}"})

    def _answer(self, status: int, answer: dict[str, object]) -> None:
        body = json.dumps(answer).encode()
        head = f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.transport.write(head.encode() + body)


async def speaking(port: int) -> Speaker:
    """A connection to a bot. Raises OSError."""
    _, speaker = await asyncio.get_running_loop().create_connection(Speaker, "127.0.0.1", port)
    return speaker


async def serve(made: Callable[[], Conversation], port: int) -> None:
    """Listen for ever."""
    server = await asyncio.get_running_loop().create_server(made, "127.0.0.1", port)
    await server.serve_forever()


def _whole(got: bytes) -> tuple[int, int] | None:
    """Where the head of the first message ends, and where the message does; None while it is not there."""
    head = got.find(END)
    if head < 0:
        return None
    lines = got[:head].lower().split(b"\r\n")[1:]
    assert not any(line.startswith(b"transfer-encoding") for line in lines)
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
    end = head + len(END) + length
    return (head, end) if len(got) >= end else None
