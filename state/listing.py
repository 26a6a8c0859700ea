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
from state.processes.partnership_referral import TO_SHARE
from state.roles import APPOINTED, AUTHOR, KSCMP

NEVER = datetime.max.replace(tzinfo=UTC)
"""Where a case without a limit stands: behind all the others."""

REVIEWS = (
    "rapid_review", "agency_summary", "local_review", "management_review", "practitioner_event", "internal_review",
    "child_death", "adult_review", "homicide_review",
)  # fmt: skip
"""The processes in which a case is reviewed, and which may take months."""

REFERRAL = "partnership_referral"

Kind = Literal["open", "closed", "every", "limit", "task", "aim"]
Waits = Literal["waiting", "review", "rest"]
States = tuple[tuple[str, int, str], ...]
RARE = ("ref:", "record:")
"""With these begin the marks that few items bear."""


class Item(NamedTuple):
    """A place on a list, in its order: an open case by its next limit, a closed one by its end, every one by its
    opening, or one limit of a case; a process in which somebody must act by the first limit that it is under ("task"),
    or where it is under none, by the day aimed for ("aim"). `common` are marks that it shares with other items; the
    mark of its `author` stands where that can be asked for.
    """

    at: datetime
    ref: str
    n: int
    common: frozenset[str]
    records: frozenset[str]
    author: str
    opened: datetime

    @property
    def marks(self) -> frozenset[str]:
        """All that it can be asked for by, such as `stage:with_unit`."""
        own = (f"ref:{self.ref}", *(f"record:{record}" for record in self.records))
        return self.common.union(own, (self.author,) if self.author else ())


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
    yield from _tasks(row, opened)
    own, author = (row.area, row.findings), _author(row.author)
    if row.closed:
        marks = _marks(*own, row.states, "status:closed")
        yield "every", Item(opened, ref, 0, marks, records, author, opened)
        yield "closed", Item(row.closed.astimezone(UTC), ref, 0, marks, records, "", opened)
        return
    marks = _marks(*own, _going(row.states), "status:open", f"waits:{waits_of(row)}")
    yield "every", Item(opened, ref, 0, marks, records, author, opened)
    first = min((passes_at(limit.due) for limit in row.limits), default=NEVER)
    yield "open", Item(first, ref, 0, marks, records, "", opened)
    for n, limit in enumerate(row.limits):
        states = tuple(state for state in row.states if state[:2] == (limit.process, limit.key))
        yield "limit", Item(passes_at(limit.due), ref, n, _marks(*own, states), records, "", opened)


def for_role(role: str, area: str = "", *, unshared: bool = False) -> str:
    """The mark of a task of a role: in an area, or where that is empty, in any. One that is for the partnership though
    nothing was shared with it (`unshared`) has another: of those only who may read the case for another reason see it.
    """
    return f"for:{role}/{area}{'/unshared' if unshared else ''}"


def for_person(role: str, person: str) -> str:
    """The mark of a task of a role that a case itself gives to somebody."""
    return f"{AUTHOR if role == AUTHOR else 'named'}:{person}"


def keys_of(query: Query) -> frozenset[str]:
    """The marks that whatever fits a query must bear."""
    return query.marks | {f"waits:{query.waits}"} if query.waits else query.marks


def marks_of(row: Row, n: int) -> frozenset[str]:
    """By what one process of an open case can be asked for, as each limit of it can."""
    common = _marks(row.area, row.findings, row.states[n : n + 1])
    return Item(NEVER, row.key.id, n, common, row.records, "", NEVER).marks


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


def _tasks(row: Row, opened: datetime) -> Iterator[tuple[Kind, Item]]:
    ends = {(end.process, end.key): end for end in row.ends}
    for n, (process, key, state) in enumerate(row.states):
        if roles := _awaited(process, state):
            end = ends.get((process, key))
            marks = _shared(frozenset(mark for role in roles for mark in _whose(row, row.named[n], role)))
            at = passes_at(end.at) if end else NEVER
            kind: Kind = "task" if end is not None and not end.aim else "aim"
            yield kind, Item(at, row.key.id, n, marks, frozenset(), "", opened)


def _whose(row: Row, named: str, role: str) -> tuple[str, ...]:
    if role == AUTHOR or role in APPOINTED:
        person = row.author if role == AUTHOR else named
        return (for_person(role, person),) if person else ()
    unshared = role == KSCMP and not any(one[0] == REFERRAL and one[2] != TO_SHARE for one in row.states)
    return for_role(role, unshared=unshared), for_role(role, row.area, unshared=unshared)


@lru_cache(maxsize=10_000)
def _author(author: str) -> str:
    return f"author:{author}"


@lru_cache(maxsize=10_000)
def _shared(marks: frozenset[str]) -> frozenset[str]:
    """The one that is alike."""
    return marks


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
