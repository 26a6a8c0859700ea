"""A data folder taken into a database: everything or nothing, and nothing twice."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from app import main
from state.documents import Key, key_of
from state.edition import edition_of
from state.profile_file import load_profile
from state.store.folder import path_of, place_of
from state.store.opening import reading
from state.store.postgres.store import open_postgres
from state.store.sealing import Sealing
from state.store.tiny import open_tiny
from tests.database import executed, fresh
from tests.door import NOW, opened
from tests.stage import ALERT
from tests.state.store.making import JOURNAL, KEYS, ONE_OF_EACH, channel, person
from tests.torture.process import ROOT

SEALING = Sealing(KEYS)
KINDS = ("person", "channel", "edition", "journal")


def env(folder: Path, address: str) -> dict[str, str]:
    return {
        "NTK_LOCAL": "1",
        "NTK_DATA": str(folder),
        "NTK_DATABASE": address,
        "NTK_NOW": NOW,
        "NTK_KEY": ",".join(KEYS),
    }


def filled(folder: Path) -> None:
    async def run() -> None:
        store = open_tiny(folder, SEALING)
        for document in (channel(), edition_of(load_profile()), JOURNAL):
            await store.save(document)
        for n in range(60):
            await store.save(await store.save(person(f"person-{n}")))
        await store.close()

    asyncio.run(run())


def held(place: Path | str) -> list[object]:
    with reading(place, SEALING) as reader:
        keys = [row.key for kind in KINDS for row in reader.rows(kind)]
        return [asyncio.run(reader.load(key)) for key in keys]


async def test_conversations_and_cases_go_on_in_the_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, address = tmp_path / "data", fresh()
    keys = {"NTK_KEY": KEYS[0]}
    async with opened(folder, **keys) as door:
        for text in (*ALERT, "submit", *ALERT[:6]):
            await door.says(text)
    moving = {**env(folder, address), **keys}
    for _ in range(2):  # said again, it finds that all is done
        assert await asyncio.to_thread(main, ["move"], moving) == 0
        said = capsys.readouterr().out
        assert "Documents moved: " in said
        assert "Cases: 1. " in said
    async with opened(folder, NTK_DATABASE=address, **keys) as door:
        await door.says(ALERT[6])
        for text in (*ALERT[7:], "submit"):
            await door.says(text)
        assert "NTK-2026-0002" in str(await door.says("my alerts"))
    assert await asyncio.to_thread(main, ["verify"], moving) == 0
    capsys.readouterr()
    assert await asyncio.to_thread(main, [], {**moving, "NTK_DATABASE": ""}) == 2
    assert "was moved into a database; set NTK_DATABASE" in capsys.readouterr().err
    assert await asyncio.to_thread(main, ["move"], moving) == 2
    assert "holds other documents already" in capsys.readouterr().err


def test_every_document_is_there_just_as_it_was(tmp_path: Path) -> None:
    folder, address = tmp_path / "data", fresh()
    filled(folder)
    before = held(folder)
    assert len(before) == 63
    assert main(["move"], env(folder, address)) == 0
    assert held(address) == before


def test_killed_at_any_moment_it_can_be_run_again(tmp_path: Path) -> None:
    folder, address, chance = tmp_path / "data", fresh(), Random(3)
    filled(folder)
    before = held(folder)
    for _ in range(3):
        moving = subprocess.Popen([sys.executable, "app.py", "move"], cwd=ROOT, env=env(folder, address))
        time.sleep(chance.uniform(0.5, 3))
        moving.kill()
        moving.wait()
        assert held(folder) == before
    assert main(["move"], env(folder, address)) == 0
    assert held(address) == before


def test_what_cannot_be_moved_stays_where_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, address = tmp_path / "data", fresh()
    filled(folder)
    given = env(folder, address)

    def refused(words: str, **other: str) -> None:
        assert main(["move"], {**given, **other}) in (1, 2)
        out, err = capsys.readouterr()
        assert words in out + err
        assert not (folder / "moved").exists()

    refused("NTK_DATABASE is missing", NTK_DATABASE="")
    refused("there is no folder", NTK_DATA=str(tmp_path / "nowhere"))
    refused("cannot be reached", NTK_DATABASE="postgresql://127.0.0.1:1/none")
    refused("NTK_KEY", NTK_KEY="")
    running = open_tiny(folder, SEALING)
    refused("is in use by another process")
    asyncio.run(running.close())
    running = open_postgres(address, SEALING)
    refused("a bot uses the database")
    asyncio.run(running.close())
    damaged = path_of(folder, Key("person", "person-1"))
    damaged.write_bytes(b"half")
    refused(f"people/{damaged.name}: cannot be read.\nNothing was moved.")
    executed(address, "INSERT INTO documents VALUES ('people/x.json', 'person', 1, '3', '{}')")
    damaged.unlink()
    refused("holds other documents already")


def test_a_place_is_the_same_in_both() -> None:
    for document in ONE_OF_EACH:
        key = key_of(document)
        assert path_of(Path("data"), key) == Path("data") / place_of(key)
