"""What is noted beside the documents never says anything else than they do, and a start need not open them for it."""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from state.answers import Answers
from state.case import Case
from state.documents import Document, Key, Person, key_of
from state.index import Row
from state.listing import Query
from state.store import notes, sealed_rows, tiny, tiny_reader
from state.store.backup import back_up
from state.store.files import write_document
from state.store.folder import marks, path_of
from state.store.notes import LINES, SHEETS
from state.store.protocol import Damaged, Unfit
from state.store.rekey import rekey
from state.store.restore import restore
from state.store.sealing import Sealing
from state.store.tiny import TinyStore, open_tiny
from state.store.tiny_reader import TinyReader, read_only
from tests.state.store.making import AT, KEYS, ONE_OF_EACH, case, channel, person
from tests.state.store.saving import killed_at

SEALED = Sealing(KEYS)
KINDS = ("person", "channel", "anchor", "journal", "case", "edition")
SECOND = Key("case", "NTK-2026-0002")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that were opened, as it goes on."""
    found = list[str]()
    really = tiny_reader.read_document

    def read(folder: Path, path: Path, sealing: Sealing) -> Document | None:
        found.append(path.name)
        return really(folder, path, sealing)

    monkeypatch.setattr(tiny_reader, "read_document", read)
    return found


async def filled(folder: Path, sealing: Sealing = SEALED) -> None:
    """A closed data folder with a document of each kind, and a case more."""
    store = open_tiny(folder, sealing)
    for document in (*ONE_OF_EACH, case(2)):
        await store.save(document)
    await store.close()


def rows(store: TinyReader) -> list[Row]:
    """The whole index."""
    return [row for kind in KINDS for row in store.rows(kind)]


def lists(store: TinyReader) -> list[object]:
    """What the lists say, of all and of those with a mark."""
    marks = (frozenset[str](), frozenset({"area:north"}), frozenset({"record:" + store.record_hash("7")}))
    return [store.look(Query(kind, mark), 0, None) for kind in ("open", "closed", "every", "limit") for mark in marks]


async def agrees(folder: Path, sealing: Sealing = SEALED) -> None:
    """See that whoever starts now knows just what the documents say, one by one."""
    store, reader = open_tiny(folder, sealing), read_only(folder, sealing)
    try:
        assert rows(store) == rows(reader)
        assert lists(store) == lists(reader)
        assert (store.damaged, store.due(AT + timedelta(days=9999)), store.next_seq()) == (
            reader.damaged,
            reader.due(AT + timedelta(days=9999)),
            reader._rows.next_seq(),
        )
    finally:
        await store.close()
        await reader.close()


@pytest.mark.parametrize("sealing", [SEALED, Sealing()], ids=["sealed", "plain"])
async def test_a_start_opens_only_what_is_not_noted(folder: Path, reads: list[str], sealing: Sealing) -> None:
    await filled(folder, sealing)
    reads.clear()
    store = open_tiny(folder, sealing)
    assert [name for name in reads if not name.startswith("NTK")] == [path_of(folder, key_of(ONE_OF_EACH[3])).name]
    assert len(reads) == 1  # the edition, which stands in the index whole
    await store.close()
    await agrees(folder, sealing)


async def test_what_was_saved_by_one_that_was_killed_is_noted(folder: Path, reads: list[str]) -> None:
    await filled(folder)
    store = open_tiny(folder, SEALED)
    document = await store.load(SECOND)
    assert isinstance(document, Case)
    await store.save(replace(document, area="east"))
    store._held.close()  # as when it is killed: nothing is finished
    reads.clear()
    again = open_tiny(folder, SEALED)
    assert "NTK-2026-0002.json" not in reads
    row = again.row(SECOND)
    assert row is not None
    assert row.area == "east"
    await again.close()


async def test_a_first_start_that_is_cut_short_is_gone_on_with(
    folder: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(folder)
    shutil.rmtree(folder / "index")
    really = tiny_reader.read_document

    def cut_short(folder: Path, path: Path, sealing: Sealing) -> Document | None:
        if len(reads) == 5:
            raise KeyboardInterrupt
        return really(folder, path, sealing)

    monkeypatch.setattr(tiny_reader, "read_document", cut_short)
    reads.clear()
    with pytest.raises(KeyboardInterrupt):
        open_tiny(folder, SEALED)
    monkeypatch.setattr(tiny_reader, "read_document", really)
    reads.clear()
    await open_tiny(folder, SEALED).close()
    assert len(reads) < 7
    await agrees(folder)


DOES = st.lists(
    st.tuples(st.sampled_from(("case", "person", "channel", "remove", "start", "behind", "tumble")), st.integers(1, 4)),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(does=DOES)
def test_after_any_writes_it_agrees_with_the_documents(tmp_path_factory: pytest.TempPathFactory, does: list) -> None:  # type: ignore[type-arg]
    folder = tmp_path_factory.mktemp("any") / "data"

    async def run() -> None:
        store = open_tiny(folder, SEALED)
        for n, (what, number) in enumerate(does):
            store = await _do(store, folder, what, number, n)
        await store.close()
        await agrees(folder)

    asyncio.run(run())


async def _do(store: TinyStore, folder: Path, what: str, number: int, n: int) -> TinyStore:
    documents: dict[str, Document] = {
        "case": _changed(number, n),
        "person": replace(person(f"p{number}"), name=f"N {n}"),
        "channel": replace(channel(f"c{number}"), bound=f"team {n}"),
    }
    path = path_of(folder, Key("case", f"NTK-2026-{number:04}"))
    match what:
        case "start":
            store._held.close()
            return open_tiny(folder, SEALED)
        case "behind" if path.exists():
            other = Sealing(KEYS)
            write_document(path, replace(_changed(number, n + 50), revision=9), other)
            await store.load(Key("case", f"NTK-2026-{number:04}"))
        case "tumble" if path.exists():
            path.write_bytes(path.read_bytes()[:-3])
            path.unlink() if n % 2 else None
        case "remove":
            found = await store.load(Key("person", f"p{number}"))
            if found:
                await store.remove(found)
        case _ if what in documents:
            document = documents[what]
            try:
                known = await store.load(key_of(document))
                await store.save(replace(document, revision=known.revision if known else 0))
            except Damaged:
                path.unlink()
    return store


def _changed(number: int, n: int) -> Case:
    answers = Answers({"record_ids": (f"{number % 3}", "7")}) if n % 3 else Answers()
    area = ("north", "east")[n % 2]
    return replace(case(number), area=area, answers=(answers,), due=AT + timedelta(days=n) if n % 4 else None, swept=AT)


def test_killed_whenever_it_touches_the_disk_it_agrees_with_the_documents(tmp_path: Path) -> None:
    async def begun(folder: Path) -> None:
        store = open_tiny(folder, SEALED)
        for document in (person(), case(2)):
            await store.save(document)
        await store.close()

    async def work(folder: Path) -> None:
        store = open_tiny(folder, SEALED)
        await store.save(case(3))
        ada, found = await store.load(Key("person", "ada")), await store.load(SECOND)
        assert ada is not None
        assert isinstance(found, Case)
        await store.remove(ada)
        await store.save(replace(found, purged=AT + timedelta(days=9)))

    asyncio.run(begun(tmp_path / "start"))
    step, killed = 1, True
    while killed:
        folder = tmp_path / f"{step}"
        shutil.copytree(tmp_path / "start", folder)
        killed = killed_at(step, lambda folder=folder: asyncio.run(work(folder)))  # type: ignore[misc]
        asyncio.run(agrees(folder))
        step += 1
    assert step > 40


@pytest.mark.parametrize("changed", [lambda data: data[:-9] + b'0"}}}    ', lambda data: data.replace(b"a", b"b", 1)])
async def test_a_document_changed_behind_its_back_is_read_and_its_damage_told(
    folder: Path, changed: Callable[[bytes], bytes]
) -> None:
    await filled(folder)
    path = path_of(folder, SECOND)
    before, good = path.stat(), path.read_bytes()
    path.write_bytes(changed(good)[: len(good)])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_ino, path.stat().st_size, path.stat().st_mtime_ns) == (
        before.st_ino,
        before.st_size,
        before.st_mtime_ns,
    )
    store = open_tiny(folder, SEALED)
    assert store.damaged == ("cases/NTK-2026-0002.json",)
    assert store.row(SECOND) is None
    await store.close()
    path.write_bytes(good)
    await agrees(folder)


async def test_damage_that_leaves_no_trace_on_the_file_is_found_by_whoever_looks_and_when_it_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(folder)
    known = marks(folder)
    path_of(folder, SECOND).write_bytes(b"tumble")
    monkeypatch.setattr(tiny, "marks", lambda _: known)
    store = open_tiny(folder, SEALED)
    assert store.damaged == ()
    with pytest.raises(Damaged):
        await store.load(SECOND)
    assert store.damaged == ("cases/NTK-2026-0002.json",)
    assert read_only(folder, SEALED).damaged == ("cases/NTK-2026-0002.json",)
    await store.close()


def _sheets(folder: Path) -> Iterator[Path]:
    return (path for path in sorted((folder / "index").iterdir()) if path.name != "secret")


def _each(folder: Path, change: Callable[[bytes], bytes]) -> None:
    for path in _sheets(folder):
        path.write_bytes(change(path.read_bytes()))


def _turned(folder: Path) -> None:
    """Each sheet holds what was on another."""
    sheets = list(_sheets(folder))
    data = [path.read_bytes() for path in sheets]
    for path, other in zip(sheets, data[1:] + data[:1], strict=True):
        path.write_bytes(other)


def _folders(folder: Path) -> None:
    for path in _sheets(folder):
        path.unlink()
        path.mkdir()


SPOILT: list[tuple[str, Callable[[Path], object]]] = [
    ("gone", lambda folder: shutil.rmtree(folder / "index")),
    ("a file", lambda folder: (shutil.rmtree(folder / "index"), (folder / "index").write_bytes(b"tumble"))),
    ("one sheet gone", lambda folder: next(_sheets(folder)).unlink()),
    ("empty", lambda folder: _each(folder, lambda _: b"")),
    ("cut", lambda folder: _each(folder, lambda data: data[: len(data) // 2])),
    ("twice", lambda folder: _each(folder, lambda data: data * 2)),
    ("zeros", lambda folder: _each(folder, lambda data: bytes(len(data)))),
    ("not text", lambda folder: _each(folder, lambda _: b"\xff\x1f\xff\n\x1f\n\n{}\x1f{}")),
    ("plain", lambda folder: _each(folder, lambda _: b'{"stamp":"","names":[],"marks":[]}\x1f{"count":0}')),
    ("a byte changed", lambda folder: _each(folder, lambda data: data[:40] + b"x" + data[41:])),
    ("on another sheet", _turned),
    ("folders", _folders),
    ("the secret gone", lambda folder: (folder / "index/secret").unlink()),
    ("another secret", lambda folder: (folder / "index/secret").write_bytes(b"tumble")),
]


@pytest.mark.parametrize("sealing", [SEALED, Sealing()], ids=["sealed", "plain"])
@pytest.mark.parametrize("spoil", [row[1] for row in SPOILT], ids=[row[0] for row in SPOILT])
async def test_whatever_becomes_of_it_only_costs_reading(
    folder: Path, spoil: Callable[[Path], object], sealing: Sealing
) -> None:
    await filled(folder, sealing)
    spoil(folder)
    await agrees(folder, sealing)
    store = open_tiny(folder, sealing)
    saved = await store.load(SECOND)
    assert isinstance(saved, Case)
    await store.save(replace(saved, area="east"))
    await store.close()
    await agrees(folder, sealing)


async def test_an_older_index_is_believed_only_where_the_documents_are_the_same(folder: Path, tmp_path: Path) -> None:
    await filled(folder)
    shutil.copytree(folder / "index", tmp_path / "older")
    store = open_tiny(folder, SEALED)
    saved = await store.load(SECOND)
    assert isinstance(saved, Case)
    await store.save(replace(saved, area="east"))
    await store.close()
    shutil.rmtree(folder / "index")
    shutil.copytree(tmp_path / "older", folder / "index")
    await agrees(folder)


async def test_another_version_of_the_bot_reads_for_itself(
    folder: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(folder)
    monkeypatch.setattr(sealed_rows, "_this_bot", lambda: b"another")
    reads.clear()
    await open_tiny(folder, SEALED).close()
    assert len(reads) == 7
    reads.clear()
    await open_tiny(folder, SEALED).close()
    assert len(reads) == 1


async def test_a_key_that_is_gone_is_missed_though_all_is_noted(folder: Path) -> None:
    older = Sealing(KEYS[1:])
    await filled(folder, older)
    await open_tiny(folder, SEALED).close()  # noted under the newest key now, while the documents are not
    with pytest.raises(Unfit, match=r"^NTK_KEY: .*documents concerned: 7"):
        open_tiny(folder, Sealing(KEYS[:1]))
    with pytest.raises(Unfit, match=r"^NTK_KEY: "):
        open_tiny(folder, Sealing())
    assert rekey(folder, SEALED).documents == 7
    assert not (folder / "index").exists()
    await agrees(folder, Sealing(KEYS[:1]))


async def test_it_tells_nothing_without_the_key(folder: Path) -> None:
    await filled(folder)
    written = b"".join(path.read_bytes() for path in (folder / "index").iterdir())
    assert written
    for word in (b"NTK-2026", b"ada", b"north", b"approval", b"case"):
        assert word not in written


async def test_it_is_in_no_backup_and_a_restore_leaves_none(folder: Path, tmp_path: Path) -> None:
    await filled(folder)
    back_up(folder, tmp_path / "backup")
    assert not (tmp_path / "backup" / "index").exists()
    store = open_tiny(folder, SEALED)
    await store.save(case(3))
    await store.close()
    restore(tmp_path / "backup", folder, SEALED, replace=True)
    assert not (folder / "index").exists()
    await agrees(folder)


async def test_who_is_forgotten_and_what_is_purged_leaves_no_earlier_note(folder: Path) -> None:
    await filled(folder)
    store = open_tiny(folder, SEALED)
    ada, old = await store.load(Key("person", "ada")), await store.load(SECOND)
    assert isinstance(ada, Person)
    assert isinstance(old, Case)
    await store.remove(ada)
    await store.save(await store.save(old))
    gone = replace(old, revision=old.revision + 2, purged=AT + timedelta(days=1))
    await store.save(gone)
    await store.close()
    sheets = {sheet: _lines(folder, sheet) for sheet in SHEETS if (folder / sheet).exists()}
    found = [note for lines in sheets.values() for line in lines for note in line]
    assert not [note for note in found if note.row.key == Key("person", "ada")]
    assert [note.row.purged for note in found if note.row.key == SECOND] == [True]


def _lines(folder: Path, sheet: str) -> list[list[notes.Note]]:
    whole = notes.Notes(folder, SEALED)
    return [whole._opened(sheet, line) for line in (folder / sheet).read_bytes().split(b"\n") if line]


async def test_a_sheet_does_not_grow_for_ever(folder: Path) -> None:
    store = open_tiny(folder, SEALED)
    saved: Document = await store.save(case())
    for _ in range(LINES * 3):
        saved = await store.save(saved)
    await store.close()
    assert max(len(_lines(folder, sheet)) for sheet in SHEETS if (folder / sheet).exists()) <= LINES
    await agrees(folder)
