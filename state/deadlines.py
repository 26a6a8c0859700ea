"""Limits and targets: which apply to a case, when they end, and whether they were kept. Source: R9, R13, R27, A11."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from state.answers import Answers
from state.case import Finding
from state.deadline_table import DEADLINES, KNOWN_AT, Deadline, Situation
from state.moments import Moment, end_of, moment_of, passes_at
from state.profile import Profile
from state.profile_parts import Span
from state.working_days import working_days

NEVER = datetime.max.replace(tzinfo=UTC)

DeadlineState = Literal["running", "met", "missed"]

Anchors = Mapping[str, str]
"""Moments that are no answers, as ISO dates or date-times, by id:

- `sent_at`, `dhr_known_at`, `dhr_decided_at`: as `app.py assess` takes them; `dhr_agreed_due`: the day agreed later.
- `referral_opened_at`, `rapid_review_opened_at`: when that process was opened.
- `invited_at`, `jar_held_at`: the same for every child; `invited_at#2` is that of child 2 alone.
- `local_review_opened_at#1`, `internal_review_opened_at#1`, `learning_action_opened_at#1`, `learning_action_due#1`:
  of processes of which there may be several, with the number of each.
"""


@dataclass(frozen=True)
class Due:
    """A deadline of a case. `source` is the anchor that it counts from, and `start` that moment.

    `estimated` says that the anchor is missing, or that hours are counted from a date without a time; `local`, that
    no guidance sets it. `run` is the number of the process that it belongs to, where a case may have several. `agreed`
    says that people agreed the day, so that nothing is counted.
    """

    id: str
    child: int | None
    due: Moment | None
    target: Moment | None
    source: str
    estimated: bool
    rules: tuple[str, ...]
    local: bool
    start: datetime | None
    run: int | None = None
    agreed: bool = False


def deadlines(
    profile: Profile,
    answers: Answers,
    findings: tuple[Finding, ...],
    anchors: Anchors | None = None,
    table: tuple[Deadline, ...] = DEADLINES,
) -> tuple[Due, ...]:
    """Every deadline that applies, in the order of the table."""
    found: dict[tuple[str, int | None, int | None], Due] = {}
    for deadline, situation in listed(answers, findings, anchors or {}, table):
        due = _due(deadline, situation, profile)
        same = (due.id, due.child, due.run)
        found[same] = min(found.get(same, due), due, key=passes)
    return tuple(found.values())


def listed(
    answers: Answers, findings: tuple[Finding, ...], anchors: Anchors, table: tuple[Deadline, ...] = DEADLINES
) -> Iterator[tuple[Deadline, Situation]]:
    """Each deadline that applies, with what it is listed for, whatever its length."""
    of_children = _of_children(answers, findings, anchors)
    for deadline in table:
        of_runs = deadline.each == "run"
        for situation in _of_runs(deadline, answers, findings, anchors) if of_runs else of_children:
            if deadline.listed(situation):
                yield deadline, situation


def state_of(due: Due, ended: datetime | None, now: datetime) -> DeadlineState:
    """Whether a deadline is kept. `ended`: when what it asks for was done, if it was. Without a limit the target
    decides; what ends at the very moment at which the limit passes is late."""
    end = passes(due)
    if ended is not None:
        return "met" if ended < end else "missed"
    return "running" if now < end else "missed"


def _of_children(answers: Answers, findings: tuple[Finding, ...], anchors: Anchors) -> tuple[Situation, ...]:
    return tuple(
        Situation(
            {**view, **_of(anchors, child or 1)}, tuple(f for f in findings if f.child in (child, None)), child=child
        )
        for child, view in answers.views()
    )


def _of_runs(
    deadline: Deadline, answers: Answers, findings: tuple[Finding, ...], anchors: Anchors
) -> Iterator[Situation]:
    for run in _runs(deadline, anchors):
        yield Situation({**answers.shared, **_of(anchors, run)}, findings, run=run)


def _runs(deadline: Deadline, anchors: Anchors) -> list[int]:
    named = (id.partition("#") for id in anchors)
    return sorted({int(n) for id, _, n in named if id in (deadline.anchor, deadline.agreed)})


def _of(anchors: Anchors, n: int) -> Anchors:
    """The anchors of a child or a run, by plain id."""
    own = {id.removesuffix(f"#{n}"): moment for id, moment in anchors.items() if id.endswith(f"#{n}")}
    return {**{id: moment for id, moment in anchors.items() if "#" not in id}, **own}


def _due(deadline: Deadline, situation: Situation, profile: Profile) -> Due:
    agreed = moment_of(situation.view.get(deadline.agreed))
    own = moment_of(situation.view.get(deadline.anchor))
    start, only_day = own or moment_of(situation.view.get(KNOWN_AT)) or (None, True)
    lengths = profile.limits.get(deadline.id)
    limit, target = (lengths.limit, lengths.target) if lengths else (None, None)
    in_hours = any(span and span.unit == "hours" for span in (limit, target))

    def end(span: Span | None) -> Moment | None:
        return end_of(span, start, working_days(profile.calendar)) if span and start else None

    return Due(
        id=deadline.id,
        child=deadline.child_of(situation),
        due=agreed[0].date() if agreed else end(limit),
        target=end(target),
        source=deadline.agreed if agreed else deadline.anchor if own else KNOWN_AT,
        estimated=not agreed and (own is None or (only_day and in_hours)),
        rules=deadline.rules,
        local=lengths is None or lengths.local,
        start=start,
        run=situation.run,
        agreed=agreed is not None,
    )


def passes(due: Due) -> datetime:
    """The moment from which a deadline is passed: its limit, or without one its target; else never."""
    limit = due.due or due.target
    return passes_at(limit) if limit else NEVER
