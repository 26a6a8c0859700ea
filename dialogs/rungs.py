"""Who hears of what somebody else cannot be told: up the ladder, to the first who can be reached and may read it.

Source: processes.md "Posts and reminders".
"""

from dataclasses import dataclass

from dialogs.desk import Desk
from state.case import Case
from state.documents import Key
from state.people import may_read
from state.roles import APPOINTED, AUTHOR, PRACTITIONER


@dataclass(frozen=True)
class Rung:
    """A person of the ladder, and the role for which they are turned to."""

    person: str
    role: str


def next_rung(desk: Desk, case: Case | None, missed: str, role: str) -> Rung | None:
    """The next one after somebody who was missed in a role; from the lowest rung again after the last.

    Nobody is turned to for an alert that they wrote: they could not decide on it.
    """
    ladder = desk.profile.reminders.ladder
    start = ladder.index(role) if role in ladder else 0
    for rung in (*ladder[start:], *ladder[:start]):
        for person in _people(desk, case, rung):
            if person != missed and _reachable(desk, person) and _suits(desk, case, person):
                return Rung(person, rung)
    return None


def role_in(desk: Desk, case: Case | None, person: str) -> str:
    """The role in which a case has to do with somebody; without a case, the first that they hold."""
    if case is None:
        return next(iter(desk.directory.roles(person)), PRACTITIONER)
    held = [role for role in desk.directory.roles(person) if person in _holders(desk, case, role)]
    if held:
        return held[0]
    if person == case.author:
        return AUTHOR
    ran = [run for run in case.runs if run.person == person]
    awaited = (role for run in ran for role in desk.engine.processes[run.process].awaits.get(run.state, ()))
    return next((role for role in awaited if role in APPOINTED), PRACTITIONER)


def _holders(desk: Desk, case: Case, role: str) -> tuple[str, ...]:
    return tuple(member.id for member in desk.directory.holders(role, case.area))


def _people(desk: Desk, case: Case | None, role: str) -> tuple[str, ...]:
    if case is not None:
        return tuple(dict.fromkeys((*desk.directory.acting(role, case.area), *_holders(desk, case, role))))
    return tuple(member.id for member in desk.directory.members.values() if role in member.roles)


def _reachable(desk: Desk, person: str) -> bool:
    row = desk.store.row(Key("person", person))
    return row is None or not row.unreachable


def _suits(desk: Desk, case: Case | None, person: str) -> bool:
    return case is None or (person != case.author and may_read(desk.directory, person, case) is not None)
