"""A limit passed: the audit says so, and the PSW channel is told at once. Source: processes.md, Breach."""

from dataclasses import replace
from datetime import datetime

from dialogs.desk import Desk
from dialogs.facts import case_title
from dialogs.limit_words import last_day, limit_name, who_must
from dialogs.wording import say
from state.audit import sealed
from state.case import Case
from state.limit import Limit
from state.limits import running
from state.message import Message
from state.raising import THE_CLOCK

PASSED = "deadline.passed"


def with_breaches(desk: Desk, case: Case, until: datetime) -> Case:
    """The case with an entry and a post for each limit that has passed by then and was not told before.

    One that was met late and is owed again, as when a report is sent back, has not passed again.
    """
    limits = []
    for one in sorted(running(case, desk.profile_of(case), desk.engine.processes), key=lambda one: one.passes):
        limit = one.limit
        if not limit.passed and one.passes <= until:
            limit = replace(limit, passed=True)
            if all((entry.what, entry.record) != (PASSED, _record(limit)) for entry in case.entries):
                case = _told(desk, case, limit, one.passes)
        limits.append(limit)
    return replace(case, limits=tuple(limits))


def _told(desk: Desk, case: Case, limit: Limit, passed: datetime) -> Case:
    who = who_must(desk, case, limit)
    words = say(
        "breach.text" if who else "breach.nobody",
        title=case_title(desk, case),
        deadline=limit_name(limit),
        day=last_day(limit),
        who=who,
    )
    entries = sealed(
        case.entries,
        at=max(passed, *(entry.at for entry in case.entries[-1:])),
        who=THE_CLOCK.person,
        role=THE_CLOCK.role,
        what=PASSED,
        record=_record(limit),
        salt=desk.token(),
    )
    post = desk.post("channel:psw", "breach", Message(words), about=case.ref)
    return replace(case, entries=entries, posts=(*case.posts, post))


def _record(limit: Limit) -> dict[str, str | int | None]:
    """What the audit keeps of a limit that passed."""
    return {"deadline": limit.deadline, "child": limit.child, "run": limit.run, "due": limit.due.isoformat()}
