"""In the database too, what is noted of a document counts only for what is stored, and saves opening it."""

from dataclasses import replace

import orjson
import pytest

from state.case import Case
from state.documents import Document, Key, Person, key_of
from state.index import Row
from state.store import sealed_rows
from state.store.folder import place_of
from state.store.postgres.mirror import Mirror
from state.store.postgres.reader import PostgresReader, read_postgres
from state.store.postgres.rekey import rekey_database
from state.store.postgres.store import PostgresStore, open_postgres
from state.store.protocol import Unfit
from state.store.sealing import Sealing
from tests.database import executed, fresh
from tests.state.store.making import KEYS, ONE_OF_EACH, case

SEALED = Sealing(KEYS)
SECOND = Key("case", "NTK-2026-0002")
KINDS = ("person", "channel", "anchor", "journal", "case", "edition")


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The places of the documents that were opened, as it goes on."""
    found = list[str]()
    really = Mirror.opened

    def opened(mirror: Mirror, place: str, stored: bytes) -> Document:
        found.append(place)
        return really(mirror, place, stored)

    monkeypatch.setattr(Mirror, "opened", opened)
    return found


async def filled(sealing: Sealing = SEALED) -> str:
    """A database with a document of each kind, and a case more, that nobody uses."""
    address = fresh()
    store = open_postgres(address, sealing)
    for document in (*ONE_OF_EACH, case(2)):
        await store.save(document)
    await store.close()
    return address


def rows(store: PostgresReader) -> list[Row]:
    """The whole index, but for how it knows record ids."""
    return [row._replace(records=frozenset()) for kind in KINDS for row in store.rows(kind)]


async def agrees(address: str, sealing: Sealing = SEALED) -> None:
    """See that whoever starts now knows just what the documents say, one by one."""
    store, reader = open_postgres(address, sealing), read_postgres(address, sealing)
    assert rows(store) == rows(reader)
    assert store.damaged == reader.damaged
    assert store.next_seq() == reader._rows.next_seq()
    await store.close()
    await reader.close()


async def test_a_start_opens_only_what_is_not_noted(opens: list[str]) -> None:
    address = await filled()
    opens.clear()
    await open_postgres(address, SEALED).close()
    assert opens == [place_of(key_of(ONE_OF_EACH[3]))]  # the edition, which stands in the index whole
    await agrees(address)


async def test_what_another_process_saves_is_followed_without_opening_it(opens: list[str]) -> None:
    address = await filled()
    one, other = open_postgres(address, SEALED), open_postgres(address, SEALED)
    saved = await one.load(SECOND)
    ada = await one.load(Key("person", "ada"))
    assert isinstance(saved, Case)
    assert isinstance(ada, Person)
    await one.save(replace(saved, area="east"))
    await one.remove(ada)
    opens.clear()
    await other.catch_up()
    assert opens == []
    row = other.row(SECOND)
    assert row is not None
    assert (row.area, row.revision) == ("east", 2)
    assert other.row(Key("person", "ada")) is None
    await _closed(one, other)


async def _closed(*stores: PostgresStore) -> None:
    for store in stores:
        await store.close()


AMISS: list[tuple[str, str, int]] = [
    # what was done behind its back, and how many documents are opened for it besides the edition
    ("never noted", "UPDATE documents SET noted = NULL", 6),
    ("not whole", "UPDATE documents SET noted = substr(noted, 1, 50)", 6),
    ("nothing", "UPDATE documents SET noted = ''", 6),
    ("a bit changed", "UPDATE documents SET noted = set_bit(noted, 401, 1 - get_bit(noted, 401))", 6),
    (
        "of another document",
        "UPDATE documents SET noted = (SELECT noted FROM documents WHERE place = 'cases/NTK-2026-0001.json')"
        " WHERE place = 'cases/NTK-2026-0002.json'",
        1,
    ),
]


@pytest.mark.parametrize(("statement", "count"), [row[1:] for row in AMISS], ids=[row[0] for row in AMISS])
async def test_whatever_becomes_of_it_only_costs_reading_once(opens: list[str], statement: str, count: int) -> None:
    address = await filled()
    executed(address, statement)
    opens.clear()
    await open_postgres(address, SEALED).close()
    assert len(opens) == count + 1
    await agrees(address)
    opens.clear()
    await open_postgres(address, SEALED).close()
    assert len(opens) == 1


async def test_what_was_stored_by_hand_or_by_an_earlier_version_is_opened(opens: list[str]) -> None:
    address = await filled()
    store = open_postgres(address, SEALED)
    stored = SEALED.to_stored(replace(case(2), area="west", revision=2), place_of(SECOND))
    executed(
        address,
        "UPDATE documents SET revision = 2, changed = pg_current_xact_id(),"
        f" stored = convert_to('{orjson.dumps(stored).decode()}', 'UTF8') WHERE place = '{place_of(SECOND)}'",
    )
    await store.catch_up()
    row = store.row(SECOND)
    assert row is not None
    assert (row.area, row.revision) == ("west", 2)
    executed(address, f"UPDATE documents SET stored = 'tumble' WHERE place = '{place_of(SECOND)}'")
    await agrees(address)
    again = open_postgres(address, SEALED)
    assert again.damaged == (place_of(SECOND),)
    await _closed(store, again)


async def test_another_version_of_the_bot_reads_for_itself(opens: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    address = await filled()
    monkeypatch.setattr(sealed_rows, "_this_bot", lambda: b"another")
    opens.clear()
    await open_postgres(address, SEALED).close()
    assert len(opens) == 7


async def test_a_key_that_is_gone_is_missed_though_all_is_noted() -> None:
    address = await filled(Sealing(KEYS[1:]))
    await open_postgres(address, SEALED).close()
    with pytest.raises(Unfit, match=r"^NTK_KEY: .*documents concerned: 7"):
        open_postgres(address, Sealing(KEYS[:1]))
    assert rekey_database(address, SEALED).documents == 7
    await agrees(address, Sealing(KEYS[:1]))


async def test_whoever_only_looks_opens_every_document(opens: list[str]) -> None:
    address = await filled()
    opens.clear()
    reader = read_postgres(address, SEALED)
    assert len(opens) == 7
    await reader.close()
