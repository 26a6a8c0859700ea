"""Whether the authority that placed the child here is to be told of the death: it notifies. Source: R36 (G20)."""

from state.criteria.criterion import Criterion, Step
from state.criteria.definitions import CHILD_AT_DEATH, RECORDED_AS_PLACED

PROMPT_PLACING_AUTHORITY_OF_DEATH = Criterion(
    "prompt_placing_authority_of_death", rules=("R36",), steps=(Step(CHILD_AT_DEATH), Step(RECORDED_AS_PLACED))
)
