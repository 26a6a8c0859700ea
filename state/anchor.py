"""A daily anchor of all audits: where each chain stood, so that a rewritten one, or one that is gone, is noticed."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import orjson

from state.audit import GENESIS
from state.post import Post


class Head(NamedTuple):
    """Where the chain of a case stood: how many entries it had, and the hash of the last."""

    ref: str
    entries: int
    hash: str


@dataclass(frozen=True)
class Anchor:
    """The anchor of one day, whose ISO date is its `id`. `heads` are those that moved since the anchor before, whose
    digest is `before`: so each digest stands for every head of every day up to it."""

    id: str
    at: datetime
    heads: tuple[Head, ...]
    before: str
    digest: str
    posts: tuple[Post, ...] = ()
    revision: int = 0

    @property
    def code(self) -> str:
        """The digest in short, for people to keep outside the bot."""
        return f"{self.digest[:4]} {self.digest[4:8]} {self.digest[8:12]}"


@dataclass(frozen=True)
class Break:
    """A place where the audits are not as they were anchored: `what` is an id, the rest says where."""

    what: str
    day: str
    ref: str = ""
    entry: int = 0


def next_anchor(anchors: Sequence[Anchor], day: str, at: datetime, heads: Sequence[Head]) -> Anchor:
    """The anchor of a day, after all those before it. `heads` are those of every case that can be read now."""
    known = anchored(anchors)
    moved = tuple(sorted(head for head in heads if known.get(head.ref) != head))
    before = anchors[-1].digest if anchors else GENESIS
    return Anchor(day, at, moved, before, _digest(day, before, moved))


def anchored(anchors: Sequence[Anchor]) -> dict[str, Head]:
    """The latest head of each case that was anchored."""
    return {head.ref: head for anchor in anchors for head in anchor.heads}


def breaks(anchors: Sequence[Anchor], chains: Mapping[str, Sequence[str]], unread: bool = False) -> Iterator[Break]:
    """Where the audits are not as anchored. `chains` are the hashes of the entries of each case, in order.

    `unread` says that some case could not be read, so that one which is lacking need not have been removed.
    """
    before = GENESIS
    for anchor in anchors:
        if anchor.before != before or anchor.digest != _digest(anchor.id, anchor.before, anchor.heads):
            yield Break("anchor", anchor.id)
        before = anchor.digest
        for head in anchor.heads:
            chain = chains.get(head.ref)
            if chain is None:
                if not unread:
                    yield Break("gone", anchor.id, head.ref)
            elif len(chain) < head.entries:
                yield Break("cut", anchor.id, head.ref, len(chain) + 1)
            elif chain[head.entries - 1] != head.hash:
                yield Break("rewritten", anchor.id, head.ref, head.entries)


def _digest(day: str, before: str, heads: Sequence[Head]) -> str:
    return hashlib.sha256(orjson.dumps([day, before, [list(head) for head in heads]])).hexdigest()
