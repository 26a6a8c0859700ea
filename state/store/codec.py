"""A document as the record that is stored, and back: exactly, or not at all."""

import hashlib
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from state.anchor import Anchor
from state.case import Case
from state.documents import Channel, Document, Person, key_of
from state.edition import Edition
from state.journal import Journal
from state.store.protocol import Damaged

FORMAT = 1
"""The number of the form below. It rises when documents change so that an older bot would misread them."""

Record = dict[str, Any]

_SHAPES: dict[str, TypeAdapter[Any]] = {
    "person": TypeAdapter(Person),
    "channel": TypeAdapter(Channel),
    "anchor": TypeAdapter(Anchor),
    "journal": TypeAdapter(Journal),
    "case": TypeAdapter(Case),
    "edition": TypeAdapter(Edition),
}


def to_record(document: Document) -> Record:
    """The record of a document, in plain JSON values. Raises ValueError, without content, if it could not be read."""
    kind = key_of(document).kind
    try:
        body = _SHAPES[kind].dump_python(document, mode="json", warnings=False)
        data = orjson.dumps(body)
        _parsed(kind, data)
    except (ValueError, TypeError):
        raise ValueError(f"a {kind} holds something that cannot be stored") from None
    return {"format": FORMAT, "kind": kind, "sha256": _digest(data), "document": body}


def from_record(record: object, name: str) -> Document:
    """The document of a record. Raises Damaged with the record's name when it is not just as it was written."""
    match record:
        case {"format": int(number)} if number > FORMAT:
            raise Damaged(f"{name} was written by a newer version of this bot")
        case {"format": 1, "kind": str(kind), "sha256": str(digest), "document": body} if kind in _SHAPES:
            try:
                data = orjson.dumps(body)
                document = _parsed(kind, orjson.dumps(_without_the_moved(kind, body)))
            except (ValidationError, TypeError):
                raise Damaged(f"{name} does not have the shape of a {kind}") from None
            if _digest(data) != digest:
                raise Damaged(f"{name} is not as it was written")
            return document
        case _:
            raise Damaged(f"{name} does not hold a document")


def body_of(record: Record) -> bytes:
    """What is in a record that was just made."""
    return orjson.dumps(record["document"])


def from_body(kind: str, body: bytes) -> Document:
    """The document of that, which nobody can have changed meanwhile."""
    return _parsed(kind, body)


def _without_the_moved(kind: str, body: Any) -> Any:
    """The body without what earlier versions kept there: a channel held the cards of all its cases."""
    if kind != "channel" or not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name != "cards"}


def _parsed(kind: str, data: bytes) -> Document:
    document: Document = _SHAPES[kind].validate_json(data, strict=True, extra="forbid")
    return document


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
