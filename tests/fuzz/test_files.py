"""Stored files that are cut, or in which bits have flipped: named, and nobody else is held up."""

import asyncio
import logging
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from state.documents import Key
from state.store.protocol import Damaged
from state.store.tiny import open_tiny
from tests.door import Door, opened, sample, text_of
from tests.stage import ALERT

REFS = ("NTK-2026-0001", "NTK-2026-0002")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two cases of two authors."""
    folder = tmp_path_factory.mktemp("fuzz") / "data"

    async def tell() -> None:
        async with opened(folder) as door:
            for person in ("joe", "zoe"):
                for text in (*ALERT, "submit"):
                    await door.says(text, person)

    asyncio.run(tell())
    return folder


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1), bit=st.integers(0, 7), cut=st.booleans())
def test_a_damaged_file_is_named_and_the_others_are_read(filled: Path, where: float, bit: int, cut: bool) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "data"
        shutil.copytree(filled, folder)
        (folder / "lock").unlink(missing_ok=True)
        file = folder / "cases" / f"{REFS[0]}.json"
        data = bytearray(file.read_bytes())
        at = min(int(where * len(data)), len(data) - 1)
        if cut:
            del data[at:]
        else:
            data[at] ^= 1 << bit
        file.write_bytes(data)

        async def read() -> None:
            store = open_tiny(folder)
            try:
                assert any(REFS[0] in name for name in store.damaged)
                with pytest.raises(Damaged, match=REFS[0]):
                    await store.load(Key("case", REFS[0]))
                assert await store.load(Key("case", REFS[1])) is not None
            finally:
                await store.close()

        asyncio.run(read())


async def everything_else_goes_on(door: Door) -> None:
    assert REFS[1] in text_of(await door.says("status 2", "zoe"))
    for text in ALERT:
        await door.says(text, "may")
    sent = text_of(await door.says("submit", "may"))
    assert "NTK-2026-0003" in sent


@pytest.mark.parametrize("kind", ["cases", "people"])
async def test_the_bot_says_so_and_everything_else_goes_on(
    kind: str, tmp_path: Path, filled: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(filled, folder)
    file = sorted((folder / kind).iterdir())[0]
    if kind == "people":
        file = max((folder / kind).iterdir(), key=lambda path: b'"joe"' in path.read_bytes())
    file.write_bytes(file.read_bytes()[:-20])
    async with opened(folder) as door:
        said = text_of(await door.says("status 1", "joe"))
        assert "I cannot read it just now" in said
        assert any(file.name in record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR)
        update = {**sample("personal_members_added"), "from": {"id": "29:joe", "aadObjectId": "joe"}}
        assert (await door.posts(update)).status == 200
        await everything_else_goes_on(door)


async def test_the_reference_of_a_damaged_case_is_not_given_again(tmp_path: Path, filled: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(filled, folder)
    damaged = folder / "cases" / f"{REFS[1]}.json"
    damaged.write_bytes(damaged.read_bytes()[:-20])
    kept = damaged.read_bytes()
    async with opened(folder) as door:
        for text in ALERT:
            await door.says(text, "may")
        assert "NTK-2026-0003" in text_of(await door.says("submit", "may"))
    assert damaged.read_bytes() == kept
