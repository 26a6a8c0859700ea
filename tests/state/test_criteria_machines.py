"""What the machine of a test can do, shown with invented tests where the release has none of the kind."""

import gc
import weakref

import pytest

from state.answers import Answers, Value
from state.criteria import CRITERIA, assess, examine
from state.criteria.clauses import Chosen, Result, Subject
from state.criteria.criterion import NOT_MET, Criterion, End, Guard, Step, Way
from state.criteria.machine import rows
from state.criteria.truth import Said, Truth

NOTIFY, NEEDS = "notify_national_panel", "needs_information"

MET: dict[str, Value] = {
    "age_group": "under_18",
    "outcome": "life_threatening",
    "abuse_or_neglect": "suspected",
    "place_of_harm": "in_area",
    "status": ("open_other",),
}


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
