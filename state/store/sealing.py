"""Documents at rest: encrypted whole, each bound to its place. Every store passes its records through here."""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Sequence

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from state.documents import Document
from state.store.codec import FORMAT, Record, from_record, to_record
from state.store.protocol import Damaged, Locked


class Sealing:
    """The keys of a store, newest first. Without keys documents are stored plainly, which only local mode allows."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        """Raises ValueError for what is no Fernet key."""
        self._ids = tuple(_id_of(key) for key in keys)
        self._fernet = MultiFernet([Fernet(key) for key in keys]) if keys else None

    @property
    def names(self) -> str:
        """What the keys are known by, newest first."""
        return " ".join(self._ids)

    def to_stored(self, document: Document, place: str) -> Record:
        """What is stored of a document at a place, such as "cases/NTK-2026-0042.json". Raises ValueError."""
        return self.sealed(to_record(document), place)

    def sealed(self, record: Record, place: str) -> Record:
        """The same of its record."""
        if self._fernet is None:
            return record
        token = self._fernet.encrypt(orjson.dumps([place, record]))
        return {"format": FORMAT, "key": self._ids[0], "sealed": token.decode()}

    def from_stored(self, stored: object, place: str) -> Document:
        """The document that is stored at a place. Raises Damaged, and Locked where a key is missing or none was used.

        Only what was encrypted is taken where there are keys: else anybody who can write a file could write a case.
        """
        match stored:
            case {"format": 1, "key": str(id), "sealed": str(token)}:
                return from_record(self._opened(id, token, place), place)
            case _:
                document = from_record(stored, place)
                if self._fernet is not None:
                    raise Locked(f"{place} is not encrypted, though NTK_KEY is set; stop the bot and run app.py rekey")
                return document

    def to_sealed(self, data: bytes, place: str) -> bytes:
        """Something small as it is kept beside the documents, at its place."""
        return self._fernet.encrypt(place.encode() + b"\x1f" + data) if self._fernet else data

    def from_sealed(self, sealed: bytes, place: str) -> bytes | None:
        """What `to_sealed` sealed; None where no key opens it."""
        try:
            of, _, data = (
                self._fernet.decrypt(sealed).partition(b"\x1f") if self._fernet else (place.encode(), b"", sealed)
            )
        except InvalidToken:
            return None
        return data if of == place.encode() else None

    def is_newest(self, stored: object) -> bool:
        """Whether a record is stored as this store would store it now: under the newest key, or plainly."""
        match stored:
            case {"key": str(id), "sealed": str()}:
                return self._ids[:1] == (id,)
            case _:
                return self._fernet is None

    def _opened(self, id: str, token: str, place: str) -> object:
        try:
            bound = orjson.loads(self._fernet.decrypt(token)) if self._fernet and _is_exact(token) else None
        except (InvalidToken, ValueError):
            bound = None
        match bound:
            case [str(of), record] if of == place and id in self._ids:
                return record
            case [str(of), _] if of != place:
                raise Damaged(f"{place} holds another document")
            case None if id not in self._ids:
                raise Locked(f"{place} is encrypted under a key that NTK_KEY does not hold")
            case _:
                raise Damaged(f"{place} is not as it was written")


def _is_exact(token: str) -> bool:
    """Whether a token is written in the one way that it can be: decoding would overlook a changed bit at its end."""
    return b64encode(b64decode(token, altchars=b"-_"), altchars=b"-_").decode() == token


def _id_of(key: str) -> str:
    """What a key is known by beside what it sealed, so that a missing key is told from a damaged document."""
    return hashlib.sha256(b"name of a key\x1f" + key.encode()).hexdigest()[:8]
