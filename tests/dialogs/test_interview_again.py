"""Alerts told again: an update, an alert sent back, information asked for. Source: R6, R8, R12, A7."""

from dataclasses import replace
from typing import Any

import pytest

from dialogs.alert_form import pruned
from dialogs.interview import Context, begin_again
from dialogs.review import details_of, numbered
from state.answers import Answers, Value
from state.case import Case
from state.draft import Place
from tests.dialogs.conversations import CONTEXT, KENT, NOW, Row, Talk, buttons, play, told

REF = "NTK-2026-0042"


def case_of(answers: Answers) -> Case:
    return Case(REF, "east", "author-1", "draft-0", "2026-11", NOW, (Answers(), answers))


CASE = case_of(told().draft.answers)
DIED = case_of(
    told(
        outcome="died", died_at="2 April 2026", age_group="unborn", age_group_at_death="under 18",
        death_unexpected="yes", death_circumstances="none", place_of_death="1",
    ).draft.answers
)  # fmt: skip
UNHARMED: dict[str, Value] = {
    "age_group": "under_18", "outcome": "no_harm", "abuse_or_neglect": "neither", "place_of_harm": "in_area",
    "status": ("closed",),
}  # fmt: skip
TWO = case_of(Answers({**CASE.current.shared, "child_count": 2, "same_for_all": "no"}, (UNHARMED, UNHARMED)))


def updating(case: Case = CASE) -> Talk:
    """A conversation in which an update has come to the case that it changes."""
    talk = Talk(Context(NOW, KENT, cases={REF: case}))
    return play(talk, [("no", ""), ("update", "Which alert does this update?")])


def again(case: Case, event: str, *asked: str) -> Talk:
    """A conversation about a case, at its beginning."""
    context = replace(CONTEXT, cases={REF: case})
    return Talk(context, begin_again(context, "draft-2", case, event, asked))


def test_an_update_starts_from_the_answers_of_the_case() -> None:
    talk = updating()
    heard = talk.says("42")
    assert f"I have taken over the answers of {REF}." in heard
    assert "Change what has changed" in heard
    assert (talk.draft.base, talk.draft.version, talk.draft.event) == (REF, 2, "update")
    changed = {k: v for k, v in talk.draft.answers.shared.items() if CASE.current.get(k) != v}
    assert changed == {"alert_kind": "update", "update_of": REF}
    play(talk, [("edit 11", "Your answer now: Life-threatening harm."), ("life-changing", "Change what has changed")])
    talk.presses("Submit")
    assert talk.turn is not None
    assert talk.turn.submit


UNKNOWN = ["43", "2025-42", "NTK-2026-9999"]


@pytest.mark.parametrize("says", UNKNOWN)
def test_an_alert_that_is_not_there_or_not_theirs_sounds_the_same(says: str) -> None:
    heard = updating().says(says)
    assert "I cannot find an alert NTK-" in heard
    assert "that you may update. Please check the number." in heard
    assert "Which alert does this update?" in heard


def test_only_what_is_new_to_ask_is_asked() -> None:
    talk = updating(DIED)
    assert "first know of the death?" in talk.says("42")
    play(talk, [("2 April 2026", "Change what has changed"), ("edit 21", "Where did the harm")])
    play(talk, [("outside", "normal home"), ("yes", "Change what has changed")])


FIXED = ["edit 2", "edit 3", "edit alert kind", "edit update_of"]


@pytest.mark.parametrize("says", FIXED)
def test_an_update_stays_an_update(says: str) -> None:
    talk = play(updating(), [("42", "")])
    assert f"This draft changes {REF}" in talk.says(says)
    assert talk.draft.at is None


def test_back_passes_what_cannot_be_changed() -> None:
    talk = play(updating(), [("42", ""), ("edit 4", "Which area"), ("back", "Is anyone in immediate danger?")])
    assert talk.card is not None
    assert talk.card.eyebrow == "The start"
    assert "Back" not in [button.label for button in buttons(talk.card)]


