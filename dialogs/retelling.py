"""Answers given again: an alert sent back, information asked for, an update. Source: R6, R8, R12, A7."""

from dataclasses import replace

from dialogs import interview
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.telling import context_of
from dialogs.wording import say
from state.case import Case
from state.message import Message
from state.people import may_read
from state.process import Event


async def retell(desk: Desk, turn: PersonTurn, case: Case, event: Event, asked: tuple[str, ...]) -> tuple[Owed, ...]:
    """Begin to change a case's answers: those asked for, or whichever the person chooses when none are named."""
    if turn.person.draft is not None:
        return await desk.finish(turn, Message(say("retell.other_draft")))
    context = context_of(desk, turn.person.id, {case.ref: case})
    draft = interview.begin_again(context, desk.token(), case, event.name, asked or None)
    turn.person = replace(turn.person, draft=draft, form=None)
    await desk.read_by(case, turn.person.id, may_read(desk.directory, turn.person.id, case) or "")
    return await desk.ask(turn, interview.ask(draft, context))
