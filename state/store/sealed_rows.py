"""Rows of the index at rest: encrypted as the documents are, and good only for this bot with these keys."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import orjson

import state
from state.index import Row
from state.store.columns import from_columns, to_columns
from state.store.sealing import Sealing

_SEPARATOR = b"\x1f"  # which JSON never holds


class SealedRows:
    """Rows together with what tells of which documents they were made. `secret` is that of the index."""

    def __init__(self, sealing: Sealing, secret: bytes) -> None:
        self._sealing = sealing
        self._stamp = hashlib.sha256(_this_bot() + sealing.names.encode() + secret).hexdigest()

    def to_stored(self, place: str, made_of: Sequence[Any], rows: Sequence[Row]) -> bytes:
        """What is stored of rows at a place, in one line; `made_of` is plain JSON, a value for each."""
        return self._sealing.to_sealed(orjson.dumps([self._stamp, made_of]) + _SEPARATOR + to_columns(rows), place)

    def from_stored(self, place: str, data: bytes) -> list[tuple[Any, Row]]:
        """What is stored, if it is good; else nothing."""
        told, _, rows = (self._sealing.from_sealed(data, place) or b"").partition(_SEPARATOR)
        try:
            match orjson.loads(told):
                case [self._stamp, [*made_of]]:
                    return list(zip(made_of, from_columns(rows), strict=True))
        except ValueError:
            pass
        return []


@cache
def _this_bot() -> bytes:
    """The code by which rows are computed: another version computes its own."""
    digest = hashlib.sha256()
    for path in sorted(Path(state.__path__[0]).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()
