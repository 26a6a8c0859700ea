"""From cases to figures: what is counted of each case, and what that comes to. Pure: it asks nobody and tells nobody.

Source: R99 (G177, G178, G180–G183).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from dialogs.alert_form import BY_ID
from dialogs.trends.period import Month, Period, month_of
from dialogs.trends.themes import themes_of
from state.answers import known
from state.case import Case, listed
from state.clocks import clocks
from state.deadline_table import KNOWN_AT
from state.moments import moment_of
from state.process import Process
from state.profile import Profile

TIMES = ("alert", "approval", "notification")
"""What is measured from the moment of knowledge on. Source: R1, R9, R27."""

BY_MONTH = 24
"""Months of a period; a longer one is counted by year."""

UNKNOWN = "unknown"

_NOT_CONSIDERED = "not_considered"
_UNDECIDED = "undecided"


@dataclass(frozen=True)
class Counted:
    """What is counted of one case: ids, moments and lengths of time, and no words of anybody."""

    opened: datetime
    area: str
    outcome: str
    findings: frozenset[str]
    harm: str
    reviews: frozenset[str]
    times: Mapping[str, timedelta]
    passed: frozenset[str]
    actions: tuple[tuple[str, tuple[str, ...]], ...]  # the state of each, and its themes


@dataclass(frozen=True)
class Table:
    """Numbers by id. Where they are `parts`, each case or action is counted once and all come to the total; otherwise
    each may have several, and each number stands for itself."""

    id: str
    counts: Mapping[str, int]
    total: int
    parts: bool


@dataclass(frozen=True)
class Time:
    """How long something took, over all cases in which it was done."""

    id: str
    cases: int
    median: timedelta
    worst: timedelta


@dataclass(frozen=True)
class Figures:
    """All numbers of a period."""

    period: Period
    cases: int
    tables: Mapping[str, Table]
    times: tuple[Time, ...]


def counted(case: Case, profile: Profile, processes: Mapping[str, Process], now: datetime) -> Counted:
    """What is counted of a case. One that was purged is counted with what is left of it. Source: R99 (G177)."""
    review = case.run("rapid_review")
    limits = (clock for clock in clocks(case, profile, processes, now) if clock.due.due)
    return Counted(
        opened=case.opened,
        area=case.area,
        outcome=_outcome(case),
        findings=frozenset(finding.finding for finding in case.findings),
        harm=_gravest(
            {str(view["outcome"]) for view in (view for _, view in case.current.views()) if known(view.get("outcome"))}
        ),
        reviews=frozenset(listed(review.said("finalise", "outcome"))) if review else frozenset(),
        times=dict(_times(case)),
        passed=frozenset(limit.due.id for limit in limits if limit.state == "missed"),
        actions=tuple(
            (run.state, themes_of(str(run.said("open", "text") or "")))
            for run in case.runs
            if run.process == "learning_action"
        ),
    )


def figures(cases: Iterable[Counted], period: Period, areas: Sequence[str]) -> Figures:
    """The figures of a period. Months and areas stand there even where nothing was; all else, where something was.

    Source: R99 (G177)."""
    every = [case for case in cases if case.opened in period]
    actions = [action for case in every for action in case.actions]
    months = list(period.months())
    named = _by_month if len(months) <= BY_MONTH else _by_year
    of_time = Counter({named(month): 0 for month in months})
    of_time.update(named(month_of(case.opened)) for case in every)
    of_area = Counter(dict.fromkeys(areas, 0))
    of_area.update(case.area for case in every)
    passed = Counter(limit for case in every for limit in case.passed)
    tables = (
        Table("months", of_time, len(every), parts=True),
        Table("areas", of_area, len(every), parts=True),
        Table("outcomes", Counter(case.outcome for case in every), len(every), parts=True),
        Table("findings", _each(case.findings for case in every), len(every), parts=False),
        Table("harm", Counter(case.harm for case in every), len(every), parts=True),
        Table("reviews", _each(case.reviews for case in every), len(every), parts=False),
        Table("limits", passed, passed.total(), parts=True),
        Table("stages", Counter(state for state, _ in actions), len(actions), parts=True),
        Table("themes", _each(themes for _, themes in actions), len(actions), parts=False),
    )
    times = tuple(_time(id, [case.times[id] for case in every if id in case.times]) for id in TIMES)
    return Figures(period, len(every), {table.id: table for table in tables}, times)


def _outcome(case: Case) -> str:
    """What became of a case: one thing of each."""
    if case.origin.state == "withdrawn":
        return "withdrawn"
    run = case.run("panel_notification")
    if run is None:
        return _NOT_CONSIDERED
    return run.state if run.state in ("notified", "notified_elsewhere", "not_notified") else _UNDECIDED


def _gravest(harm: set[str]) -> str:
    """The gravest harm to a child of the case: it stands first among the choices."""
    return next((option for option in BY_ID["outcome"].choices if option in harm), UNKNOWN)


def _times(case: Case) -> Iterable[tuple[str, timedelta]]:
    """How long it took from the moment of knowledge; what was done before that took no time."""
    known_at = moment_of(case.current.shared.get(KNOWN_AT))
    alert, notification = case.run("alert"), case.run("panel_notification")
    if known_at is None:
        return
    moments = {
        "alert": case.opened if alert else None,
        "approval": next((s.at for s in alert.steps if s.event == "approve" and not s.undone), None) if alert else None,
        "notification": _sent(str(notification.said("record_notified", "sent_at") or "")) if notification else None,
    }
    for id, moment in moments.items():
        if moment is not None:
            yield id, max(moment - known_at[0], timedelta())


def _sent(said: str) -> datetime | None:
    found = moment_of(said)
    return found[0] if found else None


def _time(id: str, spans: Sequence[timedelta]) -> Time:
    if not spans:
        return Time(id, 0, timedelta(), timedelta())
    return Time(id, len(spans), timedelta(seconds=median(span.total_seconds() for span in spans)), max(spans))


def _each(sets: Iterable[Iterable[str]]) -> Counter[str]:
    return Counter(one for found in sets for one in found)


def _by_month(month: Month) -> str:
    return month.id


def _by_year(month: Month) -> str:
    return str(month.year)
