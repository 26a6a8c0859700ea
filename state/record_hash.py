"""Record ids that can be compared without being known: a keyed hash of each, in the index alone. Source: G23."""

import hashlib
import hmac
from secrets import token_bytes

from state.answers import Answers

OF_THIS_PROCESS = token_bytes(32)
"""The secret of an index that one process computes in memory. One that is kept, or that several processes share, has
a secret of its own, kept sealed beside it; it passes that on wherever a hash is made."""


def record_hash(secret: bytes, record_id: str) -> str:
    """What a record id is compared by; two ways of writing one id give the same hash."""
    return hmac.new(secret, plain_record(record_id).encode(), hashlib.sha256).hexdigest()


def plain_record(record_id: str) -> str:
    """A record id without what people write one way or another: spaces, capitals, zeros at the beginning."""
    plain = "".join(record_id.split()).casefold()
    return plain.lstrip("0") or plain[-1:]


def records_in(answers: Answers, secret: bytes) -> frozenset[str]:
    """The hashes of the record ids that answers name; none where the children are on no record."""
    ids = answers.get("record_ids")
    return frozenset(record_hash(secret, id) for id in ids) if isinstance(ids, tuple) else frozenset()
