"""Dates in the interview: confirmed where they were interpreted, refused where they cannot be; and personal details."""

import pytest

from dialogs.consistency import later
from state.answers import Answers, Value
from state.draft import Draft, Place
from tests.dialogs.conversations import NOW, Row, Talk, play, told, told_until

CONFIRMING: list[tuple[list[Row], str | None]] = [
    ([("yesterday about 6pm", "First known to the council: Sunday 22 November 2026, 18:00"), ("yes", "Noted: Sunday")],
     "2026-11-22T18:00:00+00:00"),
    ([("yesterday about 6pm", "Is this right?"), ("that's right", "Noted: Sunday 22 November 2026, 18:00.")],
     "2026-11-22T18:00:00+00:00"),
    ([("yesterday about 6pm", "Is this right?"), ("no", "Please say it again."), ("2 April 2026", "Noted: Thursday")],
     "2026-04-02"),
    ([("yesterday about 6pm", ""), ("yesterday about 7pm", "22 November 2026, 19:00"), ("y", "Noted")],
     "2026-11-22T19:00:00+00:00"),
    ([("yesterday about 6pm", ""), ("2 April 2026 at 10:00", "Noted: Thursday 2 April 2026, 10:00.")],
     "2026-04-02T10:00:00+01:00"),
    ([("yesterday about 6pm", ""), ("hm, let me see", "could not read"), ("yes", "Noted: Sunday 22 November")],
     "2026-11-22T18:00:00+00:00"),
    ([("yesterday about 6pm", ""), ("2", "could not read"), ("ok", "Noted")], "2026-11-22T18:00:00+00:00"),
    ([("yesterday about 6pm", ""), ("help", "type yes or no"), ("why", "time limits"), ("review", "told me so far"),
      ("yes", "Noted")], "2026-11-22T18:00:00+00:00"),
    ([("yesterday about 6pm", ""), ("back", "ids on Liberi"), ("keep my answer", "first know of this?")], None),
    ([("yesterday about 6pm", ""), ("later", "resume"), ("yes", "Noted")], "2026-11-22T18:00:00+00:00"),
    ([("yesterday about 6pm", ""), ("discard", "Delete this alert?"), ("no", "first know of this?")], None),
    ([("25 October 2026 at 01:30", "this hour came twice"), ("first", "01:30 (the first 01:30, summer time)")],
     "2026-10-25T01:30:00+01:00"),
    ([("25 October 2026 at 01:30", "two ways"), ("2", "01:30 (the second 01:30, winter time)")],
     "2026-10-25T01:30:00+00:00"),
    ([("3/4/2026", "[Friday 3 April 2026] [Wednesday 4 March 2026] [Neither of them]"), ("second", "4 March 2026")],
     "2026-03-04"),
    ([("3/4/2026", "the day first"), ("yes", "Noted: Friday 3 April 2026.")], "2026-04-03"),
    ([("3/4/2026", "the day first"), ("neither", "could not read"), ("no", "Please say it again.")], None),
    ([("29 March 2026 at 01:30", "this hour was left out"), ("yes", "Sunday 29 March 2026, 02:30")],
     "2026-03-29T02:30:00+01:00"),
    ([("2 April 2030", "“2 April 2030” has not come yet")], None),
    ([("sometime", "You could say “yesterday at 4pm” or")], None),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "stored"), CONFIRMING)
def test_a_date_is_confirmed(rows: list[Row], stored: str | None) -> None:
    talk = play(told_until("known_at"), rows)
    assert talk.draft.answers.get("known_at") == stored


PRESSED = [("Yes, that is right", "2026-11-22T18:00:00+00:00"), ("No, let me say it again", None)]


@pytest.mark.parametrize(("label", "stored"), PRESSED)
def test_a_date_is_confirmed_by_button(label: str, stored: str | None) -> None:
    talk = told_until("known_at")
    talk.presses("Save", known_at="yesterday about 6pm")
    talk.presses(label)
    assert talk.draft.answers.get("known_at") == stored


def test_a_reading_is_chosen_by_button() -> None:
    talk = told_until("known_at")
    talk.says("3/4/2026")
    talk.presses("Wednesday 4 March 2026")
    assert talk.draft.answers.get("known_at") == "2026-03-04"


