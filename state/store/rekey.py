"""Every document of a data folder encrypted anew, under the newest key, so that the earlier ones can be dropped."""

from dataclasses import dataclass
from pathlib import Path

from state.store.disk import name_of_file
from state.store.files import opened, read_stored, write_document
from state.store.folder import paths
from state.store.lockfile import own
from state.store.notes import forget_notes
from state.store.protocol import Damaged, Locked, Unfit
from state.store.sealing import Sealing


@dataclass(frozen=True)
class Rekeyed:
    """How many documents are under the newest key, and the names of those that could not be read and stay as they
    are."""

    documents: int
    damaged: tuple[str, ...]


def rekey(folder: Path, sealing: Sealing) -> Rekeyed:
    """Encrypt every document under the newest key. Cut short, it can be run again. Raises Unfit, OSError.

    This alone takes documents that are not encrypted yet, from before there was a key.
    """
    if not folder.is_dir():
        raise Unfit(f"NTK_DATA: there is no folder {folder}")
    with own(folder):
        forget_notes(folder)  # they are under the keys that are about to go
        files, damaged = list(paths(folder)), []
        for path in files:
            try:
                _anew(folder, path, sealing)
            except Locked as without:
                raise Unfit(f"NTK_KEY: {without}") from None
            except Damaged:
                damaged.append(name_of_file(path))
        return Rekeyed(len(files) - len(damaged), tuple(damaged))


def _anew(folder: Path, path: Path, sealing: Sealing) -> None:
    stored = read_stored(path)
    document = opened(folder, path, stored, Sealing() if is_plain(stored) else sealing)
    if not sealing.is_newest(stored):
        write_document(path, document, sealing)


def is_plain(stored: object) -> bool:
    """Whether a record was stored before there was a key."""
    return not (isinstance(stored, dict) and "sealed" in stored)
