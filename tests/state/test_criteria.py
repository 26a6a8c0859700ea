"""The statutory tests, each with a table of its own: the definitions of the law, example by example."""

from collections.abc import Mapping
from typing import Any

import pytest

from state.answers import Answers, Value
from state.case import Passed
from state.criteria import CRITERIA, Examined, assess, examine
from state.criteria.criterion import Criterion
from state.criteria.truth import Said

MET: dict[str, Value] = {
    "age_group": "under_18",
    "outcome": "life_threatening",
    "abuse_or_neglect": "suspected",
    "place_of_harm": "in_area",
    "status": ("open_other",),
}
NOTHING_FOUND: dict[str, Value] = {**MET, "abuse_or_neglect": "neither"}
DIED: dict[str, Value] = {"outcome": "died", "place_of_death": "in_area"}
EXPECTED: dict[str, Value] = {"death_unexpected": "no", "death_circumstances": ("none",)}
PHYSICAL: dict[str, Value] = {"outcome": "other_physical"}
HARM_NOT_YET_KNOWN: dict[str, Value] = {"outcome": "not_yet_known"}
ABROAD: dict[str, Value] = {"place_of_harm": "outside_england"}
ELSEWHERE: dict[str, Value] = {"place_of_harm": "elsewhere_in_england"}
PLACED: dict[str, Value] = {"status": ("placed_by_other_authority",)}
PLACED_AND_OURS: dict[str, Value] = {"status": ("placed_by_other_authority", "looked_after")}
OURS: dict[str, Value] = {"status": ("looked_after",)}
LEFT_CARE: dict[str, Value] = {"status": ("care_leaver", "open_other")}
STATUS_NOT_KNOWN: dict[str, Value] = {"status": ("not_yet_known",)}
UNBORN: dict[str, Value] = {"age_group": "unborn"}
STILLBORN: dict[str, Value] = {"age_group": "stillborn"}
AGE_NOT_KNOWN: dict[str, Value] = {"age_group": "not_known"}
NO_ABUSE: dict[str, Value] = {"abuse_or_neglect": "neither"}
ABUSE_NOT_KNOWN: dict[str, Value] = {"abuse_or_neglect": "not_yet_known"}
DEAD_NO_ABUSE: dict[str, Value] = {**NO_ABUSE, **DIED, **EXPECTED}

rule = pytest.mark.rule

Row = tuple[Mapping[str, Value | None], str, list[str]]
"""What is answered otherwise than in the example of the table: what the test says, and what is missing.

"yes: …" names the leaning. "confirmed" is no answer: it says that a person has confirmed that nothing is met.
"""

