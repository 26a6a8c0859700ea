"""What waits for one conversation, in the order in which it was made."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from state.documents import Key
from state.post import Post


@dataclass(order=True, frozen=True)
class Waiting:
    """A post, known by where it lies. `in_doubt`: it may have been said already; `in_hours`: only while people work.

    The card of a case that is to be drawn anew is no `post`: it is drawn when it is its turn, `last` of all.
    """

    last: bool
    seq: int
    key: Key = field(compare=False)
    post: str = field(compare=False)
    gathered: bool = field(default=False, compare=False)
    in_doubt: bool = field(default=False, compare=False)
    in_hours: bool = field(default=False, compare=False)

    @classmethod
    def of(cls, key: Key, post: Post, *, in_doubt: bool = False) -> "Waiting":
        """A post of a document, taken up."""
        return cls(False, post.seq, key, post.id, post.gathered, in_doubt, post.in_hours)

    @classmethod
    def of_card(cls, key: Key, seq: int) -> "Waiting":
        """The card of a case, to be drawn anew."""
        return cls(True, seq, key, "")


class Queue:
    """The posts of one conversation. Those that are gathered are taken together."""

    def __init__(self) -> None:
        self._heap: list[Waiting] = []

    def __len__(self) -> int:
        return len(self._heap)

    @property
    def gathers(self) -> bool:
        """Whether what comes next is gathered."""
        return bool(self._heap) and self._heap[0].gathered

    def add(self, waiting: Waiting) -> None:
        """Put a post in its place; a card that is to be drawn anew is drawn once."""
        if waiting.post or all(one.post or one.key != waiting.key for one in self._heap):
            heapq.heappush(self._heap, waiting)

    def put_back(self, several: Sequence[Waiting], *, in_doubt: bool = False) -> None:
        """Posts that were not said, or not surely."""
        for waiting in several:
            self.add(replace(waiting, in_doubt=waiting.in_doubt or in_doubt))

    def next(self) -> list[Waiting]:
        """The next post; with a gathered one, all that are."""
        if not self.gathers:
            return [heapq.heappop(self._heap)]
        several = sorted(waiting for waiting in self._heap if waiting.gathered)
        self._heap = [waiting for waiting in self._heap if not waiting.gathered]
        heapq.heapify(self._heap)
        return several

    def drain(self) -> list[Waiting]:
        """All of them."""
        several, self._heap = sorted(self._heap), []
        return several
