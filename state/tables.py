"""The tables of the product: which row an event is, which processes there are in a case, what could happen now."""

from collections.abc import Mapping
from datetime import datetime

from state.case import Case, Run, Step
from state.clocks import owed_at_the_end
from state.common import COMMON, STILL_IN_FOLDED, common_to
from state.consequences import there_is_room
from state.process import NEW, Event, Process
from state.raising import Attempt, Call, Change, Outcomes
from state.refusals import AlreadyOpen, Barred, NoSuchEvent, NoSuchProcess, NotNow, Repeated, Stale
from state.roles import CLOCK


class Tables:
    """The processes by name, in the order in which people see them."""

    def __init__(self, processes: Mapping[str, Process]) -> None:
        self.processes = processes

    def running(self, case: Case, process: str, key: int = 1) -> Run:
        """That process of the case. Raises NoSuchProcess."""
        run = case.run(process, key)
        if run is None:
            raise NoSuchProcess(process=process)
        return run

    def beginning(self, case: Case, process: str, child: int | None = None) -> Run:
        """A process as it is before its opening event. Raises NoSuchProcess, AlreadyOpen."""
        if process not in self.processes:
            raise NoSuchProcess(process=process)
        if not there_is_room(self.processes[process], case, child):
            raise AlreadyOpen(process=process)
        keys = (run.key for run in case.runs if run.process == process)
        return Run(process, max(keys, default=0) + 1, NEW, version=0, child=child)

    def run_for(self, case: Case, call: Call) -> Run:
        """The process in which an event is to happen: one that runs, or one that it begins. Raises Refused."""
        if not self.opens(call.process, call.event):
            run = self.running(case, call.process, call.key)
            fresh(run, call.version, call.nonce)
            return run
        for run in case.runs:
            if run.process == call.process:
                fresh(run, None, call.nonce)
        return self.beginning(case, call.process, call.child)

    def opens(self, process: str, event: str) -> bool:
        """Whether that is the event by which a process is opened. Raises NoSuchProcess."""
        if process not in self.processes:
            raise NoSuchProcess(process=process)
        return event == self.processes[process].opening.name

    def row(self, run: Run, name: str) -> Event:
        """The row of the table for an event in the present state. Raises NoSuchEvent, NotNow."""
        if name in COMMON and run.state != NEW:
            return common_to(self.processes[run.process])[name]
        rows = [event for event in self._rows(run) if event.name == name]
        if not rows:
            raise NoSuchEvent(name, (run.process, run.key))
        now = [event for event in rows if run.state in event.source]
        if not now:
            raise NotNow(run.state, self.possible(run), (run.process, run.key))
        return now[0]

    def possible(self, run: Run) -> tuple[str, ...]:
        """The events of the table that somebody could raise in the present state."""
        now = (e for e in self._rows(run) if run.state in e.source and e.by != (CLOCK,))
        return tuple(dict.fromkeys(event.name for event in now))

    def events(self, run: Run) -> tuple[Event, ...]:
        """Every row of the process, and what every process can do besides."""
        return (*self._rows(run), *common_to(self.processes[run.process]).values())

    def is_final(self, run: Run) -> bool:
        """Whether nothing is owed any more in a process."""
        return run.state in self.processes[run.process].final

    def unfinished(self, case: Case, besides: Run | None = None) -> tuple[Run, ...]:
        """The processes of a case in which something is owed, besides one of them."""
        own = (besides.process, besides.key) if besides else None
        late = {(run.process, run.key) for run, _ in owed_at_the_end(case, self.processes)}
        others = (run for run in case.runs if (run.process, run.key) != own)
        return tuple(run for run in others if not self.is_final(run) or (run.process, run.key) in late)

    def owing(self, case: Case, unfinished: tuple[Run, ...]) -> tuple[str, ...]:
        """What is owed in these, by id: a process; or the deadline alone that still runs at the end of one."""
        open_ones = (run.process for run in unfinished if not self.is_final(run))
        return tuple(
            dict.fromkeys((*open_ones, *(id for run, id in owed_at_the_end(case, self.processes) if run in unfinished)))
        )

    def attempt(self, case: Case, run: Run, call: Call, at: datetime) -> Attempt:
        """What the guards look at before an event happens. Raises Barred in a case that was folded into another."""
        see_not_folded(case, run, call.event)
        unfinished = self.unfinished(case, run)
        notifications = tuple(other for other in unfinished if self.processes[other.process].notifies)
        return Attempt(
            case,
            run,
            call.by,
            at,
            call.fields,
            call.answers,
            case.findings,
            self.owing(case, unfinished),
            notifications,
            call.outcomes,
        )

    def change(self, before: Case, case: Case, run: Run, step: Step, outcomes: Outcomes) -> Change:
        """What other processes look at once a step was taken."""
        return Change(before, case, self.running(case, run.process, run.key), step, self.unfinished(case), outcomes)

    def _rows(self, run: Run) -> tuple[Event, ...]:
        table = self.processes[run.process]
        return tuple(e for e in (table.opening, *table.events) if e.only_in is None or e.only_in(run))


def see_not_folded(case: Case, run: Run, event: str) -> None:
    """Refuse what belongs into the case into which this one was folded. Raises Barred."""
    if case.folded_into and (event not in STILL_IN_FOLDED or run.process != case.origin.process):
        raise Barred("folded")


def fresh(run: Run, version: int | None, nonce: str) -> None:
    """A press counts once, and only on the card of the process as it is. Raises Repeated, Stale."""
    if nonce and any(step.nonce == nonce for step in run.steps):
        raise Repeated
    if version is not None and version != run.version:
        raise Stale