NOTIFY: list[Row] = [
    ({}, "yes", []),
    # child
    ({"age_group": "18_to_24"}, "no", []),
    ({"age_group": "25_or_over"}, "no", []),
    (UNBORN, "no", []),
    (STILLBORN, "no", []),
    (AGE_NOT_KNOWN, "not_known", ["age_group"]),
    ({"age_group": "skipped"}, "not_known", ["age_group"]),
    ({"age_group": None}, "not_known", ["age_group"]),
    ({**UNBORN, "age_group_at_death": "under_18", **DIED}, "yes", []),
    ({**UNBORN, "age_group_at_death": "stillborn", **DIED}, "no", []),
    ({**UNBORN, "age_group_at_death": "not_known", **DIED}, "not_known", ["age_group_at_death"]),
    ({**UNBORN, **DIED}, "not_known", ["age_group_at_death"]),
    ({**UNBORN, **HARM_NOT_YET_KNOWN}, "not_known", ["outcome"]),
    ({"age_group": "under_18", "age_group_at_death": "18_to_24", **DIED}, "yes", []),
    ({**AGE_NOT_KNOWN, "age_group_at_death": "under_18", **DIED}, "yes", []),
    (
        {**AGE_NOT_KNOWN, "age_group_at_death": "not_known", **DIED},
        "not_known",
        ["age_group", "age_group_at_death"],
    ),
    ({**AGE_NOT_KNOWN, "age_group_at_death": "18_to_24", **DIED}, "not_known", ["age_group"]),
    ({"age_group": "18_to_24", **DIED}, "no", []),
    ({**STILLBORN, **DIED}, "no", []),
    # abuse
    ({"abuse_or_neglect": "known"}, "yes", []),
    (NO_ABUSE, "no", []),
    (ABUSE_NOT_KNOWN, "not_known", ["abuse_or_neglect"]),
    ({"abuse_or_neglect": None}, "not_known", ["abuse_or_neglect"]),
    # serious
    (DIED, "yes", []),
    ({"outcome": "expected_to_die"}, "yes", []),
    ({"outcome": "life_changing"}, "yes", []),
    ({"outcome": "long_term_impairment"}, "yes", []),
    ({"outcome": "non_physical"}, "no", []),
    ({"outcome": "no_harm"}, "no", []),
    (HARM_NOT_YET_KNOWN, "not_known", ["outcome"]),
    ({**PHYSICAL, "injury": ("internal",)}, "yes", []),
    ({**PHYSICAL, "injury": ("likely_life_threatening_or_changing",)}, "yes", []),
    ({**PHYSICAL, "injury": ("isolated_bruise_or_limb_fracture", "internal")}, "yes", []),
    ({**PHYSICAL, "injury": ("internal", "investigations_pending")}, "yes", []),
    ({**PHYSICAL, "injury": ("several_sites", "repeated", "wider_neglect_or_abuse")}, "no", []),
    ({**PHYSICAL, "injury": ("isolated_bruise_or_limb_fracture", "not_mobile_infant")}, "no", []),
    ({**PHYSICAL, "injury": ("none",)}, "no", []),
    ({**PHYSICAL, "injury": ("investigations_pending",)}, "not_known", ["injury"]),
    ({**PHYSICAL, "injury": ("repeated", "investigations_pending")}, "not_known", ["injury"]),
    ({**PHYSICAL, "injury": "not_known"}, "not_known", ["injury"]),
    (PHYSICAL, "not_known", ["injury"]),
    # in jurisdiction
    (ELSEWHERE, "no", []),
    ({"place_of_harm": "not_yet_known", "normally_resident": "yes"}, "not_known", ["place_of_harm"]),
    ({"place_of_harm": "not_yet_known"}, "not_known", ["place_of_harm", "normally_resident"]),
    ({**ABROAD, "normally_resident": "yes"}, "yes", []),
    ({**ABROAD, "normally_resident": "no"}, "no", []),
    ({**ABROAD, "normally_resident": "not_known"}, "not_known", ["normally_resident"]),
    (ABROAD, "not_known", ["normally_resident"]),
    ({**DIED, **ELSEWHERE}, "yes", []),
    ({**DIED, **ELSEWHERE, "place_of_death": "elsewhere_in_england"}, "no", []),
    ({**DIED, **ELSEWHERE, "place_of_death": "outside_england", "normally_resident": "yes"}, "yes", []),
    ({**DIED, **ELSEWHERE, "place_of_death": "outside_england", "normally_resident": "no"}, "no", []),
    ({**DIED, **ELSEWHERE, "place_of_death": "outside_england"}, "not_known", ["normally_resident"]),
    ({**DIED, **ELSEWHERE, "place_of_death": None, "normally_resident": "no"}, "not_known", ["place_of_death"]),
    ({**DIED, "place_of_death": "elsewhere_in_england"}, "yes", []),
    ({**ELSEWHERE, **HARM_NOT_YET_KNOWN}, "not_known", ["outcome"]),
    # placed by another authority
    (PLACED, "no", []),
    ({"status": ("placed_by_other_authority", "child_protection_plan")}, "no", []),
    (OURS, "yes", []),
    (PLACED_AND_OURS, "yes", ["status"]),
    (STATUS_NOT_KNOWN, "yes", ["status"]),
    ({"status": None}, "yes", ["status"]),
    # several doubts, and a doubt beside a plain no
    ({**ABUSE_NOT_KNOWN, **HARM_NOT_YET_KNOWN}, "not_known", ["abuse_or_neglect", "outcome"]),
    ({**ABUSE_NOT_KNOWN, "outcome": "no_harm"}, "no", []),
    ({**AGE_NOT_KNOWN, **NO_ABUSE}, "no", []),
    ({**ABUSE_NOT_KNOWN, **ELSEWHERE}, "no", []),
    ({**ABUSE_NOT_KNOWN, **PLACED}, "no", []),
    ({**ABUSE_NOT_KNOWN, **STATUS_NOT_KNOWN}, "not_known", ["abuse_or_neglect", "status"]),
]

