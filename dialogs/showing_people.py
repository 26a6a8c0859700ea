"""Who holds which role, by area, and who deputises. Shown in private to the PSW and the Unit."""

from dialogs.dates import spoken
from dialogs.desk import Desk
from dialogs.wording import say
from state.message import Card, Fact, Section
from state.people import Member
from state.roles import HELD, PRACTITIONER


def people_card(desk: Desk) -> Card:
    """A section for each role, in the council's own titles; a role that nobody holds says so.

    Whoever stands nowhere is a practitioner: that role is shown only where somebody is given it.
    """
    directory = desk.directory
    sections = tuple(_section(desk, role) for role in HELD if role != PRACTITIONER or _holders(desk, role))
    deputies = tuple(
        say(
            "people.deputy",
            deputy=directory.name(d.deputy),
            holder=directory.name(d.holder),
            day=spoken(d.until.isoformat()),
        )
        for d in directory.deputies
    )
    return Card(say("people.title"), lines=deputies, sections=sections)


def _section(desk: Desk, role: str) -> Section:
    holders, title = _holders(desk, role), desk.profile.title(role)
    return Section(
        f"{title[0].upper()}{title[1:]}",
        lines=() if holders else (say("people.nobody"),),
        facts=tuple(Fact(member.name, _areas(desk, member), said=True) for member in holders),
    )


def _holders(desk: Desk, role: str) -> tuple[Member, ...]:
    return tuple(member for member in desk.directory.members.values() if role in member.roles)


def _areas(desk: Desk, member: Member) -> str:
    return ", ".join(desk.profile.area(area).name for area in member.areas) or say("people.everywhere")
