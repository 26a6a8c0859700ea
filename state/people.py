"""Who holds which role for which area, who acts for whom, who may do what and who may read. Source: product.md."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from state.case import Case, Run
from state.process import Event, Need
from state.raising import Actor
from state.roles import (
    ANYONE_WHO_READS,
    APPOINTED,
    AUTHOR,
    KSCMP,
    OF_ONE_AREA,
    READ_EVERYTHING,
    REPORT_AUTHOR,
    REPORTS,
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
        return tuple(dict.fromkeys(self.instead_of(m.id) for m in self.holders(role, area)))

    def instead_of(self, person: str) -> str:
        """The deputy whom a person has named, or the person."""
        return next((d.deputy for d in reversed(self.deputies) if d.holder == person), person)

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

    def held_by(self, person: str) -> Iterator[tuple[str, str]]:
        """Every role in which a person has such capacities, each with an area; with none, where it is for all."""
        for holder in (person, *(d.holder for d in self.deputies if d.deputy == person)):
            own = self.members.get(holder)
            for held in own.roles if own else ():
                stands = [role for role, others in STANDS_IN.items() if held in others and holder == person]
                areas = own.areas if own and (own.areas or held in OF_ONE_AREA) else ("",)
                yield from ((role, area) for role in (held, *stands) for area in areas)

    def named_by(self, run: Run, person: str, role: str) -> Iterator[Actor]:
        """The ways in which a person can act as the one whom a process names: themselves, or as their deputy."""
        if run.person == person:
            yield Actor(person, role)
        for d in self.deputies:
            if d.deputy == person and d.holder == run.person:
                yield Actor(person, role, deputy_for=d.holder)

    def acts_in(self, person: str, roles: tuple[str, ...]) -> Actor | None:
        """The first of these roles that a person holds, or deputises in, anywhere."""
        holders = (person, *(d.holder for d in self.deputies if d.deputy == person))
        found = ((role, holder) for holder in holders for role in roles if role in self.roles(holder))
        ways = (Actor(person, role, None if holder == person else holder) for role, holder in found)
        return next(ways, None)

    def holds_any(self, person: str, roles: tuple[str, ...]) -> bool:
        """Whether a person holds, or deputises in, one of these roles anywhere."""
        return self.acts_in(person, roles) is not None


def may(directory: Directory, person: str, event: Event, case: Case, run: Run | None = None) -> Actor | None:
    """The capacity in which a person may raise an event, or None. Nobody decides on an alert that they wrote,
    nor checks a report that they wrote, and nobody does so in the name of whoever wrote it.

    `run` is the process in which it would happen: some events are for the person whom it names.
    """
    report = run if event.checks else None
    if (event.decides and person == case.author) or (report and report.wrote(person)):
        return None
    if event.by == ANYONE_WHO_READS:
        return reads_as(directory, person, case)
    found = (way for role in event.by for way in ways(directory, person, role, case, run))
    barred = case.author if event.decides and case.author else None
    own = (way for way in found if way.deputy_for is None or way.deputy_for != barred)
    return next((way for way in own if not (report and report.wrote(way.deputy_for))), None)


def may_read(directory: Directory, person: str, case: Case) -> str | None:
    """The capacity in which a person may read a case's details, or None."""
    actor = reads_as(directory, person, case)
    return actor.capacity if actor else None


def knows(directory: Directory, person: str, case: Case) -> bool:
    """Whether a person may learn that there is such a case: they may read it, or one of its processes names them."""
    named = (directory.named_by(run, person, role) for run in case.runs for role in APPOINTED)
    return may_read(directory, person, case) is not None or next(chain.from_iterable(named), None) is not None


def turn_to(directory: Directory, role: str, case: Case, run: Run | None = None) -> tuple[str, ...]:
    """The people to turn to for a role: its holders or their deputies, the author, or whom the process names."""
    if role == AUTHOR:
        return (case.author,) if case.author else ()
    if role in APPOINTED:
        return (directory.instead_of(run.person),) if run and run.person else ()
    return directory.acting(role, case.area)


def suitable(directory: Directory, need: Need, person: str, case: Case) -> bool:
    """Whether somebody may be named in a field: they hold one of the roles to choose from, and not for the case's own
    area where a role is held for areas. Source: R90 (G106)."""
    held = [role for role in need.among if role in directory.roles(person)]
    here = [role for role in held if role in OF_ONE_AREA and directory.members[person].covers(role, case.area)]
    return not need.among or len(held) > len(here)


def reads_as(directory: Directory, person: str, case: Case) -> Actor | None:
    """Who somebody is, in which role, who may read a case's details; None where they may not."""
    roles = (AUTHOR, *READ_EVERYTHING, *OF_ONE_AREA, *((KSCMP,) if _shared(case) else ()))
    found = (way for role in roles for way in ways(directory, person, role, case, None))
    reports = (run for run in case.runs if run.process in REPORTS)
    return next(chain(found, *(directory.named_by(run, person, REPORT_AUTHOR) for run in reports)), None)


def ways(directory: Directory, person: str, role: str, case: Case, run: Run | None) -> Iterator[Actor]:
    """The ways in which a person can act in a role in a case, or in one of its processes."""
    if role in APPOINTED:
        yield from directory.named_by(run, person, role) if run else ()
    elif role != AUTHOR:
        yield from directory.capacities(person, role, case.area)
    elif person == case.author:
        yield Actor(person, AUTHOR)


def _shared(case: Case) -> bool:
    referral = case.run("partnership_referral")
    return referral is not None and referral.state != "to_share"
