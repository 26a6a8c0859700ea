"""Whether another authority is to be told, whose it is to notify. Source: R16, R17 (G13, G14)."""

from state.criteria.criterion import NOT_MET, Criterion, Step, Way
from state.criteria.definitions import ABUSE, CHILD, IN_JURISDICTION, SERIOUS

REFER_TO_OTHER_AUTHORITY = Criterion(
    "refer_to_other_authority",
    rules=("R16", "R17"),
    steps=(
        Step(CHILD),
        Step(ABUSE),
        Step(SERIOUS),
        # Where all places are known and none is this authority's, another is elsewhere in England, or is the home.
        Step(IN_JURISDICTION, yes=NOT_MET, no=Way.ON),
    ),
)
