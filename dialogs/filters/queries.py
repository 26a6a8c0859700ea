"""What the index is asked for: the parts of the board, one after the other, within a filter."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from dialogs.filters.days import Days
from dialogs.filters.filter import Filter
from state.listing import Kind, Query, Waits
from state.moments import LONDON

_LEAST = timedelta(microseconds=1)
_ALWAYS = datetime.min.replace(tzinfo=UTC)
_FOREVER = datetime.max.replace(tzinfo=UTC)


def queries(wanted: Filter, now: datetime) -> Iterator[tuple[str, Query]]:
    """Each part by its name, with what is asked for; parts in which nothing can stand are left out.

    Where only the days of opening were said, there is one part, the latest first.
    """
    if wanted.opened and not wanted.closed and not _of_limits(wanted):
        first, last = _within(wanted.opened)
        status = (f"status:{wanted.status}",) if wanted.status in ("open", "closed") else ()
        yield "opened", Query("every", frozenset((*wanted.marks, *status)), first, last, latest_first=True)
        return
    if wanted.status != "closed":
        yield from _open(wanted, now)
    if wanted.status == "closed" or (wanted.status in ("", "all") and not _of_limits(wanted)):
        first, last = _within(wanted.closed)
        yield "closed", _query(wanted, "closed", first, last)


def limits(wanted: Filter, now: datetime) -> Query:
    """The limits that fit; those that have passed, or all that are still to pass within some days."""
    first, last = _range(wanted, now)
    return _query(wanted, "limit", first, last)


def _open(wanted: Filter, now: datetime) -> Iterator[tuple[str, Query]]:
    midnight = datetime.combine(now.astimezone(LONDON).date(), time(), LONDON)
    today, week = _midnight(midnight, 1), _midnight(midnight, 7)
    first, last = _range(wanted, now)
    ranges = (("overdue", _ALWAYS, now), ("today", now, today), ("week", today, week))
    for name, since, until in ranges:
        if max(since, first) < min(until, last):
            yield name, _query(wanted, "open", max(since, first), min(until, last))
    for waits in ("waiting", "review", "rest"):
        if max(week, first) < last:
            yield waits, _query(wanted, "open", max(week, first), last, waits)


def _midnight(midnight: datetime, days: int) -> datetime:
    return (midnight + timedelta(days=days)).astimezone(UTC)


def _range(wanted: Filter, now: datetime) -> tuple[datetime, datetime]:
    """Later than which moment a limit passes, and no later than which."""
    if wanted.late:
        first, last = _within(wanted.late_in)
        return first, min(last, now)
    if wanted.due:
        return max(wanted.due.begins or now, now), wanted.due.ends or _FOREVER
    return _ALWAYS, _FOREVER


def _within(days: Days | None) -> tuple[datetime, datetime]:
    """The moments of some days: the first midnight is one of them, the last is not."""
    first, last = (days.begins, days.ends) if days else (None, None)
    return first - _LEAST if first else _ALWAYS, last - _LEAST if last else _FOREVER


def _of_limits(wanted: Filter) -> bool:
    """Whether only what has a limit can fit."""
    return wanted.late or wanted.due is not None


def _query(wanted: Filter, kind: Kind, since: datetime, until: datetime, waits: Waits | None = None) -> Query:
    opened = wanted.opened or Days()
    marks = frozenset(wanted.marks)
    return Query(kind, marks, since, until, opened.begins, opened.ends, waits, latest_first=kind == "closed")
