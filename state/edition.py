"""A version of the council's profile, as the cases that were opened under it keep it. Source: A12."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from state.post import Post
from state.profile import Profile
from state.profile_parts import Area, Calendar, Lengths, Outcome


@dataclass(frozen=True)
class Edition:
    """What of a version holds for its cases: areas, lengths, the days that are worked, outcomes. Names and titles are
    today's, where there still is what they name. `fingerprint` is that of the whole profile: it finds a change out.
    """

    version: str
    fingerprint: str
    areas: tuple[Area, ...]
    calendar: Calendar
    limits: Mapping[str, Lengths]
    rapid_review_outcomes: tuple[Outcome, ...]
    posts: tuple[Post, ...] = ()
    revision: int = 0


Editions = Mapping[str, Edition]
"""The versions under which cases were opened, by version."""


def edition_of(profile: Profile) -> Edition:
    """The profile in force, as its cases keep it."""
    return Edition(
        profile.version,
        profile.fingerprint,
        profile.areas,
        profile.calendar,
        profile.limits,
        profile.rapid_review_outcomes,
    )


def kept(version: str, profile: Profile, editions: Editions) -> Profile:
    """The profile as it holds for a case of that version. One that nothing was kept of is today's; `why` says so.

    A deadline that did not exist then has today's length.
    """
    own = editions.get(version)
    if own is None or version == profile.version:
        return profile
    today = {area.id for area in profile.areas}
    return replace(
        profile,
        version=own.version,
        areas=(*profile.areas, *(replace(area, districts=(), towns=()) for area in own.areas if area.id not in today)),
        calendar=own.calendar,
        limits={**profile.limits, **own.limits},
        rapid_review_outcomes=own.rapid_review_outcomes,
    )


def changed(profile: Profile, editions: Editions) -> tuple[str, ...]:
    """The fault of a profile that is no longer what cases were opened under, though it says the same version."""
    own = editions.get(profile.version)
    if own is None or own.fingerprint == profile.fingerprint:
        return ()
    return (
        f"NTK_PROFILE: the profile was changed, and cases were opened under its version {profile.version} as it was: "
        "give it a new version, and they keep theirs",
    )
