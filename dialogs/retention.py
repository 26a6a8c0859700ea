"""Once a day: what has been kept for long enough is deleted; statutory facts and the audit's chain stay.

Source: the council's profile, `[retention]`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from dialogs.clock_words import day
from dialogs.desk import Desk, Owed
from dialogs.wording import say
from state.documents import Key, Person
from state.index import Row
from state.message import Message
from state.moments import end_of, passes_at
from state.post import Post
from state.retention import is_due, moved_before, outcome_of, purged
from state.roles import HELD
from state.working_days import working_days


@dataclass(frozen=True)
class Purged:
    """What came of a day's purge: the references of the cases, and what is to be said."""

    refs: tuple[str, ...]
    owed: tuple[Owed, ...]


async def purge(desk: Desk, now: datetime) -> Purged:
    """Delete what is due to go. Cases on hold stay. What was said in Teams is deleted afterwards: `unsaying.py`."""
    rows, before = list(desk.store.rows("case")), moved_before(now, desk.profile)
    refs = [row.key.id for row in rows if _may_be_over(desk, row, before) and await _purge_case(desk, row.key.id, now)]
    waiting = frozenset(row.author for row in desk.store.rows("case") if not _is_final(desk, row))
    owed = list[Owed]()
    for row in list(desk.store.rows("person")):
        owed += await _purge_person(desk, row.key.id, waiting, now)
    return Purged(tuple(refs), tuple(owed))


def is_purged(desk: Desk, ref: str | None) -> bool:
    """Whether all but the facts of a case was deleted, and nothing has happened in it since."""
    row = desk.store.row(Key("case", ref)) if ref else None
    return row is not None and row.purged


def _may_be_over(desk: Desk, row: Row, before: Mapping[str, datetime]) -> bool:
    """Whether it is worth reading a case: nothing is owed in it, and it has not moved for as long as one is kept that
    ended so. How one ended that was folded into another, the index does not know."""
    if not row.moved or max(row.moved) > max(before.values()) or not _is_final(desk, row):
        return False
    last = max(before.values()) if row.folded else before[outcome_of({state for _, _, state in row.states})]
    return max(row.moved) <= last


def _is_final(desk: Desk, row: Row) -> bool:
    return all(state in desk.engine.processes[process].final for process, _, state in row.states)


async def _purge_case(desk: Desk, ref: str, now: datetime) -> bool:
    """Whether the case was due, and what was said in it is deleted."""
    async with desk.store.lock(Key("case", ref)):
        case = await desk.load_case(ref)
        due = case is not None and is_due(case, desk.profile, desk.engine.processes, now)
        if case is not None and due:
            await desk.save(purged(case, desk.engine.processes, now, desk.token()))
        return due


async def _purge_person(desk: Desk, person: str, waiting: Collection[str], now: datetime) -> tuple[Owed, ...]:
    """A draft that has lain for too long goes, and its author is told; so does what was left half said. Whoever has
    nothing begun, no role and no open alert (`waiting`) is forgotten in time, and met anew when they write or are
    written to."""
    async with desk.store.lock(Key("person", person)):
        document = await desk.load_person(person)
        left = _left_of(desk, document, now)
        if left == document:
            if person not in waiting and _is_over(desk, document, now):
                await desk.forget(document)
            return ()
        draft = document.draft if left.draft is None else None
        posts = (_farewell(desk, person, draft.begun),) if draft else ()
        await desk.save(replace(left, posts=(*left.posts, *posts)))
        return tuple(Owed(Key("person", person), post) for post in posts)


def _left_of(desk: Desk, person: Person, now: datetime) -> Person:
    person = replace(person, heard=person.heard or now)  # whoever never wrote counts from when they were first seen
    stale = _passed(desk, person.heard or now, now)
    if person.draft and (_passed(desk, person.draft.touched, now) or is_purged(desk, person.draft.base)):
        person = replace(person, draft=None, kept="")
    if person.discarded and not person.discarded.is_of(now):
        person = replace(person, discarded=None)
    person = replace(person, reminders=tuple(one for one in person.reminders if not is_purged(desk, one.ref)))
    if person.form and (stale or is_purged(desk, person.form.ref)):
        person = replace(person, form=None)
    # What was offered to somebody for themselves; a group session that was asked for stays until it is arranged.
    offers = tuple(one for one in person.support if one.requested or not _passed(desk, one.run.steps[-1].at, now))
    person = replace(person, support=offers)
    return replace(person, kept="") if stale and person.draft is None else person


def _is_over(desk: Desk, person: Person, now: datetime) -> bool:
    """Whether nothing is left for which somebody should be known. Support and drafts have periods of their own."""
    begun = (person.draft, person.form, person.kept, person.support, person.posts, person.acting, person.reminders)
    kept = any(begun) or not _passed(desk, person.heard or now, now, "person")
    return not kept and not desk.directory.holds_any(person.id, HELD)


def _passed(desk: Desk, since: datetime, now: datetime, period: str = "draft") -> bool:
    keep = desk.profile.retention[period].keep
    return passes_at(end_of(keep, since, working_days(desk.profile.calendar))) <= now


def _farewell(desk: Desk, person: str, begun: datetime) -> Post:
    return desk.post(f"person:{person}", "outcome", Message(say("retention.draft", day=day(begun.date()))))
