"""The audit of a case: a chain of entries, each sealed with the one before it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

GENESIS = "0" * 64


@dataclass(frozen=True)
class Entry:
    """Who did what, in which role, when. The seal covers a salted digest of `record`, so that the record and its
    salt can be purged later and the chain still be verified."""

    at: datetime
    who: str
    role: str
    what: str
    record: Mapping[str, Any] | None
    salt: str | None
    digest: str
    hash: str


def sealed(
    entries: tuple[Entry, ...],
    *,
    at: datetime,
    who: str,
    role: str,
    what: str,
    record: Mapping[str, Any],
    salt: str,
) -> tuple[Entry, ...]:
    """The chain with one entry more. `salt` is random, from the caller."""
    digest = _sha256(salt, _canonical(record))
    before = entries[-1].hash if entries else GENESIS
    entry = Entry(at, who, role, what, record, salt, digest, hash="")
    return (*entries, replace(entry, hash=_seal(before, entry)))


Breach = Literal["record", "moved", "changed"]
"""What an entry records was changed; it stands in another place; or it was changed, or what stood before it is gone."""


def broken(entries: tuple[Entry, ...]) -> tuple[tuple[int, Breach], ...]:
    """The number (from 0) of each entry that does not hold, and why."""
    hashes = (GENESIS, *(entry.hash for entry in entries))
    found: list[tuple[int, Breach]] = []
    for n, entry in enumerate(entries):
        purged = entry.record is None and entry.salt is None
        if not purged and entry.digest != _sha256(entry.salt or "", _canonical(entry.record or {})):
            found.append((n, "record"))
        if entry.hash != _seal(hashes[n], entry):
            found.append((n, "moved" if any(entry.hash == _seal(other, entry) for other in hashes) else "changed"))
    return tuple(found)


def first_broken(entries: tuple[Entry, ...]) -> int | None:
    """The number (from 0) of the first entry that was changed, removed or moved; None when the chain holds."""
    return next((n for n, _ in broken(entries)), None)


def _seal(before: str, entry: Entry) -> str:
    return _sha256(before, entry.at.isoformat(), entry.who, entry.role, entry.what, entry.digest)


def _canonical(record: Mapping[str, Any]) -> str:
    return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _sha256(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
