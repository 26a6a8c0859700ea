"""The statutory tests: three-valued truth, the definitions of the law, each guard needed, no doubt ever forgotten."""

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state.answers import Answers, Value
from state.case import Passed
from state.criteria import CRITERIA, assess, examine
from state.criteria.clauses import Chosen, Clause, Result, Subject, Uncontradicted
from state.criteria.combined import Every, Some, When, WhereAsked
from state.criteria.criterion import HOLDS, NOT_MET, Criterion, End, Guard, Step, Way
from state.criteria.machine import rows
from state.criteria.needs_information import COUNTED
from state.criteria.truth import Said, Truth, every, some

NOTIFY, NEEDS = "notify_national_panel", "needs_information"

# Three-valued truth ---------------------------------------------------------------------------------------------

TRUTHS: list[tuple[Truth, Truth, Truth, Truth]] = [
    # one, other, both, either
    ("yes", "yes", "yes", "yes"),
    ("yes", "not_known", "not_known", "yes"),
    ("yes", "no", "no", "yes"),
    ("not_known", "not_known", "not_known", "not_known"),
    ("not_known", "no", "no", "not_known"),
    ("no", "no", "no", "no"),
]


@pytest.mark.parametrize(("one", "other", "both", "either"), TRUTHS)
def test_truth_tables(one: Truth, other: Truth, both: Truth, either: Truth) -> None:
    for said in ((Said(one), Said(other)), (Said(other), Said(one))):
        assert every(said).truth == both
        assert some(said).truth == either


@pytest.mark.parametrize("combine", [every, some])
def test_what_is_missing_is_named_once_and_in_order(combine: object) -> None:
    doubts = [Said("not_known", ("b", "a")), Said("not_known", ("a", "c"))]
    assert (every if combine is every else some)(doubts) == Said("not_known", ("b", "a", "c"))


def test_what_is_settled_lacks_nothing() -> None:
    assert every([Said("not_known", ("a",)), Said("no")]) == Said("no")
    assert some([Said("not_known", ("a",)), Said("yes")]) == Said("yes")


IS_A, IS_B = Chosen("a", ("yes",)), Chosen("b", ("yes",))

WHEN: list[tuple[dict[str, Value], Said]] = [
    ({"a": "yes", "b": "yes"}, Said("yes")),
    ({"a": "yes", "b": "no"}, Said("no")),
    ({"a": "yes"}, Said("not_known", ("b",))),
    ({"a": "no"}, Said("no")),
    ({}, Said("not_known", ("a",))),  # b is not asked before a is yes
    ({"b": "no"}, Said("no")),
    ({"b": "yes"}, Said("not_known", ("a",))),
]


@pytest.mark.parametrize(("view", "said"), WHEN)
def test_when(view: dict[str, Value], said: Said) -> None:
    assert When(IS_A, IS_B).ask(Subject(view, {})) == said


CHOSEN: list[tuple[Value | None, Truth]] = [
    ("x", "yes"),
    ("y", "no"),
    (("x",), "yes"),
    (("y", "x"), "yes"),
    (("y", "pending"), "not_known"),
    (("x", "pending"), "yes"),
    (("y",), "no"),
    ((), "not_known"),
    (("y", "not_yet_known"), "not_known"),
    ("not_yet_known", "not_known"),
    ("not_known", "not_known"),
    ("skipped", "not_known"),
    (None, "not_known"),
]


@pytest.mark.parametrize(("value", "truth"), CHOSEN)
def test_an_option_is_chosen(value: Value | None, truth: Truth) -> None:
    said = Chosen("q", ("x",), leaving_open=("pending",)).ask(Subject({} if value is None else {"q": value}, {}))
    assert said == Said(truth, ("q",) if truth == "not_known" else ())


# The definitions, example by example ----------------------------------------------------------------------------

MET: dict[str, Value] = {
    "age_group": "under_18",
    "outcome": "life_threatening",
    "abuse_or_neglect": "suspected",
    "place_of_harm": "in_area",
    "status": ("open_other",),
}
DIED: dict[str, Value] = {"outcome": "died", "place_of_death": "in_area"}
PHYSICAL: dict[str, Value] = {"outcome": "other_physical"}
ABROAD: dict[str, Value] = {"place_of_harm": "outside_england"}
ELSEWHERE: dict[str, Value] = {"place_of_harm": "elsewhere_in_england"}

