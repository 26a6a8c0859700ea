"""What becomes of a card once it was pressed: it shows what was answered or done, in place of its buttons."""

from collections.abc import Mapping
from typing import Any

from dialogs.alert_form import BY_ID
from dialogs.answer_words import in_words
from dialogs.desk import Desk
from dialogs.event_form import asks, event_name
from dialogs.facts import case_title, next_step, stage
from dialogs.wording import say
from state.case import Case
from state.documents import Person
from state.draft import Draft, EventForm, Place
from state.message import Card
from state.processes.staff_support import OFFERED


async def pressed_card(desk: Desk, data: Mapping[str, Any], before: Person, after: Person) -> Card | None:
    """The card that takes the place of the one pressed; None where the press changed nothing that it shows."""
    match data.get("do"):
        case "answer" | "confirm" if before.draft and after.draft and before.draft.id == after.draft.id:
            return _answered(data, before.draft, after.draft)
        case "submit" if before.draft and not after.draft:
            return Card(say("pressed.sent"))
        case "field" if before.form and before.form != after.form:
            return await _filled(desk, after, before.form, data)
        case "event" if before.support != after.support:
            return _supported(before, after)
        case "event":
            return await _done(desk, after, data)
    return None


def _answered(data: Mapping[str, Any], before: Draft, after: Draft) -> Card | None:
    place = before.pending.place if before.pending else _place(data)
    if place is None or after.pending is not None:
        return None
    answer = after.answers.get(place.question, place.child)
    if answer is None or answer == before.answers.get(place.question, place.child):
        return None
    words = in_words(BY_ID[place.question], answer)
    return Card(say(f"question.{place.question}.ask"), lines=(say("pressed.answered", answer=words),))


def _place(data: Mapping[str, Any]) -> Place | None:
    question, child = data.get("question"), data.get("child")
    if not isinstance(question, str) or question not in BY_ID:
        return None
    return Place(question, child if isinstance(child, int) and child >= 1 and not isinstance(child, bool) else None)


async def _filled(desk: Desk, person: Person, form: EventForm, data: Mapping[str, Any]) -> Card | None:
    case = await desk.known(person.id, form.ref)
    run = case.run(form.process, form.key) if case else None
    if run is None or (person.form is None and run.version == form.version):
        return None
    event = next(e for e in desk.engine.events(run) if e.name == form.event)
    given = [need for need in event.needs if need.name == data.get("field")]
    return Card(asks(run, event, given[0]), lines=(say("pressed.noted"),)) if given else None


def _supported(before: Person, after: Person) -> Card | None:
    """What the person chose about support, on their own card only. Source: R94."""
    changed = next((s for s in after.support if s not in before.support and s.run.state != OFFERED), None)
    return Card(say(f"stage.staff_support.{changed.run.state}")) if changed else None


async def _done(desk: Desk, person: Person, data: Mapping[str, Any]) -> Card | None:
    """Only a press that was done: the last step bears the nonce of the button, and was this person's."""
    case = await desk.known(person.id, str(data.get("ref")))
    nonce = data.get("nonce")
    for run in case.runs if case else ():
        if nonce and (run.steps[-1].nonce, run.steps[-1].by) == (nonce, person.id):
            assert isinstance(case, Case)
            title = say("pressed.done", event=event_name(run.process, run.steps[-1].event))
            return Card(
                title, eyebrow=case_title(desk, case), lines=(stage(run), next_step(desk, case, run, person.id))
            )
    return None
