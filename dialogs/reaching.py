"""Who holds a role and cannot be reached: whom Teams refuses, or whom the bot has never met. Source: product.md."""

from collections.abc import Iterator
from dataclasses import dataclass

from dialogs.desk import Desk
from dialogs.wording import say
from state.documents import Key
from state.message import Card, Fact, Message, Section
from state.people import Member
from state.roles import HELD, OF_ONE_AREA


@dataclass(frozen=True)
class Holders:
    """Those who hold a role, for one area where it is held for areas, and who of them cannot be reached."""

    heading: str
    members: tuple[Member, ...]
    lost: tuple[Member, ...]


def reach_card(desk: Desk) -> Message:
    """Everybody who cannot be reached, by role and area, and why. Names people, so it is only said in private."""
    sections = tuple(
        Section(one.heading, facts=tuple(Fact(member.name, _why(desk, member), said=True) for member in one.lost))
        for one in _holders(desk)
    )
    if not sections:
        return Message(say("reach.everybody"))
    return Message(card=Card(say("reach.title"), lines=(say("reach.text"),), sections=sections))


def reach_lines(desk: Desk) -> tuple[str, ...]:
    """How many of each role and area cannot be reached, without a name: for a channel."""
    return tuple(
        say("reach.count", who=one.heading, lost=len(one.lost), all=len(one.members)) for one in _holders(desk)
    )


def _holders(desk: Desk) -> Iterator[Holders]:
    members = tuple(desk.directory.members.values())
    for role in HELD:
        title = desk.profile.title(role)
        for area in desk.profile.areas if role in OF_ONE_AREA else (None,):
            held = tuple(m for m in members if (m.covers(role, area.id) if area else role in m.roles))
            lost = tuple(member for member in held if not _reached(desk, member))
            if lost:
                yield Holders(say("reach.of_area", role=title, area=area.name) if area else title, held, lost)


def _reached(desk: Desk, member: Member) -> bool:
    row = desk.store.row(Key("person", member.id))
    return row is not None and row.reachable


def _why(desk: Desk, member: Member) -> str:
    return say("reach.refused" if desk.unreachable(member.id) else "reach.never_met")
