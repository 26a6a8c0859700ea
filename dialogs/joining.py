"""The PSW or the Unit join two cases about one incident, link them or fold one into the other, or part them.

Source: product.md, Commands.
"""

import re
from collections.abc import Callable
from contextlib import AsyncExitStack

from dialogs.carry_out import saved
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.redrawing import redrawn
from dialogs.references import reference_in
from dialogs.refusal import refusal
from dialogs.reminding import brought_in
from dialogs.wording import say
from state.case import Case, Fields
from state.common import FOLD, LINK, TAKE_IN, UNLINK
from state.documents import Key
from state.engine import Done
from state.joining import check_foldable, known_first
from state.message import Message
from state.people import may, may_read
from state.raising import Call
from state.refusals import NotYours, Refused

_BETWEEN = re.compile(r"(?:(?:and|with|from|to|into|in)\s+)?", re.IGNORECASE)

Wanted = tuple[tuple[Case, str, Fields], ...]
"""The events that join two cases, in the order in which they are written: cut short, they can be repeated."""


async def link(desk: Desk, turn: PersonTurn, ref: str, words: str) -> tuple[Owed, ...]:
    """Have two cases name each other."""
    return await _join(desk, turn, ref, words, "link", _links)


async def unlink(desk: Desk, turn: PersonTurn, ref: str, words: str) -> tuple[Owed, ...]:
    """Have two cases name each other no more."""
    return await _join(desk, turn, ref, words, "unlink", _unlinks)


async def fold(desk: Desk, turn: PersonTurn, ref: str, words: str) -> tuple[Owed, ...]:
    """End a case in favour of another about the same incident: there goes on what is owed, by the earlier moment of
    first knowledge. Source: G18."""
    return await _join(desk, turn, ref, words, "fold", lambda one, other: _fold(desk, one, other))


async def _join(
    desk: Desk, turn: PersonTurn, ref: str, words: str, kind: str, wanted: Callable[[Case, Case], Wanted]
) -> tuple[Owed, ...]:
    other = reference_in(_BETWEEN.sub("", words.strip(), count=1), desk.clock().year)
    if other is None:
        return await desk.finish(turn, Message(say(f"join.{kind}.usage")))
    person = turn.person.id
    async with AsyncExitStack() as held:
        for one in sorted({ref, other}):  # in one order, so that two people never wait for each other
            await held.enter_async_context(desk.store.lock(Key("case", one)))
        first, brought = await _seen(desk, person, ref)
        second, also = await _seen(desk, person, other) if other != ref else (first, ())
        owed = (*brought, *also)
        if first is None or second is None:
            unseen = other if first else ref
            return (*owed, *await desk.finish(turn, Message(say("refused.unseen", ref=unseen))))
        if first is second:
            return (*owed, *await desk.finish(turn, Message(say("refused.not_into_itself"))))
        try:
            events = tuple(_happens(desk, person, *event) for event in wanted(first, second))
        except Refused as refused:
            return (*owed, *await desk.finish(turn, refusal(desk, ref, first, person, turn.to, refused)))
        for done in events:
            owed = (*owed, *await saved(desk, done))
        for done in events[:-1]:
            owed = (*owed, *await redrawn(desk, done.case.ref))
    key = f"join.{kind}.done" if events else f"join.{kind}.already"
    return (*owed, *await desk.finish(turn, Message(say(key, ref=ref, other=other))))


async def _seen(desk: Desk, person: str, ref: str) -> tuple[Case | None, tuple[Owed, ...]]:
    """Time first, then people: a case that this person may read, and what time brought about in it."""
    case, brought = await brought_in(desk, ref)
    return (case if case is not None and may_read(desk.directory, person, case) else None), brought


def _links(one: Case, other: Case) -> Wanted:
    both = ((one, other), (other, one))
    return tuple((case, LINK, {"other": named.ref}) for case, named in both if named.ref not in case.linked)


def _unlinks(one: Case, other: Case) -> Wanted:
    both = ((one, other), (other, one))
    return tuple((case, UNLINK, {"other": named.ref}) for case, named in both if named.ref in case.linked)


def _fold(desk: Desk, one: Case, into: Case) -> Wanted:
    """The other case first: until the fold is written as well, the clocks run in both."""
    if one.folded_into == into.ref:
        return ()
    check_foldable(desk.engine.processes, desk.profile_of(into), one, into)
    known_at = known_first(one, into)
    takes = {"other": one.ref, **({"known_at": known_at} if known_at else {})}
    taken = any(step.event == TAKE_IN and step.fields.get("other") == one.ref for step in into.origin.steps)
    first: Wanted = () if taken and not known_at else ((into, TAKE_IN, takes),)
    return (*first, (one, FOLD, {"other": into.ref}))


def _happens(desk: Desk, person: str, case: Case, event: str, fields: Fields) -> Done:
    """The event, not yet saved. Raises Refused."""
    run = case.origin
    row = desk.engine.row(run, event)
    actor = may(desk.directory, person, row, case, run)
    if actor is None:
        raise NotYours(row.by, wrote_it=row.decides and person == case.author)
    outcomes = desk.profile_of(case).outcomes
    call = Call(run.process, event, actor, desk.token(), run.key, fields, outcomes=outcomes)
    return desk.engine.trigger(case, call, desk.clock())
