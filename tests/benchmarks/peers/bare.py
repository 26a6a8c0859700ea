"""Bare aiohttp: receive, perhaps keep, reply through one session. With DURABLE it writes to SQLite before it replies,
as cheaply as a durable write can be: one row, one sync of the log. That is the limit."""

import json
import os
import sqlite3
from collections.abc import AsyncIterator, Callable

import aiohttp
from aiohttp import web

SESSION = web.AppKey("session", aiohttp.ClientSession)


def keeper(file: str) -> Callable[[str, bytes], object]:
    """Writes durably; nothing where there is no file."""
    if not file:
        return lambda *_: None
    database = sqlite3.connect(file, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")  # the log is on the disk before a write returns
    database.execute("CREATE TABLE IF NOT EXISTS said (conversation TEXT PRIMARY KEY, body BLOB)")
    return lambda conversation, body: database.execute("REPLACE INTO said VALUES (?, ?)", (conversation, body))


def app(keep: Callable[[str, bytes], object]) -> web.Application:
    """One route."""

    async def messages(request: web.Request) -> web.Response:
        body = await request.read()
        activity = json.loads(body)
        conversation = activity["conversation"]["id"]
        keep(conversation, body)
        url = f"{activity['serviceUrl']}v3/conversations/{conversation}/activities/{activity['id']}"
        said = {
            "type": "message",
            "text": f"Echo: {activity['text']}",
            "from": activity["recipient"],
            "recipient": activity["from"],
            "conversation": activity["conversation"],
            "replyToId": activity["id"],
        }
        async with request.app[SESSION].post(url, json=said) as response:
            await response.read()
        return web.Response(status=200)

    async def session(app: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession() as app[SESSION]:
            yield

    served = web.Application()
    served.cleanup_ctx.append(session)
    served.router.add_post("/api/messages", messages)
    return served


if __name__ == "__main__":
    web.run_app(app(keeper(os.environ.get("DURABLE", ""))), host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
