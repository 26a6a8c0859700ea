"""Who died, and how old they were then. Source: R36, R37, R76 (G20, G21, G75)."""

from state.criteria.clauses import Chosen, Clause, Unasked
from state.criteria.combined import Some, When, WhereAsked

DIED = Chosen("outcome", ("died",))
UNBORN = Chosen("age_group", ("unborn",))

# The age at death goes unasked where the age at the harm says it, which it never does of an unborn child.
AGE_UNASKED = When(UNBORN, Unasked("age_group_at_death"))


def at_death(*ages: str) -> Clause:
    """The age on the day of death was one of these; where that was not asked, the age at the harm."""
    return WhereAsked(
        "age_group_at_death",
        Chosen("age_group_at_death", ages),
        otherwise=Some((Chosen("age_group", ages), AGE_UNASKED)),
    )


STILLBORN = Some(
    (
        Chosen("age_group", ("stillborn",)),
        When(
            DIED,
            WhereAsked("age_group_at_death", Chosen("age_group_at_death", ("stillborn",)), otherwise=AGE_UNASKED),
        ),
    )
)