Row = tuple[dict[str, Value | None], list[str], list[str]]

ROWS: list[Row] = [
    # what is answered otherwise than in MET, what is found, what is missing
    ({}, [NOTIFY], []),
    # child
    ({"age_group": "18_to_24"}, [], []),
    ({"age_group": "25_or_over"}, [], []),
    ({"age_group": "unborn"}, [], []),
    ({"age_group": "stillborn"}, [], []),
    ({"age_group": "not_known"}, [NEEDS], ["age_group"]),
    ({"age_group": "skipped"}, [NEEDS], ["age_group"]),
    ({"age_group": None}, [NEEDS], ["age_group"]),
    ({"age_group": "unborn", "age_group_at_death": "under_18", **DIED}, [NOTIFY], []),
    ({"age_group": "unborn", "age_group_at_death": "stillborn", **DIED}, [], []),
    ({"age_group": "unborn", "age_group_at_death": "not_known", **DIED}, [NEEDS], ["age_group_at_death"]),
    ({"age_group": "unborn", **DIED}, [NEEDS], ["age_group_at_death"]),
    ({"age_group": "unborn", "outcome": "not_yet_known"}, [NEEDS], ["outcome"]),
    ({"age_group": "under_18", "age_group_at_death": "18_to_24", **DIED}, [NOTIFY], []),
    ({"age_group": "not_known", "age_group_at_death": "under_18", **DIED}, [NOTIFY], []),
    (
        {"age_group": "not_known", "age_group_at_death": "not_known", **DIED},
        [NEEDS],
        ["age_group", "age_group_at_death"],
    ),
    ({"age_group": "not_known", "age_group_at_death": "18_to_24", **DIED}, [NEEDS], ["age_group"]),
    ({"age_group": "18_to_24", **DIED}, [], []),
    ({"age_group": "stillborn", **DIED}, [], []),
    # abuse
    ({"abuse_or_neglect": "known"}, [NOTIFY], []),
    ({"abuse_or_neglect": "neither"}, [], []),
    ({"abuse_or_neglect": "not_yet_known"}, [NEEDS], ["abuse_or_neglect"]),
    ({"abuse_or_neglect": None}, [NEEDS], ["abuse_or_neglect"]),
    # serious
    (DIED, [NOTIFY], []),
    ({"outcome": "expected_to_die"}, [NOTIFY], []),
    ({"outcome": "life_changing"}, [NOTIFY], []),
    ({"outcome": "long_term_impairment"}, [NOTIFY], []),
    ({"outcome": "non_physical"}, [], []),
    ({"outcome": "no_harm"}, [], []),
    ({"outcome": "not_yet_known"}, [NEEDS], ["outcome"]),
    ({**PHYSICAL, "injury": ("internal",)}, [NOTIFY], []),
    ({**PHYSICAL, "injury": ("likely_life_threatening_or_changing",)}, [NOTIFY], []),
    ({**PHYSICAL, "injury": ("isolated_bruise_or_limb_fracture", "internal")}, [NOTIFY], []),
    ({**PHYSICAL, "injury": ("internal", "investigations_pending")}, [NOTIFY], []),
    ({**PHYSICAL, "injury": ("several_sites", "repeated", "wider_neglect_or_abuse")}, [], []),
    ({**PHYSICAL, "injury": ("isolated_bruise_or_limb_fracture", "not_mobile_infant")}, [], []),
    ({**PHYSICAL, "injury": ("none",)}, [], []),
    ({**PHYSICAL, "injury": ("investigations_pending",)}, [NEEDS], ["injury"]),
    ({**PHYSICAL, "injury": ("repeated", "investigations_pending")}, [NEEDS], ["injury"]),
    ({**PHYSICAL, "injury": "not_known"}, [NEEDS], ["injury"]),
    (PHYSICAL, [NEEDS], ["injury"]),
    # in jurisdiction
    (ELSEWHERE, [], []),
    ({"place_of_harm": "not_yet_known", "normally_resident": "yes"}, [NEEDS], ["place_of_harm"]),
    ({"place_of_harm": "not_yet_known"}, [NEEDS], ["place_of_harm", "normally_resident"]),
    ({**ABROAD, "normally_resident": "yes"}, [NOTIFY], []),
    ({**ABROAD, "normally_resident": "no"}, [], []),
    ({**ABROAD, "normally_resident": "not_known"}, [NEEDS], ["normally_resident"]),
    (ABROAD, [NEEDS], ["normally_resident"]),
    ({**DIED, **ELSEWHERE}, [NOTIFY], []),
    ({**DIED, **ELSEWHERE, "place_of_death": "elsewhere_in_england"}, [], []),
    ({**DIED, **ELSEWHERE, "place_of_death": "outside_england", "normally_resident": "yes"}, [NOTIFY], []),
    ({**DIED, **ELSEWHERE, "place_of_death": "outside_england", "normally_resident": "no"}, [], []),
    ({**DIED, **ELSEWHERE, "place_of_death": "outside_england"}, [NEEDS], ["normally_resident"]),
    ({**DIED, **ELSEWHERE, "place_of_death": None, "normally_resident": "no"}, [NEEDS], ["place_of_death"]),
    ({**DIED, "place_of_death": "elsewhere_in_england"}, [NOTIFY], []),
    ({**ELSEWHERE, "outcome": "not_yet_known"}, [NEEDS], ["outcome"]),
    # placed by another authority
    ({"status": ("placed_by_other_authority",)}, [], []),
    ({"status": ("placed_by_other_authority", "child_protection_plan")}, [], []),
    ({"status": ("looked_after",)}, [NOTIFY], []),
    ({"status": ("placed_by_other_authority", "looked_after")}, [NOTIFY], ["status"]),
    ({"status": ("not_yet_known",)}, [NOTIFY], ["status"]),
    ({"status": None}, [NOTIFY], ["status"]),
    # several doubts, and a doubt beside a plain no
    ({"abuse_or_neglect": "not_yet_known", "outcome": "not_yet_known"}, [NEEDS], ["abuse_or_neglect", "outcome"]),
    ({"abuse_or_neglect": "not_yet_known", "outcome": "no_harm"}, [], []),
    ({"age_group": "not_known", "abuse_or_neglect": "neither"}, [], []),
    ({"abuse_or_neglect": "not_yet_known", **ELSEWHERE}, [], []),
    ({"abuse_or_neglect": "not_yet_known", "status": ("placed_by_other_authority",)}, [], []),
    ({"abuse_or_neglect": "not_yet_known", "status": ("not_yet_known",)}, [NEEDS], ["abuse_or_neglect", "status"]),
]


