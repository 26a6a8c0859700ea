"""Whether the national Panel is to be notified by this authority. Source: R15–R18, R27 (G12–G15, G18)."""

from state.criteria.criterion import NOT_MET, Criterion, Step, Way
from state.criteria.definitions import ABUSE, CHILD, IN_JURISDICTION, PLACED, SERIOUS

NOTIFY_NATIONAL_PANEL = Criterion(
    "notify_national_panel",
    rules=("R15", "R16", "R17", "R18", "R27"),
    steps=(
        Step(CHILD),
        Step(ABUSE),
        Step(SERIOUS),
        Step(IN_JURISDICTION),
        # A doubt about who placed the child takes nothing away: this authority notifies until it is settled.
        Step(PLACED, yes=NOT_MET, no=Way.ON, not_known=Way.ON),
    ),
)
