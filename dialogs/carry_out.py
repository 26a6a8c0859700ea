"""An event happened: the case is saved with all that it owes, the reply to whoever raised it first."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from dialogs.advice import support_button
from dialogs.announce import announced
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.facts import case_title, missed, next_step, stage
from dialogs.supporting import with_offer
from dialogs.wording import has, say
from state.case import Case, Run
from state.engine import Done
from state.message import Card, Message
from state.planning import caught_up
from state.post import Post

SUBMIT = "submit"

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)


Then = Callable[[Desk, PersonTurn, Done], Awaitable[Message | None]]
"""What is asked of whoever raised an event, once it is saved."""


async def nothing(_desk: Desk, _turn: PersonTurn, _done: Done) -> None:
    """Nothing is asked afterwards."""


async def carry_out(desk: Desk, turn: PersonTurn, done: Done, then: Then = nothing) -> tuple[Owed, ...]:
    """Save an event with all that it owes, the reply to whoever raised it first; then the person's document."""
    told = await saved(desk, done, desk.post(turn.to, "reply", _reply(desk, turn, done, done.run)))
    if done.event.name == SUBMIT:
        turn.person = with_offer(desk, turn.person, done.case.area)
    try:
        question = await then(desk, turn, done)
        return (*told, *await (desk.ask(turn, question) if question else desk.finish(turn)))
    except OSError as fault:
        # The event is safe in its case, and what it owes must go out; the person's own document catches up later.
        _log.error("a person's document was not saved", fault=fault)
        return told


async def saved(desk: Desk, done: Done, *first: Post) -> tuple[Owed, ...]:
    """Save a case with an event and all that it owes, what is said `first` before the rest; the new posts."""
    heard = replace(_seen_to(desk, done), posts=(*done.case.posts, *first))
    case = announced(desk, replace(done, case=heard))
    owed = await desk.save(case)
    fresh_posts = {p.id for p in case.posts} - {p.id for p in done.before.posts}
    return tuple(o for o in owed if o.post.id in fresh_posts)


def _seen_to(desk: Desk, done: Done) -> Case:
    """The case with its watermarks at this event: what time brought about before it was handled. Where something fell
    due in that very moment, they stay, and it is handled next."""
    waits = done.before.due is not None and done.before.due <= done.step.at
    return done.case if waits else caught_up(done.case, desk.profile_of(done.case), done.step.at)


def _reply(desk: Desk, turn: PersonTurn, done: Done, run: Run) -> Message:
    """What was done and what comes next. Whoever has sent an alert is offered support; nothing waits for it (R94)."""
    words = _done_words(desk, turn.person.id, done, run)
    if done.event.name != SUBMIT:
        return Message(words)
    card = Card(case_title(desk, done.case), lines=(say("support.offer"),), buttons=(support_button(),))
    return Message(words, card)


def _done_words(desk: Desk, person: str, done: Done, run: Run) -> str:
    own = f"done.{run.process}.{done.event.name}"
    words = say(
        own if has(own) else "done.any",
        ref=done.case.ref,
        stage=stage(run),
        next=next_step(desk, done.case, run, person),
    )
    unexplained = "attendance" in done.step.fields and "reason" not in done.step.fields
    who = missed(run) if unexplained else ""
    return f"{words} {say('done.missed', who=who, ref=done.case.ref, process=run.process)}" if who else words
