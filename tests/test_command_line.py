"""The command line: what it prints, what it refuses, and that it only reads beside a running bot."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from app import main
from state.store.tiny import open_tiny
from tests.door import NOW, opened
from tests.stage import ALERT
from tests.torture.process import ROOT

APP_ID = "11111111-aaaa-4bbb-8ccc-000000000001"


def local(folder: Path, **more: str) -> dict[str, str]:
    return {"NTK_LOCAL": "1", "NTK_DATA": str(folder), "NTK_NOW": NOW, **more}


async def test_show_prints_a_case_beside_a_running_bot(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    async with opened(tmp_path / "data") as door:
        for text in (*ALERT, "submit"):
            await door.says(text)
        status = await asyncio.to_thread(main, ["show", "1", "--json"], local(tmp_path / "data"))
    record = json.loads(capfdbinary.readouterr().out)
    assert status == 0
    assert list(record) == [
        "ref", "area", "profile", "version", "answers", "findings", "processes", "deadlines", "entries", "posts",
    ]  # fmt: skip
    assert record["ref"] == "NTK-2026-0001"
    assert record["answers"]["status"] == ["open_other"]
    assert record["processes"][0] == {"id": "alert", "key": 1, "state": "with_area_ad"}
    assert {"id": "panel_notification", "key": 1, "state": "considering"} in record["processes"]
    assert "notify_national_panel" in [f["finding"] for f in record["findings"]]
    assert list(record["findings"][0]) == ["finding", "child", "leaning", "why", "rules", "missing"]
    assert next(d for d in record["deadlines"] if d["id"] == "panel_notification") == {
        "id": "panel_notification", "child": None, "due": "2026-11-30", "target": "2026-11-27", "from": "known_at",
        "estimated": False, "rules": ["R27"], "local": False, "state": "running",
    }  # fmt: skip
    assert list(record["entries"][0]) == ["at", "who", "role", "what", "hash"]
    assert set(record["posts"][0]) == {
        "to", "kind", "created", "delivered", "attempts", "activity_id", "maybe_repeated",
    }  # fmt: skip
    assert {post["to"].split(":")[0] for post in record["posts"]} == {"person", "channel"}


async def test_whoever_reads_only_the_beginning_is_told_nothing_of_pipes() -> None:
    process = await asyncio.create_subprocess_shell(
        f"{sys.executable} app.py reference | head -n 1",
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert (len(out.splitlines()), err) == (1, b"")


UNSAFE: list[tuple[dict[str, str], str]] = [
    ({}, "MicrosoftAppId"),
    ({"NTK_LOCAL": "1", "MicrosoftAppId": APP_ID}, "MicrosoftAppId"),
    ({"NTK_LOCAL": "1", "HOST": "0.0.0.0"}, "loopback"),
    ({"NTK_LOCAL": "1", "NTK_PEOPLE": "/nowhere.toml"}, "NTK_PEOPLE"),
    ({"NTK_LOCAL": "1", "NTK_PROFILE": "/nowhere.toml"}, "NTK_PROFILE"),
]


@pytest.mark.parametrize("command", [["check"], []])
@pytest.mark.parametrize(("environment", "named"), UNSAFE)
def test_it_refuses_to_start_with_a_line_for_each_fault(
    environment: dict[str, str], named: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command, environment) == 2
    said = capsys.readouterr()
    assert named in said.err
    assert said.out == ""


def test_check_says_that_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"], local(tmp_path)) == 0
    assert "in order" in capsys.readouterr().out


def test_a_folder_in_use_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = open_tiny(tmp_path / "data")
    assert main([], local(tmp_path / "data")) == 2
    assert "NTK_DATA" in capsys.readouterr().err
    asyncio.run(store.close())


def test_show_of_a_case_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    assert main(["show", "42", "--json"], local(tmp_path / "data")) == 2
    assert "NTK-2026-0042" in capsys.readouterr().err


def test_package_writes_the_app(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "app.zip"
    assert main(["package", "--app-id", APP_ID, "--out", str(out)], local(tmp_path)) == 0
    assert out.exists()
    assert main(["package", "--app-id", "nonsense", "--out", str(out)], local(tmp_path)) == 2
    assert main(["package", "--out", str(out)], local(tmp_path)) == 2
    assert "MicrosoftAppId" in capsys.readouterr().err


def test_what_only_reads_needs_no_registration(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    answers = {"id": "one", "answers": {"known_at": "2026-04-02T11:00", "outcome": "life_threatening"}}
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers))
    assert main(["assess", str(file)], {}) == 0
    assert json.loads(capfdbinary.readouterr().out)[0]["id"] == "one"
    file.write_text('{"id": "one", "answers": {"colour": "red"}}')
    assert main(["assess", str(file)], {}) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert b"colour" in err
    assert b"red" not in err
    assert main(["assess", str(tmp_path / "nowhere.json")], {}) == 2
