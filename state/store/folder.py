"""The data folder: private to its owner, a file for each document under people/, channels/, cases/ and editions/."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from state.documents import Key
from state.store.disk import TEMPORARY, sync_folder
from state.store.protocol import Unfit

_FOLDERS = {"person": "people", "channel": "channels", "case": "cases", "edition": "editions"}
_REFERENCE = re.compile(r"[A-Z]{1,9}-[0-9]{4}-[0-9]{1,9}")


def path_of(folder: Path, key: Key) -> Path:
    """The file of a document. Ids come from outside: only what looks like a reference is a name of its own."""
    plain = key.kind == "case" and _REFERENCE.fullmatch(key.id)
    name = key.id if plain else hashlib.sha256(key.id.encode(errors="surrogatepass")).hexdigest()[:32]
    return folder / _FOLDERS[key.kind] / f"{name}.json"


def paths(folder: Path, *kinds: str) -> Iterator[Path]:
    """The files of all documents, or of these kinds."""
    for kind in kinds or _FOLDERS:
        yield from sorted((folder / _FOLDERS[kind]).glob("*.json"))


def make_private(folder: Path) -> None:
    """Make the data folder, or see that nobody but its owner can look into it. Raises Unfit, OSError."""
    _make(folder)
    if folder.stat().st_mode & 0o077:
        raise Unfit(f"NTK_DATA: the folder {folder} can be read by others; make it private: chmod 700 {folder}")


def make_ready(folder: Path) -> None:
    """Make the folders within, and clear away what a write that was cut short left behind. Only for the owner."""
    for name in _FOLDERS.values():
        _make(folder / name)
        for leftover in (folder / name).glob(f"*{TEMPORARY}"):
            leftover.unlink()


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True)
        sync_folder(folder.parent)
