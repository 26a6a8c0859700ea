"""TinyDB's storage, done safely: a file is replaced whole, and is on the disk before a write returns."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError
from tinydb.storages import Storage

from state.store.protocol import Damaged

Tables = dict[str, dict[str, Any]]
DOCUMENT, TEMPORARY = ".json", ".tmp"

Mark = tuple[int, int, int]
"""What a file is known by: its number, the time of its last change, and its size. Every write makes another file, and
that time is the system's own, which nobody can set."""

_TABLES: TypeAdapter[Tables] = TypeAdapter(dict[str, dict[str, dict[str, Any]]])


class WholeFile(Storage):
    """One small database in one file. Bytes are all that passes between it and the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Tables | None:
        """What is in the file; None when there is none. Raises Damaged."""
        try:
            data = self._path.read_bytes()
            return _TABLES.validate_python(orjson.loads(data), strict=True)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Damaged(f"{name_of_file(self._path)} cannot be read: {error.strerror}") from None
        except (orjson.JSONDecodeError, ValidationError):
            raise Damaged(f"{name_of_file(self._path)} is not whole") from None

    def write(self, data: Tables) -> None:
        """Put new content in place of the old. Raises OSError, and then the old is still there."""
        replace_whole(self._path, orjson.dumps(data))


class Afresh(WholeFile):
    """The same, to be filled anew: what was in the file plays no part, so that a write need not read first."""

    def read(self) -> None:
        """Nothing."""
        return


def replace_whole(path: Path, data: bytes) -> None:
    """Write a file so that at every moment, power cuts included, it is the old or the new one. Raises OSError."""
    replace_soon(path, data, sync=True)
    sync_folder(path.parent)


def replace_soon(path: Path, data: bytes, *, sync: bool = False) -> None:
    """The same for what may be lost when the power is cut, but not when the process is killed. Raises OSError."""
    temporary = path.with_suffix(TEMPORARY)
    try:
        with open(temporary, "wb", opener=private) as file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def mark_of(path: Path) -> Mark | None:
    """What a file is known by now; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return _mark(found)


def marks_in(folder: Path) -> Iterator[tuple[str, Mark]]:
    """Each file of a folder that holds a document, and what it is known by. Raises OSError."""
    with os.scandir(folder) as found:
        for one in found:
            if one.name.endswith(DOCUMENT):
                try:
                    there = one.stat(follow_symlinks=False)
                except FileNotFoundError:  # it was taken away just now
                    continue
                yield one.name, _mark(there)


def _mark(found: os.stat_result) -> Mark:
    return found.st_ino, found.st_ctime_ns, found.st_size


def private(path: str, flags: int) -> int:
    """Open a file that only its owner may read and write: an `opener`."""
    return os.open(path, flags, 0o600)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk: without it a new name may be lost with the power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def name_of_file(path: Path) -> str:
    """The name by which people are told of a file: its folder's and its own."""
    return "/".join(path.parts[-2:])
