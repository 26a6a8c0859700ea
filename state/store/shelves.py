"""Places on lists, kept in order as cases change, so that a list need not look at every case."""

import heapq
from bisect import bisect_left, bisect_right, insort
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby, islice
from operator import attrgetter

from state.index import Row
from state.listing import NEVER, RARE, Found, Item, Kind, Query, items_of, keys_of

Shelf = list[Item]
AUTHOR = "author:"
LATELY = 64
"""So many narrower shelves are kept."""

_AT = attrgetter("at")
_FIRST = datetime.min.replace(tzinfo=UTC)


class Shelves:
    """For each kind of list all that stands on it, in order; and of what was asked for lately what bears those marks,
    so that a list costs as much as its page. The first who asks for other marks pays for a look at each item, and the
    first who asks for any list after a start, for setting it up."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}
        self._whole: defaultdict[Kind, Shelf] = defaultdict(list)
        self._lately: OrderedDict[tuple[Kind, frozenset[str]], Shelf] = OrderedDict()
        self._records: dict[str, tuple[str, ...]] = {}  # the cases that name each
        self._set_up = False

    def put(self, before: Row | None, now: Row) -> None:
        """Take a case from where it stood, and put it where it belongs now; nothing where that is the same."""
        if now.key.kind == "case":
            self._rows[now.key.id] = now
            if self._set_up:
                self._move(before, now)

    def _move(self, before: Row | None, now: Row) -> None:
        was, belongs = set(items_of(before)) if before else set(), set(items_of(now))
        for kind, item in was - belongs:
            for shelf in self._shelves_of(kind, item):
                del shelf[bisect_left(shelf, item)]
        for kind, item in belongs - was:
            for shelf in self._shelves_of(kind, item):
                insort(shelf, item)
        if before:
            self._unname(before)
        self._name(now)

    def _all(self) -> None:
        """Set up every list from all the cases."""
        for row in self._rows.values():
            self._name(row)
            for kind, item in items_of(row):
                self._whole[kind].append(item)
        for shelf in self._whole.values():
            shelf.sort()
        self._set_up = True

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
        if not self._set_up:
            self._all()
        shelf = self._shelf(query.kind, keys_of(query))
        low = bisect_right(shelf, query.since, key=_AT) if query.since else 0
        high = bisect_right(shelf, query.until, key=_AT) if query.until else len(shelf)
        if not query.opened_from and not query.opened_until:
            return low, high, shelf
        first, last = query.opened_from or _FIRST, query.opened_until or NEVER
        shelf = [item for item in shelf[low:high] if first <= item.opened < last]
        return 0, len(shelf), shelf

    def _name(self, row: Row) -> None:
        for record in row.records:
            self._records[record] = (*self._records.get(record, ()), row.key.id)

    def _unname(self, row: Row) -> None:
        for record in row.records:
            self._records[record] = tuple(ref for ref in self._records[record] if ref != row.key.id)
            if not self._records[record]:
                del self._records[record]

    def _shelves_of(self, kind: Kind, item: Item) -> list[Shelf]:
        """Every shelf on which an item belongs."""
        marks = item.marks
        return [
            self._whole[kind],
            *(shelf for (of, keys), shelf in self._lately.items() if of == kind and keys <= marks),
        ]

    def _shelf(self, kind: Kind, keys: frozenset[str]) -> Shelf:
        if not keys:
            return self._whole[kind]
        rare = next((key for key in keys if key.startswith(RARE)), None)
        if rare:
            items = (one for ref in self._bearing(rare) for one in items_of(self._rows[ref]))
            return sorted(item for of, item in items if of == kind and keys <= item.marks)
        shelf = self._lately.pop((kind, keys), None)
        if shelf is None:
            author = next((key for key in keys if key.startswith(AUTHOR)), "")
            others = keys - {author}
            bearing = (item for item in self._whole[kind] if others <= item.common)
            shelf = [item for item in bearing if not author or author == item.author or author in item.common]
        self._lately[kind, keys] = shelf
        if len(self._lately) > LATELY:
            self._lately.popitem(last=False)
        return shelf

    def _bearing(self, rare: str) -> Iterable[str]:
        sort, _, id = rare.partition(":")
        return self._records.get(id, ()) if sort == "record" else (id,) if id in self._rows else ()


def _part(shelf: Shelf, low: int, high: int, start: int, stop: int | None, latest_first: bool) -> list[Item]:
    last = high - low if stop is None else min(stop, high - low)
    if last <= start:
        return []
    if latest_first:
        return shelf[high - last : high - start][::-1]
    return shelf[low + start : low + last]
