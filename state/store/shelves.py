"""Places on lists, kept in order under each mark as cases change, so that a list need not look at every case."""

import heapq
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby, islice
from operator import attrgetter

from state.index import Row
from state.listing import NEVER, Found, Item, Kind, Query, items_of, keys_of

Shelf = list[Item]
_AT = attrgetter("at")
_FIRST = datetime.min.replace(tzinfo=UTC)


class Shelves:
    """For each kind of list and each mark, what bears it, in order. A list of one mark, of an area, or of both costs
    as much as its page; one of more, a look at each item of the shortest."""

    def __init__(self) -> None:
        self._shelves: defaultdict[tuple[Kind, str], Shelf] = defaultdict(list)

    def put(self, before: Row | None, now: Row) -> None:
        """Take a case from where it stood, and put it where it belongs now; nothing where that is the same."""
        was, belongs = set(items_of(before)) if before else set(), set(items_of(now))
        for kind, item in was - belongs:
            for mark in item.marks:
                shelf = self._shelves[kind, mark]
                del shelf[bisect_left(shelf, item)]
                if not shelf:
                    del self._shelves[kind, mark]
        for kind, item in belongs - was:
            for mark in item.marks:
                insort(self._shelves[kind, mark], item)

    def merge(self, queries: Iterable[Query], start: int, stop: int) -> list[Item]:
        """What fits any of these queries, each once, in order: of that the part from `start` to before `stop`."""
        found = heapq.merge(*map(self._each, queries))
        return list(islice((item for item, _ in groupby(found)), start, stop))

    def _each(self, query: Query) -> Iterator[Item]:
        low, high, shelf = self._range(query)
        return (shelf[n] for n in range(low, high))

    def look(self, query: Query, start: int, stop: int | None) -> Found:
        """What fits, and of that the part from `start` to before `stop`; to the end where that is None."""
        low, high, shelf = self._range(query)
        return Found(max(high - low, 0), _part(shelf, low, high, start, stop, query.latest_first))

    def _range(self, query: Query) -> tuple[int, int, Shelf]:
        """Where what fits begins, before where it ends, and on which shelf."""
        keys = keys_of(query)
        shelf = min((self._shelves.get((query.kind, key), []) for key in keys), key=len)
        low = bisect_right(shelf, query.since, key=_AT) if query.since else 0
        high = bisect_right(shelf, query.until, key=_AT) if query.until else len(shelf)
        if len(keys) == 1 and not query.opened_from and not query.opened_until:
            return low, high, shelf
        first, last = query.opened_from or _FIRST, query.opened_until or NEVER
        shelf = [item for item in shelf[low:high] if keys <= item.marks and first <= item.opened < last]
        return 0, len(shelf), shelf


def _part(shelf: Shelf, low: int, high: int, start: int, stop: int | None, latest_first: bool) -> list[Item]:
    last = high - low if stop is None else min(stop, high - low)
    if last <= start:
        return []
    if latest_first:
        return shelf[high - last : high - start][::-1]
    return shelf[low + start : low + last]
