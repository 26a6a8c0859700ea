"""What is kept of an event: its step in the process, and its entry in the audit."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from state.answers import Answers
from state.audit import sealed
from state.case import Case, Fields, Run, Step
from state.common import UNDO
from state.raising import THE_CLOCK, Actor, Call


def step_of(
    case: Case, run: Run, call: Call, at: datetime, target: str, fields: Fields, answers: Answers | None
) -> Step:
    """The step of an event that is about to be recorded in a case."""
    return Step(
        event=call.event,
        at=at,
        by=call.by.person,
        role=call.by.capacity,
        source=run.state,
        target=target,
        fields=fields,
        answers=len(case.answers) + 1 if answers is not None else None,
        nonce=call.nonce,
        entry=len(case.entries) + 1,
        cause=call.cause,
    )


def audited(before: Case, after: Case, run: Run, step: Step, salt: str) -> Case:
    """The case with the entry of a step, and of the answers that it changed."""
    record: dict[str, Any] = {
        "process": run.process,
        "key": run.key,
        "from": step.source,
        "to": step.target,
        "fields": {k: list(v) if isinstance(v, tuple) else v for k, v in step.fields.items()},
    }
    if step.cause is not None:
        record["cause"] = step.cause
    if step.answers is not None:
        record["before"] = before.current.to_json() if before.answers else {}
        record["after"] = after.current.to_json()
    return _entered(after, step.at, step.by, step.role, f"{run.process}.{step.event}", record, salt)


def entered(case: Case, at: datetime, by: Actor, what: str, record: Mapping[str, Any], salt: str) -> Case:
    """The case with an entry for something that is no step: a reading, a delivery. `salt` is random."""
    return _entered(case, at, by.person, by.capacity, what, record, salt)


def audited_taken_back(case: Case, taken: tuple[tuple[Run, Step], ...], cause: Step, salt: str) -> Case:
    """The case with an entry for each step that was taken back along with another."""
    for run, step in taken:
        record = {
            "process": run.process,
            "key": run.key,
            "from": step.target,
            "to": step.source,
            "cause": cause.entry,
        }
        what = f"{run.process}.{UNDO}"
        case = _entered(case, cause.at, THE_CLOCK.person, THE_CLOCK.capacity, what, record, salt)
    return case


def _entered(case: Case, at: datetime, who: str, role: str, what: str, record: Mapping[str, Any], salt: str) -> Case:
    # Of its own for each entry: what is left of one entry gives no clue to another that was purged.
    own = hashlib.sha256(f"{salt}\x1f{len(case.entries)}".encode()).hexdigest()
    return replace(case, entries=sealed(case.entries, at=at, who=who, role=role, what=what, record=record, salt=own))