INVITE: list[Row] = [
    ({}, "yes", []),
    ({"age_group": "18_to_24"}, "no", []),
    (NO_ABUSE, "no", []),
    ({"outcome": "no_harm"}, "no", []),
    (ELSEWHERE, "no", []),
    (OURS, "no", []),
    (PLACED_AND_OURS, "yes", ["status"]),
    (STATUS_NOT_KNOWN, "not_known", ["status"]),
    ({**ABUSE_NOT_KNOWN, **PLACED_AND_OURS}, "not_known", ["abuse_or_neglect", "status"]),
    ({**ABUSE_NOT_KNOWN, **OURS}, "no", []),
]

REFER: list[Row] = [
    ({}, "yes", []),
    (PLACED, "yes", []),  # who placed the child makes no difference to where it happened
    ({"age_group": "18_to_24"}, "no", []),
    (NO_ABUSE, "no", []),
    (ABUSE_NOT_KNOWN, "not_known", ["abuse_or_neglect"]),
    ({**PHYSICAL, "injury": ("repeated",)}, "no", []),
    ({"place_of_harm": "in_area"}, "no", []),
    ({"place_of_harm": "not_yet_known"}, "not_known", ["place_of_harm", "normally_resident"]),
    ({**ABROAD, "normally_resident": "no"}, "yes", []),
    ({**ABROAD, "normally_resident": "yes"}, "no", []),
    ({**ABROAD, "normally_resident": "not_known"}, "not_known", ["normally_resident"]),
    ({**DIED, "place_of_death": "elsewhere_in_england"}, "yes", []),
    ({**DIED, "place_of_death": "in_area"}, "no", []),
    ({**DIED, "place_of_death": None, "normally_resident": "no"}, "not_known", ["place_of_death"]),
    ({**DIED, "place_of_death": "outside_england", "normally_resident": "yes"}, "no", []),
    ({**DIED, "place_of_death": "outside_england", "normally_resident": "no"}, "yes", []),
    ({**DIED, **ABROAD, "place_of_death": "elsewhere_in_england", "normally_resident": "no"}, "yes", []),
    (
        {**DIED, "place_of_harm": "not_yet_known", "place_of_death": "elsewhere_in_england"},
        "not_known",
        ["place_of_harm", "normally_resident"],
    ),
]

EXTENT: list[Row] = [
    ({}, "yes: undetermined", []),
    ({"injury": ("isolated_bruise_or_limb_fracture",)}, "yes: not_normally_serious", []),
    ({"injury": ("isolated_bruise_or_limb_fracture", "not_mobile_infant")}, "yes: not_normally_serious", []),
    ({"injury": ("isolated_bruise_or_limb_fracture", "repeated")}, "yes: undetermined", []),
    ({"injury": ("isolated_bruise_or_limb_fracture", "wider_neglect_or_abuse")}, "yes: undetermined", []),
    ({"injury": ("isolated_bruise_or_limb_fracture", "investigations_pending")}, "yes: undetermined", ["injury"]),
    ({"injury": ("not_mobile_infant",)}, "yes: undetermined", []),
    ({"injury": ("none",)}, "yes: undetermined", []),
    ({"injury": "not_known"}, "yes: undetermined", ["injury"]),
    ({"injury": ("isolated_bruise_or_limb_fracture", "internal")}, "no", []),
    ({"injury": ("likely_life_threatening_or_changing",)}, "no", []),
    ({"age_group": "18_to_24"}, "no", []),
    (NO_ABUSE, "no", []),
    (ABUSE_NOT_KNOWN, "not_known", ["abuse_or_neglect"]),
    ({**ABUSE_NOT_KNOWN, "injury": ("isolated_bruise_or_limb_fracture",)}, "not_known", ["abuse_or_neglect"]),
    (ELSEWHERE, "no", []),
    ({**ABROAD, "normally_resident": "yes"}, "yes: undetermined", []),
    (PLACED, "yes: undetermined", []),
    ({"outcome": "non_physical"}, "no", []),
    ({**HARM_NOT_YET_KNOWN, "injury": None}, "not_known", ["outcome"]),  # injuries are not asked about yet
]

NON_PHYSICAL: list[Row] = [
    ({}, "yes", []),
    ({"age_group": "18_to_24"}, "no", []),
    (NO_ABUSE, "no", []),
    (ELSEWHERE, "no", []),
    (PHYSICAL, "no", []),
    (HARM_NOT_YET_KNOWN, "not_known", ["outcome"]),
]

