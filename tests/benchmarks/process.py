"""A bot, or what it speaks with, as a process of its own on a port of its own."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet

from tests.benchmarks.wire import Speaker, speaking
from tests.door import NOW
from tests.torture.process import ROOT, free_port

KEY = Fernet.generate_key().decode()
TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 600.0  # seconds, for a start over many cases


class Process:
    """A Python program that listens on PORT."""

    def __init__(self, *program: str, **env: str) -> None:
        self.port = free_port()
        full = {**os.environ, "PYTHONPATH": str(ROOT), "PORT": str(self.port), **env}
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it is open as long as the process
        self._process = subprocess.Popen(
            [sys.executable, *program], cwd=ROOT, env=full, stdout=self._said, stderr=self._said
        )

    async def listens(self) -> Speaker:
        """Wait until it takes connections; the first of them. Raises RuntimeError when it ended instead."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._process.poll() is not None:
                self._said.seek(0)
                raise RuntimeError(self._said.read().decode())
            try:
                return await speaking(self.port)
            except OSError:
                await asyncio.sleep(0.005)
        raise RuntimeError("it does not listen")

    @property
    def cpu(self) -> float:
        """Seconds of CPU of all its threads so far."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    @property
    def memory(self) -> float:
        """Megabytes that it holds."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def end(self) -> None:
        """Let it stop as a service is stopped."""
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def product(folder: Path) -> Process:
    """The product over a folder, encrypted, in local mode: as nobody signs in to its peers either."""
    return Process("app.py", NTK_LOCAL="1", NTK_NOW=NOW, NTK_DATA=str(folder), NTK_KEY=KEY)


def peer(name: str, **env: str) -> Process:
    """One of those in peers/."""
    return Process("-m", f"tests.benchmarks.peers.{name}", **env)


@contextmanager
def running(process: Process) -> Iterator[Process]:
    """Until the block ends."""
    try:
        yield process
    finally:
        process.end()