def test_an_old_confirmation_confirms_nothing_new() -> None:
    talk = told_until("known_at")
    talk.says("yesterday about 6pm")
    old = talk.button("Yes, that is right").data
    talk.says("yesterday about 7pm")
    assert "That card is out of date" in talk.says(old)
    assert talk.draft.answers.get("known_at") is None
    assert "could not use" in talk.says({"do": "confirm", "value": "take_out"})
    assert "could not use" in talk.says({"do": "confirm", "value": ["yes"]})
    talk.presses("Yes, that is right")
    assert talk.draft.answers.get("known_at") == "2026-11-22T19:00:00+00:00"
    assert "nothing to confirm" in talk.says(old)


ODD: list[tuple[str, dict[str, str], list[Row]]] = [
    ("incident_at", {}, [
        ("3 April 2026", "the incident would be Friday 3 April 2026, and the council would have known of it before"),
        ("2 April 2026 at 11:01", "Thursday 2 April 2026, 11:00"),
        ("2 April 2026 at 11:00", "Noted"),
    ]),
    ("incident_at", {}, [("2 April 2026", "Noted")]),
    ("incident_at", {}, [("from 1 March 2026 to 10 April 2026", "Noted: 1 March 2026 to 10 April 2026.")]),
    ("incident_at", {}, [("from 3 April 2026 to 10 April 2026", "That does not fit")]),
    ("incident_at", {"known_at": "1 November 2026"}, [("yesterday about 6pm", "That does not fit")]),
    ("incident_at", {"known_at": "10 March 2026"}, [("3/4/2026", "two ways"), ("first", "That does not fit")]),
    ("incident_at", {"known_at": "10 March 2026"}, [("3/4/2026", "two ways"), ("second", "Noted: Wednesday 4 March")]),
    ("died_at", {"outcome": "died"}, [
        ("2 April 2026 at 07:59", "Thursday 2 April 2026, 07:59, before the incident, Thursday 2 April 2026, 08:00"),
        ("1 April 2026", "That does not fit"),
        ("2 April 2026", "Noted"),
    ]),
    ("died_at", {"outcome": "died", "incident_at": "don't know"}, [("1 January 2026", "Noted")]),
    ("death_known_at", {"outcome": "died", "died_at": "4 April 2026 at 06:00"}, [
        ("4 April 2026 at 05:00", "known of the death Saturday 4 April 2026, 05:00, before the child died"),
        ("4 April 2026 at 09:00", "Noted"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "told_so", "rows"), ODD)
def test_dates_that_do_not_fit_are_refused_with_the_reason(
    question: str, told_so: dict[str, str], rows: list[Row]
) -> None:
    play(told_until(question, **told_so), rows)


def test_an_earlier_date_that_no_longer_fits_is_refused_too() -> None:
    talk = play(
        told(), [("edit 8", "first know"), ("1 April 2026", "the incident would be Thursday 2 April 2026, 08:00")]
    )
    assert talk.draft.answers.get("known_at") == "2026-04-02T11:00:00+01:00"
    play(talk, [("don't know", "This answer is needed"), ("2 April 2026", "Please look it over")])


def test_each_child_has_dates_of_its_own() -> None:
    shared: dict[str, Value] = {
        "danger_now": "no", "alert_kind": "new", "area": "east", "child_count": 2, "same_for_all": "no",
        "record_ids": "not_on_record", "known_at": "2026-04-02", "incident_at": "2026-04-01",
    }  # fmt: skip
    own: dict[str, Value] = {"age_group": "under_18", "outcome": "died", "died_at": "2026-04-01"}
    talk = Talk(draft=Draft("draft-1", NOW, NOW, Answers(shared, (own, {**own, "died_at": "2026-04-02"}))))
    play(talk, [("edit 9", "When did the incident"), ("2 April 2026", "would have died Wednesday 1 April 2026")])
    play(talk, [("edit 13.2", "When did the child die?"), ("31 March 2026", "That does not fit")])
    assert talk.draft.answers.get("died_at", 2) == "2026-04-02"


def test_a_date_left_over_from_a_change_of_mind_is_asked_again_when_it_no_longer_fits() -> None:
    talk = told_until("age_group_at_death", outcome="died", died_at="3 April 2026", death_known_at="skip")
    rows: list[Row] = [
        ("edit 11", ""), ("no harm", ""), ("edit 8", ""), ("10 April 2026", ""), ("edit 9", ""), ("9 April 2026", ""),
        ("edit 11", ""),
        ("died", "would have died Friday 3 April 2026, before the incident, Thursday 9 April 2026"),
        ("skip", "When did the child die?"),
        ("10 April 2026", "How old was the child on the day of death?"),
    ]  # fmt: skip
    play(talk, rows)


COMPARED = [
    ("2026-04-02", "2026-04-02T00:01:00+01:00", False),
    ("2026-04-02T23:59:00+01:00", "2026-04-02", False),
    ("2026-04-03", "2026-04-02T23:59:00+01:00", True),
    ("2026-04-02T09:01:00+01:00", "2026-04-02T09:00:00+01:00", True),
    ("2026-04-02T09:00:00+01:00", "2026-04-02T09:00:00+01:00", False),
    ("2026-10-25T01:30:00+00:00", "2026-10-25T01:45:00+01:00", True),
    ("2026-04-03/2026-04-09", "2026-04-02", True),
    ("2026-04-01/2026-04-09", "2026-04-02", False),
]


@pytest.mark.parametrize(("one", "other", "is_later"), COMPARED)
def test_later(one: str, other: str, is_later: bool) -> None:
    assert later(one, other) == is_later


DETAILS = "Mum is on 07700 900123, at ME99 9ZZ"
TAKEN_OUT = "Mum is on [removed], at [removed]"
IDENTIFIERS: list[tuple[list[Row], str | None]] = [
    ([(DETAILS, "a postcode or a phone number")], None),
    ([("Ruby Smith is with Gran.", "somebody’s name"), ("yes", "noted your words")], "[removed] is with Gran."),
    ([("Ruby Smith is with Gran.", "somebody’s name"), ("no", "noted your words")], "Ruby Smith is with Gran."),
    ([(DETAILS, ""), ("yes", "noted your words")], TAKEN_OUT),
    ([(DETAILS, ""), ("take them out", "noted your words")], TAKEN_OUT),
    ([(DETAILS, ""), ("no", "noted your words")], DETAILS),
    ([(DETAILS, ""), ("keep", "noted your words")], DETAILS),
    ([(DETAILS, ""), ("what do you mean", "One thing first"), ("yes", "noted")], TAKEN_OUT),
    ([(DETAILS, ""), ("back", "One thing first"), ("edit 7", "One thing first"), ("yes", "noted")], TAKEN_OUT),
    ([(DETAILS, ""), ("discard", "One thing first"), ("submit", "One thing first"), ("yes", "noted")], TAKEN_OUT),
    ([(DETAILS, ""), ("why", "come first"), ("help", "yes or no"), ("review", "so far"), ("y", "noted")], TAKEN_OUT),
    ([(DETAILS, ""), ("later", "resume"), ("yes", "noted")], TAKEN_OUT),
    ([(DETAILS, ""), ("first", "One thing first"), ("yes", "noted")], TAKEN_OUT),
]


@pytest.mark.parametrize(("rows", "stored"), IDENTIFIERS)
def test_personal_details_are_asked_about_and_never_repeated(rows: list[Row], stored: str | None) -> None:
    talk = told_until("safety_now")
    for says, hears in rows:
        heard = talk.says(says)
        assert hears in heard
        assert "07700" not in heard
    assert talk.draft.answers.get("safety_now") == stored


@pytest.mark.parametrize(("label", "stored"), [("Yes, take them out", TAKEN_OUT), ("No, keep my words", DETAILS)])
def test_personal_details_by_button(label: str, stored: str) -> None:
    talk = told_until("safety_now")
    talk.presses("Save", safety_now=DETAILS)
    assert talk.button(label).data["do"] == "confirm"
    talk.presses(label)
    assert talk.draft.answers.get("safety_now") == stored


def test_the_question_s_own_card_may_be_sent_again_with_other_words() -> None:
    talk = told_until("safety_now")
    data = talk.button("Save").data
    talk.says({**data, "safety_now": DETAILS})
    assert "noted your words" in talk.says({**data, "safety_now": "Mum is with the baby."})
    assert talk.draft.answers.get("safety_now") == "Mum is with the baby."


def test_what_grows_too_long_without_its_details_stays_in_the_box() -> None:
    talk = told_until("what_happened")
    talk.says(f"{'a' * 1492} ME99ZZ"[:1500])
    assert "room for 1500" in talk.says("yes")
    assert talk.kept.endswith("[removed]")
    assert talk.draft.pending is None


def test_the_place_is_kept_with_what_waits() -> None:
    talk = told_until("safety_now")
    talk.says(DETAILS)
    assert talk.draft.pending is not None
    assert talk.draft.pending.place == Place("safety_now")
