"""The data folder: whose it is, who may look into it, and what it holds when it is opened again."""

import asyncio
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from state.documents import Key
from state.index import row_of
from state.store.protocol import Unfit
from state.store.tiny import open_tiny
from state.store.tiny_reader import read_only
from tests.state.store.making import ONE_OF_EACH, case, channel, person, post
from tests.state.store.saving import KEY, change_for_ever, process, telling


def everything(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def without_index(folder: Path) -> list[Path]:
    """The same, but for what is noted beside the documents, which changes with each save."""
    return [path for path in everything(folder) if path.parent.name != "index"]


async def test_everything_is_there_when_opened_again(folder: Path) -> None:
    store = open_tiny(folder)
    saved = [await store.save(document) for document in ONE_OF_EACH]
    await store.close()
    store = open_tiny(folder)
    for document in saved:
        key = row_of(document).key
        assert await store.load(key) == document
        assert store.row(key) == row_of(document)
        assert list(store.rows(key.kind)) == [row_of(document)]
    await store.close()


async def test_the_sequence_rises_across_restarts(folder: Path) -> None:
    store = open_tiny(folder)
    await store.save(person(posts=(post(7),)))
    await store.save(case(posts=(post(9, delivered=True), post(8))))
    await store.close()
    store = open_tiny(folder)
    assert store.next_seq() == 10
    await store.close()


async def test_what_was_begun_is_done_before_it_closes(folder: Path) -> None:
    store = open_tiny(folder)
    saving = [asyncio.create_task(store.save(case(number))) for number in range(10)]
    await asyncio.sleep(0)
    await store.close()
    saved = await asyncio.gather(*saving)
    store = open_tiny(folder)
    assert list(store.rows("case")) == [row_of(document) for document in saved]
    await store.close()


def test_a_second_process_is_refused_until_the_first_is_dead(folder: Path) -> None:
    with process(change_for_ever, folder) as hears:
        hears.recv()
        with pytest.raises(Unfit, match=r"^NTK_DATA: the folder .* is in use by another process$"):
            open_tiny(folder)
    asyncio.run(open_tiny(folder).close())


async def test_one_can_look_in_beside_the_process_that_saves(folder: Path) -> None:
    with process(change_for_ever, folder) as hears:
        hears.recv()
        reader = read_only(folder)
        seen = [await reader.load(KEY) for _ in range(100)]
        await reader.close()
    revisions = [case.revision for case in seen if case]
    assert len(revisions) == 100
    assert revisions == sorted(revisions)
    assert revisions[-1] > revisions[0]
    assert all(case == replace(telling(case.revision), revision=case.revision) for case in seen if case)
    assert reader.damaged == ()


async def test_looking_in_changes_nothing(folder: Path) -> None:
    store = open_tiny(folder)
    await store.save(case())
    writing = folder / "cases" / "NTK-2026-0002.tmp"
    writing.write_text("half")
    before = without_index(folder)
    reader = read_only(folder)
    saved = await store.save(person())
    assert await reader.load(Key("person", "ada")) == saved
    assert await reader.load(Key("person", "nobody")) is None
    assert [row.revision for row in reader.rows("case")] == [1]
    await reader.close()
    await store.close()
    assert [path for path in without_index(folder) if path.parent.name != "people"] == before


def test_there_must_be_something_to_look_into(folder: Path) -> None:
    with pytest.raises(Unfit, match=r"^NTK_DATA: there is no folder "):
        read_only(folder)
    assert not folder.exists()


@pytest.fixture
def open_mask() -> Iterator[None]:
    """The system's own habit of closing permissions, off: what is private is so by the store's doing."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_mask")
async def test_everything_is_private(folder: Path) -> None:
    store = open_tiny(folder)
    for document in ONE_OF_EACH:
        await store.save(await store.save(document))
    await store.close()
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder, *everything(folder))}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    folders = ["the folder", "people", "channels", "anchors", "journals", "cases", "editions", "index"]
    sheets = [path for path in (folder / "index").iterdir() if path.name != "secret"]
    assert len(modes) == len([*folders, "lock", "version", "index/secret", *sheets, *ONE_OF_EACH])


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o710, 0o701, 0o777, 0o702], ids=oct)
def test_a_folder_open_to_others_is_refused(folder: Path, mode: int) -> None:
    folder.mkdir()
    folder.chmod(mode)
    with pytest.raises(Unfit, match=r"^NTK_DATA: the folder .* can be read by others; make it private: chmod 700 "):
        open_tiny(folder)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_none_is_refused(folder: Path) -> None:
    folder.write_text("a file")
    with pytest.raises(Unfit, match=r"^NTK_DATA: the folder .* cannot be used: "):
        open_tiny(folder)
    folder.unlink()
    folder.mkdir(mode=0o700)
    (folder / "lock").mkdir()
    with pytest.raises(Unfit, match=r"^NTK_DATA: the folder .* cannot be used: "):
        open_tiny(folder)


async def test_ids_do_not_reach_the_file_system(folder: Path) -> None:
    store = open_tiny(folder)
    hostile = "../../evil"
    for document in (person(hostile), channel(hostile), replace(case(), ref=hostile), case(7)):
        await store.save(document)
    await store.close()
    files = [path for path in everything(folder.parent) if path.is_file()]
    sheets = {path for path in files if re.fullmatch("data/index/(secret|[0-9a-f]{2})", _within(path, folder))}
    assert [_within(path, folder) for path in files if path not in sheets] == [
        "data/cases/0fbfd372a48342dc27d6581c1a3f8766.json",
        "data/cases/NTK-2026-0007.json",
        "data/channels/0fbfd372a48342dc27d6581c1a3f8766.json",
        "data/lock",
        "data/people/0fbfd372a48342dc27d6581c1a3f8766.json",
        "data/version",
    ]


def _within(path: Path, folder: Path) -> str:
    return path.relative_to(folder.parent).as_posix()
