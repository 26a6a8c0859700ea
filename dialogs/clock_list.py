"""What `app.py clocks` prints: every limit that runs or is overdue, for the day on which Teams cannot be reached."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from dialogs.clock_words import day
from dialogs.wording import either, has, say
from state.case import Case
from state.clocks import Clock, clocks
from state.moments import passes_at
from state.process import Process
from state.profile import Profile


def clock_list(
    cases: Iterable[Case], profile_of: Callable[[Case], Profile], processes: Mapping[str, Process], now: datetime
) -> tuple[str, ...]:
    """A line for each limit, the earliest first: until when, the case, what for, and who must act, by role.

    `profile_of` gives the profile as it holds for a case.
    """
    lines = [line for case in cases for line in _lines(case, profile_of(case), processes, now)]
    return tuple(line for _, line in sorted(lines)) or (say("clocks.none"),)


def _lines(
    case: Case, profile: Profile, processes: Mapping[str, Process], now: datetime
) -> Iterator[tuple[datetime, str]]:
    for clock in clocks(case, profile, processes, now):
        limit = clock.due.due or clock.due.target
        if clock.ended is not None or limit is None:
            continue
        key = "clocks.overdue" if clock.state == "missed" else "clocks.due" if clock.due.due else "clocks.aim"
        words = say(f"deadline.{clock.due.id}")
        who = _who(case, clock, profile, processes)
        yield passes_at(limit), say(key, ref=case.ref, limit=words, day=day(limit), who=who)


def _who(case: Case, clock: Clock, profile: Profile, processes: Mapping[str, Process]) -> str:
    """The roles that must act in the processes to which the limit belongs."""
    running = [run for run in case.runs if run.state in processes[run.process].clocks.get(clock.due.id, ())]
    roles = dict.fromkeys(role for run in running for role in processes[run.process].awaits.get(run.state, ()))
    titles = [say(f"role.{role}") if has(f"role.{role}") else profile.title(role) for role in roles]
    return either(titles) if titles else say("clocks.nobody")
