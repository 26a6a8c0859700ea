"""The people file: who holds which role. Read again when it changes; a broken one never replaces a good one."""

import tomllib
from pathlib import Path
from typing import Any

from state.people import Directory, Member
from state.profile_file import Unreadable
from state.roles import HELD


def read_people(path: Path, areas: tuple[str, ...]) -> Directory:
    """The directory in a people file. `areas` are the profile's. Raises Unreadable with every fault at once."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise Unreadable((f"the people file cannot be opened ({type(fault).__name__})",)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Unreadable(("the people file is not valid TOML",)) from None
    rows = content.get("person", [])
    unknown = [f"the people file has an unknown table '{key}'" for key in content if key != "person"]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable((*unknown, "the people file needs a list of [[person]] tables"))
    faults = [*unknown, *(fault for n, row in enumerate(rows, start=1) for fault in _faults(n, row, areas))]
    ids = [row.get("id") for row in rows]
    faults += [f"person {n}: the id stands above already" for n, i in enumerate(ids, 1) if i in ids[: n - 1]]
    if faults:
        raise Unreadable(tuple(faults))
    members = [Member(r["id"], r["name"], tuple(r["roles"]), tuple(r.get("areas", ()))) for r in rows]
    return Directory({m.id: m for m in members})


def _faults(n: int, row: dict[str, Any], areas: tuple[str, ...]) -> list[str]:
    faults = [
        f"person {n}: {key} must be some text"
        for key in ("id", "name")
        if not (isinstance(row.get(key), str) and row[key].strip())
    ]
    for key, allowed in (("roles", HELD), ("areas", areas)):
        values = row.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            faults.append(f"person {n}: {key} must be a list of texts")
            continue
        faults += [f"person {n}: {key} has no '{v}'; it has {', '.join(allowed)}" for v in values if v not in allowed]
    if "roles" not in row:
        faults.append(f"person {n}: roles is missing")
    return faults + [f"person {n}: unknown key '{k}'" for k in row if k not in ("id", "name", "roles", "areas")]


class PeopleFile:
    """The people file as it is now, looked at again when its time or size changes."""

    def __init__(self, path: Path, areas: tuple[str, ...]) -> None:
        """Raises Unreadable."""
        self._path, self._areas = path, areas
        self._stamp = self._looked()
        self._directory = read_people(path, areas)
        self.faults: tuple[str, ...] = ()

    def directory(self) -> Directory:
        """The people; those last read whole while the file is broken or gone (`faults` then says why)."""
        stamp = self._looked()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._directory, self.faults = read_people(self._path, self._areas), ()
            except Unreadable as broken:
                self.faults = broken.faults
        return self._directory

    def _looked(self) -> tuple[int, int]:
        try:
            status = self._path.stat()
        except OSError:
            return (0, 0)
        return (status.st_mtime_ns, status.st_size)
