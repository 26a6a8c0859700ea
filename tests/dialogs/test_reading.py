"""How words become answers: rows of (question, says, what is stored) and of what is refused, with the reason."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.alert_form import BY_ID, FORM
from dialogs.areas import area_in
from dialogs.question import Question
from dialogs.reading import MOST, clean, read
from dialogs.understood import Answer, ToConfirm, Trouble
from dialogs.wording import SENTENCES, option_label, say
from state.answers import NOT_KNOWN, Value
from tests.dialogs.conversations import CONTEXT, KENT

TAKEN: list[tuple[str, str, Value]] = [
    ("danger_now", "yes", "yes"),
    ("danger_now", "Y", "yes"),
    ("danger_now", "yeah", "yes"),
    ("danger_now", "Yes, he is.", "yes"),
    ("danger_now", "yes please", "yes"),
    ("danger_now", "No.", "no"),
    ("danger_now", "nope", "no"),
    ("danger_now", "no, she is not", "no"),
    ("alert_kind", "new", "new"),
    ("alert_kind", "NEW ALERT", "new"),
    ("alert_kind", "up", "update"),
    ("alert_kind", "2", "update"),
    ("alert_kind", "update of an", "update"),
    ("update_of", "NTK-2026-0042", "NTK-2026-0042"),
    ("update_of", "ntk 2025-42", "NTK-2025-0042"),
    ("update_of", "2026-42", "NTK-2026-0042"),
    ("update_of", "42", "NTK-2026-0042"),
    ("area", "north", "north"),
    ("area", "East Kent", "east"),
    ("area", "Dover", "south"),
    ("area", "folkestone", "south"),
    ("area", "Hythe", "south"),
    ("area", "Tunbridge Wells", "west"),
    ("area", "tonb", "west"),
    ("area", "the east kent area", "east"),
    ("area", "countywide", "countywide"),
    ("area", "Herne Bay", "east"),
    ("child_count", "1", 1),
    ("child_count", "20", 20),
    ("child_count", "two", 2),
    ("child_count", "Just one child", 1),
    ("child_count", "3 children", 3),
    ("child_count", "Twenty", 20),
    ("child_count", "there are two children", 2),
    ("child_count", "It's one boy.", 1),
    ("record_ids", "1234567", ("1234567",)),
    ("record_ids", "L-100/2, l-101", ("L-100/2", "l-101")),
    ("record_ids", "123 and 124; 125\n126", ("123", "124", "125", "126")),
    ("record_ids", "123, 123", ("123",)),
    ("record_ids", "Not on record", "not_on_record"),
    ("record_ids", "none", "not_on_record"),
    ("record_ids", "not_on_record", "not_on_record"),
    ("record_ids", "not sure", NOT_KNOWN),
    ("known_at", "2 April 2026 at 09:30", "2026-04-02T09:30:00+01:00"),
    ("known_at", "2026-04-02", "2026-04-02"),
    ("incident_at", "from 3 to 10 November 2026", "2026-11-03/2026-11-10"),
    ("incident_at", "I don't know yet", NOT_KNOWN),
    ("incident_at", "we dont really know", NOT_KNOWN),
    ("age_group", "under 18", "under_18"),
    ("age_group", "under_18", "under_18"),
    ("age_group", "12", "under_18"),
    ("age_group", "3", "under_18"),
    ("age_group", "12 year old", "under_18"),
    ("age_group", "18 months", "under_18"),
    ("age_group", "aged 19", "18_to_24"),
    ("age_group", "she is 7", "under_18"),
    ("age_group", "He's seventeen.", "under_18"),
    ("age_group", "she is 3", "under_18"),
    ("age_group", "a 7 year old girl", "under_18"),
    ("age_group", "the baby is 6 weeks old", "under_18"),
    ("age_group", "just turned 18", "18_to_24"),
    ("age_group", "18 to 24", "18_to_24"),
    ("age_group", "25", "25_or_over"),
    ("age_group", "unborn", "unborn"),
    ("age_group", "still", "stillborn"),
    ("outcome", "died", "died"),
    ("outcome", "exp", "expected_to_die"),
    ("outcome", "life threatening", "life_threatening"),
    ("outcome", "Life-changing injury", "life_changing"),
    ("outcome", "5", "long_term_impairment"),
    ("outcome", "harm that is", "non_physical"),
    ("outcome", "NO HARM", "no_harm"),
    ("outcome", "don't know yet", "not_yet_known"),
    ("outcome", "not known", "not_yet_known"),
    ("injury", "internal, repeated", ("internal", "repeated")),
    ("injury", "repeated and internal", ("internal", "repeated")),
    ("injury", "Medical tests still under way & several", ("several_sites", "investigations_pending")),
    ("injury", "1 3", ("internal", "several_sites")),
    ("injury", "1, 4", ("internal", "repeated")),
    ("injury", "none", ("none",)),
    ("injury", "none of these", ("none",)),
    ("injury", "dunno", NOT_KNOWN),
    ("death_unexpected", "we are not sure yet", NOT_KNOWN),
    ("abuse_or_neglect", "known", "known"),
    ("abuse_or_neglect", "neither", "neither"),
    ("abuse_or_neglect", "Not known yet", "not_yet_known"),
    ("by_whom", "parent or carer, someone else", ("parent_or_carer", "someone_else")),
    ("place_of_harm", "in our area", "in_area"),
    ("place_of_harm", "outside", "outside_england"),
    ("place_of_death", "no idea", "not_yet_known"),
    ("status", "closed", ("closed",)),
    ("status", "placed, looked after", ("looked_after", "placed_by_other_authority")),
    ("status", "don’t know yet", ("not_yet_known",)),
    ("status", "unknown", ("not_yet_known",)),
    ("strategy_discussion", "not held", "not_held"),
    ("strategy_discussion", "unsure", NOT_KNOWN),
    ("strategy_attendance", "Police and Health", ("police", "health")),
    ("placing_authority", "  Example City Council ", "Example City Council"),
    ("what_happened", "why did nobody come", "why did nobody come"),
    ("what_happened", "First line\r\nSecond\tline", "First line\nSecond line"),
    ("what_happened", "Дитину знайшли вдома", "Дитину знайшли вдома"),
    ("panel_view", "not sure", NOT_KNOWN),
    ("learning", "several", "multi_agency"),
    ("learning", "none", "none"),
    ("learning", "not sure", NOT_KNOWN),
    ("liberi_reference", "123456", "123456"),
]

REFUSED: list[tuple[str, str, str]] = [
    ("danger_now", "maybe", "Not to be sure is all right"),
    ("danger_now", "i dont think so but he may come back tonight", "Not to be sure is all right"),
    ("danger_now", "im not sure", "Not to be sure is all right"),
    ("danger_now", "i dont know, the little one is at home with her boyfriend", "Not to be sure is all right"),
    ("danger_now", "yes and no", "yes or no"),
    ("danger_now", "no doubt", "yes or no"),
    ("danger_now", "right now there is", "yes or no"),
    ("danger_now", "yes, but only since his father came back home", "yes or no"),
    ("danger_now", "don't know", "Not to be sure is all right"),
    ("same_for_all", "maybe", "yes or no"),
    ("same_for_all", "don't know", "This answer is needed"),
    ("alert_kind", "old", "could not tell which choice"),
    ("alert_kind", "3", "could not tell which choice"),
    ("alert_kind", "yes", "could not tell which choice"),
    ("update_of", "the one from Monday", "could not read that as a reference"),
    ("update_of", "0", "could not read that as a reference"),
    ("area", "Medway", "Medway is another authority"),
    ("area", "in medway towns", "Medway is another authority"),
    ("area", "Atlantis", "do not know that area"),
    ("area", "d", "North Kent or South Kent"),
    ("area", "?", "do not know that area"),
    ("area", "not sure", "This answer is needed"),
    ("child_count", "0", "1 to 20"),
    ("child_count", "21", "1 to 20"),
    ("child_count", "-1", "1 to 20"),
    ("child_count", "2.5", "1 to 20"),
    ("child_count", "many", "1 to 20"),
    ("child_count", "one or two", "1 to 20"),
    ("child_count", "he is 7 years old", "1 to 20"),
    ("child_count", "a boy of 3 and 2 sisters", "I am not sure how many children that is"),
    ("record_ids", "Kim 4471902", "could not read that as Liberi ids"),
    ("abuse_or_neglect", "known, but to whom we cannot say at this moment", "could not tell which choice"),
    ("child_count", "9" * 500, "1 to 20"),
    ("record_ids", "Kim", "could not read that as Liberi ids"),
    ("record_ids", "123 Kim Lee", "could not read that as Liberi ids"),
    ("record_ids", ",;", "could not read that as Liberi ids"),
    ("record_ids", "1" * 21, "at most 20 characters"),
    ("record_ids", "1234," * 101, "505 characters, and there is room for 500"),
    ("known_at", "some time ago", "could not read"),
    (
        "known_at",
        "mum says wednesday but could be later and we cannot tell",
        "“mum says wednesday but could be later”",
    ),
    ("known_at", "2 April 2030", "has not come yet"),
    ("known_at", "30 February 2026", "no such day"),
    ("known_at", "2 April 2026 at 25:00", "no such time"),
    ("known_at", "since January", "span of time"),
    ("known_at", "not known", "This answer is needed"),
    ("incident_at", "x" * 101, "too long to read as a date"),
    ("age_group", "1", "Do you mean the age, which is “Under 18”, or choice number 1, “Unborn”?"),
    ("age_group", "5", "choice number 5, “25 or over”"),
    ("age_group", "200", "could not tell which choice"),
    ("age_group", "3/3/2019", "The age is enough here"),
    ("age_group", "born 3 March 2019", "The age is enough here"),
    ("by_whom", "not mum", "could not tell which choice"),
    ("by_whom", "mum and the dog walker", "“Other family member”"),
    ("place_of_harm", "not in Dover", "“In our area”"),
    ("outcome", "nobody died", "could not tell which choice"),
    ("outcome", "she nearly died", "could not tell which choice"),
    ("strategy_discussion", "held or arranged, not sure", "could not tell which choice"),
    ("area", "Dover or Margate", "East Kent or South Kent"),
    ("outcome", "life", "“Life-threatening harm” or “Life-changing injury”"),
    ("outcome", "no", "could not tell which choice"),
    ("outcome", "10", "could not tell which choice"),
    ("outcome", "n", "could not tell which choice"),
    ("abuse_or_neglect", "no", "could not tell which choice"),
    ("injury", "internal, none", "can only stand by itself"),
    ("injury", "internal, 77", "could not tell which choice"),
    ("injury", ",", "Nothing was chosen"),
    ("injury", "1," * 400, "could not tell which choice"),
    ("status", "closed, not yet known", "can only stand by itself"),
    ("status", "not known", "“Never known to us” or “Not yet known”"),
    ("status", "closed, not known", "“Never known to us” or “Not yet known”"),
    ("status", "child", "“Child protection plan” or “Child in need”"),
    ("what_happened", "🙂 … 123", "a few words"),
    ("what_happened", "don't know", "One sentence is enough"),
    ("what_happened", "a" * 1501, "1501 characters, and there is room for 1500"),
    ("what_happened", "a" * (MOST + 1), "longer than I can take in"),
    ("safety_now", "a " * 600, "1199 characters, and there is room for 1000"),
    ("placing_authority", "a" * 81, "81 characters, and there is room for 80"),
    ("liberi_reference", "…", "a few words"),
]


def words_of(trouble: Trouble) -> str:
    return say(trouble.key, **trouble.values)


@pytest.mark.parametrize(("question", "says", "stored"), TAKEN)
def test_taken(question: str, says: str, stored: Value) -> None:
    assert read(BY_ID[question], says, CONTEXT) == Answer(stored)


@pytest.mark.parametrize(("question", "says", "hears"), REFUSED)
def test_refused_with_the_reason(question: str, says: str, hears: str) -> None:
    read_as = read(BY_ID[question], says, CONTEXT)
    assert isinstance(read_as, Trouble)
    assert hears in words_of(read_as)


@pytest.mark.parametrize("question", FORM)
@pytest.mark.parametrize("says", ["", "  ", "\n", "\u200b\u202e"[1:], "\x00\x07"])
def test_nothing_visible_is_no_answer(question: Question, says: str) -> None:
    assert read(question, says, CONTEXT) == Trouble("trouble.nothing_said")


CHOICES = [(q, option) for q in FORM for option in q.choices]


@pytest.mark.parametrize(("question", "option"), CHOICES, ids=lambda row: str(getattr(row, "id", row)))
def test_every_choice_can_be_typed_by_its_id_its_label_and_its_number(question: Question, option: str) -> None:
    label = option_label(question.id, option)
    stored: Value = (option,) if question.kind == "many" else option
    for says in (option, option.replace("_", " "), option.upper(), label, label.lower()):
        assert read(question, says, CONTEXT) == Answer(stored), says
    if question.kind == "many" or (question.kind == "choice" and "under_18" not in question.options):
        assert read(question, str(question.choices.index(option) + 1), CONTEXT) == Answer(stored)


UNKNOWN = ["don't know yet", "Don’t know", "dont know", "I do not know yet", "not known", "unknown", "no idea", "idk"]


@pytest.mark.parametrize("question", FORM)
@pytest.mark.parametrize("says", UNKNOWN)
def test_dont_know_yet_is_an_answer_wherever_it_may_be(question: Question, says: str) -> None:
    heard = read(question, says, CONTEXT)
    if question.id == "status" and says == "not known":
        assert isinstance(heard, Trouble)
    elif question.id == "danger_now":
        assert heard == Trouble("trouble.perhaps_danger")
    elif question.unknown is None:
        assert heard in (Trouble("trouble.needs_answer"), Trouble("trouble.needs_words"))
    else:
        assert heard == Answer(("not_yet_known",) if question.id == "status" else question.unknown)


CONFIRMED: list[tuple[str, str, str, str, str]] = [
    ("known_at", "yesterday about 6pm", "2026-11-22T18:00:00+00:00", "", ""),
    ("known_at", "thursday evening", "2026-11-19", "", "no_time"),
    ("incident_at", "sometime weds night", "2026-11-18", "", "no_time"),
    ("incident_at", "3/4/2026", "2026-04-03", "2026-03-04", "day_month"),
    ("known_at", "school told us yesterday at 3pm", "2026-11-22T15:00:00+00:00", "", ""),
    ("incident_at", "going on since January", "2026-01-01/2026-11-23", "", ""),
    ("known_at", "25 October 2026 at 01:30", "2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00", "hour_twice"),
    ("known_at", "29 March 2026 at 01:30", "2026-03-29T02:30:00+01:00", "", "hour_missing"),
]


@pytest.mark.parametrize(("question", "says", "value", "other", "note"), CONFIRMED)
def test_an_interpreted_date_waits_for_a_yes(question: str, says: str, value: str, other: str, note: str) -> None:
    assert read(BY_ID[question], says, CONTEXT) == ToConfirm("date", value, other, note)


INTERPRETED: list[tuple[str, str, Value]] = [
    ("danger_now", "i dont think so, police are with her now", "no"),
    ("danger_now", "yes I think so", "yes"),
    ("danger_now", "Probably not.", "no"),
    ("due_to_care", "we think so", "yes"),
    ("by_whom", "mum's boyfriend", ("parent_or_carer",)),
    ("by_whom", "mums boyfriend we think", ("parent_or_carer",)),
    ("abuse_or_neglect", "suspected yes, the drs think its non accidental", "suspected"),
    ("outcome", "Life-threatening harm, she is still in theatre at the hospital", "life_threatening"),
    ("child_count", "two then, the boy and his sister", 2),
    ("child_count", "just the one", 1),
    ("record_ids", "4471902 is his number", ("4471902",)),
    ("record_ids", "its LCS 4471902", ("4471902",)),
    ("by_whom", "Mum’s boyfriend and his brother", ("parent_or_carer", "other_family")),
    ("by_whom", "a foster carer", ("professional_or_placement",)),
    ("place_of_harm", "at home in Margate", "in_area"),
    ("place_of_harm", "at school in Dover", "in_area"),
    ("place_of_harm", "at home in Medway", "elsewhere_in_england"),
    ("place_of_death", "on holiday in Spain", "outside_england"),
    ("area", "she lives in Margate", "east"),
    ("strategy_discussion", "it's booked for tomorrow", "arranged"),
    ("strategy_discussion", "it was held on Monday", "held"),
    ("strategy_discussion", "it has not been held", "not_held"),
    ("status", "CP plan and looked after", ("looked_after", "child_protection_plan")),
    ("outcome", "she died", "died"),
    ("age_group", "mum is pregnant", "unborn"),
]


@pytest.mark.parametrize(("question", "says", "value"), INTERPRETED)
def test_a_choice_that_only_stands_in_a_sentence_waits_for_a_yes(question: str, says: str, value: Value) -> None:
    assert read(BY_ID[question], says, CONTEXT) == ToConfirm("choice", value)


def test_a_sentence_that_tells_more_than_the_choice_is_not_cut_down_to_it() -> None:
    heard = read(BY_ID["by_whom"], "mum's boyfriend threw him across the room on Friday", CONTEXT)
    assert isinstance(heard, Trouble)


def test_what_people_also_say_is_said_of_choices_that_there_are() -> None:
    also = [key.split(".")[1:] for key in SENTENCES if key.startswith("also.")]
    assert [(question, option) for question, option in also if option not in BY_ID[question].options] == []


def test_words_with_personal_details_wait_for_a_yes() -> None:
    heard = read(BY_ID["safety_now"], "Mum is on 07700 900123", CONTEXT)
    assert heard == ToConfirm("identifiers", "Mum is on 07700 900123", "Mum is on [removed]")


def test_only_what_cannot_be_seen_is_cleaned_away() -> None:
    assert clean(" a\u202eb\x00c\ud800 \n d\u200de ") == "abc \n d\u200de"


@pytest.mark.parametrize(("says", "area"), [("east", "east"), ("Thanet", "east"), ("d", None), ("Medway", None)])
def test_an_area_by_its_name_or_district(says: str, area: str | None) -> None:
    assert area_in(says, KENT) == area


@given(st.sampled_from(FORM), st.text(max_size=300))
def test_any_text_is_understood_somehow(question: Question, text: str) -> None:
    heard: Any = read(question, text, CONTEXT)
    if isinstance(heard, Trouble):
        assert words_of(heard)
    elif question.choices:
        chosen = heard.value if isinstance(heard.value, tuple) else (heard.value,)
        assert set(chosen) <= {*question.choices, NOT_KNOWN}
    elif question.kind == "text":
        assert heard.value in (clean(text), NOT_KNOWN)
        assert len(heard.value) <= max(question.longest, len(NOT_KNOWN))
