"""`make run`: what is started, what is said, and that nothing is left behind. The bot here is a small stand-in."""

import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from bot.local.run import PLAYGROUND, ROOT

WITH_NODE = os.environ["PATH"]
NO_NODE = "/nowhere"
needs_playground = pytest.mark.skipif(
    not (shutil.which("node") and PLAYGROUND.exists()), reason="the Playground is not installed: it needs Node.js"
)

STAND_IN = """
import json, os, subprocess, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])

class Bot(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({**os.environ, "helper": helper.pid}).encode())

    def log_message(self, *words):
        pass

HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Bot).serve_forever()
"""
DIES = "raise SystemExit(3)"

Start = Callable[..., "Run"]


class Run:
    """A run of run.py, and what it has said so far."""

    def __init__(self, bot: str, how: tuple[str, ...], environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "bot.local.run", "--bot", shlex.join([sys.executable, "-c", bot]), *how]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)

    def until(self, words: str) -> str:
        """What was said up to a line that holds these words."""
        said = ""
        for line in self.process.stdout or ():
            said += line
            if words in line:
                return said
        pytest.fail(f"ended without saying “{words}”")

    def ended(self) -> tuple[int, str]:
        """The exit status, and the rest of what was said."""
        said, _ = self.process.communicate(timeout=30)
        return self.process.returncode, said


@pytest.fixture
def start() -> Iterator[Start]:
    runs: list[Run] = []

    def started(bot: str = STAND_IN, *how: str, **environment: str) -> Run:
        runs.append(Run(bot, how, {"PATH": NO_NODE, **environment}))
        return runs[-1]

    yield started
    for run in runs:
        run.process.terminate()
        run.process.communicate(timeout=30)


def _free() -> str:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return str(server.getsockname()[1])


def _get(port: str, path: str = "/") -> str:
    with build_opener(ProxyHandler({})).open(f"http://localhost:{port}{path}", timeout=10) as answer:
        return str(answer.read().decode())


def _answers(port: str) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


def _runs(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_without_node_the_bot_runs_alone_until_told_to_stop(start: Start, told: signal.Signals) -> None:
    port = _free()
    run = start(PORT=port, NTK_NOW="2026-04-02 09:00")
    assert "install Node.js" in run.until("install Node.js")
    seen = json.loads(_get(port))
    run.process.send_signal(told)
    assert run.ended()[0] == 0
    assert {name: seen[name] for name in ("NTK_LOCAL", "PORT", "NTK_NOW")} == {
        "NTK_LOCAL": "1",
        "PORT": port,
        "NTK_NOW": "2026-04-02 09:00",
    }
    assert not _answers(port)
    assert not _runs(seen["helper"])


def test_when_the_bot_ends_by_itself_the_run_says_so_and_fails(start: Start) -> None:
    status, said = start(DIES, PORT=_free()).ended()
    assert status == 1
    assert "The bot ended by itself (exit status 3)" in said


@pytest.mark.parametrize("port", ["seven", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(start: Start, port: str) -> None:
    assert start(DIES, PORT=port).ended() == (2, "PORT must be a port number from 1 to 65535.\n")


def test_a_busy_port_is_said_before_anything_starts(start: Start) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        status, said = start(DIES, PORT=port).ended()
    assert status == 2
    assert said.startswith(f"Port {port} is in use by another program.")


def test_without_node_there_is_no_demo_and_it_is_said_why(start: Start) -> None:
    status, said = start(DIES, "--demo", PORT=_free()).ended()
    assert status == 2
    assert "install Node.js" in said


@needs_playground
def test_the_demo_has_data_and_a_clock_of_its_own(start: Start) -> None:
    port = _free()
    run = start(STAND_IN, "--demo", PATH=WITH_NODE, PORT=port, PLAYGROUND_PORT=_free(), NTK_DATA="mine")
    assert "a whole case" in run.until("General")
    seen = json.loads(_get(port))
    run.process.send_signal(signal.SIGTERM)
    assert run.ended()[0] == 0
    assert "need-to-know-demo-" in seen["NTK_DATA"]
    assert seen["NTK_NOW"] == "2026-11-23T14:20"
    assert not Path(seen["NTK_DATA"]).parent.exists()


@needs_playground
def test_a_busy_port_of_the_playground_is_said_too(start: Start) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        status, said = start(DIES, PATH=WITH_NODE, PORT=_free(), PLAYGROUND_PORT=port).ended()
    assert status == 2
    assert f"Port {port} is in use" in said
    assert "make run PLAYGROUND_PORT=" in said


@needs_playground
def test_the_playground_shows_the_example_people_beside_the_bot(start: Start) -> None:
    port, playground = _free(), _free()
    run = start(PATH=WITH_NODE, PORT=port, PLAYGROUND_PORT=playground)
    said = run.until("Ctrl-C")
    config = _get(playground, "/_internal/v1/config")
    run.process.send_signal(signal.SIGTERM)
    assert run.ended()[0] == 0
    assert f"Open http://localhost:{playground} " in said
    assert all(name in config for name in ("Priya Nair", "Fiona Campbell", "East team"))
    assert not _answers(port)
    assert not _answers(playground)
