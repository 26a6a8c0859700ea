"""What a card sent, as what somebody did. The data of a card comes from outside and may hold anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogs import confirm_cards, review
from dialogs.alert_form import BY_ID, NUMBER
from dialogs.commands import Command, button_command
from dialogs.prompts import ACCOUNT, KEPT
from dialogs.standing import current
from dialogs.understood import Trouble
from state.draft import Draft, Pending, Place


@dataclass(frozen=True)
class Filled:
    """Words from the box of a card."""

    words: str


@dataclass(frozen=True)
class Picked:
    """A choice by its id, or several joined by commas."""

    place: Place
    options: str


@dataclass(frozen=True)
class Confirmed:
    """The answer to what waits for a yes: yes, no, first, second, take_out, keep, add or instead."""

    pending: Pending
    value: str


Move = Filled | Picked | Confirmed | Command


def pressed(draft: Draft, data: Mapping[str, Any]) -> Move | Trouble:
    """What pressing a card means; trouble where it belongs to something else, is out of date, or makes no sense."""
    if data.get("draft", draft.id) != draft.id:
        return Trouble("trouble.other_draft")
    match data.get("do"):
        case "answer":
            place = _place(draft, data)
            return place if isinstance(place, Trouble) else _answered(place, data)
        case "command":
            about = _place(draft, data) if "question" in data else None
            return about if isinstance(about, Trouble) else button_command(_text(data.get("command"))) or _UNREADABLE
        case "confirm":
            return _confirmed(draft, data)
        case "edit":
            return _edited(data)
        case "submit":
            seal = review.seal_of(draft)
            return Command("submit") if data.get("seal", seal) == seal else Trouble("trouble.old_review")
        case _:
            return _UNREADABLE


def words_in(data: Mapping[str, Any], question: str) -> str:
    """What a card gives as the answer to a question: the box where it is filled, else the value of the button."""
    filled = _text(data.get(question))
    return filled if filled.strip() else _text(data.get("value"))


_UNREADABLE = Trouble("trouble.unreadable_card")


def _place(draft: Draft, data: Mapping[str, Any]) -> Place | Trouble:
    """The place that a card is about, where it is the one that is open."""
    question, child, place = data.get("question"), data.get("child"), current(draft)
    if not isinstance(question, str) or question not in BY_ID or not (child is None or type(child) is int):
        return _UNREADABLE
    if place is None or place.question != question:
        return Trouble("trouble.other_question", {"number": NUMBER[question]})
    return place if place.child == child else Trouble("trouble.other_child")


def _answered(place: Place, data: Mapping[str, Any]) -> Move | Trouble:
    question = BY_ID[place.question]
    words = words_in(data, question.id)
    if not words.strip():
        return Trouble("trouble.nothing_chosen")
    if question.choices or question.kind == "area":
        return Picked(place, words)
    from_button = not _text(data.get(question.id)).strip()
    return Command("kept") if from_button and (question.id, words) == (ACCOUNT, KEPT) else Filled(words)


def _confirmed(draft: Draft, data: Mapping[str, Any]) -> Move | Trouble:
    pending = draft.pending
    if pending is None:
        return Trouble("trouble.nothing_to_confirm")
    seal = confirm_cards.seal_of(draft, pending)
    asked = (data.get("question", pending.place.question), data.get("child", pending.place.child))
    if data.get("seal", seal) != seal or asked != (pending.place.question, pending.place.child):
        return Trouble("trouble.old_confirmation")
    return Confirmed(pending, _text(data.get("value")))


def _edited(data: Mapping[str, Any]) -> Move | Trouble:
    question, child = _text(data.get("question")), data.get("child")
    named = f"{question}.{child}" if type(child) is int else question
    return Command("edit", _text(data.get(review.CHANGE)) or named)


def _text(value: object) -> str:
    """A text or small whole number as text; nothing for whatever else a card might hold."""
    if isinstance(value, str):
        return value
    return str(value) if type(value) is int and abs(value) < 1000 else ""
