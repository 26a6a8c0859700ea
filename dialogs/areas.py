"""Which area somebody means, by its id, its name, one of its districts, or one of its towns."""

from collections.abc import Iterator
from itertools import chain

from dialogs.choosing import SHORT, plain
from dialogs.understood import Answer, ToConfirm, Trouble
from dialogs.wording import either
from state.profile import Profile
from state.profile_parts import Area


def area_in(words: str, profile: Profile) -> str | None:
    """The id of the area that these words name, or unmistakably begin to; None where they name none, or several."""
    areas = _meant(words, profile)
    return areas[0].id if len(areas) == 1 else None


def read_area(words: str, profile: Profile) -> Answer | ToConfirm | Trouble:
    """The area that these words name, or why they do not; one that only stands in a sentence waits for a yes."""
    other = next((name for name in profile.other_authorities if plain(name) in plain(words)), None)
    if other:
        return Trouble("trouble.other_authority", {"name": other, "authority": profile.authority})
    match _meant(words, profile):
        case []:
            return _mentioned(words, profile)
        case [area]:
            return Answer(area.id)
        case areas:
            return _several(areas)


def place_names(profile: Profile) -> Iterator[str]:
    """Every name of the areas and of the places in them, ready to be compared: what lies within the authority."""
    return (name for area in profile.areas for name in _places(area))


def area_names(profile: Profile) -> Iterator[tuple[str, str]]:
    """Every name that an area goes by, ready to be compared, with the area's id."""
    return ((name, area.id) for area in profile.areas for name in _names(area))


def _meant(words: str, profile: Profile) -> list[Area]:
    said = plain(words).removesuffix(" area").removeprefix("the ")
    if not said:
        return []
    exact = [area for area in profile.areas if said in _names(area)]
    return exact or [area for area in profile.areas if any(name.startswith(said) for name in _names(area))]


def _mentioned(words: str, profile: Profile) -> ToConfirm | Trouble:
    """The only area that has a place named in a short sentence; its id alone could mean any north or south."""
    said = f" {plain(words[:SHORT])} "
    areas = [area for area in profile.areas if any(f" {name} " in said for name in _places(area))]
    if len(words) > SHORT or not areas:
        return Trouble("trouble.not_an_area")
    return ToConfirm("choice", areas[0].id) if len(areas) == 1 else _several(areas)


def _several(areas: list[Area]) -> Trouble:
    return Trouble("trouble.ambiguous", {"names": either([area.name for area in areas])})


def _names(area: Area) -> Iterator[str]:
    return chain([plain(area.id)], _places(area))


def _places(area: Area) -> Iterator[str]:
    """Its name; each district by its whole name, and by each of the places joined in it ("Folkestone and Hythe");
    and its towns."""
    districts = [place for district in area.districts for place in (district, *district.split(" and "))]
    return (plain(name) for name in (area.name, *districts, *area.towns))
