"""Every document under the newest key, however often it is killed; then the earlier key can be dropped."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from state.documents import Document, key_of
from state.store.protocol import Unfit
from state.store.rekey import Rekeyed, rekey
from state.store.sealing import Sealing
from state.store.tiny import open_tiny
from state.store.tiny_reader import read_only
from tests.state.store.making import KEYS, ONE_OF_EACH, case
from tests.state.store.saving import killed_at

OLDER, BOTH, NEWER = Sealing(KEYS[1:]), Sealing(KEYS), Sealing(KEYS[:1])


async def filled(folder: Path, sealing: Sealing) -> list[Document]:
    store = open_tiny(folder, sealing)
    saved = [await store.save(document) for document in (*ONE_OF_EACH, case(2))]
    await store.close()
    return saved


async def held(folder: Path, sealing: Sealing) -> list[Document | None]:
    reader = read_only(folder, sealing)
    documents = [await reader.load(key_of(document)) for document in (*ONE_OF_EACH, case(2))]
    await reader.close()
    return documents


@pytest.mark.parametrize("before", [OLDER, Sealing()], ids=["an earlier key", "no key"])
async def test_afterwards_the_earlier_key_can_be_dropped(folder: Path, before: Sealing) -> None:
    saved = await filled(folder, before)
    with pytest.raises(Unfit, match="NTK_KEY"):
        read_only(folder, NEWER)
    assert rekey(folder, BOTH) == Rekeyed(len(ONE_OF_EACH) + 1, ())
    assert await held(folder, NEWER) == saved
    assert b"tumble" not in (folder / "cases" / "NTK-2026-0001.json").read_bytes()


async def test_killed_at_any_moment_it_loses_nothing_and_can_be_run_again(folder: Path) -> None:
    saved = await filled(folder, OLDER)
    kills = 0
    while killed_at(kills + 1, lambda: rekey(folder, BOTH)):
        kills += 1
        assert await held(folder, BOTH) == saved
    assert kills > 10
    assert await held(folder, NEWER) == saved


async def test_it_needs_the_bot_stopped(folder: Path) -> None:
    store = open_tiny(folder, BOTH)
    with pytest.raises(Unfit, match="in use"):
        rekey(folder, BOTH)
    await store.close()


async def test_what_it_cannot_read_stays_as_it_is_and_is_named(folder: Path) -> None:
    await filled(folder, OLDER)
    broken = folder / "cases" / "NTK-2026-0001.json"
    broken.write_bytes(b"half")
    assert rekey(folder, BOTH) == Rekeyed(len(ONE_OF_EACH), ("cases/NTK-2026-0001.json",))
    assert broken.read_bytes() == b"half"


async def test_without_the_earlier_key_it_refuses_and_changes_nothing(folder: Path) -> None:
    saved = await filled(folder, OLDER)
    with pytest.raises(Unfit, match=r"^NTK_KEY: "):
        rekey(folder, Sealing((Fernet.generate_key().decode(),)))
    assert await held(folder, OLDER) == saved
