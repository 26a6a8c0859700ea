"""A copy of a data folder, taken beside the running bot, with a list by which damage to it is noticed."""

import hashlib
import os
import shutil
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from state.store.codec import FORMAT
from state.store.disk import replace_whole, sync_folder
from state.store.folder import VERSION, make_ready, paths, see_version, see_whole
from state.store.protocol import Unfit

MANIFEST = "manifest.json"
_UNFINISHED = ".unfinished"
_FILES: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])


def back_up(folder: Path, to: Path) -> int:
    """Copy every document to a folder that does not exist yet; how many there are. Raises Unfit, OSError.

    Each document is copied as it was at one moment. People come first and cases last: an alert that is sent
    meanwhile is then in the copy twice, as a draft that is known to be sent, and never missing.
    """
    if not folder.is_dir():
        raise Unfit(f"NTK_DATA: there is no folder {folder}")
    if to.exists():
        raise Unfit(f"{to} exists already; a backup goes into a new folder")
    if to.resolve().is_relative_to(folder.resolve()):
        raise Unfit(f"{to} lies in the data folder itself; choose a folder elsewhere")
    see_version(folder)
    see_whole(folder)
    unfinished = to.with_name(to.name + _UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    make_ready(unfinished)
    files = {}
    for path in paths(folder):
        try:
            data, name = path.read_bytes(), path.relative_to(folder).as_posix()
        except FileNotFoundError:  # forgotten while the copy was made
            continue
        replace_whole(unfinished / name, data)
        files[name] = _digest(data)
    replace_whole(unfinished / MANIFEST, orjson.dumps({"format": FORMAT, "files": files}))
    os.rename(unfinished, to)
    sync_folder(to.parent)
    return len(files)


def checked(backup: Path) -> tuple[str, ...]:
    """The names of the files of a backup, once each is seen to be just as it was taken. Raises Unfit, OSError."""
    try:
        files = _FILES.validate_python(orjson.loads((backup / MANIFEST).read_bytes()).get("files"), strict=True)
    except FileNotFoundError:
        raise Unfit(f"{backup} is no backup: it has no {MANIFEST}") from None
    except (orjson.JSONDecodeError, AttributeError, ValidationError):
        raise Unfit(f"the backup {backup} is damaged: its {MANIFEST} cannot be read") from None
    there = {path.relative_to(backup).as_posix() for path in backup.rglob("*") if path.is_file()} - {MANIFEST, VERSION}
    changed = sorted(there ^ files.keys() | {n for n in there & files.keys() if _of(backup / n) != files[n]})
    if changed:
        raise Unfit(f"the backup {backup} is damaged: {', '.join(changed)}. Nothing was restored")
    return tuple(files)


def _of(path: Path) -> str:
    return _digest(path.read_bytes())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
