"""Whether a test cannot be settled: what is not known never becomes "not met". Source: A11."""

from state.criteria.clauses import Result
from state.criteria.criterion import HOLDS, NOT_MET, Criterion, Guard, Step, Way
from state.criteria.notify_national_panel import NOTIFY_NATIONAL_PANEL

COUNTED = (NOTIFY_NATIONAL_PANEL,)
"""The tests whose doubt people are asked to settle. Their ids are the guards, so the walk tells which are open."""

NEEDS_INFORMATION = Criterion(
    "needs_information",
    rules=("A11",),
    steps=tuple(
        Step(Guard(counted.id, counted.rules, Result(counted.id)), yes=Way.ON, no=Way.ON) for counted in COUNTED
    ),
    end=NOT_MET,
    end_in_doubt=HOLDS,
)
