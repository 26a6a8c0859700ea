"""Raises events, and all that follows from them: one shared `transitions` machine for each process table.

Source: processes.md, head.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from transitions import Machine

from state.assessing import Assess, assessed
from state.case import Case, Run, Step
from state.common import COMMON, CORRECT, recorded
from state.consequences import following
from state.fields import check, missing
from state.process import NEW, Event, Need, Process
from state.raising import Attempt, Call, Guard
from state.recording import audited, audited_taken_back, step_of
from state.refusals import Barred, Missing
from state.rewriting import REWRITES, Moved, unravelled
from state.tables import Tables


@dataclass(frozen=True)
class Done:
    """What an event did: the case before and now, the row of its table, the step that was taken, and what followed
    from it by itself, in order. `case` has all of it."""

    before: Case
    case: Case
    event: Event
    step: Step
    then: tuple["Done", ...] = ()

    @property
    def run(self) -> Run:
        """The process in which it happened, as it is now."""
        return next(run for run in self.case.runs if any(step.entry == self.step.entry for step in run.steps))


class _Running:
    """What a machine moves: the state of one process, and the attempt that its guards look at."""

    def __init__(self, state: str, attempt: Attempt) -> None:
        self.state, self.attempt, self.barred = state, attempt, Barred("")


class Engine(Tables):
    """The processes of the product, moved. `assess` finds anew when answers change."""

    def __init__(self, processes: Mapping[str, Process], assess: Assess) -> None:
        super().__init__(processes)
        self._assess = assess
        self._machines = {name: _machine(process) for name, process in processes.items()}

    def trigger(self, case: Case, call: Call, at: datetime) -> Done:
        """Raise an event, or open a process by its opening event, with all that follows from it by itself.

        Permission was asked before. Raises Refused, and then nothing has changed.
        """
        first = self._happen(case, call, at)
        then = self._consequences(first, call, at)
        last = then[-1].case if then else first.case
        return replace(first, case=last, then=tuple(replace(done, case=last) for done in then))

    def missing(self, case: Case, call: Call, at: datetime) -> tuple[Need, ...]:
        """The fields that must still be given before an event can happen, in order. Raises Refused."""
        run = self.run_for(case, call)
        return missing(self.row(run, call.event).needs, self.attempt(case, run, call, at))

    def _happen(self, case: Case, call: Call, at: datetime) -> Done:
        run = self.run_for(case, call)
        event, attempt = self.row(run, call.event), self.attempt(case, run, call, at)
        for need in missing(event.needs, attempt):
            raise Missing(field=need.name)
        check(event.needs, attempt)
        moved = self._rewrite(attempt, event) if event.name in COMMON else self._move(attempt, event)
        step = step_of(case, run, call, at, moved.run.state, recorded(attempt, event), moved.answers)
        after = case.with_run(replace(moved.run, version=run.version + 1, steps=(*moved.run.steps, step)))
        if moved.answers is not None:
            area = moved.answers.get("area")
            after = replace(after, answers=(*case.answers, moved.answers), area=str(area) if area else case.area)
        after = audited(case, assessed(self.processes, self._assess, case, after), run, step, call.salt)
        if moved.step is not None:
            after, taken = unravelled(self.processes, event, self.change(case, after, run, moved.step, call.outcomes))
            after = audited_taken_back(after, taken, step, call.salt)
        return Done(case, after, event, step)

    def _rewrite(self, attempt: Attempt, event: Event) -> Moved:
        for guard in event.guards:
            if lacking := guard(attempt):
                raise Barred(guard.__name__, lacking)
        rewrite = REWRITES.get(event.name)
        return rewrite(self.processes, attempt) if rewrite else Moved(attempt.run)

    def _move(self, attempt: Attempt, event: Event) -> Moved:
        answers = event.writes(attempt) if event.writes else attempt.answers
        if answers is not None:
            attempt = replace(attempt, answers=answers, findings=self._assess(answers, confirmed=False))
        model = _Running(attempt.run.state, attempt)
        machine = self._machines[attempt.run.process]
        machine.add_model(model, initial=attempt.run.state)
        try:
            happened = machine.events[event.name].trigger(model)
        finally:
            machine.remove_model(model)
        if not happened:
            raise model.barred
        return Moved(replace(attempt.run, state=str(model.state)), answers)

    def _consequences(self, first: Done, call: Call, at: datetime) -> tuple[Done, ...]:
        """All that follows, in the order of the causes and then of the tables. No event is its own cause: it ends."""
        steps = [first.step, first.run.last(str(call.fields["event"]))] if call.event == CORRECT else [first.step]
        waiting = deque((first, step, frozenset({(call.process, step.event)})) for step in steps if step)
        case, then = first.case, list[Done]()
        while waiting:
            cause, step, path = waiting.popleft()
            for process in self.processes.values():
                change = self.change(cause.before, case, cause.run, step, call.outcomes)
                for follow in following(process, change, call.salt):
                    if (name := (follow.process, follow.event)) not in path:
                        done = self._happen(case, follow, at)
                        case = done.case
                        then.append(done)
                        waiting.append((done, done.step, path | {name}))
        return tuple(then)


def _machine(process: Process) -> Machine:
    machine = Machine(model=None, states=list(process.states), initial=NEW, auto_transitions=False, send_event=True)
    for event in (process.opening, *process.events):
        for choice, target in _ways(event):
            conditions: list[Any] = [_chosen(choice)] if choice else []
            conditions += [_condition(guard) for guard in event.guards]
            machine.add_transition(event.name, list(event.source), target, conditions=conditions)
    return machine


def _ways(event: Event) -> tuple[tuple[str, str], ...]:
    if isinstance(event.target, Mapping):
        return tuple(event.target.items())
    return (("", event.target or "="),)


def _chosen(choice: str) -> Callable[[Any], bool]:
    def chosen(data: Any) -> bool:
        return bool(data.model.attempt.fields.get("choice") == choice)

    return chosen


def _condition(guard: Guard) -> Callable[[Any], bool]:
    def holds(data: Any) -> bool:
        lacking = guard(data.model.attempt)
        if lacking:
            data.model.barred = Barred(guard.__name__, lacking)
        return not lacking

    holds.__name__ = guard.__name__
    return holds
