"""Somebody raises an event: by a button or by typing, with the fields asked for one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dialogs import event_form, interview
from dialogs.carry_out import carry_out
from dialogs.choosing import yes_or_no
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.field_reading import Asking, Read, Unread, read, typed_fields
from dialogs.offering import Offer, offers, passes, still_open, without
from dialogs.refusal import refusal
from dialogs.reminding import brought_in
from dialogs.retelling import ask_what_now_applies, retell
from dialogs.telling import context_of
from dialogs.wording import say
from state.case import Case, Fields
from state.common import CORRECT, correctable
from state.documents import Key, Person
from state.draft import EventForm
from state.message import Message
from state.people import may, may_read
from state.process import Need
from state.raising import Actor, Call
from state.refusals import Barred, NotYours, Refused, Unseen
from state.tables import fresh


@dataclass(frozen=True)
class Wish:
    """An event that somebody wishes to raise, with fields as typed; `version` and `offer` come from the button
    pressed."""

    ref: str
    process: str
    event: str
    key: int = 1
    fields: Mapping[str, str] = field(default_factory=dict)
    words: str = ""  # what was typed after the event's name, fields and all
    version: int | None = None
    nonce: str = ""
    offer: Offer = "nothing"


@dataclass(frozen=True)
class _Scene:
    """What somebody wants to happen, and in which capacity."""

    asking: Asking
    actor: Actor

    def call(self, desk: Desk, fields: Fields, nonce: str) -> Call:
        """The event with these fields."""
        run, event = self.asking.run, self.asking.event.name
        return Call(
            run.process,
            event,
            self.actor,
            salt=desk.token(),
            key=run.key,
            fields=fields,
            nonce=nonce,
            outcomes=self.asking.profile.outcomes,
        )


async def act(desk: Desk, turn: PersonTurn, wish: Wish) -> tuple[Owed, ...]:
    """Do what is wished, or ask for what is missing, or say why not. The caller holds the person's document."""
    async with desk.store.lock(Key("case", wish.ref)):
        case, brought = await brought_in(desk, wish.ref)
        try:
            scene = _scene(desk, turn.person.id, case, wish, turn.mentions)
            event = scene.asking.event
            asked_again = event.retells(scene.asking.run) if event.retells else None
            if any(c.isalnum() for c in wish.words) and (asked_again is not None or not event.needs):
                raise Unread(say("form.no_words", ref=wish.ref))
            if asked_again is not None:
                return (*brought, *await retell(desk, turn, scene.asking.case, event, asked_again))
            return (*brought, *await _take(desk, turn, scene, wish))
        except Refused as refused:
            said = refusal(desk, wish.ref, case, turn.person.id, turn.to, refused)
        except Unread as unread:
            said = Message(str(unread))
        return (*brought, *await desk.finish(turn, said))


async def fill(desk: Desk, turn: PersonTurn, words: str, field: str | None = None) -> tuple[Owed, ...]:
    """An answer to the field that is being asked for. `field` is named when it came from a card."""
    form = turn.person.form
    if form is None:
        return await desk.finish(turn, Message(say("form.stale")))
    async with desk.store.lock(Key("case", form.ref)):
        case, brought = await brought_in(desk, form.ref)
        return (*brought, *await _filled(desk, turn, case, form, words, field))


async def _filled(
    desk: Desk, turn: PersonTurn, case: Case | None, form: EventForm, words: str, field: str | None
) -> tuple[Owed, ...]:
    try:
        scene = _scene(desk, turn.person.id, case, _wish(form), turn.mentions)
        need = _asked(desk, scene, form)
        if field not in (None, need.name):
            return await _ask(desk, turn, scene, form, say("form.stale"))
        if passes(form, need, words):
            return await _ask_or_do(desk, turn, scene, without(form, need))
        need = _as_corrected(desk, scene, need, form.fields)
        if form.pending:
            return await _confirm(desk, turn, scene, form, need, words)
        given = read(scene.asking, need, words)
        return await _took(desk, turn, scene, form, given)
    except Unread as unread:
        return await _ask(desk, turn, scene, form, str(unread))
    except Refused as refused:
        turn.person = replace(turn.person, form=None)
        return await desk.finish(turn, refusal(desk, form.ref, case, turn.person.id, turn.to, refused))


async def open_question(desk: Desk, person: Person) -> Message | None:
    """What this person is being asked just now: a field of an event, or a question of their alert."""
    form = person.form
    if form is not None:
        try:
            scene = _scene(desk, person.id, await desk.load_case(form.ref), _wish(form))
            return _question(desk, scene, form)
        except Refused:
            return None
    if person.draft is None or person.draft.paused:
        return None
    return interview.ask(person.draft, context_of(desk, person.id), person.kept)


