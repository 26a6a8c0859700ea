"""The words of the law, as guards that the tests share. Source: R15–R18, R21, R22, R34, R36 (G12–G16, G19, G20)."""

from state.criteria.clauses import Chosen, Clause, Uncontradicted
from state.criteria.combined import Every, Some, When, WhereAsked
from state.criteria.criterion import Guard
from state.criteria.deaths import AGE_UNASKED, DIED, at_death

CHILD = Guard(
    "child",
    rules=("R15",),
    clause=Some(
        (
            Chosen("age_group", ("under_18",)),
            WhereAsked(
                "age_group_at_death",
                Chosen("age_group_at_death", ("under_18",)),
                otherwise=When(DIED, AGE_UNASKED),
            ),
        )
    ),
)

CHILD_AT_DEATH = Guard("child_at_death", rules=("R36",), clause=When(DIED, at_death("under_18")))

ABUSE = Guard("abuse", rules=("R15",), clause=Chosen("abuse_or_neglect", ("known", "suspected")))

SERIOUS_OUTCOMES = ("died", "expected_to_die", "life_threatening", "life_changing", "long_term_impairment")

SERIOUS = Guard(
    "serious",
    rules=("R18", "R21", "R22"),
    clause=Some(
        (
            Chosen("outcome", SERIOUS_OUTCOMES),
            When(
                Chosen("outcome", ("other_physical",)),
                Chosen(
                    "injury",
                    ("internal", "likely_life_threatening_or_changing"),
                    leaving_open=("investigations_pending",),
                ),
            ),
        )
    ),
)


def _within(place: str) -> Clause:
    """Limb A or limb B, for the place of the harm or of the death."""
    abroad = Every((Chosen(place, ("outside_england",)), Chosen("normally_resident", ("yes",))))
    return Some((Chosen(place, ("in_area",)), abroad))


IN_JURISDICTION = Guard(
    "in_jurisdiction",
    rules=("R16", "R17"),
    clause=Some((_within("place_of_harm"), When(DIED, _within("place_of_death")))),
)

RECORDED_AS_PLACED = Guard(
    "recorded_as_placed", rules=("R34",), clause=Chosen("status", ("placed_by_other_authority",))
)

PLACED = Guard(
    "placed",
    rules=("R34",),
    clause=Uncontradicted(Chosen("status", ("placed_by_other_authority",)), by="looked_after"),
)
