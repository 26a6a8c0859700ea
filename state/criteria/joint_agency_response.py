"""Whether Health must be asked for a Joint Agency Response; Health decides. Source: R76–R84 (G75–G84)."""

from state.criteria.clauses import Chosen, Clause
from state.criteria.combined import Every, Some, When
from state.criteria.criterion import HOLDS, Criterion, End, Guard, Step, Way
from state.criteria.deaths import STILLBORN
from state.criteria.definitions import CHILD, CHILD_AT_DEATH
from state.criteria.truth import YES

UNATTENDED = "unattended_stillbirth"
CIRCUMSTANCES = (
    "external_cause",
    "sudden_no_apparent_cause",
    "custody_or_detention",
    "suspicion_not_natural",
    UNATTENDED,
)

UNDETERMINED = End("holds_undetermined", YES, "undetermined")

NEAR_DEATH = Guard(
    "expected_to_die", rules=("R83",), clause=Every((CHILD.clause, Chosen("outcome", ("expected_to_die",))))
)

_BORN_ALIVE = Some((CHILD_AT_DEATH.clause, NEAR_DEATH.clause))


def _circumstances(*options: str) -> Clause:
    return Chosen("death_circumstances", options)


DEATH = Guard("death_or_expected_death", rules=("R76",), clause=Some((_BORN_ALIVE, STILLBORN)))

TRIGGER = Guard(
    "unexpected_or_unexplained",
    rules=("R76", "R78", "R79", "R80", "R81", "R82"),
    clause=Some(
        (
            When(_BORN_ALIVE, Some((Chosen("death_unexpected", ("yes",)), _circumstances(*CIRCUMSTANCES)))),
            When(STILLBORN, _circumstances(UNATTENDED)),
        )
    ),
)

JOINT_AGENCY_RESPONSE = Criterion(
    "joint_agency_response",
    rules=("R76", "R77", "R78", "R79", "R80", "R81", "R82", "R83", "R84"),
    steps=(
        Step(DEATH),
        Step(TRIGGER, yes=HOLDS, no=Way.ON, not_known=UNDETERMINED),
        Step(NEAR_DEATH),
    ),
)
