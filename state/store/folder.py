"""The data folder: private to its owner, a file for each document in the folder of its kind, such as cases/."""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from state.documents import Key
from state.store.codec import FORMAT
from state.store.disk import TEMPORARY, Mark, marks_in, replace_whole, sync_folder
from state.store.notes import forget_notes
from state.store.protocol import Unfit

_FOLDERS = {
    "person": "people",
    "channel": "channels",
    "anchor": "anchors",
    "journal": "journals",
    "case": "cases",
    "edition": "editions",
}
"""In the order in which they are read and copied: an anchor never speaks of more than the audits that come after it,
and every case finds its edition, which is stored before it."""
VERSION = "version"
RESTORED = "restored"
MOVED = "moved"
_REFERENCE = re.compile(r"[A-Z]{1,9}-[0-9]{4}-[0-9]{1,9}")


def path_of(folder: Path, key: Key) -> Path:
    """The file of a document."""
    return folder / place_of(key)


def place_of(key: Key) -> str:
    """What a document is sealed to, such as "cases/NTK-2026-0042.json", the same in every store. Ids come from
    outside: only what looks like a reference is a name of its own."""
    plain = key.kind == "case" and _REFERENCE.fullmatch(key.id)
    name = key.id if plain else hashlib.sha256(key.id.encode(errors="surrogatepass")).hexdigest()[:32]
    return f"{_FOLDERS[key.kind]}/{name}.json"


def paths(folder: Path, *kinds: str) -> Iterator[Path]:
    """The files of all documents, or of these kinds."""
    for kind in kinds or _FOLDERS:
        yield from sorted((folder / _FOLDERS[kind]).glob("*.json"))


def marks(folder: Path) -> dict[str, Mark]:
    """What the file of every document is known by, kind by kind. Raises OSError."""
    return {f"{of}/{name}": mark for of in _FOLDERS.values() for name, mark in marks_in(folder / of)}


def make_private(folder: Path) -> None:
    """Make the data folder, or see that nobody but its owner can look into it. Raises Unfit, OSError."""
    _make(folder)
    see_private(folder)


def see_private(folder: Path) -> None:
    """See that nobody but its owner can look into the data folder. Raises Unfit, OSError."""
    if folder.stat().st_mode & 0o077:
        raise Unfit(f"NTK_DATA: the folder {folder} can be read by others; make it private: chmod 700 {folder}")


def see_version(folder: Path) -> None:
    """See that no newer bot has used the folder: what it left there could be misread. Raises Unfit, OSError."""
    path = folder / VERSION
    written = path.read_text("ascii", errors="replace").strip() if path.exists() else ""
    if written.isdecimal() and int(written) > FORMAT:
        raise Unfit(f"NTK_DATA: the folder {folder} was written by a newer version of this bot; start that one")


def mark_moved(folder: Path) -> None:
    """From now on no bot starts over the folder by mistake. Raises OSError."""
    replace_whole(folder / MOVED, b"")


def see_not_moved(folder: Path) -> None:
    """See that what is there does not live on in a database: two bots would speak of the same cases. Raises Unfit."""
    if (folder / MOVED).exists():
        raise Unfit(f"NTK_DATA: the folder {folder} was moved into a database; set NTK_DATABASE")


def see_whole(folder: Path) -> None:
    """See that no restore was cut short in the middle: what is there then is half old, half new. Raises Unfit."""
    if (folder / RESTORED).exists():
        raise Unfit(f"NTK_DATA: a restore into {folder} was cut short; start the bot, which finishes it")


def finish_restore(folder: Path) -> None:
    """Put what was restored in place of what is there. Cut short, it is gone on with. Only for the owner."""
    restored = folder / RESTORED
    if not restored.exists():
        return
    forget_notes(folder)
    for name in _FOLDERS.values():
        if (restored / name).exists():
            shutil.rmtree(folder / name, ignore_errors=True)
            os.rename(restored / name, folder / name)
    sync_folder(folder)
    shutil.rmtree(restored)
    sync_folder(folder)


def make_ready(folder: Path) -> None:
    """Make the folders within, and clear away what a write that was cut short left behind. Only for the owner."""
    for name in _FOLDERS.values():
        _make(folder / name)
        for leftover in [one for one in os.scandir(folder / name) if one.name.endswith(TEMPORARY)]:
            os.unlink(leftover)
    if not (folder / VERSION).exists() or (folder / VERSION).read_text("ascii", errors="replace") != f"{FORMAT}\n":
        replace_whole(folder / VERSION, f"{FORMAT}\n".encode())


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True)
        sync_folder(folder.parent)
