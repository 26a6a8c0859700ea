"""An event that somebody wishes to raise: whether they may, and which of its fields are still to be asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dialogs import event_form
from dialogs.desk import Desk
from dialogs.field_kinds import Asking
from dialogs.offering import Offer, still_open
from state.case import Case, Fields
from state.common import CORRECT, correctable
from state.draft import EventForm
from state.message import Message
from state.people import may
from state.process import Event, Need
from state.raising import Actor, Call
from state.refusals import Barred, NotYours, Unseen
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
class Granted:
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


def wish_of(form: EventForm) -> Wish:
    """What somebody wished who is being asked for the fields of it."""
    return Wish(form.ref, form.process, form.event, form.key, version=form.version)


def grant(desk: Desk, person: str, case: Case | None, wish: Wish, mentions: Mapping[str, str] | None = None) -> Granted:
    """See that somebody may do what they wish. Whoever may not know of a case learns not even that it exists. Raises
    Refused."""
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
    return Granted(Asking(case, run, event, desk.profile_of(case), directory, desk.clock(), mentions or {}), actor)


def need_of(event: Event, name: str) -> Need | None:
    """The field of that name; where it is the words of another field, those words."""
    for need in event.needs:
        if name in (need.name, need.or_else):
            return need if name == need.name else replace(need, name=name, kind="words", or_else="")
    return None


def as_corrected(desk: Desk, granted: Granted, need: Need, form: EventForm) -> Need:
    """The new value of a correction is read as the field that it mends. Raises Barred."""
    fields = {**form.typed, **form.fields}
    run = granted.asking.run
    if granted.asking.event.name != CORRECT or need.name != "value":
        return need
    event, name = str(fields.get("event", "")), str(fields.get("field", ""))
    mended = correctable(desk.engine.processes[run.process], run, event, name)
    if mended is None:
        raise Barred("nothing_to_correct", event=event, field=name)
    return replace(mended, name="value", or_else="")


def asked(desk: Desk, granted: Granted, form: EventForm) -> Need:
    """The field that is being asked for."""
    if form.pending_field and (need := need_of(granted.asking.event, form.pending_field)):
        return need
    return still_asked(desk, granted, form, "")[0]


def still_asked(desk: Desk, granted: Granted, form: EventForm, nonce: str) -> tuple[Need, ...]:
    """What is still to be asked. Raises Refused."""
    case, call, now = granted.asking.case, granted.call(desk, form.fields, nonce), desk.clock()
    missing = desk.engine.missing(case, call, now)
    return still_open(granted.asking.event, form, missing, desk.engine.attempt(case, granted.asking.run, call, now))


def question(desk: Desk, granted: Granted, form: EventForm) -> Message:
    """The card that asks for the next field, or whether a date was understood."""
    need = asked(desk, granted, form)
    if form.pending:
        return Message(card=event_form.confirm_card(granted.asking, as_corrected(desk, granted, need, form), form))
    return Message(card=event_form.card(granted.asking, need, form))
