"""Where somebody is reached is looked up only where it may have changed, whichever process met them last."""

import asyncio
from dataclasses import replace

import pytest

from bot.addresses import Addresses
from bot.incoming import Incoming
from state.documents import Document, Key
from state.store.memory import MemoryStore
from tests.stage import Stage
from tests.state.store.making import ADDRESS

ADA = Key("person", "ada")
MESSAGE = Incoming("a1", "ada", "Ada", "personal", ADDRESS, "")
MOVED = replace(ADDRESS, conversation="another")


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Key]:
    """The documents that were loaded, as it goes on."""
    found = list[Key]()
    really = MemoryStore.load

    async def load(store: MemoryStore, key: Key) -> Document | None:
        found.append(key)
        return await really(store, key)

    monkeypatch.setattr(MemoryStore, "load", load)
    return found


async def met() -> tuple[Stage, Addresses, Addresses]:
    """Two processes over one store, of which the first has met Ada."""
    stage = Stage()
    first, second = (Addresses(stage.desk, local=False) for _ in range(2))
    assert await first.met(MESSAGE)
    return stage, first, second


async def test_who_writes_from_where_another_process_met_them_is_not_looked_up(loads: list[Key]) -> None:
    _, _, second = await met()
    loads.clear()
    assert await second.met(MESSAGE)  # new to this process: what waits for them may go out from here
    assert not await second.met(MESSAGE)
    assert await second.find("person:ada") == ("person:ada", ADDRESS)
    assert loads == []


async def test_another_process_changes_something_else_of_them(loads: list[Key]) -> None:
    stage, first, _ = await met()
    await stage.desk.save(replace(await stage.desk.load_person("ada"), kept="something"))
    row = stage.store.row(ADA)
    assert row is not None
    loads.clear()
    first.heard(row)
    assert not await first.met(MESSAGE)
    assert await first.find("person:ada") == ("person:ada", ADDRESS)
    assert loads == []


async def test_another_process_meets_them_elsewhere() -> None:
    stage, first, second = await met()
    assert await second.met(replace(MESSAGE, address=MOVED))
    row = stage.store.row(ADA)
    assert row is not None
    first.heard(row)
    assert await first.find("person:ada") == ("person:ada", MOVED)
    assert await first.met(MESSAGE)
    assert (await stage.desk.load_person("ada")).address == ADDRESS


async def test_who_was_out_of_reach_is_met_anew_where_they_were() -> None:
    stage, first, second = await met()
    await stage.desk.save(replace(await stage.desk.load_person("ada"), unreachable=stage.now))
    for addresses in (first, second):
        assert await addresses.met(MESSAGE)
        assert (await stage.desk.load_person("ada")).unreachable is None


@pytest.mark.parametrize(
    ("local", "to"),
    [(False, "person:ada"), (False, "person:bea"), (True, "person:bea")],
    ids=["herself", "another, by the way in which she is reached", "another, in her chat"],
)
async def test_who_writes_while_they_are_looked_up_is_reached_where_they_are_now(
    local: bool, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, _, _ = await met()
    begun, may_end = asyncio.Event(), asyncio.Event()
    really, again = MemoryStore.load, Addresses(stage.desk, local=local)

    async def load(store: MemoryStore, key: Key) -> Document | None:
        found = await really(store, key)
        begun.set()
        await may_end.wait()
        return found

    with monkeypatch.context() as slowly:
        slowly.setattr(MemoryStore, "load", load)
        looks = asyncio.create_task(again.reach(to))
        await begun.wait()
    assert await again.met(replace(MESSAGE, address=MOVED))
    may_end.set()
    await looks
    found = await again.reach(to)
    assert found is not None
    assert found.conversation == MOVED.conversation
