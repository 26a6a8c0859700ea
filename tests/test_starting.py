"""What keeps the bot from starting is one line each, names what to look at, and `check` says the same."""

import asyncio
import re
import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from app import main
from bot.council import EXAMPLE_PEOPLE
from dialogs.expiry import ending
from state.store.codec import FORMAT
from state.store.sealing import Sealing
from state.store.tiny import open_tiny
from tests.door import NOW
from tests.state.store.making import KEYS, case

NEWER, OLDER = KEYS


@pytest.fixture(autouse=True)
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A port that is never free, so that whatever starts by mistake stops at once."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setitem(USUAL, "PORT", str(taken.getsockname()[1]))
        yield


USUAL = {"NTK_LOCAL": "1", "NTK_NOW": NOW, "NTK_KEY": NEWER}


def local(folder: Path, **more: str) -> dict[str, str]:
    return {**USUAL, "NTK_DATA": str(folder / "data"), **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place with a data folder, a profile and a people file of its own."""

    async def run() -> None:
        store = open_tiny(tmp_path / "data", Sealing((NEWER,)))
        await store.save(case())
        await store.close()

    asyncio.run(run())
    return tmp_path


def nothing(_: Path) -> None:
    """The setting alone is wrong."""


def no_version(folder: Path) -> None:
    """A file of the folder cannot be opened, as when it belongs to somebody else."""
    (folder / "data" / "version").unlink()
    (folder / "data" / "version").mkdir()


Spoil = Callable[[Path], object]
UNFIT: list[tuple[str, Spoil, dict[str, str], str]] = [
    ("readable by others", lambda f: (f / "data").chmod(0o755), {}, "NTK_DATA: .* can be read by others"),
    ("newer", lambda f: (f / "data" / "version").write_text(f"{FORMAT + 1}\n"), {}, "NTK_DATA: .* newer version"),
    ("unreadable", no_version, {}, "(NTK_DATA: .*|The disk refuses: )Is a directory"),
    ("no key", nothing, {"NTK_KEY": ""}, "NTK_KEY: .* does not hold"),
    ("another key", nothing, {"NTK_KEY": OLDER}, "NTK_KEY: .* does not hold"),
    ("no folder", lambda f: (f / "file").write_text(""), {"NTK_DATA": "{}/file"}, "NTK_DATA: "),
    ("no profile", nothing, {"NTK_PROFILE": "{}/nowhere.toml"}, "NTK_PROFILE: .* cannot be opened"),
    ("no TOML", lambda f: (f / "p.toml").write_text("id ="), {"NTK_PROFILE": "{}/p.toml"}, "NTK_PROFILE: .* TOML"),
    ("no people", nothing, {"NTK_PEOPLE": "{}/nowhere.toml"}, "NTK_PEOPLE: .* cannot be opened"),
    ("bad people", lambda f: (f / "p.toml").write_bytes(b"\xff"), {"NTK_PEOPLE": "{}/p.toml"}, "NTK_PEOPLE: .* TOML"),
]  # fmt: skip


@pytest.mark.parametrize("command", [["check"], []], ids=["check", "serve"])
@pytest.mark.parametrize(("spoil", "settings", "said"), [row[1:] for row in UNFIT], ids=[row[0] for row in UNFIT])
def test_it_is_refused_in_one_line(
    folder: Path,
    spoil: Spoil,
    settings: dict[str, str],
    said: str,
    command: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(folder)
    given = {name: value.format(folder) for name, value in settings.items()}
    assert main(command, local(folder, **given)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert re.match(said, line)


def test_check_lists_every_fault_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data").chmod(0o755)
    wrong = local(folder, HOST="0.0.0.0", NTK_KEY="", NTK_PROFILE="/nowhere.toml", NTK_PEOPLE="/nowhere.toml")
    assert main(["check"], wrong) == 2
    named = [line.split(" ")[0].strip(":") for line in capsys.readouterr().err.splitlines()]
    assert named == ["HOST", "NTK_PROFILE", "NTK_DATA", "NTK_KEY"]


def test_check_works_beside_a_running_bot(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = open_tiny(folder / "data", Sealing((NEWER,)))
    assert main(["check"], local(folder)) == 0
    assert main([], local(folder)) == 2
    assert "NTK_DATA" in capsys.readouterr().err
    asyncio.run(store.close())


def test_a_port_in_use_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], local(folder)) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("PORT: 127.0.0.1 port")


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("expires", "said"),
    [
        (None, ""),
        (date(2026, 12, 24), ""),
        (date(2026, 12, 23), "ends on Wednesday 23 December 2026"),
        (date(2026, 11, 24), "ends on Tuesday 24"),
        (TODAY, "ended on Monday 23 November 2026"),
        (date(2026, 11, 1), "ended on"),
    ],
)
def test_the_end_of_the_secret_is_said_30_days_ahead(expires: date | None, said: str) -> None:
    found = list(ending({"secret": expires} if expires else {}, TODAY))
    assert [what for what, _ in found] == (["secret"] if said else [])
    assert all(said in line for _, line in found)


def test_both_are_said_of_each_its_own() -> None:
    secret, key = ending({"secret": date(2026, 12, 1), "key": TODAY}, TODAY)
    assert "The app’s secret ends" in secret[1]
    assert "The key to what I store was to be changed by Monday 23 November 2026" in key[1]


SOON = {"NTK_SECRET_EXPIRES": "2026-12-01", "NTK_KEY_EXPIRES": "2026-12-02"}
SAID = (
    "NTK_SECRET_EXPIRES: The app’s secret ends on Tuesday 1 December 2026",
    "NTK_KEY_EXPIRES: The key to what I store is to be changed by Wednesday 2 December 2026",
)


def test_what_must_be_renewed_is_logged_at_the_start(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([], local(folder, **SOON))
    logged = capsys.readouterr().err
    assert all(line in logged for line in SAID)


def test_check_says_what_must_be_renewed_and_that_all_is_well_besides(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"], local(folder, **SOON)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.startswith(said) for line, said in zip(lines, SAID, strict=False)] == [True, True]
    assert lines[-1].endswith("are in order.")


def test_check_says_when_nobody_would_be_warned_of_the_end_of_a_secret(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    teams = {
        "MicrosoftAppId": "app",
        "MicrosoftAppPassword": "a secret",
        "MicrosoftAppType": "SingleTenant",
        "MicrosoftAppTenantId": "tenant",
        "NTK_PEOPLE": str(EXAMPLE_PEOPLE),
    }
    given = {name: value for name, value in local(folder, **teams).items() if name not in ("NTK_LOCAL", "NTK_NOW")}
    assert main(["check"], given) == 0
    assert capsys.readouterr().out.startswith("NTK_SECRET_EXPIRES is not set")
    assert main(["check"], {**given, "NTK_SECRET_EXPIRES": "9999-01-01"}) == 0
    assert "NTK_SECRET_EXPIRES" not in capsys.readouterr().out


@pytest.mark.parametrize(("key", "said"), [("", True), (NEWER, False)], ids=["without a key", "with a key"])
def test_it_says_when_what_people_say_is_not_encrypted(
    tmp_path: Path, key: str, said: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], local(tmp_path, NTK_KEY=key))
    assert ("without encryption" in capsys.readouterr().err) == said
