"""The product as a process of its own, over a real folder, to be killed."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp

from state.store.opening import Place
from tests.door import NOW

ROOT = Path(__file__).parent.parent.parent


_HELD: list[socket.socket] = []
"""Bound, and never listening: nobody else is given a port while its bot is dead."""


def free_port() -> int:
    """A port on which nobody listens, and nobody but a bot of this process ever will."""
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    _HELD.append(held)
    port: int = held.getsockname()[1]
    return port


class Bot:
    """`app.py` in local mode, over a folder or a database. `now` is what its clock shows at the next start."""

    def __init__(self, place: Place, now: str = NOW) -> None:
        self.port, self.now = free_port(), now
        self._place = {"NTK_DATA": str(place)} if isinstance(place, Path) else {"NTK_DATABASE": place}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def _env(self) -> dict[str, str]:
        return {**os.environ, "NTK_LOCAL": "1", "NTK_NOW": self.now, "PORT": str(self.port), **self._place}

    def launch(self) -> None:
        """Start it, and wait for nothing."""
        self._process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=self._env, stderr=subprocess.DEVNULL)

    async def start(self) -> None:
        """Start it, and wait until it is well."""
        self.launch()
        await self.well()

    @property
    def runs(self) -> bool:
        """Whether it was launched and not killed since."""
        return self._process is not None

    async def well(self) -> None:
        """Wait until it is well."""
        async with aiohttp.ClientSession() as session:
            for _ in range(1000):
                with suppress(aiohttp.ClientError):
                    async with session.get(f"http://127.0.0.1:{self.port}/healthz") as response:
                        if response.status == 200:
                            return
                await asyncio.sleep(0.02)
        raise AssertionError("the bot did not start")

    def kill(self) -> None:
        """Kill it with -9, if it runs."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def end(self) -> None:
        """Let nothing run any more."""
        self.kill()

    def left(self, post: str) -> bool:  # noqa: ARG002
        """Whether whoever made a post is dead, when the bot was just killed."""
        return True

    def shown(self, ref: str) -> dict[str, Any]:
        """What `app.py show REF --json` prints beside it."""
        out = subprocess.run(
            [sys.executable, "app.py", "show", ref, "--json"], cwd=ROOT, env=self._env, capture_output=True, check=True
        )
        record: dict[str, Any] = json.loads(out.stdout)
        return record
