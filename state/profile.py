"""The council's own: every name, title, contact, limit and target, in one place. Source: A12, A14."""

import hashlib
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter, model_validator
from pydantic.dataclasses import dataclass

from state.profile_parts import (
    STRICT,
    Area,
    Calendar,
    Contacts,
    Hours,
    Lengths,
    Outcome,
    Period,
    Publisher,
    Reminders,
    Text,
)
from state.roles import AUTHOR, HELD, REPORT_AUTHOR

DEADLINE_IDS = (
    "area_ad_approval",
    "unit_enquiries",
    "executive_view",
    "panel_notification",
    "looked_after_death",
    "care_leaver_death",
    "tell_other_authority",
    "placing_invitation",
    "placing_authority_confirmation",
    "joint_agency_response",
    "child_death_form",
    "rapid_review",
    "rapid_review_summaries",
    "agency_summary_to_psw",
    "rapid_review_meeting",
    "rapid_review_report",
    "homicide_review_decision",
    "homicide_review_report",
    "partnership_share",
    "rapid_review_convened",
    "local_review_report",
    "internal_review_report",
    "jar_update",
)
"""The deadlines that have a length. A learning action has none: its day is agreed when it is opened."""

NAMED = (
    "guidance",
    "council",
    "service",
    "directorate",
    "quality_unit",
    "partnership",
    "executive",
    "business_team",
    "learning_group",
    "front_door",
    "health_board",
    "community_safety",
    "death_overview",
    "procedures",
    "records",
    "other_records",
    "summary_author",
    "hr",
)
"""What sentences speak of that has a name of its own in each council."""

TITLED = (*HELD, AUTHOR, REPORT_AUTHOR)

RETAINED = ("notified", "not_notified", "withdrawn", "draft", "person")
"""What has a period: cases by how they ended, and a draft that nobody goes on with."""


def _retained(periods: Mapping[str, Period]) -> Mapping[str, Period]:
    if set(periods) != set(RETAINED):
        raise ValueError(f"should have a table for each of {', '.join(RETAINED)}, and for nothing else")
    return periods


def _distinct(areas: tuple[Area, ...]) -> tuple[Area, ...]:
    ids = [area.id for area in areas]
    places = [place.casefold() for area in areas for place in (*area.districts, *area.towns)]
    if not areas or len(set(ids)) < len(ids) or len(set(places)) < len(places):
        raise ValueError("should be one area or more, with no id and no district named twice, nor a town")
    return areas


def _titled(titles: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    if {role for role, named in titles.items() if named} != set(TITLED):
        raise ValueError(f"should name at least one title for each of {', '.join(TITLED)}, and for no other role")
    return titles


def _named(names: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    if {id for id, own in names.items() if own} != set(NAMED):
        raise ValueError(f"should have at least one name for each of {', '.join(NAMED)}, and for nothing else")
    return names


def _limited(limits: Mapping[str, Lengths]) -> Mapping[str, Lengths]:
    if lacking := [id for id in DEADLINE_IDS if id not in limits]:
        raise ValueError(f"should have a table for {', '.join(lacking)}")
    if unknown := [id for id in limits if id not in DEADLINE_IDS]:
        raise ValueError(f"should have no table for {', '.join(unknown)}: there is no such deadline")
    return limits


def _outcomes(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    if not outcomes or len({outcome.id for outcome in outcomes}) < len(outcomes):
        raise ValueError("should be one outcome or more, with no id twice")
    return outcomes


@dataclass(frozen=True, config=STRICT)
class Profile:
    """All that is this council's and not the product's. A case keeps the version under which it was opened."""

    id: Text
    version: Text
    name: Text
    authority: Text
    other_authorities: tuple[Text, ...]
    areas: Annotated[tuple[Area, ...], AfterValidator(_distinct)]
    titles: Annotated[Mapping[str, tuple[Text, ...]], AfterValidator(_titled)]
    names: Annotated[Mapping[str, tuple[Text, ...]], AfterValidator(_named)]
    publisher: Publisher
    contacts: Contacts
    calendar: Calendar
    hours: Hours
    reminders: Reminders
    limits: Annotated[Mapping[str, Lengths], AfterValidator(_limited)]
    retention: Annotated[Mapping[str, Period], AfterValidator(_retained)]
    rapid_review_outcomes: Annotated[tuple[Outcome, ...], AfterValidator(_outcomes)]

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """What a Rapid Review can end with, and the processes that each outcome opens. Source: A8."""
        return {outcome.id: outcome for outcome in self.rapid_review_outcomes}

    @model_validator(mode="after")
    def _reminded_in_working_hours(self) -> "Profile":
        if any(not self.hours.opens <= at < self.hours.closes for at in self.reminders.times):
            raise ValueError("reminders: every time of day should lie within the working hours")
        return self

    def area(self, id: str) -> Area:
        """The area of that id. Raises KeyError."""
        return {area.id: area for area in self.areas}[id]

    def title(self, role: str) -> str:
        """What the council calls a role. Raises KeyError. Source: A14."""
        return self.titles[role][0]

    @property
    def spoken(self) -> Mapping[str, str]:
        """All that is the council's own in sentences, by the name of its place there: `psw`, `psw_short` as one says
        it, `psw_also` for all that people call it besides, with bars between them. Source: A12."""
        named = {**self.names, **self.titles}
        return {
            "authority": self.authority,
            "emergency": self.contacts.emergency,
            "support_individual": self.contacts.support_individual,
            "support_group": self.contacts.support_group,
            **{id: own[0] for id, own in named.items()},
            **{f"{id}_short": own[min(1, len(own) - 1)] for id, own in named.items()},
            **{f"{id}_also": "|".join(own[1:]) for id, own in named.items()},
        }

    @property
    def fingerprint(self) -> str:
        """Differs wherever two profiles do, and is the same for a file that only looks different."""
        return hashlib.sha256(PROFILE.dump_json(self, exclude_defaults=True)).hexdigest()

    def role_of(self, words: str) -> str | None:
        """The role that these words name, by its id or by one of its titles."""
        wanted = words.casefold().replace("_", " ").strip()
        named = {
            name.casefold(): role for role, titles in self.titles.items() for name in (role.replace("_", " "), *titles)
        }
        return named.get(wanted)


PROFILE = TypeAdapter(Profile)
