"""`make run`: the bot in local mode with the Agents Playground beside it, until Ctrl-C.

The Playground is a Teams-shaped client that needs Node.js; without it the bot runs alone. `make demo` lets a whole case
play there, over data of its own.
"""

import argparse
import asyncio
import os
import shlex
import shutil
import signal
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

from aiohttp import ClientError

from bot.local.player import Pace, play, script
from bot.local.ports import Ports, Refused, ports

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PLAYGROUND = HERE / "node_modules" / ".bin" / "agentsplayground"
GRACE = 10.0  # seconds for a process to end by itself

TRY = """
Open http://localhost:{playground} and try, in the Personal Chat:

  alert         tell of an incident, one question at a time, and submit it at the end
  act area_ad   become the one who approves it; "act me" ends it
  act psw       speak as the PSW; then type @ in a channel, choose Need to Know, and say: here psw
  status 1      see where the case stands and what is due
  clock +1d     let a day go by and see who is reminded

Ctrl-C ends it.
"""
ALONE = """
The bot runs alone at http://localhost:{bot}/api/messages; Ctrl-C ends it.
To talk with it, install Node.js 20 or later (https://nodejs.org) and say "make run" again: it brings the Playground.
"""
DEMO = """
Open http://localhost:{playground} now. In {wait} seconds a whole case begins to play there by itself, for two minutes.
The Personal Chat shows what people type and hear; “General”, under Children's Services, is the channel of every case.
"""
PLAYED = """
That was the case. Go on yourself: “act psw”, “why 1”, “trends”, “clock +7d”. Nothing is kept of it; Ctrl-C ends it.
"""
NO_STAGE = "The demo needs the Playground: install Node.js 20 or later (https://nodejs.org), and say “make demo” again."
STOPPED = "The demo stopped, because the bot did not answer ({why})."
WAIT = 15  # seconds to open the page in
ENDED = "{name} ended by itself (exit status {status}), so everything was ended."


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """The exit status: 0 when told to stop, 1 when a process ended by itself, 2 when nothing was started."""
    parser = argparse.ArgumentParser(description="Run the bot and the Agents Playground on this machine.")
    parser.add_argument("--bot", default=shlex.join([sys.executable, "app.py"]), help="the command that starts the bot")
    parser.add_argument("--demo", action="store_true", help="let a whole case play by itself, over data of its own")
    wanted = parser.parse_args(arguments)
    command = shlex.split(wanted.bot)
    try:
        free = ports(environment, with_playground=_installed(environment))
        if wanted.demo and not free.playground:
            raise Refused(NO_STAGE)
    except Refused as refused:
        _tell(str(refused))
        return 2
    if not wanted.demo:
        return asyncio.run(run(command, free, environment))
    with tempfile.TemporaryDirectory(prefix="need-to-know-demo-") as folder:
        apart = {"NTK_DATA": str(Path(folder) / "data"), "NTK_NOW": script()[0], "NTK_PEOPLE": "", "NTK_PROFILE": ""}
        return asyncio.run(run(command, free, {**environment, **apart}, demo=True))


async def run(bot: Sequence[str], at: Ports, environment: Mapping[str, str], *, demo: bool = False) -> int:
    """Start both, say where they are, and wait for the end. Whatever was started has ended when this returns."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    local = {**environment, "NTK_LOCAL": "1", "PORT": str(at.bot)}
    no_browser = {**environment, "TEAMSAPPTESTER_BROWSER": "none"}
    async with AsyncExitStack() as stack:
        processes = {"The bot": await stack.enter_async_context(_running(bot, local, ROOT))}
        if at.playground:
            started = _running(playground(at), no_browser, HERE)
            processes["The Playground"] = await stack.enter_async_context(started)
        return await _end(stop, processes, _demo(at) if demo else _greet(at))


def _installed(environment: Mapping[str, str]) -> bool:
    return shutil.which("node", path=environment.get("PATH")) is not None and PLAYGROUND.exists()


def playground(at: Ports) -> list[str]:
    endpoint = f"http://localhost:{at.bot}/api/messages"
    start = [str(PLAYGROUND), "start", "--disable-telemetry", "-c", "msteams"]
    return [*start, "-e", endpoint, "-p", str(at.playground)]


@asynccontextmanager
async def _running(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> AsyncIterator[Process]:
    """A process that leads a group of its own; afterwards nothing of that group is left."""
    process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), GRACE)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def _end(stop: asyncio.Event, processes: Mapping[str, Process], meanwhile: Coroutine[None, None, None]) -> int:
    """Wait until told to stop, or until a process ends by itself."""
    greeting = asyncio.create_task(meanwhile)
    stopped = asyncio.create_task(stop.wait())
    ends = {asyncio.create_task(process.wait()): name for name, process in processes.items()}
    await asyncio.wait({stopped, *ends}, return_when=asyncio.FIRST_COMPLETED)
    greeting.cancel()
    if stopped.done():
        return 0
    ended = next(task for task in ends if task.done())
    _tell(ENDED.format(name=ends[ended], status=ended.result()))
    return 1


async def _demo(at: Ports) -> None:
    await _ready(at)
    _tell(DEMO.format(playground=at.playground, wait=WAIT))
    await asyncio.sleep(WAIT)
    service = f"http://localhost:{at.playground}/_connector"
    try:
        await play(f"http://localhost:{at.bot}", service, _tell, Pace())
    except ClientError as fault:
        _tell(STOPPED.format(why=type(fault).__name__))
    else:
        _tell(PLAYED)


async def _ready(at: Ports) -> None:
    await _answering(at.bot, "/healthz")
    if at.playground:
        await _answering(at.playground, "/")


async def _greet(at: Ports) -> None:
    await _ready(at)
    _tell((TRY if at.playground else ALONE).format(bot=at.bot, playground=at.playground))


async def _answering(port: int, path: str) -> None:
    """Wait until a GET is answered with 200."""
    status = b""
    while b" 200 " not in status:
        with suppress(OSError):
            async with asyncio.timeout(5):
                reader, writer = await asyncio.open_connection("localhost", port)
                writer.write(f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
                status = await reader.readline()
                writer.close()
        await asyncio.sleep(0.1)


def _tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
