"""A whole run of the product as a process: its log is JSON, and holds nothing that anybody wrote."""

import asyncio
import json
import os
import sys
from pathlib import Path

import aiohttp

from tests.bot.standins import RecordingConnector, serving
from tests.door import NOW, Door, sample
from tests.stage import ALERT, WRITTEN
from tests.torture.process import ROOT, free_port


async def test_the_log_of_a_run_holds_nothing_that_was_written(tmp_path: Path) -> None:
    port, connector = free_port(), RecordingConnector()
    env = {**os.environ, "NTK_LOCAL": "1", "NTK_DATA": str(tmp_path / "data"), "NTK_NOW": NOW, "NTK_LOG": "json"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "app.py", cwd=ROOT, env={**env, "PORT": str(port)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    async with serving(connector.app()) as service, aiohttp.ClientSession() as session:
        for _ in range(300):
            try:
                assert (await session.get(f"{url}/healthz")).status == 200
                break
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
        door = Door(url, f"{service}/", connector, session)
        for text in ALERT:
            await door.says(text)
        connector.answers.append("drop")
        await door.says("submit")
        broken = {**sample("personal_message"), "text": WRITTEN[0], "entities": 3}
        assert (await door.posts(broken)).status == 400
        for file in (tmp_path / "data" / "cases").iterdir():
            file.write_bytes(file.read_bytes()[:-9])
        await door.says("details 1")
    process.terminate()
    out, err = (text.decode() for text in await process.communicate())
    assert out == ""
    lines = err.splitlines()
    assert lines
    for words in WRITTEN:
        assert words not in err
    assert "Traceback" not in err
    assert all(json.loads(line).keys() >= {"at", "level", "from", "message"} for line in lines)
