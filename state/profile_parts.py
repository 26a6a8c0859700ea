"""What a profile is made of: areas, contacts, hours, lengths, periods, each checked by itself. Source: A12, A14."""

from datetime import date, time
from typing import Annotated, Literal

import holidays
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic.dataclasses import dataclass

from state.roles import HELD

STRICT = ConfigDict(extra="forbid", strict=True)

Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]
Unit = Literal["working_days", "day", "hours", "months"]
Opened = Literal["local_review", "internal_review", "practitioner_event", "learning_action"]


@dataclass(frozen=True, config=STRICT)
class Area:
    """A part of the authority with an Assistant Director of its own, the districts by which people name it, and the
    towns in these by which they name it as well."""

    id: Id
    name: Text
    districts: tuple[Text, ...]
    towns: tuple[Text, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Publisher:
    """Who offers the app, as Teams shows it before somebody adds it."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=32)]
    website: Text
    privacy: Text
    terms: Text


@dataclass(frozen=True, config=STRICT)
class Contacts:
    """Whom to turn to, in words that stand in a sentence. Source: R26, R94, G128."""

    emergency: Text
    duty_team: Text
    out_of_hours: Text
    support_individual: Text
    support_group: Text


@dataclass(frozen=True, config=STRICT)
class Closure:
    """A day on which the council is closed though it is no bank holiday."""

    day: date
    name: Text


def _supported(country: str) -> str:
    if country not in holidays.list_supported_countries():
        raise ValueError("should be a country code whose public holidays are known, such as GB")
    return country


@dataclass(frozen=True, config=STRICT)
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


@dataclass(frozen=True, config=STRICT)
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


@dataclass(frozen=True, config=STRICT)
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


@dataclass(frozen=True, config=STRICT)
class Span:
    """A length of time. `working_days` count from the next working day; with `day` the first is itself Day 1 (A1)."""

    count: Count
    unit: Unit


@dataclass(frozen=True, config=STRICT)
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


@dataclass(frozen=True, config=STRICT)
class Period:
    """How long something is kept after its end, and when that was last checked against its source."""

    keep: Span
    source: Text
    dated: date


@dataclass(frozen=True, config=STRICT)
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
