"""At rest: what the disk holds tells nobody anything, and nothing that was moved, changed or planted is taken."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from cryptography.fernet import Fernet

from state.answers import Answers
from state.documents import Channel, Document, Key, key_of
from state.store.codec import FORMAT
from state.store.protocol import Damaged, Locked, Unfit
from state.store.sealing import Sealing
from state.store.tiny import open_tiny
from state.store.tiny_reader import read_only
from tests.state.store.making import KEYS, ONE_OF_EACH, case, channel, person, post

PLACE = "cases/NTK-2026-0001.json"
SEALED = Sealing(KEYS)
NEWER, OLDER = Sealing(KEYS[:1]), Sealing(KEYS[1:])
OTHER_KEY = Fernet.generate_key().decode()


def held(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("document", ONE_OF_EACH, ids=lambda d: key_of(d).kind)
@pytest.mark.parametrize("sealing", [Sealing(), SEALED], ids=["plain", "sealed"])
def test_a_document_comes_back(sealing: Sealing, document: Document) -> None:
    stored = orjson.loads(orjson.dumps(sealing.to_stored(document, PLACE)))
    assert sealing.from_stored(stored, PLACE) == document


def test_what_is_stored_tells_nothing() -> None:
    stored = SEALED.to_stored(case(), PLACE)
    assert list(stored) == ["format", "key", "sealed"]
    for key in KEYS:
        assert key not in str(stored)


async def test_nothing_that_people_said_is_on_the_disk(folder: Path) -> None:
    store = open_tiny(folder, SEALED)
    told = replace(case(posts=(post(1),)), answers=(Answers({"account": "tumble down the stairs"}),))
    for document in (told, person(), channel()):
        await store.save(await store.save(document))
    await store.close()
    on_disk = b"".join(held(folder).values())
    for word in (b"tumble", b"Ada Example", b"Thank you", b"north", b"draft-1", b"salt"):
        assert word not in on_disk
    plain = open_tiny(folder.with_name("plain"))
    await plain.save(told)
    await plain.close()
    assert b"tumble" in (folder.with_name("plain") / PLACE).read_bytes()


def test_the_newest_key_seals_and_every_key_opens() -> None:
    stored = SEALED.to_stored(case(), PLACE)
    assert NEWER.from_stored(stored, PLACE) == case()
    assert SEALED.from_stored(OLDER.to_stored(case(), PLACE), PLACE) == case()
    assert SEALED.is_newest(stored)
    assert not SEALED.is_newest(OLDER.to_stored(case(), PLACE))
    assert not SEALED.is_newest(Sealing().to_stored(case(), PLACE))


WITHOUT = f"{PLACE} is encrypted under a key that NTK_KEY does not hold"


@pytest.mark.parametrize("keys", [(), (OTHER_KEY,), KEYS[:1]], ids=["no key", "another key", "only a newer key"])
def test_a_missing_key_is_told_from_damage(keys: tuple[str, ...]) -> None:
    with pytest.raises(Locked, match=f"^{WITHOUT}$"):
        Sealing(keys).from_stored(OLDER.to_stored(case(), PLACE), PLACE)


def test_what_was_sealed_for_another_place_is_refused() -> None:
    stored = SEALED.to_stored(case(), "cases/NTK-2026-0002.json")
    with pytest.raises(Damaged, match=f"^{PLACE} holds another document$"):
        SEALED.from_stored(stored, PLACE)


def test_what_is_not_sealed_is_refused_where_there_are_keys() -> None:
    with pytest.raises(Locked, match=f"^{PLACE} is not encrypted, though NTK_KEY is set"):
        SEALED.from_stored(Sealing().to_stored(case(), PLACE), PLACE)


def test_a_newer_form_is_named_as_such() -> None:
    stored = {**SEALED.to_stored(case(), PLACE), "format": FORMAT + 1}
    with pytest.raises(Damaged, match=f"^{PLACE} was written by a newer version of this bot$"):
        SEALED.from_stored(stored, PLACE)


async def test_a_sealed_document_in_anothers_place_is_refused(folder: Path) -> None:
    store = open_tiny(folder, SEALED)
    for number in (1, 2):
        await store.save(case(number))
    await store.close()
    (folder / "cases" / "NTK-2026-0001.json").write_bytes((folder / "cases" / "NTK-2026-0002.json").read_bytes())
    reader = read_only(folder, SEALED)
    with pytest.raises(Damaged, match=rf"^{PLACE} holds another document$"):
        await reader.load(Key("case", "NTK-2026-0001"))
    await reader.close()


@pytest.mark.parametrize("open_it", [open_tiny, read_only])
@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (
            SEALED,
            Sealing(),
            r"^NTK_KEY: .* is encrypted under a key that NTK_KEY does not hold \(documents concerned: 7\)$",
        ),
        (SEALED, Sealing((OTHER_KEY,)), r"^NTK_KEY: .* is encrypted under a key that NTK_KEY does not hold"),
        (Sealing(), SEALED, r"^NTK_KEY: .* is not encrypted, though NTK_KEY is set; .* app\.py rekey"),
    ],
    ids=["key gone", "wrong key", "key new"],
)
async def test_wrong_keys_are_refused_at_the_start_and_nothing_is_touched(
    folder: Path, open_it: Callable[[Path, Sealing], object], before: Sealing, now: Sealing, said: str
) -> None:
    store = open_tiny(folder, before)
    for document in (*ONE_OF_EACH, case(2)):
        await store.save(document)
    await store.close()
    files = held(folder)
    with pytest.raises(Unfit, match=said):
        open_it(folder, now)
    assert held(folder) == files
    again = open_tiny(folder, before)
    assert len(again.rows("case")) == 2
    await again.close()


async def test_no_bit_can_change_unnoticed(folder: Path) -> None:
    store = open_tiny(folder, SEALED)
    await store.save(Channel("19:example", bound="psw"))
    await store.close()
    (path,) = (folder / "channels").iterdir()
    good = path.read_bytes()
    unnoticed = []
    bits = len(good) * 8
    for bit in (*range(600), *range(600, bits - 400, 7), *range(bits - 400, bits)):
        flipped = bytearray(good)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        try:
            damaged = read_only(folder, SEALED).damaged
        except Unfit:
            continue
        if not damaged:
            unnoticed.append(bit)
    assert unnoticed == []