def _scene(desk: Desk, person: str, case: Case | None, wish: Wish, mentions: Mapping[str, str] | None = None) -> _Scene:
    """Raises Refused. Whoever may not read a case, and is not named in it, learns not even that it exists."""
    directory = desk.directory
    if case is None or not (may_read(directory, person, case) or any(run.person == person for run in case.runs)):
        raise Unseen(ref=wish.ref)
    if desk.engine.opens(wish.process, wish.event):
        run = desk.engine.beginning(case, wish.process)
    else:
        run = desk.engine.running(case, wish.process, wish.key)
        fresh(run, wish.version, wish.nonce)
    event = desk.engine.row(run, wish.event)
    actor = may(directory, person, event, case, run)
    if actor is None:
        otherwise = may(directory, person, replace(event, decides=False), case, run)
        unchecked = may(directory, person, replace(event, checks=False), case, run)
        raise NotYours(event.by, wrote_it=otherwise is not None, wrote_report=unchecked is not None)
    return _Scene(Asking(case, run, event, desk.profile_of(case), directory, desk.clock(), mentions or {}), actor)


def _wish(form: EventForm) -> Wish:
    return Wish(form.ref, form.process, form.event, form.key, version=form.version)


async def _take(desk: Desk, turn: PersonTurn, scene: _Scene, wish: Wish) -> tuple[Owed, ...]:
    """Read what was typed in one go; a date that has to be interpreted is asked about first. Raises Unread, Refused."""
    run, event = scene.asking.run, scene.asking.event
    typed = {**typed_fields(event.needs, wish.words), **wish.fields}
    form = EventForm(
        wish.ref, run.process, run.key, event.name, run.version, nonce=wish.nonce, offers=offers(event, wish.offer)
    )
    by_name = {name: need for need in event.needs for name in (need.name, need.or_else) if name}
    doubtful: Read | None = None
    for name, words in typed.items():
        need = by_name.get(name)
        if need is None or not words.strip():
            continue
        plain = replace(need, name=name, kind="words", or_else="") if name == need.or_else else need
        given = read(scene.asking, _as_corrected(desk, scene, plain, {**typed, **form.fields}), words)
        if given.sure:
            form = replace(form, fields={**form.fields, given.name: given.value})
        else:
            doubtful = doubtful or given
    return await _took(desk, turn, scene, form, doubtful)


async def _took(desk: Desk, turn: PersonTurn, scene: _Scene, form: EventForm, given: Read | None) -> tuple[Owed, ...]:
    if given is not None and not given.sure:
        return await _ask(desk, turn, scene, replace(form, pending=str(given.value), pending_field=given.name))
    fields = {**form.fields, given.name: given.value} if given else form.fields
    return await _ask_or_do(desk, turn, scene, replace(form, fields=fields, pending="", pending_field=""))


async def _confirm(
    desk: Desk, turn: PersonTurn, scene: _Scene, form: EventForm, need: Need, words: str
) -> tuple[Owed, ...]:
    """A yes takes the date as it was repeated; a no, or another date, stays with the same field. Raises Unread."""
    said = yes_or_no(words)
    if said == "yes":
        return await _took(desk, turn, scene, form, Read(form.pending_field, form.pending))
    again = replace(form, pending="")
    if said == "no":
        return await _ask(desk, turn, scene, again, say("confirm.date.again"))
    return await _took(desk, turn, scene, again, read(scene.asking, need, words))


def _as_corrected(desk: Desk, scene: _Scene, need: Need, fields: Fields | Mapping[str, str]) -> Need:
    """The new value of a correction is read as the field that it mends. Raises Barred."""
    run = scene.asking.run
    if scene.asking.event.name != CORRECT or need.name != "value":
        return need
    event, name = str(fields.get("event", "")), str(fields.get("field", ""))
    mended = correctable(desk.engine.processes[run.process], run, event, name)
    if mended is None:
        raise Barred("nothing_to_correct", event=event, field=name)
    return replace(mended, name="value", or_else="")


def _asked(desk: Desk, scene: _Scene, form: EventForm) -> Need:
    """The field that is being asked for."""
    needs = scene.asking.event.needs
    if form.pending_field:
        return next(need for need in needs if need.name == form.pending_field)
    return _open(desk, scene, form, "")[0]


def _open(desk: Desk, scene: _Scene, form: EventForm, nonce: str) -> tuple[Need, ...]:
    """What is still to be asked. Raises Refused."""
    case, call, now = scene.asking.case, scene.call(desk, form.fields, nonce), desk.clock()
    missing = desk.engine.missing(case, call, now)
    return still_open(scene.asking.event, form, missing, desk.engine.attempt(case, scene.asking.run, call, now))


async def _ask_or_do(desk: Desk, turn: PersonTurn, scene: _Scene, form: EventForm) -> tuple[Owed, ...]:
    if _open(desk, scene, form, form.nonce):
        return await _ask(desk, turn, scene, form)
    done = desk.engine.trigger(scene.asking.case, scene.call(desk, form.fields, form.nonce), desk.clock())
    turn.person = replace(turn.person, form=None)
    return await carry_out(desk, turn, done, ask_what_now_applies)


def _question(desk: Desk, scene: _Scene, form: EventForm) -> Message:
    need = _asked(desk, scene, form)
    if form.pending:
        return Message(card=event_form.confirm_card(scene.asking, need, form.pending))
    return Message(card=event_form.card(scene.asking, need))


async def _ask(desk: Desk, turn: PersonTurn, scene: _Scene, form: EventForm, note: str = "") -> tuple[Owed, ...]:
    turn.person = replace(turn.person, form=form)
    return await desk.ask(turn, replace(_question(desk, scene, form), text=note))
