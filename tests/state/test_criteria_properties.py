"""What holds of the tests whatever is answered: they end, they are total, and no doubt is ever forgotten."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from state.answers import Answers, Value
from state.case import Finding
from state.criteria import CRITERIA, assess, examine
from state.deadlines import deadlines
from state.profile_file import load_profile

NEEDS, NOT_MET = "needs_information", "criteria_not_met"
SOMETHING = {
    "notify_national_panel",
    "invite_placing_authority",
    "refer_to_other_authority",
    "consider_extent_persistence_severity",
    "consider_non_physical_harm",
    "human_review_unborn",
    "notify_looked_after_death",
    "notify_care_leaver_death",
    NEEDS,
    NOT_MET,
}
KENT = load_profile()

OF_A_CHILD: dict[str, list[Value]] = {
    "age_group": ["unborn", "stillborn", "under_18", "18_to_24", "25_or_over"],
    "age_group_at_death": ["unborn", "stillborn", "under_18", "18_to_24", "25_or_over"],
    "outcome": [
        "died",
        "expected_to_die",
        "life_threatening",
        "life_changing",
        "long_term_impairment",
        "other_physical",
        "non_physical",
        "no_harm",
    ],
    "injury": [
        ("internal",),
        ("likely_life_threatening_or_changing", "repeated"),
        ("repeated",),
        ("isolated_bruise_or_limb_fracture",),
        ("not_mobile_infant", "isolated_bruise_or_limb_fracture"),
        ("none",),
    ],
    "death_unexpected": ["yes", "no"],
    "death_circumstances": [("external_cause",), ("unattended_stillbirth", "suspicion_not_natural"), ("none",)],
    "abuse_or_neglect": ["known", "suspected", "neither"],
    "place_of_harm": ["in_area", "elsewhere_in_england", "outside_england"],
    "place_of_death": ["in_area", "elsewhere_in_england", "outside_england"],
    "normally_resident": ["yes", "no"],
    "status": [("looked_after",), ("placed_by_other_authority",), ("open_other", "care_leaver")],
}
OF_THE_CASE: dict[str, list[Value]] = {
    "strategy_discussion": ["held", "arranged", "not_held"],
    "adult_affected": [("died_domestic_abuse",), ("serious_abuse_or_neglect",), ("none",)],
    "partner_working_concern": ["yes", "no"],
    "learning": ["multi_agency", "none"],
}
OPTIONS = {**OF_A_CHILD, **OF_THE_CASE}
UNSETTLED: dict[str, list[Value]] = {
    "injury": [("investigations_pending",), ("repeated", "investigations_pending")],
    "status": [("not_yet_known",), ("placed_by_other_authority", "looked_after"), ()],
}
NOTHING_SAID: list[Value] = ["not_known", "skipped", "not_yet_known"]

SETTLED = {question: st.sampled_from(options) for question, options in OPTIONS.items()}


def views_of(questions: Mapping[str, list[Value]]) -> st.SearchStrategy[dict[str, Value]]:
    return st.fixed_dictionaries(
        {},
        optional={
            q: st.sampled_from([*options, *UNSETTLED.get(q, []), *NOTHING_SAID]) for q, options in questions.items()
        },
    )


VIEWS = views_of(OPTIONS)
A_CHILD = views_of(OF_A_CHILD)
CHILDREN = st.lists(A_CHILD, min_size=1, max_size=3).map(tuple)


def of(children: tuple[dict[str, Value], ...], shared: dict[str, Value]) -> Answers:
    return Answers({**shared, "same_for_all": "no", "child_count": len(children)}, children)


def ids(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.finding for finding in findings}


def clock_runs(view: dict[str, Value]) -> bool:
    answers = Answers({**view, "known_at": "2026-04-02T11:00"})
    return any(due.id == "panel_notification" for due in deadlines(KENT, answers, assess(answers)))


@given(view=VIEWS, confirmed=st.booleans(), seed=st.randoms(use_true_random=False))
def test_every_test_comes_to_an_end_whatever_the_order_of_the_answers(
    view: dict[str, Value], confirmed: bool, seed: Random
) -> None:
    shuffled = list(view.items())
    seed.shuffle(shuffled)
    examined = examine(Answers(view), confirmed=confirmed)
    assert {e.finding.finding for e in examined} == {criterion.id for criterion in CRITERIA}
    assert examined == examine(Answers(dict(shuffled)), confirmed=confirmed)


@given(children=CHILDREN, shared=views_of(OF_THE_CASE))
def test_something_always_results(children: tuple[dict[str, Value], ...], shared: dict[str, Value]) -> None:
    assert not ids(assess(of(children, shared))).isdisjoint(SOMETHING)
    for child in children:
        assert not ids(assess(Answers({**shared, **child}))).isdisjoint(SOMETHING)


@given(view=VIEWS, question=st.sampled_from(list(OPTIONS)), nothing=st.sampled_from(NOTHING_SAID))
def test_not_knowing_stops_no_clock_and_closes_nothing(view: dict[str, Value], question: str, nothing: Value) -> None:
    unsaid = {**view, **({question: nothing} if question in view else {})}
    assert clock_runs(unsaid) or not clock_runs(view)
    assert NOT_MET in ids(assess(Answers(view))) or NOT_MET not in ids(assess(Answers(unsaid)))


@given(view=VIEWS, question=st.sampled_from([q for q in OPTIONS if q != "age_group_at_death"]))
def test_what_was_not_asked_counts_as_not_known(view: dict[str, Value], question: str) -> None:
    without = {q: value for q, value in view.items() if q != question}
    unsaid = [(e.said, e.finding.walk) for e in examine(Answers({**without, question: "not_known"}))]
    assert [(e.said, e.finding.walk) for e in examine(Answers(without))] == unsaid


@given(view=VIEWS, answers=st.fixed_dictionaries(SETTLED))
def test_answering_what_is_missing_settles_it(view: dict[str, Value], answers: dict[str, Value]) -> None:
    for _ in OPTIONS:
        findings = assess(Answers(view))
        if NEEDS not in ids(findings):
            return
        missing = [question for f in findings if f.finding == NEEDS for question in f.missing]
        assert missing
        view = {**view, **{question: answers[question] for question in missing}}
    assert NEEDS not in ids(assess(Answers(view)))


@given(children=CHILDREN, shared=views_of(OF_THE_CASE), another=A_CHILD, confirmed=st.booleans())
def test_another_child_takes_nothing_away_but_that_the_criteria_are_not_met(
    children: tuple[dict[str, Value], ...], shared: dict[str, Value], another: dict[str, Value], confirmed: bool
) -> None:
    before = assess(of(children, shared), confirmed=confirmed)
    after = assess(of((*children, another), shared), confirmed=confirmed)
    assert [f for f in before if f.finding != NOT_MET and f not in after] == []
    alone = [f for f in assess(Answers({**shared, **another}), confirmed=confirmed) if f.finding != NOT_MET]
    assert {replace(f, child=None) for f in alone} <= {replace(f, child=None) for f in after}


@given(children=CHILDREN, shared=views_of(OF_THE_CASE))
def test_the_criteria_are_not_met_where_they_are_for_no_child(
    children: tuple[dict[str, Value], ...], shared: dict[str, Value]
) -> None:
    each = [NOT_MET in ids(assess(Answers({**shared, **child}))) for child in children]
    assert (NOT_MET in ids(assess(of(children, shared)))) == all(each)