REVIEW_UNBORN: list[Row] = [
    ({}, "yes", []),
    (STILLBORN, "yes", []),
    ({"age_group": "under_18"}, "no", []),
    (AGE_NOT_KNOWN, "not_known", ["age_group"]),
    (NO_ABUSE, "no", []),
    (ABUSE_NOT_KNOWN, "not_known", ["abuse_or_neglect"]),
    ({**ELSEWHERE, "outcome": "no_harm"}, "yes", []),
]

LOOKED_AFTER_DEATH: list[Row] = [
    ({}, "yes", []),
    (NO_ABUSE, "yes", []),
    ({"outcome": "expected_to_die"}, "no", []),
    (HARM_NOT_YET_KNOWN, "not_known", ["outcome"]),
    ({"status": ("open_other",)}, "no", []),
    (STATUS_NOT_KNOWN, "not_known", ["status"]),
    (PLACED_AND_OURS, "yes", []),
    # under 18 on the day of death
    ({"age_group": "18_to_24"}, "no", []),
    (STILLBORN, "no", []),
    (AGE_NOT_KNOWN, "not_known", ["age_group"]),
    ({"age_group_at_death": "18_to_24"}, "no", []),
    ({"age_group_at_death": "not_known"}, "not_known", ["age_group_at_death"]),
    ({**AGE_NOT_KNOWN, "age_group_at_death": "under_18"}, "yes", []),
    ({**UNBORN, "age_group_at_death": "under_18"}, "yes", []),
    ({**UNBORN, "age_group_at_death": "stillborn"}, "no", []),
    (UNBORN, "not_known", ["age_group_at_death"]),
]

PROMPT_OF_DEATH: list[Row] = [
    ({}, "yes", []),
    (NO_ABUSE, "yes", []),
    ({"outcome": "life_threatening"}, "no", []),
    ({"age_group_at_death": "18_to_24"}, "no", []),
    (OURS, "no", []),
    (PLACED_AND_OURS, "yes", []),
    (STATUS_NOT_KNOWN, "not_known", ["status"]),
]

CARE_LEAVER_DEATH: list[Row] = [
    ({}, "yes", []),
    (NO_ABUSE, "yes", []),
    ({"age_group": "under_18"}, "yes", []),
    ({"age_group": "25_or_over"}, "no", []),
    ({"age_group_at_death": "25_or_over"}, "no", []),
    ({"age_group_at_death": "18_to_24"}, "yes", []),
    ({"age_group_at_death": "under_18"}, "yes", []),
    ({"age_group_at_death": "not_known"}, "not_known", ["age_group_at_death"]),
    (AGE_NOT_KNOWN, "not_known", ["age_group"]),
    (UNBORN, "not_known", ["age_group_at_death"]),
    ({"outcome": "expected_to_die"}, "no", []),
    (HARM_NOT_YET_KNOWN, "not_known", ["outcome"]),
    ({"status": ("closed",)}, "no", []),
    (STATUS_NOT_KNOWN, "not_known", ["status"]),
]

DISCUSSION: list[Row] = [
    ({}, "yes", []),
    ({"strategy_discussion": "arranged"}, "yes", []),
    ({"strategy_discussion": "held"}, "no", []),
    ({"strategy_discussion": None}, "yes", ["strategy_discussion"]),
    (UNBORN, "yes", []),
    (STILLBORN, "yes", []),
    ({**UNBORN, **HARM_NOT_YET_KNOWN}, "yes", []),
    ({**AGE_NOT_KNOWN, **DIED, "age_group_at_death": "under_18"}, "yes", []),
    ({"age_group": "18_to_24"}, "no", []),
    (AGE_NOT_KNOWN, "not_known", ["age_group"]),
    ({"outcome": "no_harm"}, "yes", []),
    (ABUSE_NOT_KNOWN, "yes", []),
    ({**ABUSE_NOT_KNOWN, **DIED}, "yes", []),
    ({**ABUSE_NOT_KNOWN, **PHYSICAL, "injury": ("internal",)}, "yes", []),
    ({**ABUSE_NOT_KNOWN, "outcome": "no_harm"}, "not_known", ["abuse_or_neglect"]),
    ({**ABUSE_NOT_KNOWN, **HARM_NOT_YET_KNOWN}, "not_known", ["abuse_or_neglect", "outcome"]),
    (NO_ABUSE, "no", []),  # serious, but nothing that a discussion would be about
]

