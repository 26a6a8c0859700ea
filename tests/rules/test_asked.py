"""What the alert asks for the sake of a rule, of whom it asks it, and in which words."""

import pytest

from dialogs.alert_form import steps
from dialogs.wording import say
from state.answers import Answers, Value
from tests.rules.hearing import hears
from tests.rules.stories import REVIEWED
from tests.stage import AUTHOR, Stage

rule = pytest.mark.rule

Said = dict[str, Value]

ABUSED: Said = {"abuse_or_neglect": "suspected"}
DIED: Said = {"outcome": "died"}
HELD: Said = {**ABUSED, "strategy_discussion": "held"}

# fmt: off
ASKED = [
    # the question and its words, what was answered before, and with which answers it is not asked; its rules
    pytest.param("incident_at", "When did the incident happen?", {}, None, marks=rule("R1")),
    pytest.param("record_ids", "the children’s ids on Liberi", {}, None, marks=rule("R2")),
    pytest.param("liberi_reference", "the reference of the form on Liberi", {}, None, marks=rule("R2")),
    pytest.param("what_happened", "What happened?", {}, None, marks=rule("R3")),
    pytest.param("panel_criteria_considered", "", HELD, ABUSED, marks=rule("R4")),
    pytest.param("panel_view", "", {**HELD, "panel_criteria_considered": "yes"},
                 {**HELD, "panel_criteria_considered": "no"}, marks=(rule("R4"), rule("R26"))),
    pytest.param("alert_kind", "a new alert, or an update", {}, None, marks=(rule("R6"), rule("R7"))),
    pytest.param("update_of", "Which alert does this update?", {"alert_kind": "update"}, {}, marks=rule("R6")),
    pytest.param("area", "Which area is this for?", {}, None, marks=rule("R9")),
    pytest.param("due_to_care", "due to the care that the child received", ABUSED, {"abuse_or_neglect": "neither"},
                 marks=(rule("R12"), rule("R15"), rule("R25"))),
    pytest.param("age_group", "How old was the child on the day of the harm?", {}, None,
                 marks=(rule("R15"), rule("R37"))),
    pytest.param("abuse_or_neglect", "Is abuse or neglect known or suspected?", {}, None, marks=rule("R15")),
    pytest.param("outcome", "What is the harm to the child", {}, None, marks=(rule("R16"), rule("R18"))),
    pytest.param("place_of_harm", "Where did the harm happen?", {}, None, marks=(rule("R16"), rule("R17"))),
    pytest.param("place_of_death", "Where did the child die?", DIED, {}, marks=(rule("R16"), rule("R17"))),
    pytest.param("normally_resident", "", {"place_of_harm": "outside_england"}, {"place_of_harm": "in_area"},
                 marks=rule("R17")),
    pytest.param("injury", "", {"outcome": "other_physical"}, {"outcome": "no_harm"},
                 marks=(rule("R19"), rule("R20"), rule("R21"), rule("R22"))),
    pytest.param("strategy_discussion", "Has there been a Strategy", ABUSED, {"abuse_or_neglect": "neither"},
                 marks=rule("R23")),
    pytest.param("strategy_attendance", "", HELD, ABUSED, marks=rule("R24")),
    pytest.param("medical_view", "What do doctors say about the harm?", {"outcome": "life_threatening"},
                 {"outcome": "no_harm"}, marks=rule("R25")),
    pytest.param("danger_now", "Is anyone in immediate danger?", {}, None, marks=rule("R26")),
    pytest.param("safety_now", "the child and any siblings being kept safe", {}, None, marks=rule("R26")),
    pytest.param("known_at", "When did anyone in the council first know of this?", {}, None, marks=rule("R27")),
    pytest.param("status", "the child’s status", {}, None,
                 marks=(rule("R34"), rule("R35"), rule("R36"), rule("R37"), rule("R38"))),
    pytest.param("placing_authority", "", {"status": ("placed_by_other_authority",)}, {"status": ("looked_after",)},
                 marks=rule("R34")),
    pytest.param("age_group_at_death", "", {**DIED, "age_group": "not_known"}, {}, marks=rule("R37")),
    pytest.param("learning", "Do you see learning in this already?", {}, None, marks=(rule("R43"), rule("R74"))),
    pytest.param("death_unexpected", "unexpected", DIED, {}, marks=rule("R76")),
    pytest.param("death_circumstances", "fit the circumstances", {"outcome": "expected_to_die"}, {},
                 marks=(rule("R78"), rule("R79"), rule("R80"), rule("R81"), rule("R82"), rule("R83"))),
    pytest.param("died_at", "When did the child die?", DIED, {}, marks=rule("R84")),
    pytest.param("adult_affected", "Was an adult killed or seriously harmed too?", {}, None,
                 marks=(rule("R89"), rule("R91"))),
    pytest.param("partner_working_concern", "how agencies worked together",
                 {"adult_affected": ("died_abuse_or_neglect",)}, {"adult_affected": ("none",)}, marks=rule("R89")),
]
# fmt: on


def asked(said: Said) -> set[str]:
    return {place.question for place in steps(Answers(said))}


@pytest.mark.parametrize(("question", "words", "given", "otherwise"), ASKED)
def test_what_is_asked_and_when(question: str, words: str, given: Said, otherwise: Said | None) -> None:
    assert question in asked(given)
    assert words in say(f"question.{question}.ask")
    assert otherwise is None or question not in asked(otherwise)


@rule("R26")
async def test_danger_comes_before_the_alert() -> None:
    stage = Stage()
    await stage.says(AUTHOR, "alert")
    assert "Call 999 now if anyone is in danger." in await stage.says(AUTHOR, "yes")


@rule("R1")
def test_anybody_begins_an_alert_by_typing_it() -> None:
    assert "Is anyone in immediate danger?" in hears(REVIEWED, AUTHOR, "alert")


@rule("R39")
async def test_the_unit_begins_a_case_from_a_partners_referral() -> None:
    assert "A partner’s referral starts a case without an alert." in await Stage().says("uma", "referral")


@rule("R94")
async def test_support_is_one_word_away() -> None:
    stage = Stage()
    assert stage.desk.profile.contacts.support_individual in await stage.says(AUTHOR, "support")
