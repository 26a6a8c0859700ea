"""Raises events: one shared `transitions` machine for each process table. Source: processes.md, head."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from transitions import Machine

from state.answers import Answers
from state.audit import sealed
from state.case import Case, Fields, Finding, Run, Step
from state.common import COMMON, happen
from state.process import NEW, Attempt, Call, Event, Need, Process
from state.refusals import Barred, Missing, NoSuchEvent, NoSuchProcess, NotNow, Repeated, Stale

Assess = Callable[[Answers], tuple[Finding, ...]]


@dataclass(frozen=True)
class Done:
    """What an event did: the case as it is now, the row of the table, and the step that was taken."""

    before: Case
    case: Case
    event: Event
    step: Step


class _Running:
    """What a machine moves: the state of one process, and the attempt that its guards look at."""

    def __init__(self, state: str, attempt: Attempt) -> None:
        self.state, self.attempt, self.barred = state, attempt, ""


class Engine:
    """The processes of the product. `assess` finds anew when answers change."""

    def __init__(self, processes: Mapping[str, Process], assess: Assess) -> None:
        self.processes, self._assess = processes, assess
        self._machines = {name: _machine(process) for name, process in processes.items()}

    def open(self, case: Case, call: Call, at: datetime) -> Done:
        """Begin a process in a case by its opening event. Raises Refused."""
        fresh = Run(call.process, call.key, NEW, version=0)
        return self._raise(case, fresh, self.processes[call.process].opening, call, at)

    def trigger(self, case: Case, call: Call, at: datetime) -> Done:
        """Raise an event of a process that runs. Permission was asked before. Raises Refused."""
        run = self.running(case, call.process, call.key)
        fresh(run, call.version, call.nonce)
        return self._raise(case, run, self.row(run, call.event), call, at)

    def running(self, case: Case, process: str, key: int = 1) -> Run:
        """That process of the case. Raises NoSuchProcess."""
        run = case.run(process, key)
        if run is None:
            raise NoSuchProcess(process=process)
        return run

    def row(self, run: Run, name: str) -> Event:
        """The row of the table for an event in the present state. Raises NoSuchEvent, NotNow."""
        if name in COMMON:
            return COMMON[name]
        rows = [e for e in self.processes[run.process].events if e.name == name]
        if not rows:
            raise NoSuchEvent(event=name)
        now = [e for e in rows if run.state in e.source]
        if not now:
            raise NotNow(run.state, self.possible(run))
        return now[0]

    def possible(self, run: Run) -> tuple[str, ...]:
        """The events of the table that could happen in the present state."""
        rows = self.processes[run.process].events
        return tuple(dict.fromkeys(e.name for e in rows if run.state in e.source))

    def events(self, run: Run) -> tuple[Event, ...]:
        """Every row of the process, and what every process can do besides."""
        return (*self.processes[run.process].events, *COMMON.values())

    def is_final(self, run: Run) -> bool:
        """Whether nothing is owed any more in a process."""
        return run.state in self.processes[run.process].final

    def _raise(self, case: Case, run: Run, event: Event, call: Call, at: datetime) -> Done:
        for need in missing(event.needs, run, call.fields):
            raise Missing(field=need.name)
        findings = case.findings if call.answers is None else self._assess(call.answers)
        attempt = Attempt(case, run, call.fields, call.answers, findings, self.processes)
        if event.name in COMMON:
            changed, step = happen(self.processes[run.process], attempt, call, at)
        else:
            state = self._move(run, event, attempt)
            step = _step(run, call, at, state, version=len(case.answers) + 1 if call.answers else None)
            changed = replace(run, state=state)
        changed = replace(changed, version=run.version + 1, steps=(*changed.steps, step))
        after = replace(case.with_run(changed), findings=findings)
        if call.answers is not None:
            area = call.answers.get("area")
            after = replace(after, answers=(*case.answers, call.answers), area=str(area) if area else case.area)
        return Done(case, _audited(after, run, call, step, case), event, step)

    def _move(self, run: Run, event: Event, attempt: Attempt) -> str:
        model = _Running(run.state, attempt)
        machine = self._machines[run.process]
        machine.add_model(model, initial=run.state)
        try:
            happened = machine.events[event.name].trigger(model)
        finally:
            machine.remove_model(model)
        if not happened:
            raise Barred(model.barred)
        return str(model.state)


def fresh(run: Run, version: int | None, nonce: str) -> None:
    """A press counts once, and only on the card of the process as it is. Raises Repeated, Stale."""
    if nonce and any(step.nonce == nonce for step in run.steps):
        raise Repeated
    if version is not None and version != run.version:
        raise Stale


def missing(needs: tuple[Need, ...], run: Run, fields: Fields) -> tuple[Need, ...]:
    """The fields that must still be given, in order."""
    return tuple(
        need
        for need in needs
        if not fields.get(need.name)
        and not (need.or_else and fields.get(need.or_else))
        and not need.optional
        and not (need.only_with and not fields.get(need.only_with))
        and (need.wanted is None or need.wanted(run))
    )


def _step(run: Run, call: Call, at: datetime, target: str, version: int | None) -> Step:
    return Step(
        event=call.event,
        at=at,
        by=call.by.person,
        role=call.by.capacity,
        source=run.state,
        target=target,
        fields=call.fields,
        answers=version,
        nonce=call.nonce,
    )


def _audited(after: Case, run: Run, call: Call, step: Step, before: Case) -> Case:
    record: dict[str, Any] = {
        "process": run.process,
        "key": run.key,
        "from": step.source,
        "to": step.target,
        "fields": {k: list(v) if isinstance(v, tuple) else v for k, v in step.fields.items()},
    }
    if call.answers is not None:
        record["before"] = before.current.to_json() if before.answers else {}
        record["after"] = call.answers.to_json()
    entries = sealed(
        after.entries,
        at=step.at,
        who=step.by,
        role=step.role,
        what=f"{run.process}.{step.event}",
        record=record,
        salt=call.salt,
    )
    return replace(after, entries=entries)


def _machine(process: Process) -> Machine:
    machine = Machine(model=None, states=list(process.states), initial=NEW, auto_transitions=False, send_event=True)
    for event in (process.opening, *process.events):
        conditions: list[Any] = [_condition(guard) for guard in event.guards]
        machine.add_transition(event.name, list(event.source), event.target or "=", conditions=conditions)
    return machine


def _condition(guard: Callable[[Attempt], bool]) -> Callable[[Any], bool]:
    def holds(data: Any) -> bool:
        allowed = guard(data.model.attempt)
        if not allowed:
            data.model.barred = guard.__name__
        return allowed

    holds.__name__ = guard.__name__
    return holds
