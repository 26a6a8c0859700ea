"""Who of a role can do something about a process now. Source: A7."""

from state.case import Case, Run
from state.people import Directory, may, may_read, turn_to
from state.process import Event
from state.tables import Tables


def able(tables: Tables, directory: Directory, case: Case, run: Run, role: str, besides: str = "") -> tuple[str, ...]:
    """Those of a role who can do its part in moving a process on, or raise the event `besides`; where none of its
    deputies can, as when the only one wrote the alert, its holders who can. Nobody who may not read the case, such as
    the partnership before anything was shared with it."""
    rows = [tables.row(run, name) for name in tables.possible(run)]
    theirs = [row for row in rows if role in row.by and (row.targets or row.name == besides)]
    people = turn_to(directory, role, case, run)
    holders = tuple(member.id for member in directory.holders(role, case.area))
    return _of(people, theirs, directory, case, run) or _of(holders, theirs, directory, case, run)


def _of(people: tuple[str, ...], rows: list[Event], directory: Directory, case: Case, run: Run) -> tuple[str, ...]:
    reach = [person for person in people if may_read(directory, person, case) or run.person == person]
    return tuple(person for person in reach if any(may(directory, person, row, case, run) for row in rows))
