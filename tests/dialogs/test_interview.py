"""Whole conversations: an alert is told by typing, by button, and for several children. Source: product.md, R1."""

import pytest

from dialogs.alert_form import BY_ID, pruned, steps
from dialogs.interview import Context, Said, asks_for_case, begin, words_of
from state.answers import NOT_KNOWN, SKIPPED, Value
from state.draft import Draft, Place
from tests.dialogs.conversations import CONTEXT, KENT, NOW, TYPED, Row, Talk, buttons, play, told, told_until

TYPICAL: list[Row] = [
    ("no", "Is this a new alert"),
    ("new", "Which area"),
    ("Thanet", "Noted: East Kent."),
    ("1", "ids on Liberi"),
    ("not on record", "first know of this"),
    ("2 April 2026 at 11:00", "Noted: Thursday 2 April 2026, 11:00."),
    ("2 April 2026 at 08:00", "How old was the child"),
    ("12", "Noted: Under 18."),
    ("life-threatening", "Is abuse or neglect known or suspected?"),
    ("suspected", "Who may have caused the harm?"),
    ("parent or carer", "due to the care"),
    ("yes", "Where did the harm happen?"),
    ("in our area", "child’s status"),
    ("open to us in another way", "Strategy Discussion?"),
    ("not held", "What happened?"),
    ("The child was found unwell at home.", "siblings being kept safe now?"),
    ("Both children are with their grandmother.", "What do doctors say"),
    ("skip", "Skipped. You can come back with “edit 32”."),
    ("none", "Do you see learning"),
    ("don't know yet", "reference of the form on Liberi"),
    ("skip", "Please look it over"),
]


def test_a_typical_alert_is_told_by_typing() -> None:
    talk = play(Talk(), TYPICAL)
    answers = talk.draft.answers
    assert len(answers.shared) == 21
    assert (answers.get("medical_view"), answers.get("learning"), answers.get("injury")) == (SKIPPED, NOT_KNOWN, None)
    assert talk.says("submit") == ""
    assert talk.turn is not None
    assert talk.turn.submit
    assert talk.draft.answers == answers


PRESSED = (
    "No", "New alert", "East Kent", {"child_count": "1"}, "Not on record", {"known_at": "2 April 2026 at 11:00"},
    {"incident_at": "2 April 2026 at 08:00"}, "Under 18", "Life-threatening harm", "Suspected",
    {"by_whom": "parent_or_carer"}, "Yes", "In our area", {"status": "open_other"}, "Not held",
    {"what_happened": "The child was found unwell at home."},
    {"safety_now": "Both children are with their grandmother."}, "Skip", {"adult_affected": "none"}, "Don’t know yet",
    "Skip",
)  # fmt: skip


def test_the_same_alert_is_told_by_button() -> None:
    talk = Talk()
    for pressed in PRESSED:
        if isinstance(pressed, str):
            talk.presses(pressed)
        else:
            talk.presses("Save", **pressed)
    assert talk.asks() == "Please look it over"
    assert talk.draft.answers == told().draft.answers
    talk.presses("Submit")
    assert talk.turn is not None
    assert talk.turn.submit


FAMILY: list[Row] = [
    ("no", ""), ("new", ""), ("dover", ""),
    ("3", "same for every child?"),
    ("no", "ids on Liberi"),
    ("100, 101, 102", ""), ("2 April 2026", ""), ("1 April 2026", "Child 1 of 3 · The harm"),
    ("under 18", "Child 1 of 3"), ("died", "I am so sorry"),
    ("2 April 2026", "How old was the child on the day of death?"),
    ("under 18", ""), ("yes", "circumstances"), ("none", ""), ("known", "Child 1 of 3 · Where"),
    ("in our area", "Where did the child die?"), ("elsewhere", "child’s status"), ("looked after", "Child 2 of 3"),
    ("back", "Child 1 of 3 · Status"),
    ("placed", "Which authority placed the child here?"), ("Example City Council", "Child 2 of 3 · The harm"),
    ("18", "Child 2 of 3"), ("other physical injury", "describe the injuries"), ("internal", "Child 2 of 3 · Abuse"),
    ("edit 11.1", "Your answer now: Died."),
    ("life changing", "Child 2 of 3 · Abuse"),
    ("edit 11.1", "Your answer now: Life-changing injury."),
    ("died", "Child 2 of 3 · Abuse"),
    ("neither", ""), ("outside england", "normal home"), ("y", ""), ("care leaver", "Child 3 of 3"),
    ("skip", "Child 3 of 3"), ("not known", ""), ("not known", ""), ("not known", ""), ("back", "Where did the harm"),
    ("not yet known", "normal home"), ("dont know", "child’s status"),
    ("don't know yet", "Who may have caused the harm?"),
    ("peer", ""), ("skip", "Strategy Discussion?"), ("arranged", "Who took part"),
    ("police and health", "What happened?"), ("A fall on the way to school.", ""), ("All are at home.", ""),
    ("skip", ""), ("abuse or neglect: an adult died", ""),
    ("yes", "Do you see learning"), ("none", ""), ("LIB-7", "Please look it over"),
]  # fmt: skip


