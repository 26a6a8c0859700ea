"""Whether the death of a looked-after child is to be notified, whatever its cause. Source: R36 (G20)."""

from state.criteria.clauses import Chosen
from state.criteria.criterion import Criterion, Guard, Step
from state.criteria.definitions import CHILD_AT_DEATH

LOOKED_AFTER = Guard("looked_after", rules=("R36",), clause=Chosen("status", ("looked_after",)))

NOTIFY_LOOKED_AFTER_DEATH = Criterion(
    "notify_looked_after_death", rules=("R36",), steps=(Step(CHILD_AT_DEATH), Step(LOOKED_AFTER))
)
