"""Somebody raises an event: by a button or by typing, with the fields asked for one at a time."""

from dataclasses import replace

from dialogs import event_form, interview
from dialogs.carry_out import carry_out
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.field_kinds import Asking, Read, Unread
from dialogs.field_reading import read, settled, typed_fields
from dialogs.offering import offers, passes, without
from dialogs.redrawing import with_others_redrawn
from dialogs.refusal import refusal
from dialogs.reminding import brought_in, raised
from dialogs.retelling import ask_what_now_applies, retell
from dialogs.telling import context_of
from dialogs.wishing import Granted, Wish, as_corrected, asked, grant, need_of, question, still_asked, wish_of
from dialogs.wording import say
from state.case import Case
from state.common import JOINS
from state.documents import Key, Person
from state.draft import EventForm
from state.message import Message
from state.people import knows
from state.process import Need
from state.refusals import Refused


async def act(desk: Desk, turn: PersonTurn, wish: Wish) -> tuple[Owed, ...]:
    """Do what is wished, or ask for what is missing, or say why not. The caller holds the person's document."""
    if wish.event in JOINS:
        return await desk.finish(turn, Message(say("join.by_command")))
    return await with_others_redrawn(desk, wish.ref, lambda: _act(desk, turn, wish))


async def _act(desk: Desk, turn: PersonTurn, wish: Wish) -> tuple[Owed, ...]:
    async with desk.store.lock(Key("case", wish.ref)):
        case, brought = await _known(desk, turn.person.id, wish.ref)
        try:
            granted = grant(desk, turn.person.id, case, wish, turn.mentions)
            event = granted.asking.event
            asked_again = event.retells(granted.asking.run) if event.retells else None
            if any(c.isalnum() for c in wish.words) and (asked_again is not None or not event.needs):
                raise Unread(say("form.no_words", ref=wish.ref))
            if asked_again is not None:
                return (*brought, *await retell(desk, turn, granted.asking.case, event, asked_again))
            return (*brought, *await _take(desk, turn, granted, wish))
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
        granted = grant(desk, turn.person.id, case, wish_of(form), turn.mentions)
        need = asked(desk, granted, form)
        if card is not None and card != (need.name, event_form.seal_of(form)):
            return await _ask(desk, turn, granted, form, say("form.stale"))
        if passes(form, need, words):
            return await _ask_or_do(desk, turn, granted, without(form, need))
        need = as_corrected(desk, granted, need, form)
        if form.pending:
            return await _confirm(desk, turn, granted, form, need, words)
        given = read(granted.asking, need, words)
        return await _took(desk, turn, granted, form, given)
    except Unread as unread:
        return await _ask(desk, turn, granted, form, str(unread))
    except Refused as refused:
        turn.person = replace(turn.person, form=None)
        return await desk.finish(turn, refusal(desk, form.ref, case, turn.person.id, turn.to, refused))


async def asked_now(desk: Desk, person: Person) -> tuple[Asking, Need, EventForm] | None:
    """The step that this person is in the midst of, and the field that is asked for; None where there is none."""
    form = person.form
    if form is None:
        return None
    try:
        granted = grant(desk, person.id, await desk.known(person.id, form.ref), wish_of(form))
        return granted.asking, as_corrected(desk, granted, asked(desk, granted, form), form), form
    except Refused:
        return None


async def open_question(desk: Desk, person: Person) -> Message | None:
    """What this person is being asked just now: a field of an event, or a question of their alert."""
    form = person.form
    if form is not None:
        try:
            granted = grant(desk, person.id, await desk.known(person.id, form.ref), wish_of(form))
            return question(desk, granted, form)
        except Refused:
            return None
    if person.draft is None or person.draft.paused:
        return None
    return interview.ask(person.draft, context_of(desk, person.id), person.kept)


async def _take(desk: Desk, turn: PersonTurn, granted: Granted, wish: Wish) -> tuple[Owed, ...]:
    """Read what was typed in one go; a date that has to be interpreted is asked about first. Raises Unread, Refused."""
    run, event = granted.asking.run, granted.asking.event
    typed = {**typed_fields(event.needs, wish.words), **wish.fields}
    typed = {name: words for name, words in typed.items() if need_of(event, name) and words.strip()}
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
    return await _read_typed(desk, turn, granted, form)


async def _read_typed(desk: Desk, turn: PersonTurn, granted: Granted, form: EventForm) -> tuple[Owed, ...]:
    """Read what was typed and is not read yet, up to what must be asked about. Raises Unread, Refused."""
    if not form.typed:
        return await _ask_or_do(desk, turn, granted, form)
    (name, words), *others = form.typed.items()
    need = need_of(granted.asking.event, name)
    assert need is not None
    given = read(granted.asking, as_corrected(desk, granted, need, form), words)
    return await _took(desk, turn, granted, replace(form, typed=dict(others)), given)


async def _took(desk: Desk, turn: PersonTurn, granted: Granted, form: EventForm, given: Read) -> tuple[Owed, ...]:
    if not given.sure:
        return await _ask(desk, turn, granted, replace(form, pending=str(given.value), pending_field=given.name))
    fields = {**form.fields, given.name: given.value}
    return await _read_typed(desk, turn, granted, replace(form, fields=fields, pending="", pending_field=""))


async def _confirm(
    desk: Desk, turn: PersonTurn, granted: Granted, form: EventForm, need: Need, words: str
) -> tuple[Owed, ...]:
    """A date that is not right stays with the same field. Raises Unread."""
    given = settled(granted.asking, need, form.pending, words)
    again = replace(form, pending="")
    if given is None:
        return await _ask(desk, turn, granted, again, say("confirm.date.again"))
    return await _took(desk, turn, granted, again, given)


async def _ask_or_do(desk: Desk, turn: PersonTurn, granted: Granted, form: EventForm) -> tuple[Owed, ...]:
    if still_asked(desk, granted, form, form.nonce):
        return await _ask(desk, turn, granted, form)
    done = raised(desk, granted.asking.case, granted.call(desk, form.fields, form.nonce))
    turn.person = replace(turn.person, form=None)
    return await carry_out(desk, turn, done, ask_what_now_applies)


async def _ask(desk: Desk, turn: PersonTurn, granted: Granted, form: EventForm, note: str = "") -> tuple[Owed, ...]:
    turn.person = replace(turn.person, form=form)
    return await desk.ask(turn, replace(question(desk, granted, form), text=note))
