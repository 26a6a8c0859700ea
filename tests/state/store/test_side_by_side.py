"""Several processes over one database: nobody misses what another saved, and what is to be done once is done by one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

import orjson
import psycopg
import pytest

from state.documents import Key, Person
from state.index import Row
from state.store.folder import place_of
from state.store.postgres import presence
from state.store.postgres.database import Unreachable
from state.store.postgres.store import PostgresStore, open_postgres
from state.store.protocol import Conflict, Damaged
from state.store.sealing import Sealing
from tests.database import executed, fresh
from tests.state.store.making import KEYS, case, person

ADA = Key("person", "ada")


@pytest.fixture
def address() -> str:
    """A schema of its own."""
    return fresh()


@pytest.fixture
async def several(address: str) -> AsyncIterator[list[PostgresStore]]:
    """Three stores, as three processes would have them."""
    async with AsyncExitStack() as stack:
        stores = [open_postgres(address, Sealing(KEYS)) for _ in range(3)]
        for store in stores:
            stack.push_async_callback(store.close)
        yield stores


async def test_what_one_saves_the_others_know_when_they_look(several: list[PostgresStore]) -> None:
    one, other, _ = several
    told: list[tuple[Row | None, Row]] = []
    other.tell(lambda before, now: told.append((before, now)))
    saved = await one.save(person())
    assert other.row(ADA) is None
    await other.catch_up()
    assert other.row(ADA) == one.row(ADA)
    again = await one.save(replace(saved, name="Ada Other"))
    await one.save(case())
    await one.remove(again)
    await other.catch_up()
    await other.catch_up()
    assert other.row(ADA) is None
    assert [(before and before.revision, now.key, now.revision) for before, now in told] == [
        (None, ADA, 1),
        (None, Key("case", "NTK-2026-0001"), 1),
        (1, ADA, 0),
    ]


async def test_they_are_woken_by_news_and_before_a_lock_they_know_all(several: list[PostgresStore]) -> None:
    one, other, third = several
    for _ in range(20):
        await third.news()  # the first waits for no longer than a moment, in case that a word was lost
        await one.save(await one.load(ADA) or Person("ada"))
        await third.news()
        await third.catch_up()
        if third.row(ADA) == one.row(ADA):
            break
    assert third.row(ADA) == one.row(ADA)
    async with other.lock(ADA):
        assert other.row(ADA) == one.row(ADA)


async def test_what_is_committed_late_is_not_missed(address: str, several: list[PostgresStore]) -> None:
    one, other, _ = several
    for document in (Person("ada"), Person("grace")):
        await one.save(document)
    with psycopg.connect(address) as late:
        late.execute("UPDATE documents SET changed = pg_current_xact_id() WHERE place = %s", (place_of(ADA),))
        ahead = await one.load(Key("person", "grace"))
        assert ahead
        await one.save(ahead)
        await other.catch_up()
    told: list[Row] = []
    other.tell(lambda _, now: told.append(now))
    await other.catch_up()
    assert [row.key for row in told] == [ADA]


async def test_under_a_lock_nothing_is_lost_between_them(several: list[PostgresStore]) -> None:
    await several[0].save(Person("ada"))

    async def add(store: PostgresStore, n: int) -> None:
        async with store.lock(ADA):
            document = await store.load(ADA)
            assert isinstance(document, Person)
            await asyncio.sleep(0)
            await store.save(replace(document, seen=(*document.seen, str(n))))

    await asyncio.gather(*(add(several[n % 3], n) for n in range(24)))
    document = await several[1].load(ADA)
    assert isinstance(document, Person)
    assert sorted(document.seen, key=int) == [str(n) for n in range(24)]


async def test_without_a_lock_one_wins(several: list[PostgresStore]) -> None:
    saved = await several[0].save(Person("ada"))
    for document in (Person("grace"), saved):
        results = await asyncio.gather(*(store.save(document) for store in several), return_exceptions=True)
        assert sorted(type(result).__name__ for result in results) == ["Conflict", "Conflict", "Person"]


async def test_they_know_record_ids_by_the_same_hash_even_under_other_keys(
    address: str, several: list[PostgresStore]
) -> None:
    assert several[0].record_hash("0012 3") == several[1].record_hash("123")
    with psycopg.connect(address) as connection:
        (kept,) = connection.execute("SELECT sealed FROM secrets").fetchone() or (b"",)
    rotated = open_postgres(address, Sealing(KEYS[:1]))
    assert rotated.record_hash("123") == several[0].record_hash("123")
    await rotated.close()
    assert kept.startswith(b"gAAAA")


async def test_what_one_left_is_inherited_by_one_and_so_on(several: list[PostgresStore]) -> None:
    one, other, third = several
    id = one.own_id("token")
    assert [store.owns(id) for store in several] == [True, False, False]
    await asyncio.gather(other.inherit(), third.inherit())
    assert [store.owns(id) for store in several] == [True, False, False]
    await one.close()
    await asyncio.gather(other.inherit(), third.inherit())
    assert sorted([other.owns(id), third.owns(id)]) == [False, True]
    heir, last = (other, third) if other.owns(id) else (third, other)
    await heir.close()
    left = await last.inherit()
    assert left
    assert left(id)
    assert left(heir.own_id("token"))
    assert last.owns("made before there were several")
    assert not left(last.own_id("token"))
    assert await last.inherit() is None


async def test_they_know_how_many_they_are(address: str, several: list[PostgresStore]) -> None:
    async def know(count: int) -> bool:
        for _ in range(100):
            if all(store.processes() == count for store in several):
                return True
            await asyncio.sleep(0.05)
        return False

    assert several[2].processes() == 3, "who comes last knows of the others at once"
    assert await know(3)
    fourth = open_postgres(address, Sealing(KEYS))
    assert fourth.processes() == 4
    assert await know(4)
    await fourth.close()
    assert await know(3)
    executed(address, "INSERT INTO processes VALUES ('dead', now() - interval '1 second')")
    assert await know(3)


async def test_who_was_taken_for_gone_writes_nothing_until_it_has_another_name(
    address: str, several: list[PostgresStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, _ = several
    saved = await one.save(person())
    id = one.own_id("token")
    name = id.partition(".")[0]
    executed(address, f"UPDATE processes SET until = '-infinity' WHERE name = '{name}'")
    assert await other.inherit()
    if one.owns(id):  # it has not noticed yet
        with pytest.raises(Unreachable):
            await one.save(saved)
        with pytest.raises(Unreachable):
            async with one.conversation("person:ada"):
                pass
    for _ in range(200):
        if not one.owns(id):
            break
        await asyncio.sleep(0.05)
    assert not one.owns(id)
    await one.save(saved)
    async with one.conversation("person:ada"):
        pass


async def test_an_activity_is_handled_by_one_and_by_another_only_if_that_failed(several: list[PostgresStore]) -> None:
    one, other, third = several
    order: list[Any] = []

    async def handle(store: PostgresStore) -> None:
        async with store.once("activity") as ours:
            order.append(ours)
            await asyncio.sleep(0.02)
            order.append("done")

    await asyncio.gather(handle(one), handle(other))
    assert order[:2] == [True, "done"]
    assert order[2] is False

    async def fail() -> None:
        async with one.once("failing") as ours:
            assert ours
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with other.once("failing") as ours:
        assert ours
    begun = third.once("left behind")
    assert await begun.__aenter__()
    await third.close()
    async with one.once("left behind") as ours:
        assert ours


async def test_cut_off_it_goes_on_and_what_was_held_is_free(address: str, several: list[PostgresStore]) -> None:
    one, other, _ = several
    saved = await one.save(person())
    async with one.lock(ADA):
        executed(address, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        async with asyncio.timeout(30), other.lock(ADA):
            taken = await other.load(ADA)
            assert isinstance(taken, Person)
            for _ in range(20):
                try:
                    await other.save(taken)
                    break
                except Unreachable:
                    continue
        with pytest.raises((Conflict, Unreachable)):
            await one.save(saved)
    assert await one.load(ADA) == await other.load(ADA)
    async with one.lock(ADA):
        assert one.row(ADA) == other.row(ADA)


@pytest.mark.parametrize("spoilt", ["moved", "half", "plain"])
async def test_what_was_changed_behind_it_is_refused_by_its_place(
    address: str, several: list[PostgresStore], spoilt: str
) -> None:
    store = several[0]
    for document in (person(), person("grace")):
        await store.save(document)
    place, from_ = place_of(ADA), place_of(Key("person", "grace"))
    plain = orjson.dumps(Sealing().to_stored(person(), place)).hex()
    stored = {
        "moved": f"(SELECT stored FROM documents WHERE place = '{from_}')",
        "half": "substr(stored, 1, 100)",
        "plain": f"'\\x{plain}'",
    }[spoilt]
    executed(address, f"UPDATE documents SET stored = {stored} WHERE place = '{place}'")
    with pytest.raises(Damaged, match=place):
        await store.load(ADA)
    assert store.damaged == (place,)


def test_a_process_signs_often_enough_not_to_be_taken_for_gone() -> None:
    assert presence.SIGN < presence.CUT_OFF < presence.GONE
