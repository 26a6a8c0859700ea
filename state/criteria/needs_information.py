"""Whether a test cannot be settled: what is not known never becomes "not met". Source: A11."""

from state.criteria.child_death_form import CHILD_DEATH_FORM
from state.criteria.criteria_not_met import RULED_OUT
from state.criteria.criterion import HOLDS, NOT_MET, Criterion, Step, Way, guard_of
from state.criteria.joint_agency_response import JOINT_AGENCY_RESPONSE
from state.criteria.prompt_placing_authority_of_death import PROMPT_PLACING_AUTHORITY_OF_DEATH

COUNTED = (*RULED_OUT, PROMPT_PLACING_AUTHORITY_OF_DEATH, JOINT_AGENCY_RESPONSE, CHILD_DEATH_FORM)
"""The tests whose doubt people are asked to settle."""

NEEDS_INFORMATION = Criterion(
    "needs_information",
    rules=("A11",),
    steps=tuple(Step(guard_of(counted), yes=Way.ON, no=Way.ON) for counted in COUNTED),
    end=NOT_MET,
    end_in_doubt=HOLDS,
)
