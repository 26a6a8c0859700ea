"""A backup beside the running bot, and a restore that is whole or did not happen, wherever it is killed."""

import asyncio
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from state.store.backup import MANIFEST, back_up, checked
from state.store.folder import RESTORED, paths
from state.store.protocol import Unfit
from state.store.restore import restore
from state.store.sealing import Sealing
from state.store.tiny import open_tiny
from state.store.tiny_reader import read_only
from tests.state.store.making import KEYS, case, person
from tests.state.store.saving import change_for_ever, create_for_ever, killed_at, process

SEALING = Sealing(KEYS)


def filled(folder: Path, *numbers: int) -> None:
    async def run() -> None:
        store = open_tiny(folder, SEALING)
        for document in (person(), *map(case, numbers)):
            await store.save(document)
        await store.close()

    asyncio.run(run())


def cases(folder: Path) -> list[str]:
    """The references in a folder, as the bot finds them that opens it."""
    store = open_tiny(folder, SEALING)
    assert store.damaged == ()
    assert len(store.rows("person")) == 1
    refs = [row.key.id for row in store.rows("case")]
    asyncio.run(store.close())
    return refs


OLD, NEW = ["NTK-2026-0001", "NTK-2026-0002"], ["NTK-2026-0007"]


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup with two cases in it."""
    filled(tmp_path / "before", 1, 2)
    back_up(tmp_path / "before", tmp_path / "backup")
    return tmp_path / "backup"


def test_what_is_backed_up_can_be_restored(folder: Path, backup: Path) -> None:
    assert restore(backup, folder, SEALING) == 3
    assert cases(folder) == OLD
    assert not (folder / RESTORED).exists()


def test_a_backup_is_private(backup: Path) -> None:
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (backup, *backup.rglob("*"))}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_beside_a_running_bot_each_document_is_whole(folder: Path, tmp_path: Path) -> None:
    for work, name in ((change_for_ever, "one"), (create_for_ever, "many")):
        with process(work, folder.with_name(name)) as hears:
            hears.recv()
            for n in range(5):
                back_up(folder.with_name(name), tmp_path / f"{name}-{n}")
        for n in range(5):
            reader = read_only(tmp_path / f"{name}-{n}")
            assert reader.damaged == ()
            assert len(reader.rows("case")) >= 1
            assert checked(tmp_path / f"{name}-{n}")


def test_killed_at_any_moment_a_backup_is_whole_or_not_there(folder: Path, tmp_path: Path) -> None:
    filled(folder, 1, 2)
    step = 1
    while killed_at(step, lambda: back_up(folder, tmp_path / "to")):
        if (tmp_path / "to").exists():
            break
        step += 1
    assert step > 20
    assert len(checked(tmp_path / "to")) == 3


def test_killed_at_any_moment_a_restore_is_whole_or_did_not_happen(folder: Path, backup: Path) -> None:
    step, seen = 0, set()
    filled(folder, 7)
    while killed_at(step := step + 1, lambda: restore(backup, folder, SEALING, replace=True)):
        found = cases(folder)
        assert found in (OLD, NEW)
        seen.add(tuple(found))
        if found == OLD:  # and back to what it was, for the next kill
            shutil.rmtree(folder)
            filled(folder, 7)
    assert seen == {tuple(OLD), tuple(NEW)}
    assert step > 50
    assert cases(folder) == OLD


def test_beside_a_restore_that_was_cut_short_nobody_reads_half_of_it(folder: Path, backup: Path) -> None:
    filled(folder, 7)
    (folder / RESTORED).mkdir()
    for look in (lambda: read_only(folder, SEALING), lambda: back_up(folder, folder.with_name("another"))):
        with pytest.raises(Unfit, match="cut short"):
            look()


def test_it_does_not_overwrite_without_being_told(folder: Path, backup: Path) -> None:
    filled(folder, 7)
    with pytest.raises(Unfit, match="--replace"):
        restore(backup, folder, SEALING)
    assert cases(folder) == NEW
    restore(backup, folder, SEALING, replace=True)
    assert cases(folder) == OLD


def test_it_needs_the_bot_stopped(folder: Path, backup: Path) -> None:
    store = open_tiny(folder, SEALING)
    with pytest.raises(Unfit, match="in use"):
        restore(backup, folder, SEALING, replace=True)
    asyncio.run(store.close())


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def planted(backup: Path) -> None:
    """A case that was not there, as whole as the others."""
    filled(backup.with_name("elsewhere"), 9)
    name = "cases/NTK-2026-0009.json"
    (backup / name).write_bytes((backup.with_name("elsewhere") / name).read_bytes())


ONE = "cases/NTK-2026-0001.json"
DAMAGE: list[tuple[str, Callable[[Path], object], str]] = [
    ("a bit", lambda backup: flipped(backup / ONE), ONE),
    ("a file gone", lambda backup: (backup / ONE).unlink(), ONE),
    ("a file too many", lambda backup: planted(backup), "NTK-2026-0009"),
    ("no list", lambda backup: (backup / MANIFEST).unlink(), "is no backup"),
    ("half a list", lambda backup: (backup / MANIFEST).write_text('{"files":'), MANIFEST),
    ("a list of another shape", lambda backup: (backup / MANIFEST).write_text('{"files": [1]}'), MANIFEST),
    ("a newer version", lambda backup: (backup / "version").write_text("99\n"), "newer version"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "said"), [row[1:] for row in DAMAGE], ids=[row[0] for row in DAMAGE])
def test_a_damaged_backup_is_noticed_before_anything_is_replaced(
    folder: Path, backup: Path, damage: Callable[[Path], object], said: str
) -> None:
    filled(folder, 7)
    damage(backup)
    with pytest.raises(Unfit, match=said):
        restore(backup, folder, SEALING, replace=True)
    assert cases(folder) == NEW


def test_a_document_that_was_damaged_when_it_was_copied_is_noticed(folder: Path, tmp_path: Path) -> None:
    filled(folder, 1)
    flipped(folder / ONE)
    back_up(folder, tmp_path / "backup")
    with pytest.raises(Unfit, match=ONE):
        restore(tmp_path / "backup", tmp_path / "new", SEALING)


@pytest.mark.parametrize("sealing", [Sealing(), Sealing(("bm90IHRoZSBrZXkgb2YgdGhpcyBiYWNrdXAgMDAwMDA=",))])
def test_without_its_key_a_backup_is_not_restored(folder: Path, backup: Path, sealing: Sealing) -> None:
    with pytest.raises(Unfit, match=r"^NTK_KEY: "):
        restore(backup, folder, sealing)
    assert not folder.exists()


def test_where_a_backup_goes(folder: Path, backup: Path) -> None:
    filled(folder, 7)
    with pytest.raises(Unfit, match="exists already"):
        back_up(folder, backup)
    with pytest.raises(Unfit, match="in the data folder"):
        back_up(folder, folder / "backup")
    with pytest.raises(Unfit, match="no folder"):
        back_up(folder.with_name("nowhere"), folder.with_name("to"))


def test_people_are_copied_before_cases_and_anchors_before_what_they_speak_of(folder: Path, tmp_path: Path) -> None:
    filled(folder, 1)
    for kind in ("anchors", "channels"):
        (folder / kind / "one.json").write_text("{}")
    back_up(folder, tmp_path / "to")
    assert [path.parent.name for path in paths(folder)] == ["people", "channels", "anchors", "cases"]
