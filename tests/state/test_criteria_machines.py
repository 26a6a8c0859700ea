"""What the machine of a test can do, and that each is whole."""

import gc
import weakref

import pytest

from state.answers import Answers, Value
from state.criteria import CRITERIA, assess, examine
from state.criteria.clauses import Chosen, Subject
from state.criteria.criterion import Criterion, End, Guard, Step, Way
from state.criteria.machine import rows
from state.criteria.truth import Said, Truth


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


@pytest.mark.parametrize("criterion", [*CRITERIA, LEANING], ids=lambda c: c.id)
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
        def ask(self, subject: Subject) -> Said:
            walked.append(weakref.ref(subject))
            raise KeyError

    failing = Criterion("failing", (), (Step(Guard("failing", (), Failing())),))
    with pytest.raises(KeyError):
        assess(Answers({}), (failing,))
    gc.collect()
    assert [subject() for subject in walked] == [None]
