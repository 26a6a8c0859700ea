"""Who holds which role for which area, who acts for whom, who may do what and who may read. Source: product.md."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from state.case import Case
from state.process import Actor, Event
from state.roles import (
    ANYONE_WHO_READS,
    AUTHOR,
    KSCMP,
    OF_ONE_AREA,
    READ_EVERYTHING,
    STANDS_IN,
)


@dataclass(frozen=True)
class Member:
    """One line of the people file: a person of the council, by Entra object id."""

    id: str
    name: str
    roles: tuple[str, ...]
    areas: tuple[str, ...] = ()

    def covers(self, role: str, area: str) -> bool:
        """Whether this person holds that role for that area."""
        if role not in self.roles:
            return False
        return area in self.areas if role in OF_ONE_AREA else (not self.areas or area in self.areas)


@dataclass(frozen=True)
class Deputising:
    """Until the end of that day, `deputy` may act in every role of `holder`."""

    holder: str
    deputy: str
    until: date


@dataclass(frozen=True)
class Directory:
    """Everybody who holds a role, and who deputises today. Whoever is not in it is a practitioner."""

    members: Mapping[str, Member] = field(default_factory=dict)
    deputies: tuple[Deputising, ...] = ()

    def deputised(self, deputies: tuple[Deputising, ...], today: date) -> "Directory":
        """The same directory with the deputies whose day has not passed."""
        return replace(self, deputies=tuple(d for d in deputies if d.until >= today))

    def name(self, person: str) -> str:
        """The name in the people file, or nothing."""
        member = self.members.get(person)
        return member.name if member else ""

    def roles(self, person: str) -> tuple[str, ...]:
        """The roles that this person holds in their own name."""
        member = self.members.get(person)
        return member.roles if member else ()

    def named(self, words: str) -> tuple[Member, ...]:
        """The people whose name is or holds these words; one alone is certain."""
        wanted = words.casefold().strip().removeprefix("@").strip()
        exact = tuple(m for m in self.members.values() if m.name.casefold() == wanted)
        return exact or tuple(m for m in self.members.values() if wanted and wanted in m.name.casefold())

    def holders(self, role: str, area: str) -> tuple[Member, ...]:
        """Who holds a role for an area, in the order of the people file."""
        return tuple(m for m in self.members.values() if m.covers(role, area))

    def acting(self, role: str, area: str) -> tuple[str, ...]:
        """The people to turn to for a role: its holders, each replaced by the deputy that they named."""
        stands_in = {d.holder: d.deputy for d in self.deputies}
        return tuple(dict.fromkeys(stands_in.get(m.id, m.id) for m in self.holders(role, area)))

    def capacities(self, person: str, role: str, area: str) -> Iterator[Actor]:
        """The ways in which a person can act in a role: their own, as a named deputy, or standing in for it."""
        own = self.members.get(person)
        if own and own.covers(role, area):
            yield Actor(person, role)
        for d in self.deputies:
            holder = self.members.get(d.holder)
            if d.deputy == person and holder and holder.covers(role, area):
                yield Actor(person, role, deputy_for=d.holder)
        for other in STANDS_IN.get(role, ()):
            if own and own.covers(other, area):
                yield Actor(person, other)

    def holds_any(self, person: str, roles: tuple[str, ...]) -> bool:
        """Whether a person holds, or deputises in, one of these roles anywhere."""
        holders = {person} | {d.holder for d in self.deputies if d.deputy == person}
        return any(role in self.roles(holder) for holder in holders for role in roles)


def may(directory: Directory, person: str, event: Event, case: Case) -> Actor | None:
    """The capacity in which a person may raise an event, or None. Nobody decides on an alert that they wrote."""
    if event.decides and person == case.author:
        return None
    if event.by == ANYONE_WHO_READS:
        role = may_read(directory, person, case)
        return Actor(person, role) if role else None
    for role in event.by:
        if role == AUTHOR:
            if person == case.author:
                return Actor(person, AUTHOR)
            continue
        actor = next(directory.capacities(person, role, case.area), None)
        if actor:
            return actor
    return None


def may_read(directory: Directory, person: str, case: Case) -> str | None:
    """The capacity in which a person may read a case's details, or None."""
    if person == case.author:
        return AUTHOR
    readers = (*READ_EVERYTHING, *OF_ONE_AREA, *((KSCMP,) if _shared(case) else ()))
    for role in readers:
        actor = next(directory.capacities(person, role, case.area), None)
        if actor:
            return actor.capacity
    return None


def _shared(case: Case) -> bool:
    referral = case.run("partnership_referral")
    return referral is not None and referral.state != "to_share"