KNOWN: list[Row] = [
    ("edit 8", "first know of this?"),
    ("3 April 2026", "first knew on Thursday 2 April 2026, 11:00. An update cannot make that later"),
    ("2 April 2026 at 11:01", "so Thursday 2 April 2026, 11:01 cannot be taken"),
    ("2 April 2026 at 10:00", "Change what has changed"),
    ("edit 8", "first know of this?"),
]


def test_an_update_never_moves_later_when_the_council_first_knew() -> None:
    talk = play(updating(), [("42", ""), *KNOWN, ("2 April 2026 at 11:00", "Change what has changed")])
    assert talk.draft.answers.get("known_at") == "2026-04-02T11:00:00+01:00"
    talk = play(updating(), [("42", ""), *KNOWN])
    talk.context = CONTEXT
    assert "cannot make that later" in talk.says("2 April 2026 at 10:30")


def test_a_case_without_that_time_takes_any() -> None:
    unknown = case_of(CASE.current.lacking("known_at"))
    talk = play(updating(unknown), [("42", "first know of this?"), ("20 November 2026", "Change what has changed")])
    assert talk.draft.answers.get("known_at") == "2026-11-20"


EARLIEST = [("1 April 2026", "2026-04-01"), ("10 April 2026", "2026-04-02T11:00:00+01:00")]


@pytest.mark.parametrize(("says", "stored"), EARLIEST)
def test_what_was_told_before_goes_on_top_but_known_only_earlier(says: str, stored: str) -> None:
    unlike = case_of(CASE.current.having("incident_at", "not_known").having("area", "west"))
    talk = Talk(Context(NOW, KENT, cases={REF: replace(unlike, area="west")}))
    play(talk, [("no", ""), ("new", ""), ("east", ""), ("1", ""), ("skip", ""), (says, ""), ("skip", ""), ("skip", "")])
    play(talk, [("no harm", ""), ("edit 2", ""), ("update", "Which alert"), ("42", "Change what has changed")])
    answers = talk.draft.answers
    assert (answers.get("outcome"), answers.get("known_at"), answers.get("area")) == ("no_harm", stored, "west")


def test_children_told_before_go_on_top_of_those_of_the_case() -> None:
    talk = Talk(Context(NOW, KENT, cases={REF: TWO}))
    play(talk, [("no", ""), ("new", ""), ("east", ""), ("2", ""), ("no", ""), ("edit 11.2", ""), ("died", "")])
    play(talk, [("edit 2", ""), ("update", "Which alert"), ("42", "Child 2 of 2")])
    first, second = talk.draft.answers.children
    assert first == TWO.current.children[0]
    assert second == {**TWO.current.children[1], "outcome": "died"}


def test_an_alert_sent_back_asks_only_what_was_asked_for() -> None:
    talk = again(CASE, "resubmit", "outcome", "what_happened", "injury")
    assert talk.draft.answers == CASE.current
    assert talk.card is not None
    assert talk.card.lines[0].startswith("You were asked to look at this answer again.")
    assert talk.card.lines[-1] == "Your answer now: Life-threatening harm."
    rows: list[Row] = [
        ("other physical", "describe the injuries"),
        ("several", "What happened?"),
        ("He fell from a wall.", "Add to what you wrote, or put this in its place?"),
        ("instead", "Please look it over"),
    ]
    play(talk, rows)
    assert talk.draft.event == "resubmit"
    assert talk.draft.answers.get("alert_kind") == "new"
    talk.says("submit")
    assert talk.turn is not None
    assert talk.turn.submit


BEFORE, NEW = "Both children are with their grandmother.", "The sister is with an aunt."
ADDED = f"{BEFORE}\n\n{NEW}"
ADDITIONS: list[tuple[list[Row], str]] = [
    ([("add", "Please look it over")], ADDED),
    ([("yes", "please say “add”, or “instead”"), ("skip", "please say “add”"), ("add to it", "look it over")], ADDED),
    ([("Put this in its place", "Please look it over")], NEW),
]


