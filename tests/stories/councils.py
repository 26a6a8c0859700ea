"""Two councils in which the same stories are played: Kent, and one that is invented, with nothing in common."""

from dataclasses import dataclass
from pathlib import Path

from state.people import Directory, Member
from state.profile import Profile, load_profile
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
