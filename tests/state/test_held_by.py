"""The roles in which somebody can act, as a list of them, are just those of which they have capacities."""

import pytest

from state.people import Deputising, Directory, Member
from state.roles import HELD
from tests.stage import AREAS, NOW, PEOPLE

MORE = {
    "zoe": Member("zoe", "Zoe Hill", ("manager", "unit"), ("west", "north")),
    "max": Member("max", "Max Reed", ("manager",)),
    "lia": Member("lia", "Lia Wood", ("psw", "area_ad"), ("south",)),
}
DEPUTIES = (
    Deputising("ada", "mia", NOW.date()),
    Deputising("sam", "wes", NOW.date()),
    Deputising("lia", "joe", NOW.date()),
)
EVERYBODY = Directory({**PEOPLE.members, **MORE}, DEPUTIES)


@pytest.mark.parametrize("person", [*EVERYBODY.members, "joe", "nobody"])
def test_the_list_is_what_they_have_capacities_of(person: str) -> None:
    held = set(EVERYBODY.held_by(person))
    for role in HELD:
        for area in (*AREAS, "of an older profile"):
            can = next(EVERYBODY.capacities(person, role, area), None) is not None
            assert ((role, "") in held or (role, area) in held) == can, (role, area)
