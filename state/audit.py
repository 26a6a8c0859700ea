"""The audit of a case: a chain of entries, each sealed with the one before it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    seal = _seal(before, at, who, role, what, digest)
    return (*entries, Entry(at, who, role, what, record, salt, digest, seal))


def first_broken(entries: tuple[Entry, ...]) -> int | None:
    """The number (from 0) of the first entry that was changed, removed or moved; None when the chain holds."""
    before = GENESIS
    for n, entry in enumerate(entries):
        purged = entry.record is None and entry.salt is None
        if not purged and entry.digest != _sha256(entry.salt or "", _canonical(entry.record or {})):
            return n
        if entry.hash != _seal(before, entry.at, entry.who, entry.role, entry.what, entry.digest):
            return n
        before = entry.hash
    return None


def _seal(before: str, at: datetime, who: str, role: str, what: str, digest: str) -> str:
    return _sha256(before, at.isoformat(), who, role, what, digest)


def _canonical(record: Mapping[str, Any]) -> str:
    return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _sha256(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
