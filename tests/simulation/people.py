"""The invented council's people. Nobody is the Area AD of the countywide services: the ladder must step over that."""

from state.people import Directory, Member

AREAS = ("north", "east", "south", "west", "countywide")
NAMES = ("Asha", "Bram", "Cleo", "Dov", "Esme", "Finn", "Gwen", "Hugo", "Iris", "Jago", "Kezia", "Leon", "Mabel")


def _members() -> list[Member]:
    found = []
    for n, area in enumerate(AREAS):
        found += [Member(f"mgr-{area}-{k}", f"{NAMES[n]} Manager{k}", ("manager",), (area,)) for k in (1,)]
        if area != "countywide":
            found.append(Member(f"ad-{area}", f"{NAMES[n]} Area", ("area_ad",), (area,)))
    for role, count in (
        ("unit", 2), ("psw", 1), ("ad_spsqa", 1), ("sm_spsqa", 1), ("director", 1), ("corporate_director", 1),
        ("kscmp", 1),
    ):  # fmt: skip
        found += [Member(f"{role}-{k}", f"{NAMES[k + 5]} {role.title()}", (role,)) for k in range(1, count + 1)]
    return found


PEOPLE = Directory({member.id: member for member in _members()})
AUTHORS = tuple(f"author-{n}" for n in range(40))
"""Practitioners, who are not in the people file."""

GO_AWAY = (
    "ad-north",
    "ad-east",
    "ad-south",
    "ad-west",
    "psw-1",
    "ad_spsqa-1",
    "corporate_director-1",
    "unit-2",
    "mgr-east-1",
)
"""Those who name a deputy now and then."""


def holders(role: str, area: str) -> list[str]:
    """The people of a role for an area."""
    return [member.id for member in PEOPLE.holders(role, area)]
