"""Two councils in which the same stories are played: Kent, and one that is invented, with nothing in common."""

from dataclasses import dataclass
from pathlib import Path

from state.people import Directory, Member
from state.profile import Profile
from state.profile_file import load_profile
from tests.stage import PEOPLE

INVENTED = Path(__file__).parents[1] / "state" / "invented_council.toml"

STRATHMUIR_PEOPLE = Directory(
    {
        m.id: m
        for m in (
            Member("mia", "Morag Baird", ("manager",), ("lochside",)),
            Member("ada", "Ailsa Craig", ("area_ad",), ("lochside",)),
            Member("wes", "Wallace Tait", ("area_ad",), ("upper_glen",)),
            Member("uma", "Una Reid", ("unit",)),
            Member("pat", "Petra Muir", ("psw",)),
            Member("ash", "Angus Shaw", ("ad_spsqa",)),
            Member("sam", "Shona Orr", ("sm_spsqa",)),
            Member("dee", "Duncan Ross", ("director",)),
            Member("cor", "Catriona Bell", ("corporate_director",)),
            Member("kim", "Kirsty Lamb", ("kscmp",)),
        )
    }
)


@dataclass(frozen=True)
class Council:
    """A council as a story needs it: the area in which it happens, and how a Rapid Review ends with a local review."""

    profile: Profile
    people: Directory
    area: str
    local_review: str

    def name(self, person: str) -> str:
        """What somebody is called."""
        return self.people.name(person)

    def __str__(self) -> str:
        return self.profile.id


KENT = Council(load_profile(), PEOPLE, "east", "local_review")
STRATHMUIR = Council(load_profile(INVENTED), STRATHMUIR_PEOPLE, "lochside", "deeper_look")
COUNCILS = (KENT, STRATHMUIR)


def proper_names(council: Council) -> set[str]:
    """All that only this council is called, or calls somebody: whatever its profile writes with a capital letter."""
    profile = council.profile
    contacts = profile.contacts
    names = [
        profile.name,
        profile.authority,
        profile.publisher.name,
        *profile.other_authorities,
        *(name for area in profile.areas for name in (area.name, *area.districts, *area.towns)),
        *(title for titles in profile.titles.values() for title in titles),
        *(name for names in profile.names.values() for name in names),
        *(outcome.name for outcome in profile.rapid_review_outcomes),
        *(contacts.duty_team, contacts.out_of_hours, contacts.support_individual, contacts.support_group),
        *(member.name for member in council.people.members.values()),
    ]
    return {name for name in names if any(letter.isupper() for letter in name)} - OF_EVERYWHERE


OF_EVERYWHERE = {"No further review", "Other learning", "Local Child Safeguarding Practice Review"}
"""What one council's outcomes share with everybody's words."""
