"""The council's own file: every name, title, contact, limit and target, in one place. Source: A12, A14."""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal

import holidays
import orjson
from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic.dataclasses import dataclass

from state.roles import AUTHOR, HELD, REPORT_AUTHOR

KENT = Path(__file__).with_name("kent.toml")

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

_STRICT = ConfigDict(extra="forbid", strict=True)

Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]
Unit = Literal["working_days", "day", "hours", "months"]
Opened = Literal["local_review", "internal_review", "practitioner_event", "learning_action"]


class Unreadable(Exception):
    """The profile cannot be used. `faults` has one line for each thing to mend: the key, and what is expected."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, config=_STRICT)
class Area:
    """A part of the authority with an Assistant Director of its own, and the districts by which people name it."""

    id: Id
    name: Text
    districts: tuple[Text, ...]


@dataclass(frozen=True, config=_STRICT)
class Publisher:
    """Who offers the app, as Teams shows it before somebody adds it."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=32)]
    website: Text
    privacy: Text
    terms: Text


@dataclass(frozen=True, config=_STRICT)
class Contacts:
    """Whom to turn to, in words that stand in a sentence. Source: R26, R94, G128."""

    emergency: Text
    duty_team: Text
    out_of_hours: Text
    support_individual: Text
    support_group: Text


@dataclass(frozen=True, config=_STRICT)
class Closure:
    """A day on which the council is closed though it is no bank holiday."""

    day: date
    name: Text


def _supported(country: str) -> str:
    if country not in holidays.list_supported_countries():
        raise ValueError("should be a country code whose public holidays are known, such as GB")
    return country


@dataclass(frozen=True, config=_STRICT)
class Calendar:
    """Which days are worked: the bank holidays of a country's subdivision, and the council's own closures."""

    country: Annotated[str, AfterValidator(_supported)]
    subdivision: Text
    closures: tuple[Closure, ...]

    @model_validator(mode="after")
    def _subdivision_is_known(self) -> "Calendar":
        if self.subdivision not in (known := holidays.list_supported_countries()[self.country]):
            raise ValueError(f"subdivision should be one of {', '.join(known)}")
        return self


@dataclass(frozen=True, config=_STRICT)
class Hours:
    """The hours of a working day, London time, between which people are reminded."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _opens_first(self) -> "Hours":
        if self.opens >= self.closes:
            raise ValueError("closes should be later than opens")
        return self


Count = Annotated[int, Field(gt=0)]


def _held(ladder: tuple[str, ...]) -> tuple[str, ...]:
    if unknown := [role for role in ladder if role not in HELD]:
        raise ValueError(f"should name roles of {', '.join(HELD)}, and not {', '.join(unknown)}")
    return ladder


@dataclass(frozen=True, config=_STRICT)
class Reminders:
    """When people are reminded of a limit, London time, and who hears of one that is overdue, a rung a time.

    `before` and `meeting` are working days before the day, at `before_at`; `hours_before`, hours before a limit in
    hours. `draft_after` is how many hours a draft may lie. Source: processes.md, Posts and reminders.
    """

    before: tuple[Count, ...]
    before_at: time
    on_the_day: tuple[time, ...]
    half_time: bool
    hours_before: tuple[Count, ...]
    overdue_at: time
    ladder: Annotated[tuple[str, ...], AfterValidator(_held)]
    meeting: tuple[Count, ...]
    draft_after: Count
    digest_at: time

    @property
    def times(self) -> tuple[time, ...]:
        """The times of day at which somebody is told something."""
        return (self.before_at, *self.on_the_day, self.overdue_at, self.digest_at)


@dataclass(frozen=True, config=_STRICT)
class Span:
    """A length of time. `working_days` count from the next working day; with `day` the first is itself Day 1 (A1)."""

    count: Count
    unit: Unit


@dataclass(frozen=True, config=_STRICT)
class Lengths:
    """How long something may take, how soon it is aimed for, and when that was last checked against its source."""

    source: Text
    dated: date
    limit: Span | None = None
    target: Span | None = None
    local: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> "Lengths":
        if self.limit is None and self.target is None:
            raise ValueError("should have a limit, a target, or both")
        return self


@dataclass(frozen=True, config=_STRICT)
class Period:
    """How long something is kept after its end, and when that was last checked against its source."""

    keep: Span
    source: Text
    dated: date


RETAINED = ("notified", "not_notified", "withdrawn", "draft", "person")
"""What has a period: cases by how they ended, and a draft that nobody goes on with."""


def _retained(periods: Mapping[str, Period]) -> Mapping[str, Period]:
    if set(periods) != set(RETAINED):
        raise ValueError(f"should have a table for each of {', '.join(RETAINED)}, and for nothing else")
    return periods


def _distinct(areas: tuple[Area, ...]) -> tuple[Area, ...]:
    ids = [area.id for area in areas]
    districts = [district.casefold() for area in areas for district in area.districts]
    if not areas or len(set(ids)) < len(ids) or len(set(districts)) < len(districts):
        raise ValueError("should be one area or more, with no id and no district named twice")
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


@dataclass(frozen=True, config=_STRICT)
class Outcome:
    """What a Rapid Review can end with, and the processes that this may open; one `alone` goes with no other.

    Source: G45 (A8).
    """

    id: Id
    name: Text
    opens: tuple[Opened, ...]
    source: Text
    dated: date
    alone: bool = False


def _outcomes(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    if not outcomes or len({outcome.id for outcome in outcomes}) < len(outcomes):
        raise ValueError("should be one outcome or more, with no id twice")
    return outcomes


@dataclass(frozen=True, config=_STRICT)
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
        return hashlib.sha256(_PROFILE.dump_json(self, exclude_defaults=True)).hexdigest()

    def role_of(self, words: str) -> str | None:
        """The role that these words name, by its id or by one of its titles."""
        wanted = words.casefold().replace("_", " ").strip()
        named = {
            name.casefold(): role for role, titles in self.titles.items() for name in (role.replace("_", " "), *titles)
        }
        return named.get(wanted)


_PROFILE = TypeAdapter(Profile)


def load_profile(path: Path | None = None) -> Profile:
    """The profile in a TOML file, or Kent's. Raises Unreadable with every fault at once."""
    try:
        content = tomllib.loads((path or KENT).read_text(encoding="utf-8"))
    except OSError as fault:
        raise Unreadable((f"the profile cannot be opened ({type(fault).__name__})",)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Unreadable((f"the profile is not valid TOML ({fault})",)) from None
    try:
        data = orjson.dumps(content)
    except TypeError:
        raise Unreadable(("the profile holds a number or a time that is none",)) from None
    try:
        # As JSON, because a strict reading of JSON takes a list where a tuple is meant.
        return _PROFILE.validate_json(data)
    except ValidationError as invalid:
        raise Unreadable(tuple(_fault(e["loc"], e["type"], e["msg"]) for e in invalid.errors())) from None


def _fault(place: tuple[int | str, ...], kind: str, said: str) -> str:
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in place if part != "[key]")
    match kind:
        case "missing":
            return f"{key} is missing"
        case "unexpected_keyword_argument":
            return f"{key} is not a key of a profile"
        case _:
            expected = said.removeprefix("Value error, ").removeprefix("Input ")
            return f"{key}: {expected}" if key else expected
