"""Whether a Strategy Discussion must be held. Source: R23 (G17)."""

from state.criteria.clauses import Chosen
from state.criteria.combined import Every, Some, Unsettled
from state.criteria.criterion import NOT_MET, Criterion, Guard, Step, Way
from state.criteria.definitions import ABUSE, CHILD, SERIOUS

CHILD_OR_UNBORN = Guard(
    "child_or_unborn",
    rules=("R23",),
    clause=Some((CHILD.clause, Chosen("age_group", ("unborn", "stillborn")))),
)

CONCERN = Guard(
    "concern_of_significant_harm",
    rules=("R23",),
    clause=Some((ABUSE.clause, Every((Unsettled(ABUSE.clause), SERIOUS.clause)))),
)

DISCUSSION_HELD = Guard("discussion_held", rules=("R23",), clause=Chosen("strategy_discussion", ("held",)))

STRATEGY_DISCUSSION_NEEDED = Criterion(
    "strategy_discussion_needed",
    rules=("R23",),
    steps=(
        Step(CHILD_OR_UNBORN),
        Step(CONCERN),
        # One that nobody is known to have held is needed.
        Step(DISCUSSION_HELD, yes=NOT_MET, no=Way.ON, not_known=Way.ON),
    ),
)
