"""A damaged file is named, kept as it is, and holds nobody up."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from state.documents import Channel, Document, Key
from state.store.protocol import Damaged
from state.store.tiny import open_tiny
from state.store.tiny_reader import read_only
from tests.state.store.making import ONE_OF_EACH, case, channel, person

NAME = "cases/NTK-2026-0001.json"
KEY = Key("case", "NTK-2026-0001")
OTHER = Key("case", "NTK-2026-0002")


async def filled(folder: Path) -> list[Document]:
    """A closed data folder with a document of each kind, and one case more."""
    store = open_tiny(folder)
    saved = [await store.save(document) for document in (*ONE_OF_EACH, case(2))]
    await store.close()
    return saved


def at(path: Path) -> Callable[[bytes], bytes]:
    return lambda _: path.read_bytes()


def swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old, new, 1)


NOT_WHOLE = f"{NAME} is not whole"
NO_DOCUMENT = f"{NAME} does not hold a document"
NEWER = f"{NAME} was written by a newer version of this bot"
SHAPE = f"{NAME} does not have the shape of a case"
CHANGED = f"{NAME} is not as it was written"

DAMAGE: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("empty", lambda _: b"", NOT_WHOLE),
    ("cut in the middle", lambda data: data[: len(data) // 2], NOT_WHOLE),
    ("cut by one byte", lambda data: data[:-1], NOT_WHOLE),
    ("a byte too many", lambda data: data + b"}", NOT_WHOLE),
    ("twice", lambda data: data * 2, NOT_WHOLE),
    ("zeros", lambda data: bytes(len(data)), NOT_WHOLE),
    ("not text", lambda data: b"\xff" + data, NOT_WHOLE),
    ("not JSON", lambda _: b"tumble", NOT_WHOLE),
    ("too deep", lambda _: b"[" * 100_000, NOT_WHOLE),
    ("null", lambda _: b"null", NOT_WHOLE),
    ("a list", lambda _: b"[]", NOT_WHOLE),
    ("a number", lambda _: b"5", NOT_WHOLE),
    ("a table that is none", lambda _: b'{"_default":5}', NOT_WHOLE),
    ("a record that is none", lambda _: b'{"_default":{"1":"tumble"}}', NOT_WHOLE),
    ("no table", lambda _: b"{}", NO_DOCUMENT),
    ("an empty table", lambda _: b'{"_default":{}}', NO_DOCUMENT),
    ("an empty record", lambda _: b'{"_default":{"1":{}}}', NO_DOCUMENT),
    ("another number", swapped(b'"1":', b'"x":'), NO_DOCUMENT),
    ("an older format", swapped(b'"format":1', b'"format":0'), NO_DOCUMENT),
    ("a newer format", swapped(b'"format":1', b'"format":2'), NEWER),
    ("a newer format of some other shape", lambda _: b'{"_default":{"1":{"format":9}}}', NEWER),
    ("another kind", swapped(b'"kind":"case"', b'"kind":"person"'), f"{NAME} does not have the shape of a person"),
    ("a field gone", swapped(b'"area":"north",', b""), SHAPE),
    ("a field misnamed", swapped(b'"area"', b'"aria"'), SHAPE),
    ("a number that is none", swapped(b'"revision":1', b'"revision":"1"'), SHAPE),
    ("deep within", swapped(b'"findings":[', b'"findings":[' + b"[" * 500 + b"]" * 500 + b","), SHAPE),
    ("a letter changed", swapped(b"tumble", b"tymble"), CHANGED),
    ("a number changed", swapped(b'"revision":1', b'"revision":3'), CHANGED),
    ("an answer gone", swapped(b'"child_count":2,', b""), CHANGED),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "said"), [row[1:] for row in DAMAGE], ids=[row[0] for row in DAMAGE])
async def test_a_damaged_file_is_named_and_the_others_go_on(
    folder: Path, damage: Callable[[bytes], bytes], said: str
) -> None:
    saved = await filled(folder)
    path = folder / NAME
    good = path.read_bytes()
    bad = damage(good)
    assert bad != good
    path.write_bytes(bad)

    store = open_tiny(folder)
    assert list(store.damaged) == [NAME]
    assert store.row(KEY) is None
    with pytest.raises(Damaged) as refused:
        await store.load(KEY)
    assert str(refused.value) == said
    assert refused.value.__suppress_context__ or refused.value.__context__ is None

    for revision in (0, 1):
        with pytest.raises(Damaged):
            await store.save(replace(case(), revision=revision))
    assert path.read_bytes() == bad

    other = await store.load(OTHER)
    assert other == saved[-1]
    assert other is not None
    assert (await store.save(other)).revision == 2
    assert await store.load(Key("person", "ada")) == saved[0]

    path.write_bytes(good)
    assert await store.load(KEY) == saved[2]
    assert list(store.damaged) == []
    assert store.row(KEY) is not None
    await store.close()


async def test_another_document_in_its_place_is_not_taken_for_it(folder: Path) -> None:
    store = open_tiny(folder)
    for document in (person("ada"), person("grace"), channel(), case(1), case(2)):
        await store.save(document)
    await store.close()
    people = sorted((folder / "people").iterdir())
    (channel_file,) = (folder / "channels").iterdir()
    people[0].write_bytes(people[1].read_bytes())
    (folder / NAME).write_bytes((folder / "cases" / "NTK-2026-0002.json").read_bytes())
    channel_file.write_bytes(people[1].read_bytes())

    reader = read_only(folder)
    wrong = [NAME, f"channels/{channel_file.name}", f"people/{people[0].name}"]
    assert list(reader.damaged) == sorted(wrong)
    with pytest.raises(Damaged, match=rf"^{NAME} holds another document$"):
        await reader.load(KEY)
    assert len(reader.rows("person")) == len(reader.rows("case")) == 1
    await reader.close()


async def test_what_cannot_be_opened_is_damaged_too(folder: Path) -> None:
    await filled(folder)
    (folder / "cases" / "NTK-2026-0003.json").mkdir()
    store = open_tiny(folder)
    assert list(store.damaged) == ["cases/NTK-2026-0003.json"]
    with pytest.raises(Damaged, match=r"^cases/NTK-2026-0003\.json cannot be read: Is a directory$"):
        await store.load(Key("case", "NTK-2026-0003"))
    await store.close()


async def test_damage_is_found_after_the_start(folder: Path) -> None:
    await filled(folder)
    store = open_tiny(folder)
    (folder / NAME).write_bytes(b"")
    assert list(store.damaged) == []
    with pytest.raises(Damaged):
        await store.load(KEY)
    assert list(store.damaged) == [NAME]
    await store.close()


async def test_no_bit_can_change_unnoticed(folder: Path) -> None:
    store = open_tiny(folder)
    await store.save(Channel("19:example", bound="psw"))
    await store.close()
    (path,) = (folder / "channels").iterdir()
    good = path.read_bytes()
    assert orjson.loads(good)["_default"]["1"]["document"]["bound"] == "psw"
    unnoticed = []
    for bit in range(len(good) * 8):
        flipped = bytearray(good)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        if read_only(folder).damaged != (f"channels/{path.name}",):
            unnoticed.append(bit)
    assert unnoticed == []
