"""Once a day: what has been kept for long enough is deleted; statutory facts and the audit's chain stay.

Source: the council's profile, `[retention]`.
"""

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
from state.retention import is_due, kept_at_least_until, purged
from state.working_days import working_days


@dataclass(frozen=True)
class Unsay:
    """A message of the bot's own that is to be deleted where Teams allows it: `to` as in a post."""

    to: str
    activity_id: str


@dataclass(frozen=True)
class Purged:
    """What came of a day's purge: the references of the cases, what to delete in Teams, and what is to be said."""

    refs: tuple[str, ...]
    unsay: tuple[Unsay, ...]
    owed: tuple[Owed, ...]


async def purge(desk: Desk, now: datetime) -> Purged:
    """Delete what is due to go. Cases on hold stay. Deleting in Teams is for the caller, as far as Teams allows."""
    refs, unsay, owed = list[str](), list[Unsay](), list[Owed]()
    for row in list(desk.store.rows("case")):
        if _may_be_over(desk, row, now) and (gone := await _purge_case(desk, row.key.id, now)) is not None:
            refs.append(row.key.id)
            unsay += gone
    for row in list(desk.store.rows("person")):
        owed += await _purge_person(desk, row.key.id, refs, now)
    return Purged(tuple(refs), tuple(unsay), tuple(owed))


def _may_be_over(desk: Desk, row: Row, now: datetime) -> bool:
    """Whether it is worth reading a case: nothing is owed in it, and the shortest time for which any is kept has
    passed since it moved last."""
    over = all(state in desk.engine.processes[process].final for process, _, state in row.states)
    return over and bool(row.moved) and kept_at_least_until(max(row.moved), desk.profile) <= now


async def _purge_case(desk: Desk, ref: str, now: datetime) -> list[Unsay] | None:
    """What was said of the case, where it was due; None where it stays."""
    async with desk.store.lock(Key("case", ref)):
        case = await desk.load_case(ref)
        if case is None or not is_due(case, desk.profile, desk.engine.processes, now):
            return None
        await desk.save(purged(case, desk.engine.processes, now, desk.token()))
        said = [Unsay(post.to, post.activity_id) for post in case.posts if post.activity_id]
        cards = [Unsay(f"channel:{card.channel}", card.activity_id) for card in case.cards]
        return list(dict.fromkeys((*said, *cards)))


async def _purge_person(desk: Desk, person: str, refs: list[str], now: datetime) -> tuple[Owed, ...]:
    """A draft that has lain for too long goes, and its author is told; so does what was left half said."""
    async with desk.store.lock(Key("person", person)):
        document = await desk.load_person(person)
        left = _left_of(desk, document, refs, now)
        if left == document:
            return ()
        draft = document.draft if left.draft is None else None
        posts = (_farewell(desk, person, draft.begun),) if draft else ()
        await desk.save(replace(left, posts=(*left.posts, *posts)))
        return tuple(Owed(Key("person", person), post) for post in posts)


def _left_of(desk: Desk, person: Person, refs: list[str], now: datetime) -> Person:
    stale = person.heard is not None and _passed(desk, person.heard, now)
    if person.draft and _passed(desk, person.draft.touched, now):
        person = replace(person, draft=None, kept="")
    person = replace(person, reminders=tuple(one for one in person.reminders if one.ref not in refs))
    if person.form and (stale or person.form.ref in refs):
        person = replace(person, form=None)
    # What was offered to somebody for themselves; a group session that was asked for stays until it is arranged.
    offers = tuple(one for one in person.support if one.requested or not _passed(desk, one.run.steps[-1].at, now))
    person = replace(person, support=offers)
    return replace(person, kept="") if stale and person.draft is None else person


def _passed(desk: Desk, since: datetime, now: datetime) -> bool:
    keep = desk.profile.retention["draft"].keep
    return passes_at(end_of(keep, since, working_days(desk.profile.calendar))) <= now


def _farewell(desk: Desk, person: str, begun: datetime) -> Post:
    return desk.post(f"person:{person}", "outcome", Message(say("retention.draft", day=day(begun.date()))))
