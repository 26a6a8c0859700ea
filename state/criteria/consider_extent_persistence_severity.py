"""Whether people must weigh an injury that is not plainly serious. Source: R19–R22 (G16)."""

from state.criteria.clauses import Chosen, Only
from state.criteria.combined import When
from state.criteria.criterion import NOT_MET, Criterion, End, Guard, Step, Way
from state.criteria.definitions import ABUSE, CHILD, IN_JURISDICTION, SERIOUS
from state.criteria.truth import YES

OTHER_PHYSICAL = Guard("other_physical", rules=("R19",), clause=Chosen("outcome", ("other_physical",)))

ISOLATED = Guard(
    "isolated_injury",
    rules=("R20",),
    clause=When(
        OTHER_PHYSICAL.clause, Only("injury", "isolated_bruise_or_limb_fracture", beside=("not_mobile_infant",))
    ),
)

NOT_MOBILE = Guard("not_mobile_infant", rules=("R20",), clause=Chosen("injury", ("not_mobile_infant",)))

NOT_NORMALLY_SERIOUS = End("holds_not_normally_serious", YES, "not_normally_serious")
UNDETERMINED = End("holds_undetermined", YES, "undetermined")

CONSIDER_EXTENT_PERSISTENCE_SEVERITY = Criterion(
    "consider_extent_persistence_severity",
    rules=("R19", "R20", "R21", "R22"),
    steps=(
        Step(CHILD),
        Step(ABUSE),
        Step(IN_JURISDICTION),
        Step(OTHER_PHYSICAL),
        Step(SERIOUS, yes=NOT_MET, no=Way.ON, not_known=Way.ON),
        Step(ISOLATED, no=UNDETERMINED, not_known=UNDETERMINED),
        # It turns nothing: it is asked for the explanation, which then advises a paediatric opinion.
        Step(NOT_MOBILE, no=Way.ON, not_known=Way.ON),
    ),
    end=NOT_NORMALLY_SERIOUS,
)
