"""How long a case is kept whole after its end, and what is left of it then: the statutory facts and the audit's chain.

Source: the council's profile, `[retention]`.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from state.answers import Answers
from state.case import Case, Fields, FieldValue, Run, Step, Unsay, listed
from state.common import COMMON
from state.moments import end_of, passes_at
from state.process import Need, Process
from state.profile import Profile
from state.profile_parts import Span
from state.raising import THE_CLOCK
from state.recording import entered
from state.working_days import FIRST, working_days

PURGED = "case.purged"

FACTS = ("area", "child_count", "same_for_all", "known_at", "outcome", "died_at", "death_known_at")
"""The answers that stay: where it was, what came of it, and the moments from which the statutory clocks ran."""

KEPT_KINDS = (
    "moment",
    "meeting",
    "date",
    "choice",
    "yes_no",
    "finding",
    "questions",
    "choices",
    "checklist",
    "outcomes",
    "reference",
)
"""The kinds of field that stay: dates, decisions by id, and the reference of a notification. No words, no people."""

_NOTIFIED = ("notified", "notified_elsewhere")

Processes = Mapping[str, Process]


def outcome(case: Case) -> str:
    """How a case ended, as the periods of the profile have it: notified, withdrawn or not_notified."""
    return outcome_of({run.state for run in case.runs})


def outcome_of(states: set[str]) -> str:
    """The same by the states in which its processes ended."""
    if states.intersection(_NOTIFIED):
        return "notified"
    return "withdrawn" if "withdrawn" in states else "not_notified"


def ended(case: Case, processes: Processes) -> datetime | None:
    """When the last step was taken in a case in which nothing is owed any more; None while something is."""
    owed = any(run.state not in processes[run.process].final for run in case.runs)
    if not case.runs or (owed and not case.folded_into):
        return None
    return max(step.at for run in case.runs for step in run.steps)


def is_due(case: Case, profile: Profile, processes: Processes, now: datetime) -> bool:
    """Whether a case has been kept for as long as it should be. One on hold always stays."""
    end = ended(case, processes)
    if case.held or end is None or (case.purged and case.purged >= end):
        return False
    return passes_at(end_of(profile.retention[outcome(case)].keep, end, working_days(profile.calendar))) <= now


def moved_before(now: datetime, profile: Profile) -> dict[str, datetime]:
    """For each way in which a case can end: none is purged now that has moved since that moment."""
    days = working_days(profile.calendar)
    longest = (now.date() - FIRST).days - 7  # further back no working days are known

    def since(keep: Span) -> datetime:
        def is_over(ago: int) -> bool:
            return passes_at(end_of(keep, now - timedelta(days=ago), days)) <= now

        return now - timedelta(days=bisect_left(range(longest), True, key=is_over) - 1)

    return {how: since(profile.retention[how].keep) for how in ("notified", "withdrawn", "not_notified")}


def purged(case: Case, processes: Processes, now: datetime, salt: str) -> Case:
    """What is left of a case: reference, area, dates, decisions and outcome. The chain of its audit still holds, as
    each entry keeps the digest of what it recorded; that, and its salt, are gone. `salt` is random, for a new entry."""
    said = [Unsay(post.to, post.activity_id) for post in case.posts if post.activity_id]
    cards = [Unsay(f"channel:{card.channel}", card.activity_id) for card in case.cards]
    left = replace(
        case,
        answers=tuple(_facts(answers) for answers in case.answers),
        runs=tuple(_without_words(run, processes[run.process]) for run in case.runs),
        entries=tuple(replace(entry, record=None, salt=None) for entry in case.entries),
        posts=(),
        snoozes=(),
        on_its=(),
        cards=(),
        purged=now,
        unsay=(*case.unsay, *dict.fromkeys((*said, *cards))),
    )
    return entered(left, now, THE_CLOCK, PURGED, {"outcome": outcome(case)}, salt)


def _facts(answers: Answers) -> Answers:
    shared, *children = ({k: v for k, v in own.items() if k in FACTS} for own in (answers.shared, *answers.children))
    return Answers(shared, tuple(children))


def _without_words(run: Run, table: Process) -> Run:
    return replace(run, steps=tuple(replace(step, fields=_facts_of(step, table)) for step in run.steps))


def _facts_of(step: Step, table: Process) -> Fields:
    rows = (table.opening, *table.events, *COMMON.values())
    needs = {need.name: need for row in rows if row.name == step.event for need in row.needs}
    left = {name: _fact(needs[name], value) for name, value in step.fields.items() if name in needs}
    return {name: value for name, value in left.items() if value}


def _fact(need: Need, value: FieldValue) -> FieldValue:
    if need.kind in KEPT_KINDS:
        return value
    return tuple(one for one in listed(value) if one in need.options) if need.kind == "attendance" else ()
