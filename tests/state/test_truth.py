"""Three-valued truth, and the sentences that the tests are made of."""

from collections.abc import Callable

import pytest

from state.answers import Value
from state.criteria.clauses import Chosen, Clause, Only, Result, Subject, Unasked, Uncontradicted
from state.criteria.combined import Unsettled, When, WhereAsked
from state.criteria.truth import Said, Truth, every, some

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
def test_what_is_missing_is_named_once_and_in_order(combine: Callable[[list[Said]], Said]) -> None:
    doubts = [Said("not_known", ("b", "a")), Said("not_known", ("a", "c"))]
    assert combine(doubts) == Said("not_known", ("b", "a", "c"))


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


SENTENCES: list[tuple[Clause, dict[str, Value], Said]] = [
    # a sentence, the answers, what it says
    (Uncontradicted(Chosen("q", ("x",)), by="y"), {"q": ("x",)}, Said("yes")),
    (Uncontradicted(Chosen("q", ("x",)), by="y"), {"q": ("x", "y")}, Said("not_known", ("q",))),
    (Uncontradicted(Chosen("q", ("x",)), by="y"), {"q": ("y",)}, Said("no")),
    (Uncontradicted(Chosen("q", ("x",)), by="y"), {}, Said("not_known", ("q",))),
    (WhereAsked("a", IS_A, otherwise=IS_B), {"a": "no", "b": "yes"}, Said("no")),
    (WhereAsked("a", IS_A, otherwise=IS_B), {"a": "not_known", "b": "yes"}, Said("not_known", ("a",))),
    (WhereAsked("a", IS_A, otherwise=IS_B), {"b": "yes"}, Said("yes")),
    (Only("q", "x", beside=("y",)), {"q": ("x",)}, Said("yes")),
    (Only("q", "x", beside=("y",)), {"q": ("y", "x")}, Said("yes")),
    (Only("q", "x", beside=("y",)), {"q": ("x", "z")}, Said("no")),
    (Only("q", "x", beside=("y",)), {"q": ("y",)}, Said("no")),
    (Only("q", "x", beside=("y",)), {"q": "not_known"}, Said("not_known", ("q",))),
    (Only("q", "x", beside=("y",)), {"q": ()}, Said("not_known", ("q",))),
    (Only("q", "x", beside=("y",)), {}, Said("not_known", ("q",))),
    (Unsettled(IS_A), {}, Said("yes")),
    (Unsettled(IS_A), {"a": "yes"}, Said("no")),
    (Unsettled(IS_A), {"a": "no"}, Said("no")),
    (Unasked("a"), {"a": "yes"}, Said("not_known", ("a",))),
    (Result("test"), {}, Said("not_known", ("b",))),
]


@pytest.mark.parametrize(("clause", "view", "said"), SENTENCES)
def test_sentences(clause: Clause, view: dict[str, Value], said: Said) -> None:
    assert clause.ask(Subject(view, {"test": Said("not_known", ("b",))})) == said


def test_a_test_that_does_not_come_before_has_no_result() -> None:
    with pytest.raises(KeyError):
        Result("test").ask(Subject({}, {}))
