"""Answers given again: an alert sent back, information asked for, an update, what a step made askable.

Source: R6, R8, R12, A7, processes.md 15.
"""

from dataclasses import replace

from dialogs import interview
from dialogs.alert_form import BY_ID, steps
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.standing import named
from dialogs.telling import UPDATE, context_of
from dialogs.wording import say
from state.answers import known
from state.case import Case
from state.draft import Draft, Place
from state.engine import Done
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


async def ask_what_now_applies(desk: Desk, turn: PersonTurn, done: Done) -> Message | None:
    """After an event that changed answers: the questions that have come to apply, to be told as an update by whoever
    raised it. None where nothing is to be asked. The caller holds the case. Source: R36, R83."""
    case = await desk.load_case(done.case.ref) if done.event.writes else None
    if case is None or UPDATE not in desk.engine.possible(case.origin):
        return None
    context = context_of(desk, turn.person.id, {case.ref: case})
    draft = interview.begin_again(context, desk.token(), case, UPDATE)
    earlier = steps(done.before.current)
    asked = tuple(named(p) for p in steps(draft.answers) if _now_applies(draft, p, p not in earlier, done.run.child))
    reader = may_read(desk.directory, turn.person.id, case)
    if not asked or reader is None:
        return None
    if turn.person.draft is not None:
        return Message(say("retell.after_other", ref=case.ref))
    draft = replace(draft, asked=asked)
    turn.person = replace(turn.person, draft=draft)
    await desk.read_by(case, turn.person.id, reader)
    return replace(interview.ask(draft, context), text=say("retell.after", ref=case.ref))


def _now_applies(draft: Draft, place: Place, new: bool, child: int | None) -> bool:
    """A question about a child that has no answer yet, and was not asked before; or was passed by, and matters more
    now."""
    question = BY_ID[place.question]
    about_it = place.child == child and question.section == "death"
    return question.per_child and not known(draft.answers.get(place.question, place.child)) and (new or about_it)
