"""A limit in words: its name, its last day, what is left, and who must act. Never an answer."""

from dialogs.clock_words import day, time_left
from dialogs.desk import Desk
from dialogs.facts import deadline_of, running, titles
from state.case import Case
from state.limit import Limit
from state.recipients import roles_of


def limit_name(limit: Limit) -> str:
    """What a limit is for: of which child, or of which process where there are several."""
    return deadline_of(*limit.name)


def last_day(limit: Limit) -> str:
    """When it ends."""
    return day(limit.due)


def left(desk: Desk, case: Case, limit: Limit) -> str:
    """How long is left of it, or since when it is late."""
    clock = next(c for c in running(desk, case) if (c.due.id, c.due.child, c.due.run) == limit.name)
    return time_left(clock, desk.profile, desk.clock())


def who_must(desk: Desk, case: Case, limit: Limit) -> str:
    """The roles that must act, in the council's own titles; nothing where nobody can act on it now."""
    run = case.run(limit.process, limit.key)
    roles = roles_of(desk.engine, run, limit.deadline) if run else ()
    return titles(desk, roles) if roles else ""
