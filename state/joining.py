"""Two cases about one incident: linked, or one folded into the other, where all that is owed goes on.

Source: product.md, Commands; G18 holds for the two as for one: no clock ends by it, and none begins later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from state.case import Case, Run
from state.clocks import Clock, clocks
from state.deadlines import passes
from state.fields import earlier
from state.found import covers
from state.limit import Limit
from state.limits import running
from state.process import Process
from state.profile import Profile
from state.refusals import Barred

GOES_WITH_IT = ("alert", "director_briefing", "partnership_referral")
"""What every case has of its own: it needs no counterpart, as the other case has one or never needed it."""

_NOTIFIED = ("notified", "notified_elsewhere")

Processes = Mapping[str, Process]


def check_foldable(processes: Processes, profile: Profile, folded: Case, into: Case) -> None:
    """Refuse to fold where anything would be lost by it. Raises Barred, whose values are references."""
    if folded.ref == into.ref:
        raise Barred("not_into_itself")
    if _is_over(folded, processes):
        raise Barred("folded_is_open", other=folded.ref)
    if _is_over(into, processes) or into.folded_into:
        raise Barred("into_is_open", other=into.ref)
    if any(run.state in _NOTIFIED for run in folded.runs):
        raise Barred("nothing_was_notified", other=folded.ref)
    if lacking := tuple(dict.fromkeys(_lacking(processes, profile, folded, into))):
        raise Barred("nothing_is_lost", lacking, other=into.ref)
    if sooner := tuple(dict.fromkeys(_sooner(processes, profile, folded, into))):
        raise Barred("nothing_is_put_off", sooner, other=into.ref)


def known_first(folded: Case, into: Case) -> str:
    """When the council first knew of the incident, where the folded case says that it was earlier; or nothing."""
    known = folded.current.get("known_at")
    return str(known) if earlier(known, into.current.get("known_at")) else ""


def taken_in(case: Case, known_at: str) -> Case:
    """A case with that moment of first knowledge, as its clocks would then run."""
    if not known_at:
        return case
    return replace(case, answers=(*case.answers, case.current.having("known_at", known_at)))


def _is_over(case: Case, processes: Processes) -> bool:
    return case.purged is not None or case.origin.state in processes[case.origin.process].final


def _lacking(processes: Processes, profile: Profile, folded: Case, into: Case) -> Iterator[str]:
    """The processes in which something is owed and that the other case does not have; then the deadlines."""
    found = []
    for run in folded.runs:
        table = processes[run.process]
        served = table.opens != "always" and any(_serves(other, run) for other in into.runs)
        if run.state not in table.final and run.process not in GOES_WITH_IT and not served:
            found.append(run.process)
    yield from found
    there = clocks(into, profile, processes, into.opened)
    for one in running(folded, profile, processes):
        if one.limit.process not in found and not any(_same(clock, one.limit) for clock in there):
            yield one.limit.deadline


def _sooner(processes: Processes, profile: Profile, folded: Case, into: Case) -> Iterator[str]:
    """The deadlines that end earlier in the folded case than they would in the other."""
    after = taken_in(into, known_first(folded, into))
    there = clocks(after, profile, processes, after.opened)
    for one in running(folded, profile, processes):
        same = (clock for clock in there if _same(clock, one.limit) and clock.ended is None)
        if any(passes(clock.due) > one.passes for clock in same):
            yield one.limit.deadline


def _serves(other: Run, run: Run) -> bool:
    return other.process == run.process and covers(other.child, run.child)


def _same(clock: Clock, limit: Limit) -> bool:
    return clock.due.id == limit.deadline and clock.due.due is not None and covers(clock.due.child, limit.child)
