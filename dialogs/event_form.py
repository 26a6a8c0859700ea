"""The cards of the small dialog that collects what an event needs, one field at a time. Source: processes.md, head."""

from dialogs.dates import spoken
from dialogs.field_options import options_of
from dialogs.field_reading import MANY, Asking
from dialogs.wording import has, say
from state.case import Run
from state.message import Button, Card, Fact, Input
from state.process import Event, Need

_DATA = ("do", "ref", "process", "key", "event", "version", "nonce", "field", "value")


def card(asking: Asking, need: Need) -> Card:
    """The card that asks for one field. Its actions carry `do: "field"` and the field's name."""
    return Card(
        eyebrow=_eyebrow(asking),
        title=asks(asking.run, asking.event, need),
        inputs=(_input(asking, need),),
        buttons=(
            Button(say("button.send"), {"do": "field", "field": need.name}, style="positive"),
            *((_skip(need),) if need.optional else ()),
            _cancel(),
        ),
    )


def confirm_card(asking: Asking, need: Need, value: str) -> Card:
    """The card that repeats an interpreted date as an exact one, and asks for a yes."""
    data = {"do": "field", "field": need.name}
    return Card(
        eyebrow=_eyebrow(asking),
        title=say("confirm.date.title"),
        facts=(Fact(say(f"field.{need.name}"), spoken(value)),),
        buttons=(
            Button(say("confirm.date.right"), {**data, "value": "yes"}, style="positive"),
            Button(say("confirm.date.wrong"), {**data, "value": "no"}),
            _cancel(),
        ),
    )


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


def _cancel() -> Button:
    return Button(say("button.cancel"), {"do": "command", "command": "cancel"})


def _skip(need: Need) -> Button:
    return Button(say("asking.skip"), {"do": "field", "field": need.name, "value": "skip"})


def _input(asking: Asking, need: Need) -> Input:
    label, error = say(f"form.label.{need.kind}"), say(f"form.error.{need.kind}")
    options = options_of(asking.case, asking.run, asking.event, need, asking.profile)
    if not options:
        long = need.kind == "words"
        return Input(input_id(need.name), label, error, multiline=long, max_length=need.max_length if long else None)
    many = need.kind in (*MANY, "questions")
    return Input(input_id(need.name), label, error, kind="choices", options=options, many=many)
