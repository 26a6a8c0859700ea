"""Locks that are forgotten when nobody needs them."""

import asyncio

import pytest

from state.documents import Key
from state.store.locks import Locks

ADA = Key("person", "ada")


async def test_a_lock_lives_while_somebody_holds_or_waits() -> None:
    locks = Locks()

    async def wait() -> None:
        async with locks.lock(ADA):
            assert len(locks) == 1

    async with locks.lock(ADA):
        waiting = [asyncio.create_task(wait()) for _ in range(3)]
        await asyncio.sleep(0)
        assert len(locks) == 1
    assert len(locks) == 1
    await asyncio.gather(*waiting)
    assert len(locks) == 0


async def test_many_keys_leave_nothing_behind() -> None:
    locks = Locks()
    for n in range(1000):
        async with locks.lock(Key("case", str(n))):
            assert len(locks) == 1
    assert len(locks) == 0


async def test_who_gives_up_leaves_nothing_behind() -> None:
    locks = Locks()

    async def wait() -> None:
        async with locks.lock(ADA):
            raise AssertionError

    async with locks.lock(ADA):
        waiting = asyncio.create_task(wait())
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    del waiting
    await asyncio.sleep(0)  # the loop lets go of the exception, and of the frames it passed through
    assert len(locks) == 0


async def test_who_fails_lets_go() -> None:
    locks = Locks()
    with pytest.raises(LookupError):
        async with locks.lock(ADA):
            raise LookupError
    async with asyncio.timeout(1), locks.lock(ADA):
        pass
    assert len(locks) == 0
