"""Who is reminded of a limit: those who must act, and the rungs of the ladder. Source: processes.md, Reminders."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from state.able import able
from state.case import Case, Run
from state.limits import Running
from state.people import Directory, ways
from state.profile import Profile
from state.roles import AUTHOR, CLOCK
from state.tables import Tables


@dataclass(frozen=True)
class World:
    """What reminders hang on besides the case: the tables, the council, its people, and who cannot be reached."""

    tables: Tables
    profile: Profile
    directory: Directory
    unreachable: Callable[[str], bool]


@dataclass(frozen=True)
class Recipient:
    """Somebody to remind, in which role, and for whom where they deputise. `rung` 0 must act; the others are told of
    what others must do. `run` is the process in which it is to be done."""

    person: str
    role: str
    run: Run
    deputy_for: str | None = None
    rung: int = 0


def recipients(world: World, case: Case, limit: Running, told: int) -> tuple[Recipient, ...]:
    """Everybody who is reminded of a limit once `told` rungs of the ladder are. Nobody twice.

    Where nobody who must act can be reached, the next rung takes their place at once.
    """
    if not limit.runs:
        return ()
    must = tuple(_those_who_must(world, case, limit))
    awaited = [role for run in limit.runs for role in roles_of(world.tables, run, limit.limit.deadline)]
    rungs = _rungs(world, case, limit, awaited)
    if not must:
        above = rungs[_above(world.profile.reminders.ladder, awaited) :]
        rungs = tuple(rung for rung in above if rung)[: told + 1]
    else:
        rungs = tuple(rung for rung in rungs if rung)[:told]
    numbered = [Recipient(r.person, r.role, r.run, r.deputy_for, n) for n, rung in enumerate(rungs, 1) for r in rung]
    found: dict[str, Recipient] = {}
    for one in (*must, *numbered):
        found.setdefault(one.person, one)
    return tuple(found.values())


def roles_of(tables: Tables, run: Run, deadline: str) -> tuple[str, ...]:
    """The roles that must act: those that the state awaits, or else those of the event that alone ends a deadline, or
    of whatever could happen next."""
    table = tables.processes[run.process]
    if awaited := table.awaits.get(run.state, ()):
        return awaited
    ending = table.event(table.until.get(deadline, ""))
    rows = [ending] if ending else [tables.row(run, name) for name in tables.possible(run)]
    return tuple(dict.fromkeys(role for row in rows for role in row.by if role != CLOCK))


def _those_who_must(world: World, case: Case, limit: Running) -> Iterator[Recipient]:
    for run in limit.runs:
        besides = world.tables.processes[run.process].until.get(limit.limit.deadline, "")
        for role in roles_of(world.tables, run, limit.limit.deadline):
            for person in able(world.tables, world.directory, case, run, role, besides):
                if not world.unreachable(person):
                    way = next(ways(world.directory, person, role, case, run), None)
                    yield Recipient(person, role, run, way.deputy_for if way else None)


def _rungs(world: World, case: Case, limit: Running, awaited: list[str]) -> tuple[tuple[Recipient, ...], ...]:
    """The people of each rung; none of a role that must act anyway, and never the author of the alert."""
    found = []
    for role in world.profile.reminders.ladder:
        people = world.directory.acting(role, case.area) if role not in awaited else ()
        heard = (p for p in people if p != case.author and not world.unreachable(p))
        found.append(tuple(_of_rung(world, case, limit, role, person) for person in heard))
    return tuple(found)


def _of_rung(world: World, case: Case, limit: Running, role: str, person: str) -> Recipient:
    way = next(ways(world.directory, person, role, case, None), None)
    return Recipient(person, role, limit.runs[0], way.deputy_for if way else None)


def _above(ladder: tuple[str, ...], awaited: list[str]) -> int:
    """Where the ladder goes on above those who should have acted; at its foot where they do not stand on it."""
    return max((n + 1 for n, role in enumerate(ladder) if role in awaited and role != AUTHOR), default=0)