JOINT_RESPONSE: list[Row] = [
    ({}, "no", []),
    ({"death_unexpected": "yes"}, "yes", []),
    ({"death_circumstances": ("external_cause",)}, "yes", []),
    ({"death_circumstances": ("sudden_no_apparent_cause",)}, "yes", []),
    ({"death_circumstances": ("custody_or_detention",)}, "yes", []),
    ({"death_circumstances": ("suspicion_not_natural",)}, "yes", []),
    ({"death_circumstances": ("unattended_stillbirth",)}, "yes", []),
    ({"death_unexpected": "not_known"}, "yes: undetermined", ["death_unexpected"]),
    ({"death_circumstances": "not_known"}, "yes: undetermined", ["death_circumstances"]),
    (
        {"death_unexpected": None, "death_circumstances": None},
        "yes: undetermined",
        ["death_unexpected", "death_circumstances"],
    ),
    ({"death_unexpected": "not_known", "death_circumstances": ("external_cause",)}, "yes", []),
    ({"death_unexpected": "yes", "death_circumstances": "not_known"}, "yes", []),
    # who
    ({"age_group": "18_to_24", "death_unexpected": "yes"}, "no", []),
    ({**AGE_NOT_KNOWN, "death_unexpected": "yes"}, "not_known", ["age_group"]),
    (AGE_NOT_KNOWN, "no", []),
    ({**AGE_NOT_KNOWN, "death_unexpected": "not_known"}, "not_known", ["age_group"]),
    # near death
    ({"outcome": "expected_to_die"}, "yes", []),
    ({"outcome": "expected_to_die", "death_unexpected": "yes"}, "yes", []),
    (
        {"outcome": "expected_to_die", "death_unexpected": None, "death_circumstances": None},
        "yes: undetermined",
        ["death_unexpected", "death_circumstances"],
    ),
    ({"outcome": "expected_to_die", "age_group": "18_to_24", "death_unexpected": "yes"}, "no", []),
    ({"outcome": "expected_to_die", **AGE_NOT_KNOWN}, "not_known", ["age_group"]),
    ({"outcome": "life_threatening", "death_unexpected": "yes"}, "no", []),
    (
        {**HARM_NOT_YET_KNOWN, "death_unexpected": None, "death_circumstances": None},
        "not_known",
        ["outcome"],
    ),
    # stillborn
    ({**STILLBORN, "death_unexpected": "yes"}, "no", []),
    ({**STILLBORN, "death_circumstances": ("external_cause",)}, "no", []),
    ({**STILLBORN, "death_circumstances": ("unattended_stillbirth",)}, "yes", []),
    ({**STILLBORN, "outcome": "not_yet_known", "death_circumstances": ("none",)}, "no", []),
    ({**STILLBORN, "outcome": "expected_to_die", "death_circumstances": ("none",)}, "no", []),
    ({**STILLBORN, "outcome": "no_harm", "death_circumstances": ("unattended_stillbirth",)}, "yes", []),
    ({**STILLBORN, "death_circumstances": None}, "yes: undetermined", ["death_circumstances"]),
    (
        {**UNBORN, "age_group_at_death": "stillborn", "death_circumstances": ("unattended_stillbirth",)},
        "yes",
        [],
    ),
    ({**UNBORN, "age_group_at_death": "stillborn", "death_unexpected": "yes"}, "no", []),
    ({**UNBORN, "death_circumstances": ("unattended_stillbirth",)}, "not_known", ["age_group_at_death"]),
    ({**UNBORN, "outcome": "no_harm", "death_circumstances": ("unattended_stillbirth",)}, "no", []),
]

DEATH_FORM: list[Row] = [
    ({}, "yes", []),
    (NO_ABUSE, "yes", []),
    ({"age_group": "18_to_24"}, "no", []),
    (STILLBORN, "no", []),
    ({"outcome": "expected_to_die"}, "no", []),
    (HARM_NOT_YET_KNOWN, "not_known", ["outcome"]),
]

ADULT: list[Row] = [
    ({}, "yes", []),
    ({"adult_affected": ("serious_abuse_or_neglect", "died_domestic_abuse")}, "yes", []),
    ({"adult_affected": ("died_domestic_abuse",)}, "no", []),
    ({"adult_affected": ("none",)}, "no", []),
    ({"adult_affected": None}, "not_known", ["adult_affected"]),
    ({"partner_working_concern": "no"}, "no", []),
    ({"partner_working_concern": None}, "not_known", ["partner_working_concern"]),
]

