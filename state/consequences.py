"""What follows by itself from a step: processes that open, and events of other processes that it brings about.

Source: processes.md, "Opened by" throughout.
"""

from collections.abc import Iterator, Mapping

from state.case import Case, Fields, Finding, Run
from state.common import UNDO
from state.criteria.standing import holds, may_hold
from state.found import covers
from state.process import Process
from state.raising import THE_CLOCK, Call, Change


def following(process: Process, change: Change, salt: str) -> tuple[Call, ...]:
    """The events that a step brings about in the processes of one kind, in order."""
    return (*_found(process, change, salt), *_opened(process, change, salt), *_moved(process, change, salt))


def surplus(processes: Mapping[str, Process], change: Change) -> tuple[Run, ...]:
    """The processes that a step opened and that, as it now reads, it would not have opened."""
    return tuple(run for process in processes.values() for run in _too_many(process, change))


def there_is_room(process: Process, case: Case, child: int | None) -> bool:
    """Whether one more of a kind can be opened: any number, one, or one once the former is final."""
    there = _of(process, case, child)
    match process.opens:
        case "always":
            return True
        case "once":
            return not there
        case "again":
            return all(run.state in process.final for run in there)


def _found(process: Process, change: Change, salt: str) -> Iterator[Call]:
    """Opened by what the criteria found, once for each child concerned; again where it is found anew. A step back
    finds nothing anew: it stood so before."""
    if change.step.answers is None or change.step.event == UNDO:
        return
    begun: set[int | None] = set()
    for finding in (f for f in change.case.findings if _opens_on(process, f)):
        child = finding.child if process.each_child else None
        never = not _of(process, change.case, child)
        anew = finding in change.found and there_is_room(process, change.case, child)
        if (never or anew) and child not in begun:
            begun.add(child)
            yield _opening(process, {"finding": finding.finding}, child, change, salt)


def _opens_on(process: Process, finding: Finding) -> bool:
    return (may_hold if process.in_doubt else holds)((finding,), *process.opens_on)


def _opened(process: Process, change: Change, salt: str) -> Iterator[Call]:
    """Opened by an event of another process; after a correction, only what is still lacking."""
    child = change.run.child if process.each_child else None
    lacking = _wanted(process, change)[len(_opened_by(process, change)) :]
    if there_is_room(process, change.case, child):
        for fields in lacking if process.opens == "always" else lacking[:1]:
            yield _opening(process, fields, child, change, salt)


def _moved(process: Process, change: Change, salt: str) -> Iterator[Call]:
    """Moved by what happened elsewhere."""
    for run in change.case.runs:
        if run.process == process.name and (move := _move(process, run, change)):
            event, fields = move
            yield Call(process.name, event, THE_CLOCK, salt, run.key, fields, cause=change.step.entry)


def _move(process: Process, run: Run, change: Change) -> tuple[str, Fields] | None:
    for event in process.events:
        if event.follows and run.state in event.source and (fields := event.follows(change, run)) is not None:
            return event.name, fields
    return None


def _too_many(process: Process, change: Change) -> tuple[Run, ...]:
    if not any(change.name in on.events for on in process.opens_after):
        return ()
    return _opened_by(process, change)[len(_wanted(process, change)) :]


def _wanted(process: Process, change: Change) -> list[Fields]:
    return [fields for on in process.opens_after if change.name in on.events for fields in on.each(change)]


def _opened_by(process: Process, change: Change) -> tuple[Run, ...]:
    runs = (run for run in change.case.runs if run.process == process.name)
    return tuple(run for run in runs if run.steps[0].cause == change.step.entry)


def _of(process: Process, case: Case, child: int | None) -> tuple[Run, ...]:
    return tuple(run for run in case.runs if run.process == process.name and covers(run.child, child))


def _opening(process: Process, fields: Fields, child: int | None, change: Change, salt: str) -> Call:
    cause = change.step.entry
    return Call(process.name, process.opening.name, THE_CLOCK, salt, fields=fields, child=child, cause=cause)
