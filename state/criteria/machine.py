"""One shared machine for each test: its states are the steps, the walk through them is the explanation."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from transitions import Machine

from state.case import Passed
from state.criteria.clauses import Subject
from state.criteria.criterion import Criterion, End, Guard, Step, Way
from state.criteria.truth import NO, NOT_KNOWN, YES, Said, Truth, missing

ASK = "ask"


@dataclass(frozen=True)
class Row:
    """One transition of a test's machine: from a step, on this answer of its guard, to a step or an end."""

    source: str
    guard: Guard
    truth: Truth
    target: str


@dataclass(frozen=True)
class Walked:
    """A test as it was walked: where it ended, by which answers, and what is missing."""

    end: End
    walk: tuple[Passed, ...]
    missing: tuple[str, ...]

    @property
    def said(self) -> Said:
        """What the test says to tests after it."""
        return Said(self.end.truth, self.missing if self.end.truth == NOT_KNOWN else ())


class _Walk:
    """What a machine moves. A guard is asked once; its answer is kept for the explanation."""

    def __init__(self, state: str, subject: Subject) -> None:
        self.state, self._subject = state, subject
        self.said: dict[str, Said] = {}

    def answer(self, guard: Guard) -> Truth:
        if guard.name not in self.said:
            self.said[guard.name] = guard.clause.ask(self._subject)
        return self.said[guard.name].truth


class _Answered:
    """The condition of a transition: its guard gave this answer."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self.__name__ = f"{row.guard.name} is {row.truth}"

    def __call__(self, event: Any) -> bool:
        return bool(event.model.answer(self._row.guard) == self._row.truth)


def walk(criterion: Criterion, subject: Subject) -> Walked:
    """Walk a test from its first step to an end."""
    machine, ends = _machine(criterion)
    # It is moved without being attached: the shared machine then holds on to nothing, and need not let go.
    model = _Walk(_state(criterion.steps[0], doubt=False), subject)
    for _ in criterion.steps:
        if model.state not in ends:
            machine.events[ASK].trigger(model)
    walked = tuple(Passed(name, said.truth) for name, said in model.said.items())
    return Walked(ends[model.state], walked, missing(model.said.values()))


def rows(criterion: Criterion) -> tuple[Row, ...]:
    """The transitions of a test. A step that can be reached in doubt is two states, so that no doubt is forgotten."""
    return tuple(
        Row(_state(step, doubt), step.guard, truth, _target(criterion, n, doubt, way))
        for n, step in enumerate(criterion.steps)
        for doubt in ((False, True) if _may_be_in_doubt(criterion.steps[:n]) else (False,))
        for truth, way in _ways(step)
    )


@cache
def _machine(criterion: Criterion) -> tuple[Machine, dict[str, End]]:
    table = rows(criterion)
    states = dict.fromkeys(name for row in table for name in (row.source, row.target))
    machine = Machine(model=None, states=list(states), initial=table[0].source, auto_transitions=False, send_event=True)
    for row in table:
        machine.add_transition(ASK, row.source, row.target, conditions=_Answered(row))
    return machine, {end.name: end for end in _ends(criterion)}


def _target(criterion: Criterion, n: int, doubt: bool, way: Way | End) -> str:
    doubt = doubt or way is Way.IN_DOUBT
    if isinstance(way, End):
        return criterion.end_in_doubt.name if doubt and way.truth == YES else way.name
    if n + 1 < len(criterion.steps):
        return _state(criterion.steps[n + 1], doubt)
    return criterion.end_in_doubt.name if doubt else criterion.end.name


def _state(step: Step, doubt: bool) -> str:
    return f"{step.guard.name}_in_doubt" if doubt else step.guard.name


def _ways(step: Step) -> tuple[tuple[Truth, Way | End], ...]:
    return ((YES, step.yes), (NO, step.no), (NOT_KNOWN, step.not_known))


def _may_be_in_doubt(steps: tuple[Step, ...]) -> bool:
    return any(way is Way.IN_DOUBT for step in steps for _, way in _ways(step))


def _ends(criterion: Criterion) -> tuple[End, ...]:
    named = tuple(way for step in criterion.steps for _, way in _ways(step) if isinstance(way, End))
    return (criterion.end, criterion.end_in_doubt, *named)
