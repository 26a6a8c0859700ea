"""Whether there is something to learn though the criteria are not met, as a person confirmed. Source: R74 (G70)."""

from state.criteria.clauses import Chosen, Result
from state.criteria.criterion import NOT_MET, Criterion, Guard, Step, Way

CONFIRMED = "not_met_confirmed"
"""What a person confirmed stands among the results of the tests, under this name."""

NOTHING_TO_LEARN = Guard("nothing_to_learn", rules=("R74",), clause=Chosen("learning", ("none",)))

CONSIDER_INTERNAL_REVIEW = Criterion(
    "consider_internal_review",
    rules=("R74",),
    steps=(
        Step(Guard(CONFIRMED, ("R43",), Result(CONFIRMED))),
        # Learning that was not asked about is not ruled out.
        Step(NOTHING_TO_LEARN, yes=NOT_MET, no=Way.ON, not_known=Way.ON),
    ),
    of_case=True,
)