def answered(changes: dict[str, Value | None]) -> dict[str, Value]:
    return {key: value for key, value in {**MET, **changes}.items() if value is not None}


def found(row: Row, criteria: tuple[Criterion, ...] = CRITERIA) -> tuple[list[str], list[str]]:
    findings = assess(Answers(answered(row[0])), criteria)
    return [f.finding for f in findings], [question for f in findings for question in f.missing]


@pytest.mark.rule("R15")
@pytest.mark.rule("R16")
@pytest.mark.rule("R17")
@pytest.mark.rule("R18")
@pytest.mark.rule("R21")
@pytest.mark.rule("R22")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: ", ".join(f"{k}={v}" for k, v in row[0].items()) or "met")
def test_what_is_found(row: Row) -> None:
    assert found(row) == (row[1], row[2])


# The explanation ------------------------------------------------------------------------------------------------


@pytest.mark.rule("R27")
def test_a_finding_carries_its_walk_and_its_rules() -> None:
    (finding,) = assess(Answers(answered({"status": ("not_yet_known",)})))
    assert finding.walk == (
        Passed("child", "yes"),
        Passed("abuse", "yes"),
        Passed("serious", "yes"),
        Passed("in_jurisdiction", "yes"),
        Passed("placed", "not_known"),
    )
    assert (finding.rules, finding.child, finding.leaning) == (("R15", "R16", "R17", "R18", "R27"), None, None)


def test_needs_information_tells_which_tests_are_open() -> None:
    (finding,) = assess(Answers(answered({"outcome": "not_yet_known"})))
    assert finding.walk == (Passed(NOTIFY, "not_known"),)
    assert finding.rules == ("A11",)


def test_a_walk_ends_at_the_first_plain_no() -> None:
    notify, needs = examine(Answers(answered({"age_group": "not_known", "abuse_or_neglect": "neither"})))
    assert notify.said == Said("no")
    assert notify.finding.walk == (Passed("child", "not_known"), Passed("abuse", "no"))
    assert needs.finding.walk == (Passed(NOTIFY, "no"),)


