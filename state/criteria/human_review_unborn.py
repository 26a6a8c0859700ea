"""Whether people must look at harm to a baby who was not born alive: the guidance is silent about it. Source: A9."""

from state.criteria.clauses import Chosen
from state.criteria.criterion import Criterion, Guard, Step
from state.criteria.definitions import ABUSE

NOT_BORN_ALIVE = Guard("not_born_alive", rules=("A9",), clause=Chosen("age_group", ("unborn", "stillborn")))

HUMAN_REVIEW_UNBORN = Criterion("human_review_unborn", rules=("A9",), steps=(Step(NOT_BORN_ALIVE), Step(ABUSE)))
