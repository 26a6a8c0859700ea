"""Every card that the product can send is looked at: here that the looking bites, and that no card escapes it."""

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.cards import card_of
from bot.cards.buttons import WHOLE
from bot.cards.typed import instead_of
from bot.commands.registry import Commands
from bot.server import COMMANDS
from state.message import Button, Card, Data, Fact, Input, Message, Option, Section
from tests.gallery.checks import CARD, broken, elements, faults, faults_of, look_at, read, shape_of
from tests.gallery.places import watched, written
from tests.gallery.playing import scenes, shapes
from tests.stage import buttons_of

ASKED = Input("area", "Which area?", "Please choose one.", "choices", (Option("east", "East Kent"),))
SHOW = Button("Show", {"do": "command", "command": "status NTK-2026-0001"})
WELL = Message(
    "Thank you.", Card("A title", "Above", ("A line.",), (Fact("Area", "East Kent"),), (ASKED,), buttons=(SHOW,))
)


async def test_every_place_that_makes_a_card_is_come_by_and_makes_it_well() -> None:
    with watched() as come_by:
        heard = await scenes()
    assert sorted(written() - come_by.keys()) == []
    assert {message: faults(message) for message in shapes(heard).values() if faults(message)} == {}
    buttons = [button for message in heard for button in buttons_of(message.card)]
    assert {button.label for button in buttons if len(button.label) > WHOLE} == set()
    typed = {instead_of(button) for button in buttons if button.data["do"] in ("command", "event")} - {""}
    known = Commands(*COMMANDS)
    assert [words for words in typed if not known.find(words, 2026)] == []


def test_a_message_in_order_has_no_faults() -> None:
    assert faults(WELL) == []


def asking(**changes: Any) -> Card:
    return Card("A title", inputs=(replace(ASKED, **changes),))


BAD: dict[str, tuple[Card, str]] = {
    "an input without a label": (asking(label=""), "Input.ChoiceSet has no label"),
    "an input without what to say when it is wrong": (asking(error=" "), "Input.ChoiceSet has no errorMessage"),
    "a button without a name": (Card("A title", buttons=(replace(SHOW, label=""),)), "Action.Execute has no title"),
    "a fact without a value": (Card("A title", facts=(Fact("Area", ""),)), "a fact is empty"),
    "nothing at all": (Card(""), "its fallbackText is empty"),
    "a placeholder": (Card("Your alert {ref} is sent"), "its summary has a placeholder that was not filled"),
    "None": (Card("Next: None, 3 working days left"), "its fallbackText has the word None"),
    "empty brackets": (Card("With the Unit ()"), "its summary has empty brackets"),
    "two spaces": (Card("A title", lines=("With  the Unit",)), "its fallbackText has two spaces"),
    "a lonely stop": (Card("A title", lines=("With the Unit .",)), "its fallbackText has a space before a stop"),
    "two stops": (Card("Done., then"), "its summary has two stops"),
    "what Python wrote": (Card("Known at datetime.datetime"), "its summary has something Python wrote"),
}


@pytest.mark.parametrize(("card", "fault"), BAD.values(), ids=BAD)
def test_what_is_not_in_order_is_named(card: Card, fault: str) -> None:
    assert fault in faults(Message(card=card))
    with pytest.raises(AssertionError):
        heard(Message(card=card))


def heard(message: Message) -> None:
    """As a message of a story is heard."""
    look_at(message)
    read(message)


def test_a_card_that_is_too_large_or_breaks_the_schema_is_named() -> None:
    drawn = card_of(WELL.card or Card(""))
    large = {**drawn, "body": [{"type": "TextBlock", "text": "x" * CARD, "wrap": True}]}
    assert [fault for fault in faults_of(large) if "bytes" in fault]
    wrong = {**drawn, "body": [{"type": "TextBlock", "text": "words", "size": "Enormous"}]}
    assert [fault for fault in faults_of(wrong) if fault.startswith("schema")]
    assert [fault for fault in faults_of({**drawn, "version": 1.5}) if fault.startswith("schema")]


GOOD = (
    "None of these",
    "None.",
    "Cases: 0",
    "An alert … (shortened here)",
    "At 09:30, e.g. today",
    "“What then?”",
    "1.5 KB",
)


@pytest.mark.parametrize("words", GOOD)
def test_plain_english_is_left_alone(words: str) -> None:
    assert broken(words) == []


def test_messages_that_differ_in_what_they_say_alone_have_one_shape() -> None:
    card = WELL.card or Card("")
    assert shape_of(WELL) == shape_of(replace(WELL, card=replace(card, title="Another", lines=("Other words.",))))
    others = [replace(card, sections=(Section("More"),)), replace(card, buttons=()), replace(card, facts=())]
    assert len({shape_of(replace(WELL, card=other)) for other in [card, *others]}) == 4


EVENT: Data = {"do": "event", "ref": "NTK-2026-0001"}
TYPED: list[tuple[str, Data, str]] = [
    ("Read the alert", {"do": "command", "command": "details NTK-2026-0001"}, "details NTK-2026-0001"),
    ("Approve", {**EVENT, "process": "alert", "event": "approve"}, "do NTK-2026-0001 alert.approve"),
    ("For the team", {**EVENT, "process": "staff_support", "event": "accept", "choice": "group"}, "support group"),
    ("Not now", {"do": "event", "process": "staff_support", "event": "decline"}, "support not now"),
    ("It is arranged", {"do": "event", "process": "staff_support", "event": "arranged"}, "support arranged"),
    ("Yes, take them out", {"do": "confirm", "value": "take_out"}, "take out"),
    ("Yes, that is right", {"do": "field", "value": "yes"}, "yes"),
    ("Send it", {"do": "submit"}, "submit"),
    ("Change it", {"do": "edit"}, "edit, and the number of the answer"),
    ("Overrule a finding", {**EVENT, "process": "alert", "event": "assess", "adding": "yes"}, ""),
    ("Later", {"do": "command", "command": "later", "draft": "d"}, ""),
    ("Save", {"do": "answer"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("label", "data", "typed"), TYPED)
def test_the_plain_text_of_a_card_says_what_can_be_typed(label: str, data: Data, typed: str) -> None:
    said = card_of(Card("A title", buttons=(Button(label, data),)))["fallbackText"]
    line = re.search(rf"^- {label}: (.*)$", said, re.MULTILINE)
    assert (line[1] if line else "") == typed
    assert said.count("You can type") == bool(typed)


def test_elements_are_found_wherever_they_stand() -> None:
    drawn = card_of(replace(WELL.card or Card(""), sections=(Section("More", buttons=(SHOW,)),)))
    kinds = [one["type"] for one in elements(drawn)]
    assert kinds.count("Action.Execute") == kinds.count("Action.Submit") == 2
