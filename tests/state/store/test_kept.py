"""What was written here last is not read again, as long as its file is still that one."""

from dataclasses import replace
from pathlib import Path

import pytest

from state.documents import Key, Person
from state.store import kept
from state.store.disk import WholeFile
from state.store.folder import path_of
from state.store.protocol import Damaged
from state.store.tiny import TinyStore, open_tiny

KEY = Key("person", "ada")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are read from now on."""
    found: list[Path] = []
    read = WholeFile.read

    def noted(file: WholeFile) -> object:
        found.append(file._path)
        return read(file)

    monkeypatch.setattr(WholeFile, "read", noted)
    return found


async def saved(store: TinyStore, *names: str) -> Path:
    """People of these names; the folder of their files."""
    for name in names:
        await store.save(Person(name))
    return store._folder / "people"


async def test_what_was_saved_here_is_loaded_without_its_file(folder: Path, reads: list[Path]) -> None:
    store = open_tiny(folder)
    await saved(store, "ada")
    first = await store.load(KEY)
    assert isinstance(first, Person)
    again = await store.save(replace(first, name="Ada", seen=("a1",)))
    reads.clear()
    assert await store.load(KEY) == again
    assert reads == []
    await store.close()


async def test_two_who_load_it_share_nothing(folder: Path) -> None:
    store = open_tiny(folder)
    await saved(store, "ada")
    assert await store.load(KEY) is not await store.load(KEY)
    await store.close()


async def test_a_file_that_was_put_in_its_place_is_read(folder: Path) -> None:
    store = open_tiny(folder)
    people = await saved(store, "ada")
    (file,) = people.iterdir()
    file.rename(people / "aside")
    file.write_bytes(b"tumble")
    with pytest.raises(Damaged):
        await store.load(KEY)
    (people / "aside").rename(file)
    assert isinstance(await store.load(KEY), Person)
    file.unlink()
    assert await store.load(KEY) is None
    await store.close()


async def test_what_was_removed_is_gone(folder: Path) -> None:
    store = open_tiny(folder)
    await saved(store, "ada")
    person = await store.load(KEY)
    assert isinstance(person, Person)
    await store.remove(person)
    assert await store.load(KEY) is None
    await store.close()


async def test_only_the_latest_are_kept(folder: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    store = open_tiny(folder)
    await saved(store, "ada", "bea", "cas")
    for name, read in (("ada", 1), ("bea", 0), ("cas", 0)):
        reads.clear()
        assert await store.load(Key("person", name)) == Person(name, revision=1)
        assert len(reads) == read, name
    await store.close()


async def test_what_was_read_or_written_is_saved_without_reading_it_again(
    folder: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST", 1)
    store = open_tiny(folder)
    await saved(store, "ada", "bea")
    file = path_of(store._folder, KEY)
    first = await store.load(KEY)
    assert isinstance(first, Person)
    reads.clear()
    again = await store.save(replace(first, name="Ada"))
    assert reads == []
    file.write_bytes(file.read_bytes())
    await store.save(replace(again, name="Ada Field"))
    assert len(reads) == 1, "it is not the file of then"
    await store.close()