def test_three_children_who_differ() -> None:
    talk = play(Talk(), FAMILY)
    first, second, third = talk.draft.answers.children
    assert first["outcome"] == "died"
    assert first["place_of_death"] == "elsewhere_in_england"
    assert first["status"] == ("placed_by_other_authority",)
    assert second["injury"] == ("internal",)
    assert second["normally_resident"] == "yes"
    assert (third["age_group"], third["outcome"], third["normally_resident"]) == (SKIPPED, "not_yet_known", NOT_KNOWN)
    assert set(talk.draft.answers.shared).isdisjoint(first)


def test_the_review_shows_every_answer_by_section_and_child() -> None:
    talk = play(Talk(), FAMILY)
    assert talk.card is not None
    headings = [section.heading for section in talk.card.sections]
    assert headings[:6] == ["The start", "The children", "When", "Child 1 of 3", "Child 2 of 3", "Child 3 of 3"]
    facts = {fact.label: fact for section in talk.card.sections for fact in section.facts}
    assert len(facts) == len(steps(talk.draft.answers))
    assert facts["11.1. Harm to the child"].value == "Died"
    assert facts["8. First known to the council"].value == "Thursday 2 April 2026"
    assert facts["27. Who takes part"].value == "Police, Health"
    assert (facts["25.1. Placing authority"].value, facts["25.1. Placing authority"].said) == (
        "Example City Council",
        True,
    )
    assert facts["7. Liberi ids"].said
    assert not facts["32. Medical view"].said


def test_changing_ones_mind_loses_nothing() -> None:
    talk = told_until("injury", outcome="other physical injury")
    play(
        talk,
        [
            ("several, repeated", "Is abuse or neglect"),
            ("edit 11", "What is the harm"),
            ("no harm", "Is abuse or neglect"),
            ("review", "11. Harm to the child: No harm"),
            ("edit 12", "Question 12 is not asked"),
            ("edit 11", "What is the harm"),
            ("other physical injury", "Is abuse or neglect"),
        ],
    )
    assert talk.draft.answers.get("injury") == ("several_sites", "repeated")


def test_one_child_fewer_is_left_out_when_it_is_sent_and_comes_back_with_the_number() -> None:
    talk = play(Talk(), FAMILY)
    play(talk, [("edit 5", "How many children"), ("2", "Please look it over")])
    assert len(pruned(talk.draft.answers).children) == 2
    assert "Child 3" not in talk.says("review")
    play(talk, [("edit 5", "How many children"), ("3", "Child 3 of 3")])
    assert len(pruned(talk.draft.answers).children) == 3


def test_danger_is_answered_at_once_by_a_message_of_its_own() -> None:
    talk = Talk()
    talk.says("yes")
    assert talk.turn is not None
    danger, then = talk.turn.messages
    assert danger.card is None
    assert "999" in danger.text
    assert KENT.contacts.duty_team in danger.text
    assert KENT.contacts.out_of_hours in danger.text
    assert then.card is not None
    assert then.card.title.startswith("Is this a new alert")


def test_after_danger_is_over_nobody_is_sent_to_call() -> None:
    talk = Talk()
    for says in ("yes", "edit 1", "no"):
        talk.says(says)
    assert talk.turn is not None
    assert len(talk.turn.messages) == 1


