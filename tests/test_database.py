"""The product over a database: what the command line says of it, and what keeps it from starting."""

import asyncio
import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from app import main
from state.store.postgres.migrations import MIGRATIONS
from state.store.postgres.store import open_postgres
from state.store.sealing import Sealing
from tests.database import executed, fresh, stored
from tests.door import NOW, opened
from tests.stage import ALERT
from tests.state.store.making import KEYS, case

NEWER, OLDER = KEYS


def local(address: str, keys: str = NEWER) -> dict[str, str]:
    return {"NTK_LOCAL": "1", "NTK_DATABASE": address, "NTK_NOW": NOW, "NTK_KEY": keys, "PORT": "1"}


def filled(address: str) -> None:
    async def run() -> None:
        store = open_postgres(address, Sealing((NEWER,)))
        await store.save(case())
        await store.close()

    asyncio.run(run())


async def test_an_alert_is_kept_encrypted_and_looked_at_beside_the_running_bot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = fresh()

    async def runs(*command: str) -> tuple[int, str]:
        status = await asyncio.to_thread(main, list(command), local(address))
        return status, capsys.readouterr().out

    async with opened(tmp_path / "data", NTK_DATABASE=address, NTK_KEY=NEWER) as door:
        for text in (*ALERT, "submit"):
            await door.says(text)
        status, shown = await runs("show", "1", "--json")
        assert (status, json.loads(shown)["answers"]["what_happened"]) == (0, ALERT[16])
        assert (await runs("verify"))[1].startswith("Cases: 1. Entries: ")
        assert "NTK-2026-0001" in (await runs("clocks"))[1]
        assert (await runs("journal"))[0] == 0
        assert (await runs("check"))[0] == 0
    everything = stored(address)
    for said in (ALERT[16], ALERT[17], "life_threatening"):
        assert said not in everything
    async with opened(tmp_path / "data", NTK_DATABASE=address, NTK_KEY=NEWER) as door:
        assert "NTK-2026-0001" in str(await door.says("my alerts"))


Spoil = Callable[[str], str]
"""What is done to a database; the address that is used then."""


def with_tables(number: int) -> Spoil:
    def spoil(address: str) -> str:
        executed(address, f"UPDATE versions SET tables = {number}")
        return address

    return spoil


UNFIT: list[tuple[str, Spoil, str, str]] = [
    ("nobody there", lambda _: "postgresql://127.0.0.1:1/none", NEWER, "NTK_DATABASE: .* cannot be reached"),
    ("no such database", lambda a: a.replace("/postgres?", "/nowhere?"), NEWER, "NTK_DATABASE: there is no such"),
    ("no such schema", lambda a: a + "x", NEWER, "NTK_DATABASE: .* schema"),
    ("no address", lambda a: a.replace("?host", "?horst"), NEWER, "NTK_DATABASE is no PostgreSQL address"),
    ("newer tables", with_tables(len(MIGRATIONS) + 1), NEWER, "NTK_DATABASE: .* newer version"),
    ("no key", lambda a: a, "", "NTK_KEY: .* does not hold"),
    ("another key", lambda a: a, OLDER, "NTK_KEY: .* does not hold"),
]


@pytest.mark.parametrize("command", [["check"], [], ["verify"]], ids=["check", "serve", "verify"])
@pytest.mark.parametrize(("spoil", "key", "said"), [row[1:] for row in UNFIT], ids=[row[0] for row in UNFIT])
def test_it_is_refused_in_one_line(
    spoil: Spoil, key: str, said: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    address = fresh()
    filled(address)
    assert main(command, local(spoil(address), key)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert re.match(said, line)
    assert "host=" not in line


def test_a_wrong_password_is_said_without_showing_it(capsys: pytest.CaptureFixture[str]) -> None:
    address = fresh()
    wrong = address.replace("postgres:@", "locked:wrong@")
    assert main(["check"], local(wrong)) == 2
    assert capsys.readouterr().err.strip() == "NTK_DATABASE: the database refuses the user or the password"


def refusing(why: str) -> bytes:
    """What a server answers that lets nobody in, for a reason."""
    fields = b"SFATAL\0C28000\0M" + why.encode() + b"\0\0"
    return b"E" + (len(fields) + 4).to_bytes(4, "big") + fields


@pytest.mark.parametrize(
    ("answer", "asked", "said"),
    [
        (b"N", "sslmode=require", "it takes no encrypted connection"),
        (b"S", "sslmode=verify-full&sslrootcert=/nowhere.crt", "its certificate is not trusted"),
        (
            refusing('no pg_hba.conf entry for host "h", user "u", no encryption'),
            "sslmode=disable",
            "it takes encrypted",
        ),
    ],
)
def test_what_is_wrong_with_tls_is_said(
    answer: bytes, asked: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    with server.accept()[0] as client:
                        client.recv(100)
                        client.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = server.getsockname()[1]
        assert main(["check"], local(f"postgresql://u@127.0.0.1:{port}/d?{asked}&gssencmode=disable")) == 2
        server.settimeout(0.01)
    assert capsys.readouterr().err.startswith(f"NTK_DATABASE: {said}")


def test_a_database_that_the_bot_has_not_used_is_fit(capsys: pytest.CaptureFixture[str]) -> None:
    address = fresh()
    assert main(["check"], local(address)) == 0
    assert main(["verify"], local(address)) == 2
    assert "has not used this database yet" in capsys.readouterr().err


def test_it_is_encrypted_anew_under_a_new_key(capsys: pytest.CaptureFixture[str]) -> None:
    address = fresh()
    assert main(["rekey"], local(address)) == 2
    filled(address)
    executed(address, "INSERT INTO documents VALUES ('people/x.json', 'person', 1, '3', 'half')")
    newest = Fernet.generate_key().decode()
    capsys.readouterr()
    assert main(["rekey"], local(address, newest)) == 2
    assert "NTK_KEY: cases/NTK-2026-0001.json is encrypted under a key" in capsys.readouterr().err
    assert main(["rekey"], local(address, f"{newest},{NEWER}")) == 1
    assert "people/x.json" in capsys.readouterr().out
    executed(address, "DELETE FROM documents WHERE place = 'people/x.json'")
    assert main(["rekey"], local(address, f"{newest},{NEWER}")) == 0
    assert main(["check"], local(address, newest)) == 0
    store = open_postgres(address, Sealing((newest,)))
    hashed = store.record_hash("1")
    asyncio.run(store.close())
    store = open_postgres(address, Sealing((newest, NEWER)))
    assert store.record_hash("1") == hashed
    asyncio.run(store.close())


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_database_is_backed_up_with_its_own_tools(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, str(tmp_path / "backup")], local(fresh())) == 2
    assert re.match("NTK_DATABASE is set: .* pg_", capsys.readouterr().err)


def test_over_a_folder_no_database_is_loaded(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib, app; from state.store.opening import open_store; from state.store.sealing import Sealing;"
        "open_store(pathlib.Path(sys.argv[1]), Sealing()); print('psycopg' in sys.modules, 'tinydb' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "data")], capture_output=True, check=True)
    assert done.stdout == b"False True\n"
