"""What holds of the tests whatever is answered: they end, and no doubt is ever forgotten."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from state.answers import Answers, Value
from state.criteria import assess, examine
from state.deadlines import deadlines
from state.profile import load_profile

NOTIFY, NEEDS = "notify_national_panel", "needs_information"
KENT = load_profile()

OPTIONS: dict[str, list[Value]] = {
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
    "injury": [("internal",), ("likely_life_threatening_or_changing", "repeated"), ("repeated",), ("none",)],
    "abuse_or_neglect": ["known", "suspected", "neither"],
    "place_of_harm": ["in_area", "elsewhere_in_england", "outside_england"],
    "place_of_death": ["in_area", "elsewhere_in_england", "outside_england"],
    "normally_resident": ["yes", "no"],
    "status": [("looked_after",), ("placed_by_other_authority",), ("open_other", "care_leaver")],
}
UNSETTLED: dict[str, list[Value]] = {
    "injury": [("investigations_pending",), ("repeated", "investigations_pending")],
    "status": [("not_yet_known",), ("placed_by_other_authority", "looked_after"), ()],
}
NOTHING_SAID: list[Value] = ["not_known", "skipped", "not_yet_known"]

SETTLED = {question: st.sampled_from(options) for question, options in OPTIONS.items()}
VIEWS = st.fixed_dictionaries(
    {},
    optional={q: st.sampled_from([*options, *UNSETTLED.get(q, []), *NOTHING_SAID]) for q, options in OPTIONS.items()},
)
CHILDREN = st.lists(VIEWS, min_size=1, max_size=3).map(tuple)


def of(children: tuple[dict[str, Value], ...]) -> Answers:
    return Answers({"same_for_all": "no", "child_count": len(children)}, children)


def clock_runs(view: dict[str, Value]) -> bool:
    answers = Answers({**view, "known_at": "2026-04-02T11:00"})
    return any(due.id == "panel_notification" for due in deadlines(KENT, answers, assess(answers)))


@given(view=VIEWS, seed=st.randoms(use_true_random=False))
def test_every_test_comes_to_an_end_whatever_the_order_of_the_answers(view: dict[str, Value], seed: Random) -> None:
    shuffled = list(view.items())
    seed.shuffle(shuffled)
    examined = examine(Answers(view))
    assert [e.finding.finding for e in examined] == [NOTIFY, NEEDS]
    assert examined == examine(Answers(dict(shuffled)))
    truths = tuple(e.said.truth for e in examined)
    assert truths in {("yes", "no"), ("not_known", "yes"), ("no", "no")}


@given(view=VIEWS, question=st.sampled_from(list(OPTIONS)), nothing=st.sampled_from(NOTHING_SAID))
def test_not_knowing_never_stops_the_clock(view: dict[str, Value], question: str, nothing: Value) -> None:
    if clock_runs(view) and question in view:
        assert clock_runs({**view, question: nothing})


@given(view=VIEWS, question=st.sampled_from([q for q in OPTIONS if q != "age_group_at_death"]))
def test_what_was_not_asked_counts_as_not_known(view: dict[str, Value], question: str) -> None:
    without = {q: value for q, value in view.items() if q != question}
    unsaid = [(e.said, e.finding.walk) for e in examine(Answers({**without, question: "not_known"}))]
    assert [(e.said, e.finding.walk) for e in examine(Answers(without))] == unsaid


@given(view=VIEWS, answers=st.fixed_dictionaries(SETTLED))
def test_answering_what_is_missing_settles_it(view: dict[str, Value], answers: dict[str, Value]) -> None:
    for _ in OPTIONS:
        findings = assess(Answers(view))
        if all(f.finding != NEEDS for f in findings):
            return
        missing = [question for f in findings for question in f.missing]
        assert missing
        view = {**view, **{question: answers[question] for question in missing}}
    assert all(f.finding != NEEDS for f in assess(Answers(view)))


@given(children=CHILDREN, another=VIEWS)
def test_another_child_changes_nothing_for_the_others(
    children: tuple[dict[str, Value], ...], another: dict[str, Value]
) -> None:
    before, after = assess(of(children)), assess(of((*children, another)))
    assert after[: len(before)] == before
    alone = assess(Answers(another))
    assert [replace(f, child=None) for f in after[len(before) :]] == list(alone)