@pytest.mark.parametrize(
    ("areas", "known"), [((), None), (("east",), "east"), (("east", "west"), None), (("countywide",), "countywide")]
)
def test_the_area_is_known_where_a_person_has_one(areas: tuple[str, ...], known: str | None) -> None:
    draft = begin(Context(NOW, KENT, areas), "draft-1")
    assert draft.answers.get("area") == known
    talk = Talk(draft=draft)
    talk.says("no")
    assert ("Which area" in talk.says("new")) == (known is None)


def test_an_answer_is_dated_and_a_look_round_is_not() -> None:
    talk = told_until("known_at")
    later = NOW.replace(hour=18)
    talk.at(later).says("why")
    assert talk.draft.touched == NOW
    talk.says("2 April 2026")
    assert talk.draft.touched == later


@pytest.mark.parametrize("question", TYPED)
def test_every_question_can_be_asked_about_and_comes_again(question: str) -> None:
    talk = told_until(question)
    asks = talk.asks()
    for says in ("why", "help", "review", "/help"):
        talk.says(says)
        assert talk.asks() == asks
    assert "Source: G" in talk.says("why")


@pytest.mark.parametrize("question", TYPED)
def test_what_may_be_skipped_is_skipped_and_what_may_not_is_asked_again(question: str) -> None:
    talk = told_until(question)
    asks = talk.asks()
    talk.says("skip")
    required = BY_ID[question].required
    assert (talk.asks() == asks) == required
    assert talk.draft.answers.get(question) == (None if required else SKIPPED)


def test_the_progress_is_told() -> None:
    card = told_until("outcome").card
    assert card is not None
    assert card.eyebrow == "The harm · 9 of about 17"


def test_where_the_case_is_asked_for() -> None:
    talk = Talk()
    assert not asks_for_case(talk.draft)
    talk.says("no")
    talk.says("update")
    assert asks_for_case(talk.draft)
    assert not asks_for_case(told().draft)
    assert words_of(Said("42"), "update_of") == "42"
    assert words_of(Said(data={"update_of": "7", "value": "8"}), "update_of") == "7"
    assert words_of(Said(data={"update_of": " ", "value": "8"}), "update_of") == "8"


OFFERED: dict[str, tuple[str, ...]] = {
    "danger_now": ("Yes", "No", "Why we ask", "Later"),
    "record_ids": ("Save", "Not on record", "Don’t know yet", "Skip", "Back", "Why we ask", "Later"),
    "outcome": (
        "Died", "Expected to die", "Life-threatening harm", "Life-changing injury",
        "Long-term impairment", "Other physical injury", "Harm that is not physical", "No harm",
        "Not yet known", "Back", "Why we ask", "Later",
    ),
    "what_happened": ("Save", "Back", "Why we ask", "Later"),
    "learning": (
        "Several agencies can learn", "One agency can learn", "None seen so far", "Don’t know yet", "Skip", "Back",
        "Why we ask", "Later",
    ),
}  # fmt: skip


@pytest.mark.parametrize("question", OFFERED)
def test_the_buttons_of_a_card(question: str) -> None:
    card = told_until(question).card
    assert tuple(button.label for button in buttons(card)) == OFFERED[question]
    assert all(b.data["draft"] == "draft-1" and b.data["question"] == question for b in buttons(card))


def test_no_answer_stands_in_the_data_of_any_card() -> None:
    talk, data = Talk(), ""
    for says, _ in FAMILY:
        talk.says(says)
        data += "".join(str(button.data) for button in buttons(talk.card))
    for words in ("Example City Council", "A fall", "LIB-7", "100", "2026"):
        assert words not in data


def test_an_old_draft_goes_on_where_it_stopped() -> None:
    answers: dict[str, Value] = {"danger_now": "no", "alert_kind": "new"}
    begun = begin(CONTEXT, "draft-1").answers
    draft = Draft(
        "draft-1", NOW, NOW, answers=begun.having("danger_now", "no").having("alert_kind", "new"), paused=True
    )
    assert draft.answers.shared == answers
    talk = Talk(draft=draft)
    assert talk.asks() == "Which area is this for?"
    talk.says("east")
    assert not talk.draft.paused
    assert talk.draft.answers.get("area") == "east"
    assert Place("area") in steps(talk.draft.answers)
