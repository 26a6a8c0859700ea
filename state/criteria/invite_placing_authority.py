"""Whether the authority that placed the child here is to be invited to notify. Source: R34, R35 (G19)."""

from state.criteria.criterion import Criterion, Guard, Step, Way
from state.criteria.definitions import ABUSE, CHILD, IN_JURISDICTION, PLACED, RECORDED_AS_PLACED, SERIOUS

PLACED_ONLY = Guard("placed_only", rules=("R34",), clause=PLACED.clause)

INVITE_PLACING_AUTHORITY = Criterion(
    "invite_placing_authority",
    rules=("R34", "R35"),
    steps=(
        Step(CHILD),
        Step(ABUSE),
        Step(SERIOUS),
        Step(IN_JURISDICTION),
        Step(RECORDED_AS_PLACED),
        # Recorded as looked after by this authority too: they are invited all the same, and it is to be cleared up.
        Step(PLACED_ONLY, not_known=Way.ON),
    ),
)
