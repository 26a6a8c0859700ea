"""An event happened: the case is saved with all that it owes, the reply to whoever raised it first."""

import logging
from dataclasses import replace

from dialogs.announce import announced
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.facts import case_title, next_step, stage
from dialogs.wording import has, say
from state.case import Case, Run
from state.engine import Done
from state.message import Button, Card, Message
from state.planning import caught_up

SUBMIT = "submit"

_log = logging.getLogger(__name__)


async def carry_out(desk: Desk, turn: PersonTurn, done: Done) -> tuple[Owed, ...]:
    """Save an event with all that it owes, the reply to whoever raised it first; then the person's document."""
    run = done.run
    reply = desk.post(turn.to, "reply", _reply(desk, turn, done, run))
    heard = replace(_seen_to(desk, done), posts=(*done.case.posts, reply))
    case = announced(desk, replace(done, case=heard))
    owed = await desk.save(case)
    fresh_posts = {p.id for p in case.posts} - {p.id for p in done.before.posts}
    told = tuple(o for o in owed if o.post.id in fresh_posts)
    try:
        return (*told, *await desk.finish(turn))
    except OSError as fault:
        # The event is safe in its case, and what it owes must go out; the person's own document catches up later.
        _log.error("A person's document was not saved: %s", type(fault).__name__)
        return told


def _seen_to(desk: Desk, done: Done) -> Case:
    """The case with its watermarks at this event: what time brought about before it was handled. Where something fell
    due in that very moment, they stay, and it is handled next."""
    waits = done.before.due is not None and done.before.due <= done.step.at
    return done.case if waits else caught_up(done.case, desk.profile, done.step.at)


def _reply(desk: Desk, turn: PersonTurn, done: Done, run: Run) -> Message:
    """What was done and what comes next. Whoever has sent an alert is offered support; nothing waits for it (R94)."""
    words = _done_words(desk, turn.person.id, done, run)
    if done.event.name != SUBMIT:
        return Message(words)
    offer = Button(say("button.support"), {"do": "command", "command": "support"})
    return Message(words, Card(case_title(desk, done.case), lines=(say("support.offer"),), buttons=(offer,)))


def _done_words(desk: Desk, person: str, done: Done, run: Run) -> str:
    own = f"done.{run.process}.{done.event.name}"
    return say(
        own if has(own) else "done.any",
        ref=done.case.ref,
        stage=stage(run),
        next=next_step(desk, done.case, run, person),
    )