HOMICIDE: list[Row] = [
    ({}, "yes", []),
    ({"adult_affected": ("died_abuse_or_neglect",)}, "no", []),
    ({"adult_affected": "not_known"}, "not_known", ["adult_affected"]),
]

NEEDS: list[Row] = [
    ({}, "no", []),
    (NO_ABUSE, "no", []),
    (AGE_NOT_KNOWN, "yes", ["age_group"]),
    (ABUSE_NOT_KNOWN, "yes", ["abuse_or_neglect"]),
    (HARM_NOT_YET_KNOWN, "yes", ["outcome"]),
    ({**PHYSICAL, "injury": "not_known"}, "yes", ["injury"]),
    ({**ABROAD, "normally_resident": "not_known"}, "yes", ["normally_resident"]),
    # each test open on its own
    (STATUS_NOT_KNOWN, "yes", ["status"]),  # whether to invite
    ({**ABUSE_NOT_KNOWN, **ELSEWHERE}, "yes", ["abuse_or_neglect"]),  # whether to refer
    ({**ABUSE_NOT_KNOWN, **PHYSICAL, "injury": ("repeated",)}, "yes", ["abuse_or_neglect"]),  # whether to weigh it
    ({**ABUSE_NOT_KNOWN, "outcome": "non_physical"}, "yes", ["abuse_or_neglect"]),
    ({**ABUSE_NOT_KNOWN, **UNBORN}, "yes", ["abuse_or_neglect"]),
    ({**DEAD_NO_ABUSE, "status": ("placed_by_other_authority", "care_leaver", "not_yet_known")}, "yes", ["status"]),
    ({**DEAD_NO_ABUSE, "status": ("looked_after", "care_leaver", "not_yet_known")}, "yes", ["status"]),
    ({**DEAD_NO_ABUSE, "age_group": "18_to_24", **STATUS_NOT_KNOWN}, "yes", ["status"]),  # a care leaver
    ({**NO_ABUSE, "outcome": "expected_to_die", "age_group": "not_known"}, "yes", ["age_group"]),  # joint response
    ({**DEAD_NO_ABUSE, "age_group_at_death": "not_known"}, "yes", ["age_group_at_death"]),  # Form A
    # these three are not counted
    ({"strategy_discussion": None, "adult_affected": None, "partner_working_concern": None}, "no", []),
    ({**NO_ABUSE, "learning": None}, "no", []),
]

INTERNAL: list[Row] = [
    ({}, "yes", []),
    ({"learning": "multi_agency"}, "yes", []),
    ({"learning": "none"}, "no", []),
    ({"learning": None}, "yes", ["learning"]),
    ({"confirmed": None}, "no", []),
    ({"confirmed": None, "learning": None}, "no", []),
]

NOT_MET: list[Row] = [
    ({}, "yes", []),
    ({"outcome": "no_harm"}, "yes", []),
    ({**PLACED, **DIED, **EXPECTED}, "yes", []),  # the placing authority is told of the death; it notifies
    ({**LEFT_CARE, **DIED, "age_group": "25_or_over"}, "yes", []),
    ({"abuse_or_neglect": "suspected"}, "no", []),
    ({"abuse_or_neglect": "suspected", **PLACED}, "no", []),
    ({"abuse_or_neglect": "suspected", **ELSEWHERE}, "no", []),
    ({"abuse_or_neglect": "suspected", **PHYSICAL, "injury": ("repeated",)}, "no", []),
    ({"abuse_or_neglect": "suspected", "outcome": "non_physical"}, "no", []),
    ({"abuse_or_neglect": "suspected", **UNBORN}, "no", []),
    ({**DIED, **EXPECTED, **OURS}, "no", []),
    ({**DIED, **LEFT_CARE, "age_group": "18_to_24"}, "no", []),
    (ABUSE_NOT_KNOWN, "no", []),
    ({**ABUSE_NOT_KNOWN, **ELSEWHERE}, "no", []),
    ({**DIED, **EXPECTED, **STATUS_NOT_KNOWN}, "no", []),
]

HARMED_ELSEWHERE = {**MET, **ELSEWHERE}
INJURED: dict[str, Value] = {**MET, **PHYSICAL, "injury": ("several_sites",)}
DEAD: dict[str, Value] = {**MET, **DIED, **EXPECTED}

