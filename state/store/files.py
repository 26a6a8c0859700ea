"""One document, one file: a small TinyDB database whose one record is sealed."""

from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document as Numbered

from state.documents import Document, key_of
from state.store.codec import Record, to_record
from state.store.disk import Afresh, WholeFile, name_of_file
from state.store.folder import path_of
from state.store.protocol import Damaged
from state.store.sealing import Sealing

NUMBER = 1  # of the one document in each database


def read_stored(path: Path) -> Any:
    """What is stored in a file, as it is. Raises Damaged."""
    with TinyDB(path, storage=WholeFile) as database:
        return database.get(doc_id=NUMBER)


def read_document(folder: Path, path: Path, sealing: Sealing) -> Document | None:
    """The document in a file of a data folder; None when there is no file. Raises Damaged."""
    stored = read_stored(path)
    if stored is None and not path.exists():  # or it was removed just now
        return None
    return opened(folder, path, stored, sealing)


def opened(folder: Path, path: Path, stored: object, sealing: Sealing) -> Document:
    """The document that a file holds, and no other than the one that belongs there. Raises Damaged."""
    name = name_of_file(path)
    document = sealing.from_stored(stored, name)
    if path_of(folder, key_of(document)) != path:
        raise Damaged(f"{name} holds another document")
    return document


def write_document(path: Path, document: Document, sealing: Sealing) -> Record:
    """Put a document into its file, in place of what was there, and give its record. Raises ValueError, and OSError
    when the disk fails."""
    record = to_record(document)
    with TinyDB(path, storage=Afresh) as database:
        database.insert(Numbered(sealing.sealed(record, name_of_file(path)), doc_id=NUMBER))
    return record
