"""No guard is idle: without any one of them, or any part of one, an example of a table comes out otherwise."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from state.criteria import CRITERIA
from state.criteria.clauses import Chosen, Clause, Only, Result, Uncontradicted
from state.criteria.combined import Every, Some, Unsettled, When, WhereAsked
from state.criteria.consider_extent_persistence_severity import NOT_MOBILE
from state.criteria.criterion import Criterion, Guard, Way
from tests.state.test_criteria import TABLES, as_row, examined

ABOUT_TESTS = {test.id for test in CRITERIA if any(isinstance(step.guard.clause, Result) for step in test.steps)}


def some_example_fails(test: Criterion) -> bool:
    """A test that looks at others is asked after them; of any other, alone."""
    before = [other for other in CRITERIA if other.id != test.id] if test.id in ABOUT_TESTS else []
    return any(
        as_row(examined(test.id, changes, (*before, test))) != (truth, missing)
        for changes, truth, missing in TABLES[test.id][1]
    )


def waved_through() -> Iterator[tuple[str, Criterion]]:
    """Each test without one of its guards: it always lets the test go on without a doubt."""
    for test in CRITERIA:
        for step in test.steps:
            through: Clause = Every(()) if step.yes is Way.ON and step.no is not Way.ON else Some(())
            if step.guard is not NOT_MOBILE:  # it turns nothing: the walks of the examples show it
                yield f"{test.id} without {step.guard.name}", having(test, step.guard, through)


def having(test: Criterion, guard: Guard, clause: Clause) -> Criterion:
    """The test with another clause in one of its guards."""
    other = replace(guard, clause=clause)
    return replace(test, steps=tuple(replace(s, guard=other) if s.guard is guard else s for s in test.steps))


def weakened() -> Iterator[tuple[str, tuple[Criterion, ...]]]:
    """All tests, with one part left out of a clause, wherever that clause is used."""
    guards = {step.guard.name: step.guard for test in CRITERIA for step in test.steps if step.guard is not NOT_MOBILE}
    seen: list[Clause] = []
    for name, guard in guards.items():
        for clause in all_clauses(guard.clause):
            if any(clause is other for other in seen):
                continue
            seen.append(clause)
            for what, less in reduced(clause):
                yield f"{name} {what}", tuple(with_clause(test, clause, less) for test in CRITERIA)


def with_clause(test: Criterion, old: Clause, new: Clause) -> Criterion:
    steps = (replace(s, guard=replace(s.guard, clause=swapped(s.guard.clause, old, new))) for s in test.steps)
    return replace(test, steps=tuple(steps))


def all_clauses(clause: Clause) -> Iterator[Clause]:
    yield clause
    for part in parts_of(clause):
        yield from all_clauses(part)


def parts_of(clause: Clause) -> tuple[Clause, ...]:
    match clause:
        case Every(parts) | Some(parts):
            return parts
        case When(first, then):
            return (first, then)
        case WhereAsked(_, then, otherwise):
            return (then, otherwise)
        case Unsettled(inner):
            return (inner,)
        case _:
            return ()


def swapped(clause: Clause, old: Clause, new: Clause) -> Clause:
    if clause is old:
        return new
    parts = tuple(swapped(part, old, new) for part in parts_of(clause))
    match clause:
        case Every() | Some():
            return type(clause)(parts)
        case When():
            return When(*parts)
        case WhereAsked(question):
            return WhereAsked(question, *parts)
        case Unsettled():
            return Unsettled(*parts)
        case _:
            return clause


def reduced(clause: Clause) -> Iterator[tuple[str, Clause]]:
    """The clause with one part left out."""
    match clause:
        case Every(parts) | Some(parts):
            for n in range(len(parts)):
                yield f"without part {n} of {type(clause).__name__}", type(clause)((*parts[:n], *parts[n + 1 :]))
        case When(first, then):
            yield "without its condition", then
            yield "with only its condition", first
        case WhereAsked(_, then, otherwise):
            yield "as if it had been asked", then
            yield "as if it had not been asked", otherwise
        case Uncontradicted(chosen, _):
            yield "with the contradiction overlooked", chosen
        case Only(question, option, beside):
            yield "with nothing beside", Only(question, option)
            yield "with anything beside", Chosen(question, (option, *beside))
        case Chosen(question, options, leaving_open):
            for option in options:
                kept = tuple(o for o in options if o != option)
                yield f"without {question}={option}", Chosen(question, kept, leaving_open)
            if leaving_open:
                yield f"with {question} never left open", Chosen(question, options)


@pytest.mark.parametrize("test", [pytest.param(test, id=name) for name, test in waved_through()])
def test_without_any_guard_an_example_of_its_test_comes_out_otherwise(test: Criterion) -> None:
    assert some_example_fails(test)


@pytest.mark.parametrize("tests", [pytest.param(tests, id=name) for name, tests in weakened()])
def test_without_any_part_of_a_guard_an_example_comes_out_otherwise(tests: tuple[Criterion, ...]) -> None:
    assert any(some_example_fails(test) for test in tests)
