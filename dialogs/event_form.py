"""The cards of the small dialog that collects what an event needs, one field at a time. Source: processes.md, head."""

from dialogs.dates import spoken
from dialogs.field_kinds import MANY, Asking
from dialogs.field_options import options_of
from dialogs.identifiers import kinds
from dialogs.seal import seal
from dialogs.wording import either, has, say
from state.case import Run
from state.draft import EventForm
from state.fields import TIMED
from state.message import Button, Card, Fact, Input
from state.process import Event, Need

_DATA = ("do", "ref", "process", "key", "event", "version", "nonce", "field", "value")


def card(asking: Asking, need: Need, form: EventForm) -> Card:
    """The card that asks for one field. Its actions carry `do: "field"` and the field's name, and a seal of what it
    is asked for, so that an old card, or one of another case, fills nothing in."""
    return Card(
        eyebrow=_eyebrow(asking),
        title=asks(asking.run, asking.event, need),
        inputs=(_input(asking, need),),
        buttons=(
            Button(say("button.send"), _carried(form, need), style="positive"),
            *((_skip(form, need),) if need.optional else ()),
            _cancel(form),
        ),
    )


def seal_of(form: EventForm) -> int:
    """What tells what is asked for from whatever was asked before."""
    return seal(form.ref, form.process, form.key, form.event, form.version, form.nonce, form.pending)


def help_on(asking: Asking, need: Need, form: EventForm) -> str:
    """How the field that is asked for can be answered, and the ways past it and out."""
    how = say("interview.help.confirm") if form.pending else say(f"form.error.{need.kind}")
    skip = (say("form.help.skip"),) if need.name in form.offers else ()
    return "\n".join((say("form.help.step", step=_eyebrow(asking)), how, *skip, say("form.help.cancel")))


def confirm_card(asking: Asking, need: Need, form: EventForm) -> Card:
    """The card that asks for a yes: to a date as it was understood, or to taking personal details out."""
    return _date(asking, need, form) if need.kind in TIMED else _details(asking, need, form)


def _date(asking: Asking, need: Need, form: EventForm) -> Card:
    data = _carried(form, need)
    return Card(
        eyebrow=_eyebrow(asking),
        title=say("confirm.date.title"),
        facts=(Fact(say(f"field.{need.name}"), spoken(form.pending)),),
        buttons=(
            Button(say("confirm.date.right"), {**data, "value": "yes"}, style="positive"),
            Button(say("confirm.date.wrong"), {**data, "value": "no"}),
            _cancel(form),
        ),
    )


def _details(asking: Asking, need: Need, form: EventForm) -> Card:
    data = _carried(form, need)
    found = [say(f"confirm.kind.{kind}") for kind in kinds(form.pending)]
    return Card(
        eyebrow=_eyebrow(asking),
        title=say("details_in_words.title"),
        lines=(say("details_in_words.text", kinds=either(found)),),
        buttons=(
            Button(say("confirm.identifiers.take_out"), {**data, "value": "take_out"}),
            Button(say("confirm.identifiers.keep"), {**data, "value": "keep"}),
            _cancel(form),
        ),
    )


def _carried(form: EventForm, need: Need) -> dict[str, str | int]:
    return {"do": "field", "field": need.name, "seal": seal_of(form)}


def event_name(process: str, event: str) -> str:
    """An event in words; those that every process knows share theirs."""
    own = f"event.{process}.{event}"
    return say(own if has(own) else f"event.any.{event}")


def input_id(field: str) -> str:
    """The name under which a field comes back from its card: its own, unless a card's data uses that already."""
    return f"{field}_given" if field in _DATA else field


def asks(run: Run, event: Event, need: Need) -> str:
    """The question that asks for a field, in words."""
    own = f"ask.{run.process}.{event.name}.{need.name}"
    return say(own if has(own) else f"ask.any.{need.name}")


def _eyebrow(asking: Asking) -> str:
    return say("form.eyebrow", ref=asking.case.ref, event=event_name(asking.run.process, asking.event.name))


def _cancel(form: EventForm) -> Button:
    return Button(say("button.cancel"), {"do": "command", "command": "cancel", "seal": seal_of(form)})


def _skip(form: EventForm, need: Need) -> Button:
    return Button(say("asking.skip"), {**_carried(form, need), "value": "skip"})


def _input(asking: Asking, need: Need) -> Input:
    label, error = say(f"form.label.{need.kind}"), say(f"form.error.{need.kind}")
    options = options_of(asking.case, asking.run, asking.event, need, asking.profile)
    if not options:
        long = need.kind == "words"
        return Input(input_id(need.name), label, error, multiline=long, max_length=need.max_length if long else None)
    many = need.kind in (*MANY, "questions")
    return Input(input_id(need.name), label, error, kind="choices", options=options, many=many)