def test_what_is_missing_belongs_to_the_questions_of_the_guards() -> None:
    for changes, _, missing in ROWS:
        asked = {question for c in COUNTED for step in c.steps for question in step.guard.questions}
        assert asked.issuperset(missing), changes


# Several children -----------------------------------------------------------------------------------------------


@pytest.mark.rule("A16")
def test_children_who_differ_are_assessed_one_by_one() -> None:
    answers = Answers(
        {**MET, "same_for_all": "no", "child_count": 4},
        ({}, {"outcome": "no_harm"}, {"outcome": "not_yet_known"}),
    )
    assert [(f.finding, f.child, f.missing) for f in assess(answers)] == [
        (NOTIFY, 1, ()),
        (NEEDS, 3, ("outcome",)),
        (NOTIFY, 4, ()),  # nothing of their own yet: the shared answers hold
    ]


def test_children_who_do_not_differ_are_assessed_as_one() -> None:
    answers = Answers({**MET, "same_for_all": "yes", "child_count": 2}, ({"outcome": "no_harm"},))
    assert [(f.finding, f.child) for f in assess(answers)] == [(NOTIFY, None)]


# What every test can do, shown with invented ones ---------------------------------------------------------------


def guard(question: str) -> Guard:
    return Guard(question, ("R1",), Chosen(question, ("yes",)))


LEANS = End("holds_leaning", "yes", "not_normally_serious")
LEANING = Criterion(
    "leaning",
    ("R19",),
    (Step(guard("a")), Step(guard("b"), yes=LEANS, no=Way.ON, not_known=Way.ON), Step(guard("c"))),
)

LEANINGS: list[tuple[dict[str, Value], Truth, str | None, tuple[str, ...]]] = [
    ({"a": "yes", "b": "yes"}, "yes", "not_normally_serious", ()),
    ({"a": "yes", "b": "no", "c": "yes"}, "yes", None, ()),
    ({"a": "yes", "b": "no", "c": "no"}, "no", None, ()),
    ({"a": "yes", "c": "yes"}, "yes", None, ("b",)),
    ({"a": "no", "b": "yes"}, "no", None, ()),
    ({"b": "yes"}, "not_known", None, ("a",)),  # in doubt, it does not hold, and so does not lean
    ({"b": "no", "c": "no"}, "no", None, ("a",)),
    ({"b": "no", "c": "yes"}, "not_known", None, ("a",)),
]


@pytest.mark.parametrize(("view", "truth", "leaning", "missing"), LEANINGS)
def test_a_test_can_lean(view: dict[str, Value], truth: Truth, leaning: str | None, missing: tuple[str, ...]) -> None:
    (examined,) = examine(Answers(view), (LEANING,))
    assert (examined.said.truth, examined.finding.leaning, examined.finding.missing) == (truth, leaning, missing)


NOT_MET_FOR_ANY = Criterion(
    "not_met_for_any",
    ("R43",),
    (Step(Guard(NOTIFY, (), Result(NOTIFY)), yes=NOT_MET, no=Way.ON, not_known=NOT_MET),),
    of_case=True,
)

OUTCOMES: list[tuple[str, str, list[tuple[str, int | None]]]] = [
    ("no_harm", "no_harm", [("not_met_for_any", None)]),
    ("no_harm", "died", [(NOTIFY, 2)]),
    ("no_harm", "not_yet_known", [(NEEDS, 2)]),
    ("died", "not_yet_known", [(NOTIFY, 1), (NEEDS, 2)]),
]


@pytest.mark.parametrize(("first", "second", "expected"), OUTCOMES)
def test_a_test_of_the_case_looks_at_every_child(
    first: str, second: str, expected: list[tuple[str, int | None]]
) -> None:
    shared = {**MET, "same_for_all": "no", "child_count": 2}
    answers = Answers(shared, ({"outcome": first}, {"outcome": second}))
    assert [(f.finding, f.child) for f in assess(answers, (*CRITERIA, NOT_MET_FOR_ANY))] == expected


@pytest.mark.parametrize("criterion", [*CRITERIA, LEANING, NOT_MET_FOR_ANY], ids=lambda c: c.id)
def test_every_state_of_a_machine_is_reached_and_answers_every_truth(criterion: Criterion) -> None:
    table = rows(criterion)
    sources = {row.source for row in table}
    assert {row.target for row in table} | {table[0].source} >= sources
    assert sorted((row.source, row.truth) for row in table) == sorted(
        (source, truth) for source in sources for truth in ("no", "not_known", "yes")
    )


