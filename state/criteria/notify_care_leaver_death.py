"""Whether the death of a care leaver is to be notified, for information only. Source: R37, R38 (G21)."""

from state.criteria.clauses import Chosen
from state.criteria.combined import When
from state.criteria.criterion import Criterion, Guard, Step
from state.criteria.deaths import DIED, at_death

DIED_UNDER_25 = Guard("died_under_25", rules=("R37",), clause=When(DIED, at_death("under_18", "18_to_24")))

CARE_LEAVER = Guard("care_leaver", rules=("R37",), clause=Chosen("status", ("care_leaver",)))

NOTIFY_CARE_LEAVER_DEATH = Criterion(
    "notify_care_leaver_death", rules=("R37", "R38"), steps=(Step(DIED_UNDER_25), Step(CARE_LEAVER))
)
