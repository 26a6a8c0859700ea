"""Which area somebody means, by its id, its name, or one of its districts."""

from collections.abc import Iterator

from dialogs.choosing import plain
from dialogs.understood import Answer, Trouble
from dialogs.wording import either
from state.profile import Profile
from state.profile_parts import Area


def area_in(words: str, profile: Profile) -> str | None:
    """The id of the area that these words name, or unmistakably begin to; None where they name none, or several."""
    areas = _meant(words, profile)
    return areas[0].id if len(areas) == 1 else None


def read_area(words: str, profile: Profile) -> Answer | Trouble:
    """The area that these words name, or why they do not."""
    other = next((name for name in profile.other_authorities if plain(name) in plain(words)), None)
    if other:
        return Trouble("trouble.other_authority", {"name": other, "authority": profile.authority})
    match _meant(words, profile):
        case []:
            return Trouble("trouble.not_an_area")
        case [area]:
            return Answer(area.id)
        case areas:
            return Trouble("trouble.ambiguous", {"names": either([area.name for area in areas])})


def area_names(profile: Profile) -> Iterator[tuple[str, str]]:
    """Every name that an area goes by, ready to be compared, with the area's id."""
    return ((name, area.id) for area in profile.areas for name in _names(area))


def _meant(words: str, profile: Profile) -> list[Area]:
    said = plain(words).removesuffix(" area").removeprefix("the ")
    if not said:
        return []
    exact = [area for area in profile.areas if said in _names(area)]
    return exact or [area for area in profile.areas if any(name.startswith(said) for name in _names(area))]


def _names(area: Area) -> Iterator[str]:
    """Each district by its whole name, and by each of the places joined in it ("Folkestone and Hythe")."""
    places = [place for district in area.districts for place in (district, *district.split(" and "))]
    return (plain(name) for name in (area.id, area.name, *places))
