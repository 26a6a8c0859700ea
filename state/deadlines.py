"""Limits and targets: which apply to a case, when they end, and whether they were kept. Source: R9, R13, R27, A11."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from state.answers import Answers, View
from state.case import Finding
from state.criteria.needs_information import NEEDS_INFORMATION
from state.criteria.notify_national_panel import NOTIFY_NATIONAL_PANEL
from state.moments import Moment, end_of, moment_of, passes_at
from state.profile import DeadlineId, Profile, Span
from state.working_days import working_days

KNOWN_AT = "known_at"
NEVER = datetime.max.replace(tzinfo=UTC)

DeadlineState = Literal["running", "met", "missed"]


@dataclass(frozen=True)
class Situation:
    """What deadlines hang on, for one child where the children differ: answers and anchors by id, and findings."""

    child: int | None
    anchors: View
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Deadline:
    """A deadline as the rules have it; how long it is stands in the profile.

    One for `each_child` is listed for every child concerned; of any other, the case has the earliest.
    """

    id: DeadlineId
    anchor: str
    rules: tuple[str, ...]
    listed: Callable[[Situation], bool]
    each_child: bool = False


@dataclass(frozen=True)
class Due:
    """A deadline of a case. `source` is the anchor that it counts from, and `start` that moment.

    `estimated` says that the anchor is missing or is a date without a time; `local`, that no guidance sets it.
    """

    id: DeadlineId
    child: int | None
    due: Moment | None
    target: Moment | None
    source: str
    estimated: bool
    rules: tuple[str, ...]
    local: bool
    start: datetime | None


def always(_: Situation) -> bool:
    """Every alert has it."""
    return True


def while_open(*criteria: str) -> Callable[[Situation], bool]:
    """While one of these findings holds, or needs information before it can be ruled out. Source: A11."""

    def listed(situation: Situation) -> bool:
        return any(f.finding in criteria or _leaves_open(f, criteria) for f in situation.findings)

    return listed


DEADLINES = (
    Deadline("area_ad_approval", KNOWN_AT, ("R9",), always),
    Deadline("unit_enquiries", KNOWN_AT, ("R13",), always),
    Deadline("panel_notification", KNOWN_AT, ("R27",), while_open(NOTIFY_NATIONAL_PANEL.id)),
)


def deadlines(
    profile: Profile,
    answers: Answers,
    findings: tuple[Finding, ...],
    anchors: Mapping[str, str] | None = None,
    table: tuple[Deadline, ...] = DEADLINES,
) -> tuple[Due, ...]:
    """Every deadline that applies, in the order of the table. `anchors` are moments that are no answers, by id."""
    situations = [
        Situation(child, {**view, **(anchors or {})}, tuple(f for f in findings if f.child in (child, None)))
        for child, view in answers.views()
    ]
    found: list[Due] = []
    for deadline in table:
        dues = [_due(deadline, situation, profile) for situation in situations if deadline.listed(situation)]
        if deadline.each_child or not dues:
            found += dues
        else:
            found.append(replace(min(dues, key=_passes), child=None))
    return tuple(found)


def state_of(due: Due, ended: datetime | None, now: datetime) -> DeadlineState:
    """Whether a deadline is kept. `ended`: when what it asks for was done, if it was. Without a limit the target
    decides; what ends at the very moment at which the limit passes is late."""
    passes = _passes(due)
    if ended is not None:
        return "met" if ended < passes else "missed"
    return "running" if now < passes else "missed"


def _due(deadline: Deadline, situation: Situation, profile: Profile) -> Due:
    own = moment_of(situation.anchors.get(deadline.anchor))
    start, only_day = own or moment_of(situation.anchors.get(KNOWN_AT)) or (None, True)
    lengths = profile.limits[deadline.id]

    def end(span: Span | None) -> Moment | None:
        return end_of(span, start, working_days(profile.calendar)) if span and start else None

    return Due(
        id=deadline.id,
        child=situation.child,
        due=end(lengths.limit),
        target=end(lengths.target),
        source=deadline.anchor if own else KNOWN_AT,
        estimated=only_day or own is None,
        rules=deadline.rules,
        local=lengths.local,
        start=start,
    )


def _leaves_open(finding: Finding, criteria: tuple[str, ...]) -> bool:
    open_ones = {passed.guard for passed in finding.walk if passed.truth == "not_known"}
    return finding.finding == NEEDS_INFORMATION.id and not open_ones.isdisjoint(criteria)


def _passes(due: Due) -> datetime:
    limit = due.due or due.target
    return passes_at(limit) if limit else NEVER