@pytest.mark.parametrize(("rows", "stored"), ADDITIONS)
def test_new_words_for_an_answer_asked_for_again_lose_nothing(rows: list[Row], stored: str) -> None:
    talk = again(CASE, "resubmit", "safety_now")
    heard = talk.says(NEW)
    assert BEFORE in heard
    assert NEW in heard
    play(talk, rows)
    assert talk.draft.answers.get("safety_now") == stored


def test_both_buttons_and_words_with_personal_details_add_as_well() -> None:
    talk = again(CASE, "resubmit", "safety_now")
    play(
        talk, [("The sister is with an aunt, on 07700 900123.", "Shall I take out"), ("keep", "Add to what you wrote")]
    )
    talk.presses("Add to it")
    assert str(talk.draft.answers.get("safety_now")).startswith(f"{BEFORE}\n\nThe sister")


def test_what_would_be_too_long_together_is_not_cut() -> None:
    talk = again(CASE, "resubmit", "safety_now")
    play(talk, [("They are safe. " * 66, "Add to what"), ("add", "longer than 1000"), ("instead", "look it over")])
    assert talk.draft.answers.get("safety_now") == ("They are safe. " * 66).strip()


def test_words_edited_in_the_box_with_those_before_are_taken_as_they_are() -> None:
    talk = again(CASE, "resubmit", "safety_now")
    assert "Please look it over" in talk.presses("Save", safety_now=f"{BEFORE} {NEW}")


def test_an_answer_asked_for_again_may_stay_as_it_is() -> None:
    talk = again(CASE, "provide", "known_at", "safety_now")
    play(talk, [("keep my answer", "How are the child and any siblings"), ("skip", "Please look it over")])
    assert talk.draft.answers == CASE.current


CHILDREN: list[tuple[tuple[str, ...], list[str | None]]] = [
    (("outcome",), ["outcome.1", "outcome.2", None]),
    (("outcome.2",), ["outcome.2", None]),
    (("status", "outcome.2"), ["status.1", "outcome.2", "status.2", None]),
    (("alert_kind", "died_at", "danger_now"), ["danger_now", None]),
    ((), [None]),
]


@pytest.mark.parametrize(("asked", "places"), CHILDREN)
def test_what_is_asked_for_again_is_asked_of_each_child(asked: tuple[str, ...], places: list[str | None]) -> None:
    talk = again(TWO, "resubmit", *asked)
    seen: list[str | None] = []
    while talk.asks() != "Please look it over":
        data = buttons(talk.card)[0].data
        seen.append(f"{data['question']}.{data['child']}" if "child" in data else str(data["question"]))
        talk.says("keep my answer")
    assert [*seen, None] == places


def test_an_update_begun_on_the_case_itself() -> None:
    talk = again(CASE, "update")
    assert talk.draft.answers.get("update_of") == REF
    assert (talk.draft.event, talk.draft.version) == ("update", 2)
    assert "Only these changes are deleted." in talk.says("discard")


def test_the_details_of_a_case_show_all_but_the_area() -> None:
    shown: Any = details_of(pruned(TWO.current), f"{REF} (East Kent)")
    labels = [fact.label for section in shown.sections for fact in section.facts]
    assert "11.2. Harm to the child" in labels
    assert not any(label.startswith("4.") for label in labels)
    assert buttons(shown) == ()
    assert (numbered("outcome"), numbered("outcome", 2)) == ("11", "11.2")


def test_a_place_that_no_longer_applies_is_not_gone_back_to() -> None:
    talk = again(CASE, "resubmit")
    talk.draft = replace(talk.draft, at=Place("injury"))
    assert "Your changes have not been sent yet" in talk.says("review")
