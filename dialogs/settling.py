"""What the connector said of posts, until it is written down with their documents."""

from dataclasses import replace

from state.anchor import Anchor
from state.case import Case
from state.documents import Channel, Document, Key, Person, key_of
from state.edition import Edition
from state.journal import Journal
from state.post import Receipt, with_receipt


class Unwritten:
    """Receipts that wait for the next write of their document."""

    def __init__(self) -> None:
        self._receipts: dict[Key, dict[str, Receipt]] = {}

    def __contains__(self, key: Key) -> bool:
        return key in self._receipts

    def documents(self) -> tuple[Key, ...]:
        """The documents with whose posts something is still to be written down."""
        return tuple(self._receipts)

    def note(self, key: Key, post: str, receipt: Receipt) -> None:
        """Something became of a post."""
        self._receipts.setdefault(key, {})[post] = receipt

    def drop(self, key: Key) -> None:
        """The document is gone."""
        self._receipts.pop(key, None)

    def settled(self, document: Document) -> Document:
        """The document with its posts marked. A case keeps the envelopes of delivered posts, the others do not."""
        receipts = self._receipts.get(key_of(document), {})
        posts = tuple(with_receipt(p, receipts[p.id]) if p.id in receipts else p for p in document.posts)
        match document:
            case Case():
                return replace(document, posts=posts) if receipts else document
            case Person() | Channel():
                return replace(document, posts=tuple(p for p in posts if p.owed))
            case Edition() | Journal() | Anchor():
                return document

    def written(self, document: Document) -> None:
        """Forget the receipts that stand in a document which was saved; one that came during the write waits."""
        key = key_of(document)
        unsaid = {post.id for post in document.posts if post.delivered is None and post.failed is None}
        waiting = {post: receipt for post, receipt in self._receipts.get(key, {}).items() if post in unsaid}
        if waiting:
            self._receipts[key] = waiting
        else:
            self._receipts.pop(key, None)
