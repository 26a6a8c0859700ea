"""Who of a role can do something about a process now. Source: A7."""

from state.case import Case, Run
from state.people import Directory, may, may_read, turn_to
from state.tables import Tables


def able(tables: Tables, directory: Directory, case: Case, run: Run, role: str, besides: str = "") -> tuple[str, ...]:
    """Those of a role who can move a process on, or raise the event `besides`; where none of its deputies can, as when
    the only one wrote the alert, its holders who can. Nobody who may not read the case, such as the partnership before
    anything was shared with it."""
    people = turn_to(directory, role, case, run)
    holders = tuple(member.id for member in directory.holders(role, case.area))
    return _of(people, tables, directory, case, run, besides) or _of(holders, tables, directory, case, run, besides)


def _of(
    people: tuple[str, ...], tables: Tables, directory: Directory, case: Case, run: Run, besides: str
) -> tuple[str, ...]:
    rows = [tables.row(run, name) for name in tables.possible(run)]
    moving = [row for row in rows if row.targets or row.name == besides]
    reach = [person for person in people if may_read(directory, person, case) or run.person == person]
    return tuple(person for person in reach if any(may(directory, person, row, case, run) for row in moving))
