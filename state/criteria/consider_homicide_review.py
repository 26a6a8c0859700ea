"""Whether the Community Safety Partnership is to be told of a domestic homicide. Source: R91 (G109, G120)."""

from state.criteria.clauses import Chosen
from state.criteria.criterion import Criterion, Guard, Step

DOMESTIC_HOMICIDE = Guard(
    "domestic_homicide", rules=("R91",), clause=Chosen("adult_affected", ("died_domestic_abuse",))
)

CONSIDER_HOMICIDE_REVIEW = Criterion(
    "consider_homicide_review", rules=("R91",), steps=(Step(DOMESTIC_HOMICIDE),), of_case=True
)
