"""What a case's findings are after a step: asked anew when answers change, or when a person confirms them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from state.answers import Answers
from state.case import Case, Finding
from state.process import Process


class Assess(Protocol):
    """The statutory tests. `confirmed` says that a person has confirmed that the criteria are not met (R74)."""

    def __call__(self, answers: Answers, *, confirmed: bool) -> tuple[Finding, ...]:
        """The findings that hold."""
        ...


def assessed(processes: Mapping[str, Process], assess: Assess, before: Case, after: Case) -> Case:
    """The case with the findings that hold now."""
    anew = len(after.answers) > len(before.answers)
    if anew:
        after = replace(after, findings=assess(after.current, confirmed=False))
    confirmed = _confirmed(processes, after)
    if after.answers and (confirmed if anew else confirmed != _confirmed(processes, before)):
        after = replace(after, findings=assess(after.current, confirmed=confirmed))
    return after


def _confirmed(processes: Mapping[str, Process], case: Case) -> bool:
    runs = ((processes[run.process].confirms, run) for run in case.runs)
    return any(confirms(case, run) for confirms, run in runs if confirms)
