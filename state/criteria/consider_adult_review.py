"""Whether the Safeguarding Adults Board is to be told of an adult. Source: R89 (G96–G99)."""

from state.criteria.clauses import Chosen
from state.criteria.criterion import Criterion, Guard, Step

ADULT_ABUSED = Guard(
    "adult_abused",
    rules=("R89",),
    clause=Chosen("adult_affected", ("died_abuse_or_neglect", "serious_abuse_or_neglect")),
)

PARTNERS_CONCERN = Guard("partners_concern", rules=("R89",), clause=Chosen("partner_working_concern", ("yes",)))

CONSIDER_ADULT_REVIEW = Criterion(
    "consider_adult_review", rules=("R89",), steps=(Step(ADULT_ABUSED), Step(PARTNERS_CONCERN)), of_case=True
)
