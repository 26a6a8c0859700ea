"""The invented alerts: complete answers, as the interview would have taken them."""

from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from dialogs.alert_form import BY_ID
from dialogs.standing import current
from state.answers import Answers, Value
from state.draft import Draft

USUAL: dict[str, Value] = {
    "danger_now": "no", "alert_kind": "new", "area": "east", "child_count": 1, "record_ids": "not_on_record",
    "known_at": "2026-11-23T09:00:00+00:00", "incident_at": "2026-11-23T08:00:00+00:00", "age_group": "under_18",
    "outcome": "life_threatening", "abuse_or_neglect": "suspected", "by_whom": ("parent_or_carer",),
    "due_to_care": "yes", "place_of_harm": "in_area", "place_of_death": "in_area", "status": ("open_other",),
    "strategy_discussion": "not_held", "what_happened": "An account.", "safety_now": "All are safe.",
    "death_unexpected": "yes", "death_circumstances": ("sudden_no_apparent_cause",), "adult_affected": ("none",),
    "placing_authority": "Elsewhere", "normally_resident": "no", "same_for_all": "yes",
}  # fmt: skip

QUIET = 240
"""So many cases in which little has to be done stand beside 40 others: most alerts turn out so."""

KINDS: dict[str, tuple[int, dict[str, Value]]] = {
    "harm": (14, {}),
    "quiet": (QUIET, {"outcome": "no_harm", "abuse_or_neglect": "neither"}),
    "placed": (8, {"status": ("looked_after", "placed_by_other_authority")}),
    "died": (6, {"outcome": "died"}),
    "looked_after_died": (4, {"outcome": "died", "status": ("looked_after",)}),
    "care_leaver_died": (3, {"outcome": "died", "age_group": "18_to_24", "status": ("care_leaver",)}),
    "elsewhere": (5, {"place_of_harm": "elsewhere_in_england"}),
}
"""How many, beside each other, and what is unlike the usual."""


@dataclass(frozen=True)
class Alert:
    """What is known, and of what kind it is."""

    kind: str
    answers: Answers


def alert(chance: Random, area: str, known_at: datetime, incident_at: datetime, quiet: int = QUIET) -> Alert:
    """An alert of a random kind, every question that applies answered or skipped."""
    weights = {kind: weight for kind, (weight, _) in KINDS.items()} | {"quiet": quiet}
    kind = chance.choices(tuple(weights), tuple(weights.values()))[0]
    given = {
        **USUAL,
        **KINDS[kind][1],
        "area": area,
        "known_at": known_at.isoformat(),
        "incident_at": incident_at.isoformat(),
        "died_at": incident_at.isoformat(),
        "death_known_at": known_at.isoformat(),
    }
    draft = Draft("filling", known_at, known_at, Answers())
    while place := current(draft):
        value = given.get(place.question, "skipped")
        assert value != "skipped" or not BY_ID[place.question].required, place.question
        draft = replace(draft, answers=draft.answers.having(place.question, value))
    return Alert(kind, draft.answers)
