"""What every store does alike."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from state.case import Case
from state.documents import Document, Key, Person, key_of
from state.index import row_of
from state.store.protocol import Conflict, Store
from tests.state.store.making import ONE_OF_EACH, case, channel, person, post


@pytest.mark.parametrize("document", ONE_OF_EACH, ids=lambda d: key_of(d).kind)
async def test_what_is_saved_is_loaded(store: Store, document: Document) -> None:
    assert await store.load(key_of(document)) is None
    saved = await store.save(document)
    assert saved == replace(document, revision=1)
    assert await store.load(key_of(document)) == saved
    again = await store.save(saved)
    assert again.revision == 2
    assert await store.load(key_of(document)) == again


@pytest.mark.parametrize("revision", [0, 1, 3])
async def test_only_the_stored_revision_can_be_swapped(store: Store, revision: int) -> None:
    stored = await store.save(await store.save(person()))
    with pytest.raises(Conflict):
        await store.save(replace(person(), name="Somebody Else", revision=revision))
    assert await store.load(Key("person", "ada")) == stored


@pytest.mark.parametrize("document", ONE_OF_EACH, ids=lambda d: key_of(d).kind)
async def test_what_is_removed_is_as_if_it_had_never_been(store: Store, document: Document) -> None:
    key = key_of(document)
    saved = await store.save(document)
    with pytest.raises(Conflict):
        await store.remove(replace(saved, revision=5))
    assert await store.load(key) == saved
    await store.remove(saved)
    assert (await store.load(key), store.row(key), list(store.rows(key.kind))) == (None, None, [])
    assert key not in store.due(datetime.max.replace(tzinfo=UTC))
    with pytest.raises(Conflict):
        await store.save(saved)
    assert (await store.save(document)).revision == 1


async def test_what_does_not_exist_cannot_be_changed(store: Store) -> None:
    with pytest.raises(Conflict):
        await store.save(replace(person(), revision=1))
    assert await store.load(Key("person", "ada")) is None


async def test_what_cannot_be_read_again_is_not_saved(store: Store) -> None:
    stored = await store.save(person())
    wrong: Any = 5.5
    with pytest.raises(ValueError, match=r"^a person holds something that cannot be stored$"):
        await store.save(replace(stored, name=wrong))
    assert await store.load(Key("person", "ada")) == stored


HOSTILE = [
    "",
    ".",
    "..",
    "../../evil",
    "/etc/passwd",
    "NTK-2026-0001/../x",
    "a\0b",
    "x" * 5000,
    "*",
    "Ünï",
    "NTK-٢٠٢٦-1",
]


@pytest.mark.parametrize("id", HOSTILE)
async def test_an_id_may_be_anything(store: Store, id: str) -> None:
    for document in (person(id), channel(id), replace(case(), ref=id)):
        assert await store.load(key_of(document)) is None
        saved = await store.save(document)
        assert await store.load(key_of(document)) == saved


async def test_an_id_that_is_no_text_is_nobody(store: Store) -> None:
    assert await store.load(Key("person", "\ud800")) is None


Of = Callable[[Case, Case, Case], Case]


@pytest.mark.parametrize(
    "of",
    [
        pytest.param(lambda given, _saved, _loaded: given, id="what save was given"),
        pytest.param(lambda _given, saved, _loaded: saved, id="what save returned"),
        pytest.param(lambda _given, _saved, loaded: loaded, id="what load gave"),
    ],
)
async def test_nothing_is_shared(store: Store, of: Of) -> None:
    given = case(posts=(post(1),))
    key = key_of(given)
    saved = await store.save(given)
    loaded = await store.load(key)
    assert isinstance(saved, Case)
    assert isinstance(loaded, Case)
    mine: Any = of(given, saved, loaded)
    mine.current.shared["account"] = "changed"
    mine.current.children[0]["age"] = 8
    mine.entries[0].record["text"] = "changed"
    mine.entries[0].record["who"].append("changed")
    mine.runs[0].steps[0].fields["text"] = "changed"
    assert await store.load(key) == replace(case(posts=(post(1),)), revision=1)


async def test_rows_follow_what_is_saved(store: Store) -> None:
    assert store.row(Key("case", "NTK-2026-0001")) is None
    saved = await store.save(case(posts=(post(1), post(2, delivered=True))))
    row = store.row(key_of(saved))
    assert row == row_of(saved)
    assert row is not None
    assert (row.revision, row.owed, row.area) == (1, (1,), "north")
    assert isinstance(saved, Case)
    again = await store.save(replace(saved, area="east", posts=()))
    assert store.row(key_of(saved)) == row_of(again)
    with pytest.raises(Conflict):
        await store.save(replace(saved, area="south"))
    assert list(store.rows("case")) == [row_of(again)]


async def test_rows_come_in_the_order_of_their_keys(store: Store) -> None:
    for number in (30, 4, 100, 2):
        await store.save(case(number))
    await store.save(person("zoe"))
    await store.save(person("ada"))
    cases = ["NTK-2026-0002", "NTK-2026-0004", "NTK-2026-0030", "NTK-2026-0100"]
    assert [row.key.id for row in store.rows("case")] == cases
    assert [row.key.id for row in store.rows("person")] == ["ada", "zoe"]
    assert list(store.rows("channel")) == []


async def test_rows_stay_as_they_were_asked_for(store: Store) -> None:
    await store.save(person("ada"))
    rows = store.rows("person")
    await store.save(person("aaron"))
    assert [row.key.id for row in rows] == ["ada"]


NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def case_due(number: int, due: datetime | None) -> Case:
    return replace(case(number), swept=NINE, due=due)


async def test_what_is_due_comes_earliest_first(store: Store) -> None:
    assert store.next_due() is None
    for number, hours in ((1, 3.0), (2, 1.0), (3, None), (4, 2.0), (5, 1.0)):
        await store.save(case_due(number, hours and NINE + timedelta(hours=hours)))
    await store.save(replace(person("zoe"), due=NINE + timedelta(hours=1.5)))
    assert store.next_due() == NINE + timedelta(hours=1)
    assert list(store.due(NINE)) == []
    at_ten = [Key("case", "NTK-2026-0002"), Key("case", "NTK-2026-0005")]
    assert list(store.due(NINE + timedelta(hours=1))) == at_ten
    later = [Key("person", "zoe"), Key("case", "NTK-2026-0004")]
    assert list(store.due(NINE + timedelta(hours=2))) == [*at_ten, *later]


async def test_what_was_seen_to_is_not_due_any_more(store: Store) -> None:
    saved = await store.save(case_due(1, NINE))
    assert isinstance(saved, Case)
    assert list(store.due(NINE)) == [key_of(saved)]
    saved = await store.save(replace(saved, due=NINE + timedelta(days=1)))
    assert isinstance(saved, Case)
    assert list(store.due(NINE)) == []
    assert store.next_due() == NINE + timedelta(days=1)
    await store.save(replace(saved, due=None))
    assert store.next_due() is None


async def test_due_is_a_moment_wherever_its_clock_hangs(store: Store) -> None:
    summer = timezone(timedelta(hours=1))
    await store.save(case_due(1, NINE.astimezone(summer) + timedelta(minutes=30)))
    await store.save(case_due(2, NINE + timedelta(minutes=20)))
    due = store.due((NINE + timedelta(minutes=40)).astimezone(summer))
    assert [key.id for key in due] == ["NTK-2026-0002", "NTK-2026-0001"]


async def test_a_case_stored_before_there_were_reminders_is_due_at_once(store: Store) -> None:
    saved = await store.save(case(1))
    assert list(store.due(NINE)) == [key_of(saved)]


async def test_the_sequence_rises(store: Store) -> None:
    first = store.next_seq()
    assert store.next_seq() > first
    await store.save(person(posts=(post(first + 40), post(first + 50, delivered=True))))
    assert store.next_seq() > first + 50
    await store.save(channel(posts=(post(first + 3),)))
    assert store.next_seq() > first + 51


async def test_one_at_a_time_holds_a_lock(store: Store) -> None:
    ada, grace = Key("person", "ada"), Key("person", "grace")
    seen: list[str] = []

    async def hold() -> None:
        async with store.lock(ada):
            seen.append("in")
            await asyncio.sleep(0.001)
            seen.append("out")

    async with store.lock(ada):
        waiting = [asyncio.create_task(hold()) for _ in range(5)]
        async with store.lock(grace):
            await asyncio.sleep(0.001)
        assert seen == []
    await asyncio.gather(*waiting)
    assert seen == ["in", "out"] * 5


async def test_under_a_lock_nothing_is_lost(store: Store) -> None:
    key = Key("person", "ada")
    await store.save(Person("ada"))

    async def add(n: int) -> None:
        async with store.lock(key):
            document = await store.load(key)
            assert isinstance(document, Person)
            await asyncio.sleep(0)
            await store.save(replace(document, seen=(*document.seen, str(n))))

    await asyncio.gather(*(add(n) for n in range(30)))
    document = await store.load(key)
    assert isinstance(document, Person)
    assert sorted(document.seen, key=int) == [str(n) for n in range(30)]
    assert document.revision == 31


@pytest.mark.parametrize("new", [True, False], ids=["created", "changed"])
async def test_without_a_lock_one_wins_and_the_others_are_told(store: Store, new: bool) -> None:
    document: Any = Person("ada") if new else await store.save(Person("ada"))
    tries = [store.save(replace(document, name=str(n))) for n in range(20)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    won = [result for result in results if not isinstance(result, BaseException)]
    assert [type(result) for result in results if isinstance(result, BaseException)] == [Conflict] * 19
    assert [await store.load(Key("person", "ada"))] == won


async def test_a_cancelled_save_is_whole_or_did_not_happen(store: Store) -> None:
    key = Key("person", "ada")
    current = await store.save(Person("ada"))
    for turn in range(60):
        saving = asyncio.create_task(store.save(current))
        await asyncio.sleep(turn / 20_000)
        saving.cancel()
        before, (result,) = current, await asyncio.gather(saving, return_exceptions=True)
        loaded = await store.load(key)
        assert loaded is not None
        assert loaded.revision in (before.revision, before.revision + 1)
        assert isinstance(result, asyncio.CancelledError) or loaded == result
        assert store.row(key) == row_of(loaded)
        current = loaded
    await store.save(current)


async def test_nothing_is_damaged_at_first(store: Store) -> None:
    await store.save(person())
    assert store.damaged == ()
