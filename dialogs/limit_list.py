"""Lists of limits over all cases, from the index alone: references and roles, never an answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dialogs.aim_list import aims
from dialogs.case_lines import shows, title_of
from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.facts import titles
from dialogs.filters import Days, Filter, Strange, limits, read_filter
from dialogs.filters.days import read_days
from dialogs.filters.filter import Status
from dialogs.limit_words import last_day, limit_name
from dialogs.paging import SIZE, page_of, turning
from dialogs.strange import strange
from dialogs.wording import say
from state.documents import Key
from state.index import Row
from state.limit import Limit
from state.message import Card, Message, Section
from state.moments import LONDON, passes_at

LISTED = 20
"""So many limits stand on one list."""

A_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Listed:
    """A limit that is owed, and the case that it is of."""

    row: Row
    limit: Limit

    @property
    def passes(self) -> datetime:
        """The moment from which it is passed."""
        return passes_at(self.limit.due)

    @property
    def day(self) -> date:
        """Its last day, in London."""
        due = self.limit.due
        return due.astimezone(LONDON).date() if isinstance(due, datetime) else due


def owed(desk: Desk, areas: tuple[str, ...] | None = None) -> tuple[Listed, ...]:
    """Every limit that is owed, the earliest first; of some areas alone where they are named."""
    rows = (row for row in desk.store.rows("case") if areas is None or row.area in areas)
    found = (Listed(row, limit) for row in rows for limit in row.limits)
    return tuple(sorted(found, key=lambda one: (one.passes, one.row.key)))


def overdue(desk: Desk, words: str = "", page: int = 1, *, private: bool = True) -> Message:
    """What has passed and is not done, narrowed to what was said."""
    wanted = read_filter(desk, f"overdue {words}")
    if isinstance(wanted, Strange):
        return strange(desk, "overdue", wanted, private=private)
    named = _Named("overdue", say("limits.overdue"), say("limits.no_overdue"), say("limits.aims_passed"))
    return _paged(desk, replace(wanted, due=None), page, named)


def due(desk: Desk, words: str, page: int = 1, *, private: bool = True) -> Message:
    """What is due today, within a week, or on a day, narrowed to what else was said."""
    today, first = desk.clock().date(), read_days(words.split(), desk.clock(), future=True)
    wanted = read_filter(desk, f"due {words}" if first else words)
    if isinstance(wanted, Strange):
        unread = not first and not wanted.near
        return Message(say("limits.when")) if unread else strange(desk, "due", wanted, private=private)
    when = wanted.due or Days(today, today)
    heading = _heading(when, today)
    named = _Named("due", heading, say("limits.none_due", heading=heading), say("limits.aims"))
    return _paged(desk, replace(wanted, due=when, late=False), page, named)


@dataclass(frozen=True)
class _Named:
    """A list by the command that asks for it, its heading, what is said where it is empty, and how aims are headed."""

    command: str
    heading: str
    nothing: str
    aims: str


def _heading(when: Days, today: date) -> str:
    if when == Days(today, today):
        return say("limits.due_today", day=day(today))
    if when.first == today and when.last:
        return say("limits.due_week", day=day(when.last))
    if when.first == when.last and when.first:
        return say("limits.due_on", day=day(when.first))
    return say("limits.due_in", days=when.said)


def _paged(desk: Desk, wanted: Filter, number: int, named: _Named) -> Message:
    query = limits(wanted, desk.clock())
    total = desk.store.look(query, 0, 0).total
    page = page_of(number, total)
    found = desk.store.look(query, page.start, page.start + SIZE)
    rows = ((desk.store.row(Key("case", item.ref)), item.n) for item in found.items)
    listed = [Listed(row, row.limits[n]) for row, n in rows if row and n < len(row.limits)]
    status: Status = "" if wanted.status == "all" else wanted.status  # what is closed has no limit
    besides = replace(wanted, late=False, late_in=None, due=None, status=status)
    said = "; ".join(filter(None, (wanted.late_in.said if wanted.late_in else "", besides.said(desk))))
    lines = (said,) if said else ()
    aimed = aims(desk, query, named.aims) if page.number == 1 else ()
    if not listed:
        lines = (named.nothing, *lines)
    if not listed and not aimed:
        return Message("\n".join(lines))
    card = Card(named.heading, lines=lines, sections=(*sections(desk, listed), *aimed))
    return Message(card=turning(card, page, wanted.after(named.command)))


def sections(desk: Desk, listed: Iterable[Listed]) -> tuple[Section, ...]:
    """A line for each limit, with a button that shows the case."""
    every = tuple(listed)
    shown = tuple(Section(lines=(line(desk, one),), buttons=(shows(one.row),)) for one in every[:LISTED])
    return shown if len(every) <= LISTED else (*shown, Section(lines=(say("limits.more", count=len(every) - LISTED),)))


def line(desk: Desk, one: Listed) -> str:
    """A limit by its case, name, last day, and the roles that must act."""
    who = awaited(desk, one.row, one.limit.process, one.limit.key)
    return say(
        "limits.line" if who else "limits.line_nobody",
        title=title_of(desk, one.row),
        deadline=limit_name(one.limit),
        day=last_day(one.limit),
        who=titles(desk, who) if who else "",
    )


def awaited(desk: Desk, row: Row, process: str, key: int) -> tuple[str, ...]:
    """The roles that a process of a case awaits."""
    state = next((state for name, number, state in row.states if (name, number) == (process, key)), "")
    table = desk.engine.processes.get(process)
    return table.awaits.get(state, ()) if table else ()
