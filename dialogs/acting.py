"""Somebody raises an event: by a button or by typing, with the fields asked for one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dialogs import event_form, interview
from dialogs.carry_out import carry_out
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.field_kinds import Asking, Read, Unread
from dialogs.field_reading import read, settled, typed_fields
from dialogs.offering import Offer, offers, passes, still_open, without
from dialogs.redrawing import with_others_redrawn
from dialogs.refusal import refusal
from dialogs.reminding import brought_in, raised
from dialogs.retelling import ask_what_now_applies, retell
from dialogs.telling import context_of
from dialogs.wording import say
from state.case import Case, Fields
from state.common import CORRECT, JOINS, correctable
from state.documents import Key, Person
from state.draft import EventForm
from state.message import Message
from state.people import knows, may
from state.process import Event, Need
from state.raising import Actor, Call
from state.refusals import Barred, NotYours, Refused, Unseen
from state.tables import fresh, see_not_folded


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
    if wish.event in JOINS:
        return await desk.finish(turn, Message(say("join.by_command")))
    return await with_others_redrawn(desk, wish.ref, lambda: _act(desk, turn, wish))


async def _act(desk: Desk, turn: PersonTurn, wish: Wish) -> tuple[Owed, ...]:
    async with desk.store.lock(Key("case", wish.ref)):
        case, brought = await _known(desk, turn.person.id, wish.ref)
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


async def fill(
    desk: Desk, turn: PersonTurn, words: str, card: tuple[str, int | None] | None = None
) -> tuple[Owed, ...]:
    """An answer to the field that is being asked for. `card` is the field and the seal of the card it came from."""
    form = turn.person.form
    if form is None:
        return await desk.finish(turn, Message(say("form.stale")))
    return await with_others_redrawn(desk, form.ref, lambda: _fill(desk, turn, form, words, card))


async def _fill(
    desk: Desk, turn: PersonTurn, form: EventForm, words: str, card: tuple[str, int | None] | None
) -> tuple[Owed, ...]:
    async with desk.store.lock(Key("case", form.ref)):
        case, brought = await _known(desk, turn.person.id, form.ref)
        return (*brought, *await _filled(desk, turn, case, form, words, card))


async def _known(desk: Desk, person: str, ref: str) -> tuple[Case | None, tuple[Owed, ...]]:
    """Time first, then people: a case that this person knows of, and what time brought about."""
    case, brought = await brought_in(desk, ref)
    return (case if case is not None and knows(desk.directory, person, case) else None), brought


async def _filled(
    desk: Desk,
    turn: PersonTurn,
    case: Case | None,
    form: EventForm,
    words: str,
    card: tuple[str, int | None] | None,
) -> tuple[Owed, ...]:
    try:
        scene = _scene(desk, turn.person.id, case, _wish(form), turn.mentions)
        need = _asked(desk, scene, form)
        if card is not None and card != (need.name, event_form.seal_of(form)):
            return await _ask(desk, turn, scene, form, say("form.stale"))
        if passes(form, need, words):
            return await _ask_or_do(desk, turn, scene, without(form, need))
        need = _as_corrected(desk, scene, need, form)
        if form.pending:
            return await _confirm(desk, turn, scene, form, need, words)
        given = read(scene.asking, need, words)
        return await _took(desk, turn, scene, form, given)
    except Unread as unread:
        return await _ask(desk, turn, scene, form, str(unread))
    except Refused as refused:
        turn.person = replace(turn.person, form=None)
        return await desk.finish(turn, refusal(desk, form.ref, case, turn.person.id, turn.to, refused))


async def asked_now(desk: Desk, person: Person) -> tuple[Asking, Need, EventForm] | None:
    """The step that this person is in the midst of, and the field that is asked for; None where there is none."""
    form = person.form
    if form is None:
        return None
    try:
        scene = _scene(desk, person.id, await desk.known(person.id, form.ref), _wish(form))
        return scene.asking, _as_corrected(desk, scene, _asked(desk, scene, form), form), form
    except Refused:
        return None


async def open_question(desk: Desk, person: Person) -> Message | None:
    """What this person is being asked just now: a field of an event, or a question of their alert."""
    form = person.form
    if form is not None:
        try:
            scene = _scene(desk, person.id, await desk.known(person.id, form.ref), _wish(form))
            return _question(desk, scene, form)
        except Refused:
            return None
    if person.draft is None or person.draft.paused:
        return None
    return interview.ask(person.draft, context_of(desk, person.id), person.kept)


def _scene(desk: Desk, person: str, case: Case | None, wish: Wish, mentions: Mapping[str, str] | None = None) -> _Scene:
    """Raises Refused. Whoever may not know of a case learns not even that it exists."""
    directory = desk.directory
    if case is None:
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
    see_not_folded(case, run, event.name)
    return _Scene(Asking(case, run, event, desk.profile_of(case), directory, desk.clock(), mentions or {}), actor)


def _wish(form: EventForm) -> Wish:
    return Wish(form.ref, form.process, form.event, form.key, version=form.version)


async def _take(desk: Desk, turn: PersonTurn, scene: _Scene, wish: Wish) -> tuple[Owed, ...]:
    """Read what was typed in one go; a date that has to be interpreted is asked about first. Raises Unread, Refused."""
    run, event = scene.asking.run, scene.asking.event
    typed = {**typed_fields(event.needs, wish.words), **wish.fields}
    typed = {name: words for name, words in typed.items() if _need(event, name) and words.strip()}
    form = EventForm(
        wish.ref,
        run.process,
        run.key,
        event.name,
        run.version,
        nonce=wish.nonce,
        typed=typed,
        offers=offers(event, wish.offer),
    )
    return await _read_typed(desk, turn, scene, form)


async def _read_typed(desk: Desk, turn: PersonTurn, scene: _Scene, form: EventForm) -> tuple[Owed, ...]:
    """Read what was typed and is not read yet, up to what must be asked about. Raises Unread, Refused."""
    if not form.typed:
        return await _ask_or_do(desk, turn, scene, form)
    (name, words), *others = form.typed.items()
    need = _need(scene.asking.event, name)
    assert need is not None
    given = read(scene.asking, _as_corrected(desk, scene, need, form), words)
    return await _took(desk, turn, scene, replace(form, typed=dict(others)), given)


async def _took(desk: Desk, turn: PersonTurn, scene: _Scene, form: EventForm, given: Read) -> tuple[Owed, ...]:
    if not given.sure:
        return await _ask(desk, turn, scene, replace(form, pending=str(given.value), pending_field=given.name))
    fields = {**form.fields, given.name: given.value}
    return await _read_typed(desk, turn, scene, replace(form, fields=fields, pending="", pending_field=""))


async def _confirm(
    desk: Desk, turn: PersonTurn, scene: _Scene, form: EventForm, need: Need, words: str
) -> tuple[Owed, ...]:
    """A date that is not right stays with the same field. Raises Unread."""
    given = settled(scene.asking, need, form.pending, words)
    again = replace(form, pending="")
    if given is None:
        return await _ask(desk, turn, scene, again, say("confirm.date.again"))
    return await _took(desk, turn, scene, again, given)


def _need(event: Event, name: str) -> Need | None:
    """The field of that name; where it is the words of another field, those words."""
    for need in event.needs:
        if name in (need.name, need.or_else):
            return need if name == need.name else replace(need, name=name, kind="words", or_else="")
    return None


def _as_corrected(desk: Desk, scene: _Scene, need: Need, form: EventForm) -> Need:
    """The new value of a correction is read as the field that it mends. Raises Barred."""
    fields = {**form.typed, **form.fields}
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
    if form.pending_field and (need := _need(scene.asking.event, form.pending_field)):
        return need
    return _open(desk, scene, form, "")[0]


def _open(desk: Desk, scene: _Scene, form: EventForm, nonce: str) -> tuple[Need, ...]:
    """What is still to be asked. Raises Refused."""
    case, call, now = scene.asking.case, scene.call(desk, form.fields, nonce), desk.clock()
    missing = desk.engine.missing(case, call, now)
    return still_open(scene.asking.event, form, missing, desk.engine.attempt(case, scene.asking.run, call, now))


async def _ask_or_do(desk: Desk, turn: PersonTurn, scene: _Scene, form: EventForm) -> tuple[Owed, ...]:
    if _open(desk, scene, form, form.nonce):
        return await _ask(desk, turn, scene, form)
    done = raised(desk, scene.asking.case, scene.call(desk, form.fields, form.nonce))
    turn.person = replace(turn.person, form=None)
    return await carry_out(desk, turn, done, ask_what_now_applies)


def _question(desk: Desk, scene: _Scene, form: EventForm) -> Message:
    need = _asked(desk, scene, form)
    if form.pending:
        return Message(card=event_form.confirm_card(scene.asking, _as_corrected(desk, scene, need, form), form))
    return Message(card=event_form.card(scene.asking, need, form))


async def _ask(desk: Desk, turn: PersonTurn, scene: _Scene, form: EventForm, note: str = "") -> tuple[Owed, ...]:
    turn.person = replace(turn.person, form=form)
    return await desk.ask(turn, replace(_question(desk, scene, form), text=note))
