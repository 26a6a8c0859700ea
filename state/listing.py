"""What a list of cases or of limits can be asked for, and how the index knows what fits. A cache, as the index is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from state.index import Row
from state.limit import Limit
from state.moments import passes_at
from state.processes import PROCESSES, is_open

NEVER = datetime.max.replace(tzinfo=UTC)
"""Where a case without a limit stands: behind all the others."""

REVIEWS = (
    "rapid_review", "agency_summary", "local_review", "management_review", "practitioner_event", "internal_review",
    "child_death", "adult_review", "homicide_review",
)  # fmt: skip
"""The processes in which a case is reviewed, and which may take months."""

Kind = Literal["open", "closed", "every", "limit"]
Waits = Literal["waiting", "review", "rest"]
States = tuple[tuple[str, int, str], ...]
RARE = ("ref:", "record:")
"""With these begin the marks that few items bear."""


class Item(NamedTuple):
    """A place on a list, in its order: an open case by its next limit, a closed one by its end, every one by its
    opening, or one limit of a case. `common` are marks that it shares with other items."""

    at: datetime
    ref: str
    n: int
    common: frozenset[str]
    records: frozenset[str]
    opened: datetime

    @property
    def marks(self) -> frozenset[str]:
        """All that it can be asked for by, such as `stage:with_unit`."""
        return self.common.union((f"ref:{self.ref}",), (f"record:{record}" for record in self.records))


@dataclass(frozen=True)
class Query:
    """What bears every one of these marks, stands later than `since` and no later than `until`, and was opened between
    `opened_from` and before `opened_until`; of some `waits` alone where that is named."""

    kind: Kind
    marks: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    opened_from: datetime | None = None
    opened_until: datetime | None = None
    waits: Waits | None = None
    latest_first: bool = False


class Found(NamedTuple):
    """How many fit, and those of them that were asked for."""

    total: int
    items: list[Item]


def items_of(row: Row) -> Iterator[tuple[Kind, Item]]:
    """Every place that a case takes on lists."""
    if row.key.kind != "case":
        return
    opened, ref, records = (row.opened or NEVER).astimezone(UTC), row.key.id, row.records
    own = (row.area, row.findings)
    if row.closed:
        marks = _marks(*own, row.states, "status:closed")
        yield "every", Item(opened, ref, 0, marks, records, opened)
        yield "closed", Item(row.closed.astimezone(UTC), ref, 0, marks, records, opened)
        return
    marks = _marks(*own, _going(row.states), "status:open", f"waits:{waits_of(row)}")
    yield "every", Item(opened, ref, 0, marks, records, opened)
    first = min((passes_at(limit.due) for limit in row.limits), default=NEVER)
    yield "open", Item(first, ref, 0, marks, records, opened)
    for n, limit in enumerate(row.limits):
        states = tuple(state for state in row.states if state[:2] == (limit.process, limit.key))
        yield "limit", Item(passes_at(limit.due), ref, n, _marks(*own, states), records, opened)


def keys_of(query: Query) -> frozenset[str]:
    """The marks that whatever fits a query must bear."""
    return query.marks | {f"waits:{query.waits}"} if query.waits else query.marks


def waits_of(row: Row) -> Waits:
    """What an open case waits for: somebody to act, a review to end, or nobody. An alert that was assessed waits to be
    closed for as long as anything else goes on, and counts only once it is alone."""
    going = [(process, state) for process, _, state in _going(row.states)]
    acting = [one for one in going if one != ("alert", "assessed")] or going
    if any(process not in REVIEWS and _awaited(process, state) for process, state in acting):
        return "waiting"
    return "review" if any(process in REVIEWS for process, _ in acting) else "rest"


def next_limit(row: Row) -> Limit | None:
    """The limit of a case that ends first."""
    return min(row.limits, key=lambda limit: passes_at(limit.due), default=None)


def leading(row: Row) -> tuple[str, int, str] | None:
    """The process that a list shows of a case: that of its next limit, or the first in which something is owed."""
    limit = next_limit(row)
    going = _going(row.states)
    own = [one for one in row.states if limit and one[:2] == (limit.process, limit.key)]
    acting = [one for one in going if (one[0], one[2]) != ("alert", "assessed")]
    return next(iter((*own, *acting, *going, *row.states)), None)


def _going(states: States) -> States:
    return tuple(state for state in states if is_open(state[0], state[2]))


@lru_cache(maxsize=10_000)
def _marks(area: str, findings: tuple[str, ...], states: States, *more: str) -> frozenset[str]:
    """Cases that are alike share one set, which takes many times the room of a case."""
    marks = {f"area:{area}", *more, *(f"finding:{finding}" for finding in findings)}
    for process, _, state in states:
        marks |= {f"process:{process}", f"stage:{state}", f"stage:{process}.{state}"}
        marks |= {f"awaits:{role}" for role in _awaited(process, state)}
    return frozenset(marks)


def _awaited(process: str, state: str) -> tuple[str, ...]:
    table = PROCESSES.get(process)
    return table.awaits.get(state, ()) if table else ()
