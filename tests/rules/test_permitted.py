"""Who may do what for the sake of a rule, and who may not."""

import pytest

from state.case import Case, Run
from state.people import may, suitable
from state.process import NEW, Event
from state.processes import PROCESSES
from tests.state.processes.playing import AUTHOR, EVERYBODY, NOW, PEOPLE, answers

rule = pytest.mark.rule

PERMITTED = [
    # the event, and who may raise it: the author, a manager, the Area AD, the Unit, the PSW …; the rule
    pytest.param("alert.submit", "joe", marks=rule("R1")),
    pytest.param("alert.approve", "ada", marks=rule("R9")),
    pytest.param("alert.assess", "uma pat", marks=rule("R10")),
    pytest.param("alert.request_information", "uma pat", marks=rule("R11")),
    pytest.param("director_briefing.tell_director", "ash sam", marks=rule("R14")),
    pytest.param("director_briefing.not_needed", "ash sam", marks=rule("R14")),
    pytest.param("panel_notification.decide_notify", "cor pat", marks=rule("R29")),
    pytest.param("panel_notification.decide_not_notify", "cor pat", marks=rule("R29")),
    pytest.param("panel_notification.record_notified", "uma pat", marks=rule("R30")),
    pytest.param("partnership_referral.open", "uma pat", marks=rule("R39")),
    pytest.param("partnership_referral.executive_view", "kim pat", marks=rule("R40")),
    pytest.param("rapid_review.convene", "kim pat", marks=rule("R44")),
    pytest.param("rapid_review.tell_teams", "dee pat", marks=rule("R52")),
    pytest.param("agency_summary.quality_checked", "pat", marks=rule("R59")),
    pytest.param("agency_summary.approve", "ash sam", marks=rule("R60")),
    pytest.param("local_review.author_appointed", "kim pat", marks=rule("R64")),
    pytest.param("management_review.quality_checked", "pat", marks=rule("R67")),
    pytest.param("management_review.approve", "ash sam", marks=rule("R67")),
    pytest.param("practitioner_event.open", "kim pat", marks=rule("R72")),
    pytest.param("internal_review.open", "ada pat ash sam dee", marks=rule("R75")),
    pytest.param("internal_review.authorise", "ash sam", marks=rule("R75")),
    pytest.param("learning_action.verify", "pat", marks=(rule("R53"), rule("R99"))),
]


def row(name: str) -> Event:
    process, _, event = name.partition(".")
    found = PROCESSES[process].event(event)
    assert found is not None
    return found


@pytest.mark.parametrize(("event", "who"), PERMITTED)
def test_who_may(event: str, who: str) -> None:
    case = Case("NTK-2026-0001", "east", AUTHOR, "draft-1", "kent", NOW, (answers(),))
    run = Run(event.partition(".")[0], 1, NEW)
    assert {person for person in EVERYBODY if may(PEOPLE, person, row(event), case, run)} == set(who.split())


APPOINTED = [
    # what they would write, and who is suitable to
    pytest.param("agency_summary.appoint", "uma pat ash sam", marks=rule("R55")),
    pytest.param("management_review.appoint", "wes ash sam", marks=rule("R90")),
]


@pytest.mark.parametrize(("event", "who"), APPOINTED)
def test_who_may_be_appointed(event: str, who: str) -> None:
    case = Case("NTK-2026-0001", "east", AUTHOR, "draft-1", "kent", NOW, (answers(),))
    person = next(need for need in row(event).needs if need.name == "person")
    assert {other for other in EVERYBODY if suitable(PEOPLE, person, other, case)} == set(who.split())


NEEDED = [
    # the event, and a field without which it does not happen; the rule
    pytest.param("strategy_discussion.hold", "criteria_considered", marks=rule("R4")),
    pytest.param("strategy_discussion.hold", "attendance", marks=rule("R24")),
    pytest.param("strategy_discussion.hold", "text", marks=(rule("R25"), rule("R26"))),
    pytest.param("child_death.jar_held", "recorded", marks=rule("R6")),
    pytest.param("child_death.jar_held", "text", marks=rule("R6")),
    pytest.param("child_death.jar_held", "attendance", marks=rule("R85")),
    pytest.param("partnership_referral.executive_view", "rationale", marks=rule("R42")),
    pytest.param("partnership_referral.new_view", "rationale", marks=rule("R42")),
    pytest.param("rapid_review.finalise", "outcome", marks=rule("R47")),
    pytest.param("rapid_review.finalise", "text", marks=rule("R103")),
    pytest.param("agency_summary.agree_parameters", "text", marks=rule("R56")),
    pytest.param("practitioner_event.close", "text", marks=rule("R73")),
]


@pytest.mark.parametrize(("event", "field"), NEEDED)
def test_what_must_be_said(event: str, field: str) -> None:
    assert [need.optional for need in row(event).needs if need.name == field] == [False]
