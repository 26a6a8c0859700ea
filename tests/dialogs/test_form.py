"""The questions of the alert: which there are, when each is asked, and in which order. Source: alert-form.md."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.alert_form import BY_ID, FORM, NUMBER, pruned, steps
from dialogs.question import Question
from state.answers import NOT_KNOWN, SKIPPED, Answers, Value
from state.draft import Place

TABLE = """
danger_now ● yes_no: yes no
alert_kind ● choice: new update
update_of ● reference
area ● area
child_count ● number
same_for_all ● yes_no: yes no
record_ids records
known_at ● moment
incident_at moment
age_group ◆ choice: unborn stillborn under_18 18_to_24 25_or_over
outcome ● ◆ choice: died expected_to_die life_threatening life_changing long_term_impairment other_physical non_physical no_harm not_yet_known
injury ◆ many: internal isolated_bruise_or_limb_fracture several_sites repeated likely_life_threatening_or_changing wider_neglect_or_abuse not_mobile_infant investigations_pending none
died_at ◆ moment
death_known_at ◆ moment
age_group_at_death ◆ choice: unborn stillborn under_18 18_to_24 25_or_over
death_unexpected ◆ yes_no: yes no
death_circumstances ◆ many: external_cause sudden_no_apparent_cause custody_or_detention suspicion_not_natural unattended_stillbirth none
abuse_or_neglect ● ◆ choice: known suspected neither not_yet_known
by_whom many: parent_or_carer other_family professional_or_placement peer someone_else
due_to_care yes_no: yes no
place_of_harm ● ◆ choice: in_area elsewhere_in_england outside_england not_yet_known
place_of_death ◆ choice: in_area elsewhere_in_england outside_england not_yet_known
normally_resident ◆ yes_no: yes no
status ● ◆ many: looked_after placed_by_other_authority care_leaver child_protection_plan child_in_need open_other closed not_known_to_us not_yet_known
placing_authority ◆ text 80
strategy_discussion choice: held arranged not_held
strategy_attendance many: police health other
panel_criteria_considered yes_no: yes no
panel_view text 500
what_happened ● text 1500
safety_now ● text 1000
medical_view text 500
adult_affected many: died_domestic_abuse died_abuse_or_neglect serious_abuse_or_neglect none
partner_working_concern yes_no: yes no
learning choice: multi_agency single_agency none
liberi_reference text 40
"""  # noqa: E501


def row(question: Question) -> str:
    marks = ("●" if question.required else "", "◆" if question.per_child else "")
    size = str(question.longest) if question.kind == "text" else ""
    told = " ".join(part for part in (question.id, *marks, question.kind, size) if part)
    return f"{told}: {' '.join(question.choices)}" if question.choices else told


def test_the_form_is_the_table_of_the_specification() -> None:
    assert "\n".join(map(row, FORM)) == TABLE.strip()
    assert NUMBER["outcome"] == 11
    assert all(question.rules for question in FORM)


BARE: dict[str, Value] = {
    "danger_now": "no",
    "alert_kind": "new",
    "area": "east",
    "child_count": 1,
    "outcome": "no_harm",
}
DIED: dict[str, Value] = {
    "outcome": "died",
    "age_group": "under_18",
    "incident_at": "2026-04-02",
    "died_at": "2026-04-02",
}
KNOWN: dict[str, Value] = {"known_at": "2026-04-02T11:00:00+01:00"}

ASKED: list[tuple[str, dict[str, Value], bool]] = [
    ("update_of", {}, False),
    ("update_of", {"alert_kind": "update"}, True),
    ("same_for_all", {}, False),
    ("same_for_all", {"child_count": 2}, True),
    ("injury", {}, False),
    ("injury", {"outcome": "other_physical"}, True),
    ("died_at", {}, False),
    ("died_at", {"outcome": "expected_to_die"}, False),
    ("died_at", {"outcome": "died"}, True),
    ("died_at", {"age_group": "stillborn"}, True),
    ("death_known_at", {**DIED, **KNOWN}, False),
    ("death_known_at", {**DIED, **KNOWN, "died_at": "2026-04-03"}, True),
    ("death_known_at", {**DIED, **KNOWN, "died_at": "2026-04-02T23:59:00+01:00"}, False),
    ("death_known_at", {**DIED, **KNOWN, "alert_kind": "update"}, True),
    ("death_known_at", {**DIED, **KNOWN, "died_at": NOT_KNOWN}, False),
    ("death_known_at", {**KNOWN, "age_group": "stillborn", "died_at": "2026-04-03"}, False),
    ("age_group_at_death", DIED, False),
    ("age_group_at_death", {**DIED, "died_at": "2026-04-02T04:00:00+01:00"}, False),
    ("age_group_at_death", {**DIED, "age_group": "unborn"}, True),
    ("age_group_at_death", {**DIED, "age_group": NOT_KNOWN}, True),
    ("age_group_at_death", {**DIED, "age_group": SKIPPED}, True),
    ("age_group_at_death", {**DIED, "died_at": "2026-04-03"}, True),
    ("age_group_at_death", {**DIED, "incident_at": NOT_KNOWN}, True),
    ("age_group_at_death", {**DIED, "incident_at": "2026-04-02/2026-04-02"}, True),
    ("age_group_at_death", {**DIED, "outcome": "expected_to_die"}, False),
    ("death_unexpected", {"outcome": "died"}, True),
    ("death_unexpected", {"outcome": "expected_to_die"}, True),
    ("death_unexpected", {"age_group": "stillborn"}, False),
    ("death_circumstances", {"outcome": "died"}, True),
    ("death_circumstances", {"outcome": "expected_to_die"}, True),
    ("death_circumstances", {"age_group": "stillborn"}, True),
    ("death_circumstances", {}, False),
    ("by_whom", {"abuse_or_neglect": "known"}, True),
    ("due_to_care", {"abuse_or_neglect": "suspected"}, True),
    ("by_whom", {"abuse_or_neglect": "neither"}, False),
    ("due_to_care", {"abuse_or_neglect": "not_yet_known"}, False),
    ("place_of_death", {"outcome": "died"}, True),
    ("place_of_death", {"outcome": "expected_to_die"}, False),
    ("normally_resident", {"place_of_harm": "in_area"}, False),
    ("normally_resident", {"place_of_harm": "elsewhere_in_england"}, False),
    ("normally_resident", {"place_of_harm": "outside_england"}, True),
    ("normally_resident", {"place_of_harm": "not_yet_known"}, True),
    ("normally_resident", {"outcome": "died", "place_of_harm": "in_area", "place_of_death": "outside_england"}, True),
    ("normally_resident", {"place_of_harm": "in_area", "place_of_death": "outside_england"}, False),
    ("placing_authority", {"status": ("looked_after",)}, False),
    ("placing_authority", {"status": ("looked_after", "placed_by_other_authority")}, True),
    ("strategy_discussion", {}, False),
    ("strategy_discussion", {"abuse_or_neglect": "neither"}, False),
    ("strategy_discussion", {"abuse_or_neglect": "not_yet_known"}, True),
    ("strategy_discussion", {"abuse_or_neglect": "neither", "outcome": "life_changing"}, True),
    ("strategy_discussion", {"abuse_or_neglect": "neither", "outcome": "other_physical"}, False),
    ("strategy_discussion", {"outcome": "other_physical", "injury": ("internal", "repeated")}, True),
    ("strategy_discussion", {"injury": ("internal",)}, False),
    ("strategy_attendance", {"abuse_or_neglect": "known", "strategy_discussion": "held"}, True),
    ("strategy_attendance", {"abuse_or_neglect": "known", "strategy_discussion": "arranged"}, True),
    ("strategy_attendance", {"abuse_or_neglect": "known", "strategy_discussion": "not_held"}, False),
    ("panel_criteria_considered", {"abuse_or_neglect": "known", "strategy_discussion": "held"}, True),
    ("panel_criteria_considered", {"abuse_or_neglect": "known", "strategy_discussion": "arranged"}, False),
    ("panel_criteria_considered", {"abuse_or_neglect": "neither", "strategy_discussion": "held"}, False),
    ("medical_view", {}, False),
    ("medical_view", {"outcome": "non_physical"}, False),
    ("medical_view", {"outcome": "other_physical"}, True),
    ("medical_view", {"outcome": "not_yet_known"}, True),
    ("medical_view", {"outcome": "died"}, True),
    ("partner_working_concern", {"adult_affected": ("none",)}, False),
    ("partner_working_concern", {"adult_affected": ("died_domestic_abuse",)}, False),
    ("partner_working_concern", {"adult_affected": ("died_abuse_or_neglect",)}, True),
    ("partner_working_concern", {"adult_affected": ("serious_abuse_or_neglect",)}, True),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answers", "asked"), ASKED)
def test_when_a_question_is_asked(question: str, answers: dict[str, Value], asked: bool) -> None:
    places = steps(Answers({**BARE, **answers}))
    assert (Place(question) in places) == asked


@pytest.mark.parametrize(("considered", "asked"), [("yes", True), ("no", False), (NOT_KNOWN, False)])
def test_the_view_is_asked_once_the_criteria_were_considered(considered: str, asked: bool) -> None:
    held: dict[str, Value] = {
        "abuse_or_neglect": "known",
        "strategy_discussion": "held",
        "panel_criteria_considered": considered,
    }
    assert (Place("panel_view") in steps(Answers({**BARE, **held}))) == asked


def test_one_child_is_asked_in_the_order_of_the_form() -> None:
    numbers = [NUMBER[place.question] for place in steps(Answers({**BARE, "abuse_or_neglect": "known"}))]
    assert numbers == sorted(numbers)
    assert all(place.child is None for place in steps(Answers(BARE)))


TWO: dict[str, Value] = {**BARE, "child_count": 2, "same_for_all": "no"}


def test_children_who_differ_are_asked_one_after_the_other_before_the_shared_questions() -> None:
    places = steps(Answers(TWO, ({"outcome": "died"}, {"outcome": "no_harm"})))
    blocks = [place.child for place in places]
    first, last = blocks.index(1), len(blocks) - blocks[::-1].index(2)
    assert blocks[first:last] == sorted(blocks[first:last], key=lambda child: child or 0)
    assert None not in blocks[first:last]
    assert places[first - 1] == Place("incident_at")
    assert places[last] == Place("strategy_discussion")
    assert Place("died_at", 1) in places
    assert Place("died_at", 2) not in places


@pytest.mark.parametrize(
    ("own", "question"),
    [
        ({"abuse_or_neglect": "known"}, "by_whom"),
        ({"abuse_or_neglect": "suspected"}, "due_to_care"),
        ({"abuse_or_neglect": "neither", "outcome": "life_changing"}, "strategy_discussion"),
        ({"outcome": "other_physical"}, "medical_view"),
    ],
)
def test_a_shared_question_is_asked_when_it_applies_to_any_child(own: dict[str, Value], question: str) -> None:
    neither: dict[str, Value] = {"abuse_or_neglect": "neither", "outcome": "no_harm"}
    assert Place(question) not in steps(Answers(TWO, (neither, neither)))
    assert Place(question) in steps(Answers(TWO, (neither, {**neither, **own})))


def test_what_no_longer_applies_is_left_out_when_it_is_sent() -> None:
    on: dict[str, Value] = {"died_at": "2026-04-02"}
    three = ({"outcome": "died", **on}, {"outcome": "no_harm", **on}, {"outcome": "died"})
    sent = pruned(Answers({**TWO, "outcome": "died", "update_of": "NTK-2026-0042"}, three))
    assert sent.children == ({"outcome": "died", "died_at": "2026-04-02"}, {"outcome": "no_harm"})
    assert {"outcome", "update_of"}.isdisjoint(sent.shared)


def test_one_child_left_makes_the_answers_shared_again() -> None:
    answers = Answers({**TWO, "child_count": 1}, ({"outcome": "died"}, {"outcome": "died"}))
    assert all(place.child is None for place in steps(answers))
    assert pruned(answers).children == ()
    assert "same_for_all" not in pruned(answers).shared


def value_of(question: Question) -> st.SearchStrategy[Value]:
    match question.kind:
        case "many":
            return st.lists(st.sampled_from(question.choices), min_size=1, unique=True).map(tuple)
        case "number":
            return st.integers(1, 4)
        case "moment":
            return st.sampled_from(["2026-04-01", "2026-04-02T11:00:00+01:00", "2026-01-01/2026-04-01", NOT_KNOWN])
        case _:
            return st.sampled_from(question.choices or ("words",))


def answered(questions: tuple[Question, ...]) -> st.SearchStrategy[dict[str, Value]]:
    return st.fixed_dictionaries({}, optional={question.id: value_of(question) for question in questions})


BLOCK = tuple(question for question in FORM if question.per_child)
ANSWERS = st.builds(Answers, answered(FORM), st.lists(answered(BLOCK), max_size=4).map(tuple))


@given(ANSWERS)
def test_leaving_out_what_does_not_apply_changes_nothing_that_does(answers: Answers) -> None:
    sent = pruned(answers)
    assert steps(sent) == steps(answers)
    assert pruned(sent) == sent
    assert all(sent.get(p.question, p.child) == answers.get(p.question, p.child) for p in steps(answers))


@given(ANSWERS)
def test_each_place_is_asked_once_and_only_where_it_belongs(answers: Answers) -> None:
    places = steps(answers)
    assert len(set(places)) == len(places)
    assert all(BY_ID[place.question].per_child for place in places if place.child)
