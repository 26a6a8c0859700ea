"""What time brings about in a case: limits that pass, events of the clock, reminders. Each once, in one write."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from dialogs.announce import announced
from dialogs.breach import with_breaches
from dialogs.desk import Desk, Owed
from dialogs.draft_reminder import reminded_of_draft
from dialogs.living import living
from dialogs.own_reminders import reminded_of_own
from dialogs.reminder_card import gathered_line, reminder_message
from state.case import Case
from state.clocks import clock_events, next_clock_event
from state.documents import Document, Key
from state.engine import Done
from state.planning import caught_up
from state.post import Post
from state.raising import Call
from state.reminders import Reminder, reminders

LATE = timedelta(minutes=5)
"""What is later than this was held up while the bot was away: it is said in one message with the rest."""


async def look(desk: Desk, key: Key) -> tuple[Owed, ...]:
    """Look at a document at which something fell due: bring that in, save, and name the new posts."""
    async with desk.store.lock(key):
        if key.kind == "case":
            _, owed = await brought_in(desk, key.id)
            return owed
        person = await desk.load_person(key.id)
        return await _save(desk, person, reminded_of_own(desk, reminded_of_draft(desk, person, LATE), LATE))


def outdated(desk: Desk) -> tuple[Key, ...]:
    """The cases that were planned by another version of the profile, whose limits or calendar may differ; and those
    that were stored before it was kept by when each process must act."""
    version = desk.profile.version
    return tuple(row.key for row in desk.store.rows("case") if row.planned != version or (row.limits and not row.ends))


async def plan_anew(desk: Desk, key: Key) -> tuple[Owed, ...]:
    """Compute anew when to look at a case."""
    async with desk.store.lock(key):
        document = await desk.load(key)
        if document is not None:
            await desk.save(document)
    return ()


async def brought_in(desk: Desk, ref: str) -> tuple[Case | None, tuple[Owed, ...]]:
    """Time first, then people: a case with what time has brought about, saved where that was anything, and the posts
    that it owes. The caller holds the case."""
    case, now = await desk.load_case(ref), desk.clock()
    if case is None or (case.swept is not None and (case.due is None or case.due > now)):
        return case, ()
    owed = await _save(desk, case, brought(desk, case, now))
    return await desk.load_case(ref), owed


def raised(desk: Desk, case: Case, call: Call) -> Done:
    """Raise an event in a case as it was brought in. A limit that has passed since then, and that the event ends, is
    told as passed all the same. Raises Refused."""
    now = desk.clock()
    passed = with_breaches(desk, case, now) if case.due is not None and case.due <= now else case
    return replace(desk.engine.trigger(passed, call, now), before=case)


def brought(desk: Desk, case: Case, now: datetime) -> Case:
    """The case with all that time brought about up to now, in the order in which it did."""
    if case.swept is None:  # stored before the bot looked at the time: what is long past is not nagged about
        case = replace(case, swept=now, reminded=now)
    before, profile = case, desk.profile_of(case)
    while (at := next_clock_event(case, profile, desk.engine.processes)) is not None and at <= now:
        case = with_breaches(desk, case, at)
        for call in clock_events(case, profile, at, desk.engine.processes):
            happens = max(at, *(run.steps[-1].at for run in case.runs if run.steps))
            case = announced(
                desk, desk.engine.trigger(case, replace(call, salt=desk.token(), outcomes=profile.outcomes), happens)
            )
    case = with_breaches(desk, case, now)
    told = _told(desk, case, reminders(desk.world_of(case), case, now), now)
    drawn = living(desk, case) if len(case.entries) > len(before.entries) else ()
    return caught_up(replace(case, posts=(*case.posts, *drawn, *told)), profile, now)


def _told(desk: Desk, case: Case, due: tuple[Reminder, ...], now: datetime) -> Iterable[Post]:
    for one in due:
        late = one.step.at < now - LATE
        words = gathered_line(desk, case, one) if late else reminder_message(desk, case, one, _others(due, one))
        yield replace(desk.post(f"person:{one.to.person}", "reminder", words), gathered=late, reminds=one.about)


def _others(due: tuple[Reminder, ...], mine: Reminder) -> tuple[str, ...]:
    """The rungs of the ladder that are told of the same limit."""
    same = (one.to for one in due if one.limit == mine.limit and one.to.rung and one.to.person != mine.to.person)
    return tuple(dict.fromkeys(to.role for to in same))


async def _save(desk: Desk, before: Document, after: Document) -> tuple[Owed, ...]:
    known = {post.id for post in before.posts}
    return tuple(owed for owed in await desk.save(after) if owed.post.id not in known)