TABLES: dict[str, tuple[Mapping[str, Value], list[Row]]] = {
    "notify_national_panel": (MET, NOTIFY),
    "invite_placing_authority": ({**MET, **PLACED}, INVITE),
    "refer_to_other_authority": (HARMED_ELSEWHERE, REFER),
    "consider_extent_persistence_severity": (INJURED, EXTENT),
    "consider_non_physical_harm": ({**MET, "outcome": "non_physical"}, NON_PHYSICAL),
    "human_review_unborn": ({**MET, **UNBORN}, REVIEW_UNBORN),
    "notify_looked_after_death": ({**DEAD, **OURS}, LOOKED_AFTER_DEATH),
    "prompt_placing_authority_of_death": ({**DEAD, **PLACED}, PROMPT_OF_DEATH),
    "notify_care_leaver_death": ({**DEAD, **LEFT_CARE, "age_group": "18_to_24"}, CARE_LEAVER_DEATH),
    "strategy_discussion_needed": ({**MET, "strategy_discussion": "not_held"}, DISCUSSION),
    "joint_agency_response": (DEAD, JOINT_RESPONSE),
    "child_death_form": (DEAD, DEATH_FORM),
    "consider_adult_review": (
        {"adult_affected": ("died_abuse_or_neglect",), "partner_working_concern": "yes"},
        ADULT,
    ),
    "consider_homicide_review": ({"adult_affected": ("died_domestic_abuse", "died_abuse_or_neglect")}, HOMICIDE),
    "needs_information": (MET, NEEDS),
    "consider_internal_review": ({"confirmed": "yes", "learning": "single_agency"}, INTERNAL),
    "criteria_not_met": (NOTHING_FOUND, NOT_MET),
}

SHOWS = {
    "notify_national_panel": (
        rule("R15"),
        rule("R16"),
        rule("R17"),
        rule("R18"),
        rule("R21"),
        rule("R22"),
        rule("R27"),
    ),
    "invite_placing_authority": (rule("R34"), rule("R35")),
    "refer_to_other_authority": (rule("R16"), rule("R17")),
    "consider_extent_persistence_severity": (rule("R19"), rule("R20"), rule("R21"), rule("R22")),
    "notify_looked_after_death": (rule("R36"),),
    "prompt_placing_authority_of_death": (rule("R34"), rule("R36")),
    "notify_care_leaver_death": (rule("R37"), rule("R38")),
    "strategy_discussion_needed": (rule("R23"),),
    "joint_agency_response": (
        rule("R76"),
        rule("R77"),
        rule("R78"),
        rule("R79"),
        rule("R80"),
        rule("R81"),
        rule("R82"),
        rule("R83"),
        rule("R84"),
    ),
    "child_death_form": (rule("R88"), rule("R100")),
    "consider_adult_review": (rule("R89"),),
    "consider_homicide_review": (rule("R91"),),
    "consider_internal_review": (rule("R43"), rule("R74")),
    "criteria_not_met": (rule("R43"),),
}
"""Which rules the rows of a table show."""

ROWS = [pytest.param(test, row, marks=SHOWS.get(test, ())) for test, (_, rows) in TABLES.items() for row in rows]


def examined(test: str, changes: Mapping[str, Value | None], criteria: tuple[Criterion, ...] = CRITERIA) -> Examined:
    """What a test says of its example, with these answers changed, or taken away where they are None."""
    view = {id: value for id, value in {**TABLES[test][0], **changes}.items() if value is not None}
    confirmed = view.pop("confirmed", None) == "yes"
    all_examined = examine(Answers(view), criteria, confirmed=confirmed)
    return next(e for e in all_examined if e.finding.finding == test)


def as_row(said: Examined) -> tuple[str, list[str]]:
    truth, leaning = said.said.truth, said.finding.leaning
    return f"{truth}: {leaning}" if leaning else truth, [] if truth == "no" else list(said.finding.missing)


