"""Whether people must weigh harm that is not physical: it is never left aside. Source: A9 (G15)."""

from state.criteria.clauses import Chosen
from state.criteria.criterion import Criterion, Guard, Step
from state.criteria.definitions import ABUSE, CHILD, IN_JURISDICTION

NON_PHYSICAL = Guard("non_physical", rules=("A9",), clause=Chosen("outcome", ("non_physical",)))

CONSIDER_NON_PHYSICAL_HARM = Criterion(
    "consider_non_physical_harm",
    rules=("A9",),
    steps=(Step(CHILD), Step(ABUSE), Step(IN_JURISDICTION), Step(NON_PHYSICAL)),
)
