"""The processes of a walk: the bot, which can be killed and started again, and the Playground beside it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.local.ports import Ports
from bot.local.run import HERE, ROOT, playground

UP = 40.0  # seconds
STARTS = "2026-11-23 14:20"  # a Monday, in London


@dataclass
class Machines:
    """The bot over a data folder of its own, and the client that talks with it."""

    data: Path
    at: Ports = field(default_factory=lambda: Ports(_free(), _free()))
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self) -> None:
        """Both, until they answer."""
        self.start_bot(STARTS)
        self._begin("playground", playground(self.at), HERE, {"TEAMSAPPTESTER_BROWSER": "none"})
        self._wait_for(f"http://localhost:{self.at.playground}/")

    def start_bot(self, now: str) -> None:
        """The bot alone, at a London time."""
        local = {"NTK_LOCAL": "1", "PORT": str(self.at.bot), "NTK_DATA": str(self.data), "NTK_NOW": now}
        self._begin("bot", [sys.executable, "app.py"], ROOT, local)
        self._wait_for(f"http://localhost:{self.at.bot}/healthz")

    def kill_bot(self) -> None:
        """As a power cut would."""
        self._end("bot", signal.SIGKILL)

    def stop(self) -> None:
        """Whatever runs."""
        for name in tuple(self.running):
            self._end(name, signal.SIGTERM)

    def _begin(self, name: str, command: list[str], folder: Path, extra: dict[str, str]) -> None:
        with (self.data.parent / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=folder, env={**os.environ, **extra}, stdout=log, stderr=log, start_new_session=True
            )

    def _end(self, name: str, number: signal.Signals) -> None:
        process = self.running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _wait_for(self, address: str) -> None:
        until = time.monotonic() + UP
        while time.monotonic() < until:
            with suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
            time.sleep(0.1)
        raise TimeoutError(f"Nothing answers at {address}; the logs stand beside the data.")


def _free() -> int:
    """A port that nobody uses."""
    with socket.socket() as found:
        found.bind(("localhost", 0))
        port: int = found.getsockname()[1]
        return port