def named(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    return ", ".join(f"{k}={v}" for k, v in value[0].items()) or "its example"


@pytest.mark.parametrize(("test", "row"), ROWS, ids=named)
def test_what_a_test_says(test: str, row: Row) -> None:
    changes, truth, missing = row
    assert as_row(examined(test, changes)) == (truth, missing)


def test_every_test_has_a_table_with_each_answer_that_it_can_give() -> None:
    assert list(TABLES) == [criterion.id for criterion in CRITERIA]
    for test, (_, rows) in TABLES.items():
        assert {"yes", "no"} <= {truth.partition(":")[0] for _, truth, _ in rows}, test


# The explanation ------------------------------------------------------------------------------------------------


@pytest.mark.rule("R27")
def test_a_finding_carries_its_walk_and_its_rules() -> None:
    finding = examined("notify_national_panel", STATUS_NOT_KNOWN).finding
    assert finding.walk == (
        Passed("child", "yes"),
        Passed("abuse", "yes"),
        Passed("serious", "yes"),
        Passed("in_jurisdiction", "yes"),
        Passed("placed", "not_known"),
    )
    assert (finding.rules, finding.child, finding.leaning) == (("R15", "R16", "R17", "R18", "R27"), None, None)


@pytest.mark.rule("R20")
@pytest.mark.parametrize(
    ("injury", "last"),
    [
        (("isolated_bruise_or_limb_fracture", "not_mobile_infant"), Passed("not_mobile_infant", "yes")),
        (("isolated_bruise_or_limb_fracture",), Passed("not_mobile_infant", "no")),
        (("repeated", "not_mobile_infant"), Passed("isolated_injury", "no")),
    ],
)
def test_for_a_baby_who_does_not_move_about_the_walk_says_so(injury: tuple[str, ...], last: Passed) -> None:
    assert examined("consider_extent_persistence_severity", {"injury": injury}).finding.walk[-1] == last


def test_needs_information_tells_which_tests_are_open() -> None:
    finding = examined("needs_information", {**ABUSE_NOT_KNOWN, **ELSEWHERE}).finding
    assert [passed.guard for passed in finding.walk if passed.truth == "not_known"] == ["refer_to_other_authority"]
    assert finding.rules == ("A11",)


def test_a_walk_ends_at_the_first_plain_no() -> None:
    said = examined("notify_national_panel", {**AGE_NOT_KNOWN, **NO_ABUSE})
    assert said.said == Said("no")
    assert said.finding.walk == (Passed("child", "not_known"), Passed("abuse", "no"))


# Several children -----------------------------------------------------------------------------------------------


def found(answers: Answers) -> list[tuple[str, int | None]]:
    return [(finding.finding, finding.child) for finding in assess(answers)]


def test_children_who_differ_are_assessed_one_by_one() -> None:
    shared: dict[str, Value] = {**MET, "strategy_discussion": "held", "same_for_all": "no", "child_count": 4}
    answers = Answers(shared, ({}, {"outcome": "no_harm"}, {"outcome": "not_yet_known"}))
    assert found(answers) == [
        ("notify_national_panel", 1),
        ("needs_information", 3),
        ("notify_national_panel", 4),  # nothing of their own yet: the shared answers hold
    ]


def test_children_who_do_not_differ_are_assessed_as_one() -> None:
    answers = Answers({**MET, "same_for_all": "yes", "child_count": 2}, ({"outcome": "no_harm"},))
    assert ("notify_national_panel", None) in found(answers)


OF_THE_CASE: list[tuple[str, str, bool]] = [
    # the harm to each of two children, and whether the criteria are not met
    ("no_harm", "no_harm", True),
    ("no_harm", "life_threatening", False),
    ("no_harm", "not_yet_known", False),
]


@pytest.mark.rule("R43")
@pytest.mark.parametrize(("first", "second", "not_met"), OF_THE_CASE)
def test_the_criteria_are_not_met_only_where_they_are_for_no_child(first: str, second: str, not_met: bool) -> None:
    answers = Answers({**MET, "same_for_all": "no", "child_count": 2}, ({"outcome": first}, {"outcome": second}))
    assert (("criteria_not_met", None) in found(answers)) == not_met


@pytest.mark.rule("R89")
@pytest.mark.rule("R91")
def test_what_befell_an_adult_is_a_finding_of_the_case() -> None:
    adult: dict[str, Value] = {
        "adult_affected": ("died_domestic_abuse", "serious_abuse_or_neglect"),
        "partner_working_concern": "yes",
    }
    answers = Answers({**NOTHING_FOUND, **adult, "same_for_all": "no", "child_count": 2})
    assert found(answers) == [
        ("consider_adult_review", None),
        ("consider_homicide_review", None),
        ("criteria_not_met", None),
    ]


@pytest.mark.rule("R74")
def test_an_internal_review_is_considered_only_once_a_person_has_confirmed() -> None:
    answers = Answers({**NOTHING_FOUND, "learning": "single_agency"})
    assert [f.finding for f in assess(answers)] == ["criteria_not_met"]
    assert [f.finding for f in assess(answers, confirmed=True)] == ["consider_internal_review", "criteria_not_met"]
