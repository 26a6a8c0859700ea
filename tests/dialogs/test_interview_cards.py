"""Cards that are out of date, foreign, repeated or nonsense change nothing and say why. Source: product.md."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.dialogs.conversations import Talk, buttons, play, told, told_until

OLD: list[tuple[str, Mapping[str, Any], str]] = [
    ("outcome", {"do": "answer", "question": "outcome", "value": "died", "draft": "another"}, "another alert"),
    ("outcome", {"do": "answer", "question": "area", "value": "east"}, "“edit 4” changes that answer"),
    ("outcome", {"do": "answer", "question": "status", "status": "closed"}, "out of date"),
    ("outcome", {"do": "answer", "question": "outcome", "value": "died", "child": 1}, "another child"),
    ("outcome", {"do": "answer", "question": "outcome", "value": "dead"}, "not one of the choices"),
    ("outcome", {"do": "answer", "question": "outcome", "value": "1"}, "not one of the choices"),
    ("outcome", {"do": "answer", "question": "outcome", "value": "died,no_harm"}, "not one of the choices"),
    ("outcome", {"do": "answer", "question": "outcome", "value": "not_known"}, "not one of the choices"),
    ("outcome", {"do": "answer", "question": "outcome"}, "Nothing was chosen"),
    ("outcome", {"do": "answer", "question": "outcome", "value": ["died"]}, "Nothing was chosen"),
    ("outcome", {"do": "answer", "question": "outcome", "value": True}, "Nothing was chosen"),
    ("outcome", {"do": "answer", "question": "outcome", "value": 10**5000}, "Nothing was chosen"),
    ("outcome", {"do": "answer", "question": "outcome", "child": True, "value": "died"}, "could not use"),
    ("outcome", {"do": "answer", "question": ["outcome"], "value": "died"}, "could not use"),
    ("outcome", {"do": "answer", "question": "no such", "value": "died"}, "could not use"),
    ("outcome", {"do": "answer", "value": "died"}, "could not use"),
    ("outcome", {"do": "dance"}, "could not use"),
    ("outcome", {}, "could not use"),
    ("outcome", {"do": ["answer"]}, "could not use"),
    ("area", {"do": "answer", "question": "area", "value": "medway"}, "not one of the choices"),
    ("by_whom", {"do": "answer", "question": "by_whom", "by_whom": "peer,nobody"}, "not one of the choices"),
    ("by_whom", {"do": "answer", "question": "by_whom", "by_whom": " "}, "Nothing was chosen"),
    (
        "adult_affected",
        {"do": "answer", "question": "adult_affected", "value": "none,died_domestic_abuse"},
        "by itself",
    ),
    ("child_count", {"do": "answer", "question": "child_count", "child_count": "0"}, "1 to 20"),
    ("known_at", {"do": "answer", "question": "known_at", "known_at": "soon"}, "could not read"),
    ("what_happened", {"do": "answer", "question": "what_happened", "what_happened": ""}, "Nothing was chosen"),
    ("outcome", {"do": "command", "command": "skip", "question": "age_group"}, "“edit 10”"),
    ("outcome", {"do": "command", "command": "dance"}, "could not use"),
    ("outcome", {"do": "command", "command": 7}, "could not use"),
    ("outcome", {"do": "edit"}, "Type “edit” and its number"),
    ("outcome", {"do": "edit", "change": "outcome.x"}, "What is the harm"),
    ("outcome", {"do": "edit", "question": "outcome", "child": -1}, "What is the harm"),
    ("outcome", {"do": "edit", "change": f"outcome.{'9' * 5000}"}, "What is the harm"),
    ("outcome", {"do": "edit", "question": "outcome", "child": 2}, "the same for every child"),
    ("outcome", {"do": "edit", "change": "no such"}, "do not know that question"),
    ("outcome", {"do": "confirm", "value": "yes"}, "nothing to confirm"),
    ("outcome", {"do": "submit"}, "Some answers are still needed"),
]


@pytest.mark.parametrize(("question", "data", "hears"), OLD)
def test_a_card_that_does_not_fit_changes_nothing(question: str, data: Mapping[str, Any], hears: str) -> None:
    talk = told_until(question)
    answers, asks = talk.draft.answers, talk.asks()
    assert hears in talk.says(data)
    assert talk.draft.answers == answers
    assert talk.asks() == asks


def test_a_card_pressed_twice_counts_once() -> None:
    talk = told_until("danger_now")
    data = talk.button("No").data
    talk.says(data)
    answers = talk.draft.answers
    assert "That card is out of date" in talk.says(data)
    assert talk.draft.answers == answers
    assert talk.asks().startswith("Is this a new alert")


def test_the_card_of_another_child() -> None:
    talk = play(
        told_until("child_count"), [("2", ""), ("no", ""), ("skip", ""), ("2 April 2026", ""), ("skip", "Child 1")]
    )
    first = talk.button("Under 18").data
    assert first["child"] == 1
    for says in ("skip", "died", "skip", "skip", "skip", "skip", "neither", "in our area", "in our area", "closed"):
        talk.says(says)
    assert talk.card is not None
    assert talk.card.eyebrow.startswith("Child 2 of 2")
    assert "about another child" in talk.says(first)
    assert talk.draft.answers.get("age_group", 1) == "skipped"


def test_an_old_review_sends_nothing() -> None:
    talk = told()
    data = talk.button("Submit").data
    play(talk, [("edit 11", ""), ("no harm", "Please look it over")])
    assert "Answers have changed since that card was shown" in talk.says(data)
    assert talk.turn is not None
    assert not talk.turn.submit
    talk.presses("Submit")
    assert talk.turn.submit


def test_a_question_card_pressed_at_the_review() -> None:
    talk = told_until("liberi_reference")
    data = talk.button("Skip").data
    talk.says(data)
    assert "“edit 36” changes that answer" in talk.says(data)
    assert talk.asks() == "Please look it over"


LENIENT: list[tuple[str, Mapping[str, Any], str]] = [
    ("outcome", {"do": "answer", "question": "outcome", "outcome": "died"}, "When did the child die?"),
    ("child_count", {"do": "answer", "question": "child_count", "child_count": 1}, "ids on Liberi"),
    ("by_whom", {"do": "answer", "question": "by_whom", "value": "peer, someone_else"}, "due to the care"),
    ("outcome", {"do": "command", "command": "Back"}, "How old was the child"),
    ("outcome", {"do": "command", "command": "edit 4"}, "Which area"),
    ("outcome", {"do": "edit", "question": "area"}, "Which area"),
    (
        "record_ids",
        {"do": "answer", "question": "record_ids", "record_ids": "12", "value": "not_on_record"},
        "Noted: 12.",
    ),
]


@pytest.mark.parametrize(("question", "data", "hears"), LENIENT)
def test_what_a_card_may_send(question: str, data: Mapping[str, Any], hears: str) -> None:
    assert hears in told_until(question).says(data)


WAYS: list[tuple[str, Callable[[Talk], str], str]] = [
    ("Back", Talk.asks, "How old was the child on the day of the harm?"),
    ("Why we ask", Talk.asks, "What is the harm to the child, as far as is known now?"),
    ("Not yet known", Talk.asks, "Is abuse or neglect known or suspected?"),
]


@pytest.mark.parametrize(("label", "then", "asks"), WAYS)
def test_quiet_ways_by_button(label: str, then: Callable[[Talk], str], asks: str) -> None:
    talk = told_until("outcome")
    talk.presses(label)
    assert then(talk) == asks


def test_every_button_leads_somewhere_without_trouble() -> None:
    for question in ("danger_now", "area", "record_ids", "known_at", "status", "what_happened", "learning"):
        for button in buttons(told_until(question).card):
            heard = told_until(question).says(button.data)
            assert "could not use" not in heard
            assert "out of date" not in heard
