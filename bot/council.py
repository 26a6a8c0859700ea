"""The council as it is set up: its profile, and who holds which role there."""

from pathlib import Path

from bot.settings import Settings
from dialogs.in_mind import editions
from dialogs.wording import speak_for
from state.edition import Edition, changed
from state.people_file import PeopleFile
from state.profile import Profile
from state.profile_file import Unreadable, load_profile
from state.store.opening import reading, unfit
from state.store.protocol import Unfit
from state.store.sealing import Sealing

EXAMPLE_PEOPLE = Path(__file__).parent / "local" / "people.toml"


def profile_in(settings: Settings) -> Profile:
    """The council's profile, whose names the product speaks. Raises Unreadable."""
    profile = load_profile(settings.profile)
    speak_for(profile)
    return profile


def _editions(settings: Settings) -> dict[str, Edition]:
    """The versions of the profile that are kept. What keeps the store from being read is said when it is opened."""
    try:
        with reading(settings.store, Sealing(settings.keys), "edition") as store:
            return editions(store)
    except Unfit:
        return {}


def council_in(settings: Settings) -> tuple[Profile, PeopleFile]:
    """The profile and the people. Raises Unreadable with the faults of both."""
    faults: list[str] = []
    profile: Profile | None = None
    try:
        profile = profile_in(settings)
        faults += changed(profile, _editions(settings))
    except Unreadable as unreadable:
        faults += [f"NTK_PROFILE: {fault}" for fault in unreadable.faults]
    path = settings.people or (EXAMPLE_PEOPLE if settings.local else None)
    if path is None:
        faults.append("NTK_PEOPLE is missing: it names the file that says who holds which role.")
    elif profile is not None:
        try:
            people = PeopleFile(path, tuple(area.id for area in profile.areas))
            if not faults:
                return profile, people
        except Unreadable as unreadable:
            faults += [f"NTK_PEOPLE: {fault}" for fault in unreadable.faults]
    raise Unreadable(tuple(faults))


def unfit_in(settings: Settings) -> tuple[str, ...]:
    """Why the product could not start with these settings. That another process uses the data is not among it."""
    try:
        council_in(settings)
        faults: tuple[str, ...] = ()
    except Unreadable as unreadable:
        faults = unreadable.faults
    return (*faults, *unfit(settings.store, Sealing(settings.keys)))
