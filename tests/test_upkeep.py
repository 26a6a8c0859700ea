"""The data looked after from the command line, with the key and without."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from app import main
from state.case import Case
from state.documents import Key
from state.store.sealing import Sealing
from state.store.tiny import open_tiny
from tests.door import NOW, PSW_CHANNEL, opened
from tests.stage import ALERT
from tests.state.store.making import KEYS, case

NEWER, OLDER = KEYS


def local(folder: Path, keys: str = "") -> dict[str, str]:
    return {"NTK_LOCAL": "1", "NTK_DATA": str(folder), "NTK_NOW": NOW, "NTK_KEY": keys}


async def test_a_whole_alert_is_encrypted_and_shown_with_the_key_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    async with opened(folder, NTK_KEY=OLDER) as door:
        for text in (*ALERT, "submit"):
            await door.says(text)
    everything = b"".join([path.read_bytes() for path in [*folder.glob("*/*.json")]])
    for said in (ALERT[16], ALERT[17], "life_threatening", "NTK-2026"):
        assert said.encode() not in everything
    assert {path.name: path.stat().st_mode & 0o077 for path in folder.rglob("*") if path.stat().st_mode & 0o077} == {}
    assert await asyncio.to_thread(main, ["show", "1", "--json"], local(folder)) == 2
    assert "NTK_KEY" in capsys.readouterr().err
    assert await asyncio.to_thread(main, ["rekey"], local(folder, f"{NEWER},{OLDER}")) == 0
    capsys.readouterr()
    assert await asyncio.to_thread(main, ["show", "1", "--json"], local(folder, NEWER)) == 0
    assert json.loads(capsys.readouterr().out)["answers"]["what_happened"] == ALERT[16]
    async with opened(folder, NTK_KEY=NEWER) as door:
        assert "NTK-2026-0001" in str(await door.says("my alerts"))


def filled(folder: Path, *keys: str) -> None:
    async def run() -> None:
        store = open_tiny(folder, Sealing(keys))
        await store.save(case())
        await store.close()

    asyncio.run(run())


def test_backed_up_and_restored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(tmp_path / "data", NEWER)
    backup, other = str(tmp_path / "backup"), tmp_path / "other"
    assert main(["backup", backup], local(tmp_path / "data", NEWER)) == 0
    assert "NTK_KEY" in capsys.readouterr().out
    assert main(["restore", backup], local(other, NEWER)) == 0
    assert main(["restore", backup], local(other, NEWER)) == 2
    assert "--replace" in capsys.readouterr().err
    assert main(["restore", backup, "--replace"], local(other, NEWER)) == 0
    (tmp_path / "backup" / "cases" / "NTK-2026-0001.json").unlink()
    assert main(["restore", backup, "--replace"], local(other, NEWER)) == 2
    assert "damaged: cases/NTK-2026-0001.json" in capsys.readouterr().err


REFUSED: list[tuple[list[str], str, str]] = [
    (["rekey"], "", "NTK_KEY is missing"),
    (["rekey"], OLDER, "NTK_KEY: cases/NTK-2026-0001.json is encrypted under a key that NTK_KEY does not hold"),
    ([], "", "NTK_KEY: cases/NTK-2026-0001.json is encrypted under a key that NTK_KEY does not hold"),
    (["show", "1", "--json"], OLDER, "NTK_KEY: "),
    (["backup", "/proc/nowhere/backup"], NEWER, "The disk refuses: No such file or directory"),
    (["restore", "/nowhere"], NEWER, "there is no folder /nowhere"),
]


@pytest.mark.parametrize(("command", "keys", "said"), REFUSED)
def test_what_cannot_be_done_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], keys: str, said: str
) -> None:
    filled(tmp_path / "data", NEWER)
    assert main(command, local(tmp_path / "data", keys)) == 2
    err = capsys.readouterr().err
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_damaged_document_is_named_by_rekey(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(tmp_path / "data", OLDER)
    (tmp_path / "data" / "cases" / "NTK-2026-0001.json").write_bytes(b"half")
    assert main(["rekey"], local(tmp_path / "data", f"{NEWER},{OLDER}")) == 1
    assert "cases/NTK-2026-0001.json" in capsys.readouterr().out


async def test_verify_names_what_is_wrong_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data"
    async with opened(folder, NTK_KEY=NEWER) as door:
        for text in (*ALERT, "submit"):
            await door.says(text)
        assert await asyncio.to_thread(main, ["verify"], local(folder, NEWER)) == 0
    assert capsys.readouterr().out.startswith("Cases: 1. Entries: ")
    store = open_tiny(folder, Sealing((NEWER,)))
    stored = await store.load(Key("case", "NTK-2026-0001"))
    assert isinstance(stored, Case)
    first = replace(stored.entries[0], who="somebody else")
    await store.save(replace(stored, entries=(first, *stored.entries[1:])))
    await store.save(case(2))
    await store.close()
    (folder / "cases" / "NTK-2026-0002.json").write_bytes(b"half")
    assert await asyncio.to_thread(main, ["verify"], local(folder, NEWER)) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "cases/NTK-2026-0002.json: cannot be read."
    assert said[1] == "NTK-2026-0001, entry 1: it was changed, or the entry before it was removed."
    assert await asyncio.to_thread(main, ["verify"], local(folder)) == 2
    assert "NTK_KEY" in capsys.readouterr().err


async def test_clocks_lists_what_runs_and_what_is_overdue_beside_a_running_bot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    async with opened(folder, NTK_KEY=NEWER) as door:
        assert await asyncio.to_thread(main, ["clocks"], local(folder, NEWER)) == 0
        assert capsys.readouterr().out == "No limit runs.\n"
        for text in (*ALERT, "submit"):
            await door.says(text)
        assert await asyncio.to_thread(main, ["clocks"], local(folder, NEWER)) == 0
        lines = capsys.readouterr().out.splitlines()
        later = {**local(folder, NEWER), "NTK_NOW": "2026-11-25T09:00"}
        assert await asyncio.to_thread(main, ["clocks"], later) == 0
        overdue = capsys.readouterr().out.splitlines()
    panel = next(line for line in lines if "by Monday 30 November 2026: NTK-2026-0001" in line)
    assert panel.endswith("Safeguarding Unit or Principal Social Worker")
    approval = next(line for line in lines if line.startswith("by Tuesday 24 November 2026: NTK-2026-0001, "))
    assert approval.endswith("Area Assistant Director")
    assert approval.replace("by Tuesday", "Overdue since Tuesday") in overdue
    assert lines.index(approval) < lines.index(panel)
    for said in (ALERT[16], ALERT[17]):
        assert said not in "\n".join(lines)


async def test_the_journal_is_listed_beside_a_running_bot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with opened(tmp_path / "data", NTK_KEY=NEWER) as door:
        await door.says("act psw")
        await door.says("here psw", channel=PSW_CHANNEL)
        assert await asyncio.to_thread(main, ["journal"], local(tmp_path / "data", NEWER)) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert f' psw: channel.bound {{"channel": "{PSW_CHANNEL}", "from": null, "to": "psw"}}' in line


def test_clocks_names_what_it_could_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(tmp_path / "data", NEWER)
    (tmp_path / "data" / "cases" / "NTK-2026-0001.json").write_bytes(b"half")
    assert main(["clocks"], local(tmp_path / "data", NEWER)) == 0
    assert capsys.readouterr().out.endswith("cannot be read: cases/NTK-2026-0001.json\n")