def test_a_machine_lets_go_of_what_it_walked_even_when_a_guard_fails() -> None:
    walked: list[weakref.ref[Subject]] = []

    class Failing:
        questions = ()

        def ask(self, subject: Subject) -> Said:
            walked.append(weakref.ref(subject))
            raise KeyError

    failing = Criterion("failing", (), (Step(Guard("failing", (), Failing())),))
    with pytest.raises(KeyError):
        assess(Answers(MET), (failing,))
    gc.collect()
    assert [subject() for subject in walked] == [None]


# No guard is idle: without any one of them, or any part of one, an example comes out otherwise ------------------


def weakened() -> Iterator[tuple[str, tuple[Criterion, ...]]]:
    for criterion in CRITERIA:
        for n, step in enumerate(criterion.steps):
            for what, clause in (("waved through", waved_through(step)), *reduced(step.guard.clause)):
                changed = replace(step, guard=replace(step.guard, clause=clause))
                steps = (*criterion.steps[:n], changed, *criterion.steps[n + 1 :])
                others = tuple(replace(criterion, steps=steps) if c is criterion else c for c in CRITERIA)
                yield f"{criterion.id}: {step.guard.name} {what}", others


def waved_through(step: Step) -> Clause:
    """A guard that always lets a test go on without a doubt."""
    return Every(()) if step.yes is Way.ON and step.no is not Way.ON else Some(())


def reduced(clause: Clause) -> Iterator[tuple[str, Clause]]:
    """The clause with one part left out, wherever it has parts."""
    match clause:
        case Every(parts) | Some(parts):
            for n, part in enumerate(parts):
                before, after = parts[:n], parts[n + 1 :]
                yield f"without part {n} of {type(clause).__name__}", type(clause)((*before, *after))
                yield from ((what, type(clause)((*before, less, *after))) for what, less in reduced(part))
        case When(first, then):
            yield "without its condition", then
            yield "with only its condition", first
            yield from ((what, When(less, then)) for what, less in reduced(first))
            yield from ((what, When(first, less)) for what, less in reduced(then))
        case WhereAsked(question, then, otherwise):
            yield "as if it had been asked", then
            yield "as if it had not been asked", otherwise
            yield from ((what, WhereAsked(question, then, less)) for what, less in reduced(otherwise))
        case Uncontradicted(chosen, _):
            yield "with the contradiction overlooked", chosen
        case Chosen(question, options, leaving_open):
            for option in options:
                kept = tuple(o for o in options if o != option)
                yield f"without {question}={option}", Chosen(question, kept, leaving_open)
            if leaving_open:
                yield f"with {question} never left open", Chosen(question, options)


@pytest.mark.parametrize(("criteria"), [pytest.param(c, id=name) for name, c in weakened()])
def test_without_any_part_of_any_guard_an_example_comes_out_otherwise(criteria: tuple[Criterion, ...]) -> None:
    assert any(found(row, criteria) != (row[1], row[2]) for row in ROWS)


# Whatever is answered -------------------------------------------------------------------------------------------

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
    return any(f.finding in (NOTIFY, NEEDS) for f in assess(Answers(view)))


@given(view=VIEWS, seed=st.randoms(use_true_random=False))
def test_every_test_comes_to_an_end_whatever_the_order_of_the_answers(view: dict[str, Value], seed: object) -> None:
    shuffled = list(view.items())
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    examined = examine(Answers(view))
    assert [e.finding.finding for e in examined] == [NOTIFY, NEEDS]
    assert examined == examine(Answers(dict(shuffled)))
    truths = tuple(e.said.truth for e in examined)
    assert truths in {("yes", "no"), ("not_known", "yes"), ("no", "no")}


@given(view=VIEWS, question=st.sampled_from(list(OPTIONS)), nothing=st.sampled_from(NOTHING_SAID))
@pytest.mark.rule("A11")
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
@pytest.mark.rule("A16")
def test_another_child_changes_nothing_for_the_others(
    children: tuple[dict[str, Value], ...], another: dict[str, Value]
) -> None:
    before, after = assess(of(children)), assess(of((*children, another)))
    assert after[: len(before)] == before
    alone = assess(Answers(another))
    assert [replace(f, child=None) for f in after[len(before) :]] == list(alone)
