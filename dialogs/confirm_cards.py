"""The card that waits for a yes: to a date or choice, to taking personal details out, to deleting an alert."""

from dialogs import identifiers
from dialogs.alert_form import BY_ID
from dialogs.answer_words import in_words
from dialogs.dates import spoken
from dialogs.prompts import about
from dialogs.seal import seal
from dialogs.wording import either, label_of, say
from state.draft import Draft, Pending
from state.message import Button, Card, Fact
from state.profile import Profile


def confirm_card(draft: Draft, pending: Pending, profile: Profile) -> Card:
    """What is to be confirmed, in exact words. Its buttons carry a seal, so that an old card confirms nothing new."""
    match pending.kind:
        case "date":
            return _date(draft, pending)
        case "choice":
            return _choice(draft, pending, profile)
        case "identifiers":
            return _identifiers(draft, pending)
        case "addition":
            return _addition(draft, pending)
        case "discard":
            return _discard(draft, pending)


def seal_of(draft: Draft, pending: Pending) -> int:
    """What tells this confirmation from an earlier one."""
    return seal(draft.id, pending.kind, pending.value)


def _date(draft: Draft, pending: Pending) -> Card:
    first = spoken(str(pending.value))
    if pending.other:
        return Card(
            title=say("confirm.date.title"),
            eyebrow=label_of(pending.place.question),
            lines=(say("confirm.date.which"),),
            buttons=(
                _button(draft, pending, first, "first"),
                _button(draft, pending, spoken(str(pending.other)), "second"),
                _button(draft, pending, say("confirm.date.neither"), "no"),
            ),
        )
    return Card(
        title=say("confirm.date.title"),
        facts=(Fact(label_of(pending.place.question), first),),
        buttons=(
            _button(draft, pending, say("confirm.date.right"), "yes"),
            _button(draft, pending, say("confirm.date.wrong"), "no"),
        ),
    )


def _choice(draft: Draft, pending: Pending, profile: Profile) -> Card:
    question = pending.place.question
    return Card(
        title=say("confirm.choice.title"),
        lines=(say("confirm.choice.text"),),
        facts=(Fact(label_of(question), in_words(BY_ID[question], pending.value, profile)),),
        buttons=(
            _button(draft, pending, say("confirm.choice.right"), "yes"),
            _button(draft, pending, say("confirm.choice.wrong"), "no"),
        ),
    )


def _identifiers(draft: Draft, pending: Pending) -> Card:
    kinds = [say(f"confirm.kind.{kind}") for kind in identifiers.kinds(str(pending.value), named=True)]
    return Card(
        title=say("confirm.identifiers.title"),
        eyebrow=label_of(pending.place.question),
        lines=(say("confirm.identifiers.text", kinds=either(kinds)),),
        buttons=(
            _button(draft, pending, say("confirm.identifiers.take_out"), "take_out"),
            _button(draft, pending, say("confirm.identifiers.keep"), "keep"),
        ),
    )


def _addition(draft: Draft, pending: Pending) -> Card:
    told = str(draft.answers.get(pending.place.question, pending.place.child))
    return Card(
        title=say("confirm.addition.title"),
        eyebrow=label_of(pending.place.question),
        facts=(
            Fact(say("confirm.addition.before"), told, said=True),
            Fact(say("confirm.addition.new"), str(pending.value), said=True),
        ),
        buttons=(
            _button(draft, pending, say("confirm.addition.add"), "add"),
            _button(draft, pending, say("confirm.addition.instead"), "instead"),
        ),
    )


def _discard(draft: Draft, pending: Pending) -> Card:
    count = len(draft.answers.shared) + sum(len(own) for own in draft.answers.children)
    text = say("confirm.discard.change") if draft.base else say("confirm.discard.text", count=count)
    return Card(
        title=say("confirm.discard.title"),
        lines=(text,),
        buttons=(
            _button(draft, pending, say("confirm.discard.no"), "no"),
            _button(draft, pending, say("confirm.discard.yes"), "yes", destructive=True),
        ),
    )


def _button(draft: Draft, pending: Pending, label: str, value: str, *, destructive: bool = False) -> Button:
    data = {"do": "confirm", "value": value, "seal": seal_of(draft, pending), **about(draft, pending.place)}
    return Button(label, data, style="destructive" if destructive else "default")
