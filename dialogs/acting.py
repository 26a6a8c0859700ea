"""Somebody raises an event: by a button or by typing, with the fields asked for one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dialogs import event_form, interview
from dialogs.carry_out import carry_out
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.refusal import refusal
from dialogs.retelling import retell
from dialogs.telling import context_of
from dialogs.wording import say
from state.case import Case, Fields, Run
from state.common import CORRECT, correctable
from state.documents import Key, Person
from state.draft import EventForm
from state.engine import fresh, missing
from state.message import Message
from state.people import may, may_read
from state.process import Actor, Call, Event, Need, Process
from state.refusals import Barred, NotYours, Refused, Unseen


@dataclass(frozen=True)
class Wish:
    """An event that somebody wishes to raise, with fields as typed; `version` comes from the button pressed."""

    ref: str
    process: str
    event: str
    key: int = 1
    fields: Mapping[str, str] = field(default_factory=dict)
    words: str = ""  # what was typed after the event's name, fields and all
    version: int | None = None
    nonce: str = ""


@dataclass(frozen=True)
class _Scene:
    """A case, and the row of the table that somebody wants to happen in it."""

    case: Case
    process: Process
    run: Run
    event: Event
    actor: Actor


async def act(desk: Desk, turn: PersonTurn, wish: Wish) -> tuple[Owed, ...]:
    """Do what is wished, or ask for what is missing, or say why not. The caller holds the person's document."""
    async with desk.store.lock(Key("case", wish.ref)):
        case = await desk.load_case(wish.ref)
        try:
            scene = _scene(desk, turn.person.id, case, wish)
            typed = {**event_form.typed_fields(scene.event.needs, wish.words), **wish.fields}
            fields = _read_all(scene, typed)
            asked_again = scene.event.retells(scene.run) if scene.event.retells else None
            if asked_again is not None:
                return await retell(desk, turn, scene.case, scene.event, asked_again)
            return await _ask_or_do(desk, turn, scene, fields, wish.nonce)
        except Refused as refused:
            return await desk.finish(turn, refusal(desk, wish.ref, case, turn.person.id, turn.to, refused))
        except event_form.Unread as unread:
            return await desk.finish(turn, Message(str(unread)))


async def fill(desk: Desk, turn: PersonTurn, words: str, field: str | None = None) -> tuple[Owed, ...]:
    """An answer to the field that is being asked for. `field` is named when it came from a card."""
    form = turn.person.form
    if form is None:
        return await desk.finish(turn, Message(say("form.stale")))
    async with desk.store.lock(Key("case", form.ref)):
        case = await desk.load_case(form.ref)
        try:
            wish = Wish(form.ref, form.process, form.event, form.key, version=form.version)
            scene = _scene(desk, turn.person.id, case, wish)
            need = _missing(scene, form.fields)[0]
            if field not in (None, need.name):
                return await _ask(desk, turn, scene, form.fields, form.nonce, note=say("form.stale"))
            read = event_form.read(scene.case, _as_corrected(scene, need, form.fields), words)
            return await _ask_or_do(desk, turn, scene, {**form.fields, read.name: read.value}, form.nonce)
        except event_form.Unread as unread:
            return await _ask(desk, turn, scene, form.fields, form.nonce, note=str(unread))
        except Refused as refused:
            turn.person = replace(turn.person, form=None)
            return await desk.finish(turn, refusal(desk, form.ref, case, turn.person.id, turn.to, refused))


async def open_question(desk: Desk, person: Person) -> Message | None:
    """What this person is being asked just now: a field of an event, or a question of their alert."""
    form = person.form
    if form is not None:
        case = await desk.load_case(form.ref)
        try:
            scene = _scene(desk, person.id, case, Wish(form.ref, form.process, form.event, form.key))
            return Message(card=event_form.card(scene.case, scene.run, scene.event, _missing(scene, form.fields)[0]))
        except Refused:
            return None
    if person.draft is None or person.draft.paused:
        return None
    return interview.ask(person.draft, context_of(desk, person.id), person.kept)


def _scene(desk: Desk, person: str, case: Case | None, wish: Wish) -> _Scene:
    """Raises Refused. Whoever may not read a case learns nothing of it, not even that it exists."""
    if case is None or may_read(desk.directory, person, case) is None:
        raise Unseen(ref=wish.ref)
    run = desk.engine.running(case, wish.process, wish.key)
    fresh(run, wish.version, wish.nonce)
    event = desk.engine.row(run, wish.event)
    actor = may(desk.directory, person, event, case)
    if actor is None:
        otherwise = may(desk.directory, person, replace(event, decides=False), case)
        raise NotYours(event.by, wrote_it=otherwise is not None)
    return _Scene(case, desk.engine.processes[run.process], run, event, actor)


def _read_all(scene: _Scene, typed: Mapping[str, str]) -> Fields:
    """Raises Unread, Barred."""
    by_name = {name: need for need in scene.event.needs for name in (need.name, need.or_else) if name}
    fields: dict[str, str | tuple[str, ...]] = {}
    for name, words in typed.items():
        need = by_name.get(name)
        if need is None or not words.strip():
            continue
        plain = replace(need, name=name, kind="words", or_else="") if name == need.or_else else need
        read = event_form.read(scene.case, _as_corrected(scene, plain, {**typed, **fields}), words)
        fields[read.name] = read.value
    return fields


def _as_corrected(scene: _Scene, need: Need, fields: Fields | Mapping[str, str]) -> Need:
    """The new value of a correction is read as the field that it mends. Raises Barred."""
    if scene.event.name != CORRECT or need.name != "value":
        return need
    event, name = str(fields.get("event", "")), str(fields.get("field", ""))
    mended = correctable(scene.process, scene.run, event, name)
    if mended is None:
        raise Barred("nothing_to_correct", event=event, field=name)
    return replace(mended, name="value", or_else="")


def _missing(scene: _Scene, fields: Fields) -> tuple[Need, ...]:
    return missing(scene.event.needs, scene.run, fields)


async def _ask_or_do(desk: Desk, turn: PersonTurn, scene: _Scene, fields: Fields, nonce: str) -> tuple[Owed, ...]:
    if _missing(scene, fields):
        return await _ask(desk, turn, scene, fields, nonce)
    call = Call(
        scene.run.process,
        scene.event.name,
        scene.actor,
        salt=desk.token(),
        key=scene.run.key,
        fields=fields,
        nonce=nonce,
    )
    done = desk.engine.trigger(scene.case, call, desk.clock())
    turn.person = replace(turn.person, form=None)
    return await carry_out(desk, turn, done)


async def _ask(
    desk: Desk, turn: PersonTurn, scene: _Scene, fields: Fields, nonce: str, note: str = ""
) -> tuple[Owed, ...]:
    need = _missing(scene, fields)[0]
    run, event = scene.run, scene.event
    form = EventForm(scene.case.ref, run.process, run.key, event.name, run.version, fields, nonce)
    turn.person = replace(turn.person, form=form)
    question = Message(note, event_form.card(scene.case, run, event, need))
    if turn.to == turn.private:
        return await desk.finish(turn, question)
    turn.posts.append(desk.post(turn.private, "reply", question))
    return await desk.finish(turn, Message(say("form.in_private")))
