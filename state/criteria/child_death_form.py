"""Whether a child's death is to be reported on Form A, a duty outside the guidance. Source: R88, R100 (G157)."""

from state.criteria.criterion import Criterion, Step
from state.criteria.definitions import CHILD_AT_DEATH

CHILD_DEATH_FORM = Criterion("child_death_form", rules=("R100",), steps=(Step(CHILD_AT_DEATH),))
