"""What people are told in cases that go otherwise: not notified, a care leaver, a placed child, nothing found."""

import pytest

from tests.rules.hearing import hears
from tests.rules.stories import (
    DECLINED,
    NOT_NOTIFIED,
    OF_A_CARE_LEAVER,
    OF_A_PLACED_CHILD,
    QUIETLY,
    Line,
)
from tests.stage import AUTHOR, PSW_CHANNEL

rule = pytest.mark.rule

OTHERWISE = [
    # of which case, upon what, who hears what; the rule that it is about
    pytest.param(
        NOT_NOTIFIED, "decide_not_notify", AUTHOR, "any significant incident should be alerted", marks=rule("R5")
    ),
    pytest.param(NOT_NOTIFIED, "executive_view", "ada", "The Executive has given its view", marks=rule("R31")),
    pytest.param(NOT_NOTIFIED, "single_agency_learning", "kim", "The partnership’s part is closed", marks=rule("R43")),
    pytest.param(NOT_NOTIFIED, "authorise", "mia", "The internal review was authorised", marks=rule("R74")),
    pytest.param(
        NOT_NOTIFIED,
        "internal_review.quality_checked",
        "ash",
        "training, practice guidance or a change of policy",
        marks=rule("R104"),
    ),
    pytest.param(
        NOT_NOTIFIED, "internal_review.approve", PSW_CHANNEL, "A learning action was agreed", marks=rule("R104")
    ),
    pytest.param(NOT_NOTIFIED, "new_view", "ada", "The Executive has given a new view", marks=rule("R31")),
    pytest.param(NOT_NOTIFIED, "new_view", "mia", "The Executive has given a new view", marks=rule("R31")),
    pytest.param(OF_A_PLACED_CHILD, "do 1 provide", AUTHOR, "What happened?", marks=rule("R12")),
    pytest.param(OF_A_PLACED_CHILD, "do 1 provide", AUTHOR, "You were asked to look at this answer", marks=rule("R12")),
    pytest.param(OF_A_PLACED_CHILD, "do 1 update", AUTHOR, "Change what has changed", marks=rule("R6")),
    pytest.param(OF_A_PLACED_CHILD, "do 1 update", "ada", "An update was sent", marks=(rule("R6"), rule("R7"))),
    pytest.param(OF_A_PLACED_CHILD, "do 1 update", PSW_CHANNEL, "An update was sent", marks=rule("R7")),
    pytest.param(OF_A_PLACED_CHILD, "placing_authority.invite", "uma", "has 24 hours to confirm", marks=rule("R34")),
    pytest.param(OF_A_PLACED_CHILD, "not_done", "cor", "so it is for this authority to notify", marks=rule("R35")),
    pytest.param(DECLINED, "decline", "cor", "so it is for this authority to notify", marks=rule("R35")),
    pytest.param(QUIETLY, "submit", AUTHOR, "Next: Area Assistant Director, 1 working day left", marks=rule("R5")),
    pytest.param(OF_A_CARE_LEAVER, "submit", PSW_CHANNEL, "is to be notified, for information only", marks=rule("R38")),
    pytest.param(OF_A_CARE_LEAVER, "status 1", "uma", "for information only and leads to no review", marks=rule("R38")),
]


@pytest.mark.parametrize(("told", "upon", "who", "sentence"), OTHERWISE)
def test_what_is_heard_otherwise(told: tuple[Line, ...], upon: str, who: str, sentence: str) -> None:
    assert sentence in hears(told, who, upon)
