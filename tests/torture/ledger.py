"""What the connector got, held against what was owed: nothing lost, nothing twice without saying so."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from tests.torture.connector import SlowConnector, content_of, conversation_of, is_marked
from tests.torture.standing import Owed


class Ledger:
    """Kept from outside the bot, across its deaths."""

    def __init__(self, connector: SlowConnector) -> None:
        self._connector = connector
        self._since = 0
        self._owed: dict[str, tuple[int, Owed]] = {}

    def turn_begins(self) -> None:
        """Whatever is sent from now on belongs to the next message."""
        self._twice_only_marked()
        self._since = len(self._connector.calls)

    def owed(self, waiting: Iterable[Owed]) -> None:
        """At a kill: these posts wait on the disk."""
        for one in waiting:
            self._owed.setdefault(one.post, (self._since, one))

    def nothing_lost(self) -> None:
        """Every post that ever waited at a kill reached the connector."""
        self._twice_only_marked()
        for since, one in self._owed.values():
            sent = [c for c in self._connector.calls[since:] if _seen(c) == (one.conversation, one.content)]
            # A reply of an earlier turn was sent before this one began, and only not yet marked on the disk.
            assert sent, "a post was lost"

    def _twice_only_marked(self) -> None:
        """Of what was owed in this turn, only the first may come without the line that says that it may be twice."""
        mine = {(one.conversation, one.content) for since, one in self._owed.values() if since == self._since}
        plainly = Counter(
            _seen(call)
            for call in self._connector.calls[self._since :]
            if call.method == "POST" and not is_marked(call) and _seen(call) in mine
        )
        assert all(times == 1 for times in plainly.values()), "a post came twice and did not say so"

    def delivered(self, ref: str, posts: Iterable[dict[str, Any]]) -> None:
        """The posts of a case as `show --json` tells of them, all delivered, against the calls."""
        by_id = {f"sent-{n}": call for n, call in enumerate(self._connector.calls, 1)}
        by_seen = defaultdict(list)
        for call in self._connector.calls:
            by_seen[call.method, *_seen(call)].append(call)
        told = Counter[tuple[str | bytes, ...]]()
        for post in posts:
            assert post["delivered"], f"a post of {ref} is still owed"
            call = by_id[post["activity_id"]]
            same = by_seen[call.method, *_seen(call)]
            told[call.method, *_seen(call)] += 1
            assert len(same) == 1 or call.method == "PUT" or post["maybe_repeated"], f"a repeat in {ref} is not marked"
        for seen, times in told.items():
            plain = sum(not is_marked(call) for call in by_seen[seen])
            assert seen[0] == "PUT" or plain <= times, f"something of {ref} came twice and did not say so"


def _seen(call: Any) -> tuple[str, bytes]:
    return conversation_of(call), content_of(call.body)
