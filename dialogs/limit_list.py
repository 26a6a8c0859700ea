"""Lists of limits over all cases, from the index alone: references and roles, never an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dialogs.clock_words import day
from dialogs.dates import Unclear, moment, read_when
from dialogs.desk import Desk
from dialogs.facts import titles
from dialogs.limit_words import last_day, limit_name
from dialogs.wording import say
from state.index import Row
from state.limit import Limit
from state.message import Button, Card, Message, Section
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


def overdue(desk: Desk) -> Message:
    """What has passed and is not done."""
    late = [one for one in owed(desk) if one.passes <= desk.clock()]
    if not late:
        return Message(say("limits.no_overdue"))
    return Message(card=Card(say("limits.overdue"), sections=sections(desk, late)))


def due(desk: Desk, words: str) -> Message:
    """What is due today, within a week, or on a day."""
    today = desk.clock().date()
    match words.strip().casefold():
        case "" | "today":
            heading, first, last = say("limits.due_today", day=day(today)), today, today
        case "week" | "this week":
            heading, first, last = say("limits.due_week", day=day(today + A_WEEK)), today, today + A_WEEK
        case _:
            read = read_when(words, desk.clock(), future=True)
            if isinstance(read, Unclear):
                return Message(say("limits.when"))
            first = last = moment(read.value).date()
            heading = say("limits.due_on", day=day(first))
    found = [one for one in owed(desk) if first <= one.day <= last and one.passes > desk.clock()]
    if not found:
        return Message(say("limits.none_due", heading=heading))
    return Message(card=Card(heading, sections=sections(desk, found)))


def sections(desk: Desk, listed: Iterable[Listed]) -> tuple[Section, ...]:
    """A line for each limit, with a button that shows the case."""
    every = tuple(listed)
    shown = tuple(Section(lines=(line(desk, one),), buttons=(_shows(one.row),)) for one in every[:LISTED])
    return shown if len(every) <= LISTED else (*shown, Section(lines=(say("limits.more", count=len(every) - LISTED),)))


def line(desk: Desk, one: Listed) -> str:
    """A limit by its case, name, last day, and the roles that must act."""
    who = awaited(desk, one.row, one.limit.process, one.limit.key)
    return say(
        "limits.line" if who else "limits.line_nobody",
        title=title(desk, one.row),
        deadline=limit_name(one.limit),
        day=last_day(one.limit),
        who=titles(desk, who) if who else "",
    )


def title(desk: Desk, row: Row) -> str:
    """A case by its reference and area."""
    return say("card.title", ref=row.key.id, area=desk.area_name(row.area))


def awaited(desk: Desk, row: Row, process: str, key: int) -> tuple[str, ...]:
    """The roles that a process of a case awaits."""
    state = next((state for name, number, state in row.states if (name, number) == (process, key)), "")
    table = desk.engine.processes.get(process)
    return table.awaits.get(state, ()) if table else ()


def _shows(row: Row) -> Button:
    return Button(say("button.status"), {"do": "command", "command": f"status {row.key.id}"})
