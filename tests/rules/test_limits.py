"""How long is left for what a rule asks: each limit and target of one incident with everything in it, in Kent."""

import pytest

from state.criteria import assess
from state.deadlines import deadlines
from tests.state.test_deadlines import COUNCILS, INCIDENT, KENT, MOMENTS, iso

rule = pytest.mark.rule

LIMITS = [
    # the deadline, its limit or target; its rules. Known on Thursday 17 September 2026, notified a week later.
    pytest.param("area_ad_approval", "2026-09-18", marks=(rule("R5"), rule("R9"))),
    pytest.param("unit_enquiries", "2026-09-22", marks=rule("R13")),
    pytest.param("executive_view", "2026-09-21", marks=(rule("R40"), rule("R42"))),
    pytest.param("panel_notification", "2026-09-24", marks=rule("R27")),
    pytest.param("looked_after_death", "2026-09-25", marks=rule("R36")),
    pytest.param("care_leaver_death", "2026-09-25", marks=rule("R37")),
    pytest.param("tell_other_authority", "2026-09-19T09:00:00+01:00", marks=rule("R36")),
    pytest.param("placing_invitation", "2026-09-18", marks=rule("R34")),
    pytest.param("placing_authority_confirmation", "2026-09-18T12:00:00+01:00", marks=(rule("R34"), rule("R35"))),
    pytest.param("joint_agency_response", "2026-09-20T08:00:00+01:00", marks=rule("R84")),
    pytest.param("child_death_form", "2026-09-18T08:00:00+01:00", marks=rule("R100")),
    pytest.param("rapid_review", "2026-10-15", marks=rule("R44")),
    pytest.param("rapid_review_convened", "2026-09-24", marks=rule("R44")),
    pytest.param("rapid_review_summaries", "2026-10-06", marks=(rule("R45"), rule("R103"))),
    pytest.param("agency_summary_to_psw", "2026-10-02", marks=rule("R59")),
    pytest.param("rapid_review_meeting", "2026-10-12", marks=rule("R46")),
    pytest.param("rapid_review_report", "2026-10-14", marks=rule("R103")),
    pytest.param("homicide_review_decision", "2026-10-17", marks=rule("R91")),
    pytest.param("homicide_review_report", "2027-04-01", marks=rule("R91")),
    pytest.param("partnership_share", "2026-09-17", marks=(rule("R39"), rule("R101"))),
    pytest.param("local_review_report", "2027-04-16", marks=rule("R69")),
    pytest.param("internal_review_report", "2026-11-27", marks=rule("R74")),
    pytest.param("jar_update", "2026-09-21", marks=rule("R6")),
    pytest.param("learning_action", "2026-12-31", marks=(rule("R53"), rule("R99"))),
]


@pytest.mark.parametrize(("id", "last"), LIMITS)
def test_until_when(id: str, last: str) -> None:
    dues = deadlines(KENT, INCIDENT, assess(INCIDENT), MOMENTS)
    assert last in [iso(due.due or due.target) for due in dues if due.id == id]


def test_every_deadline_is_here() -> None:
    assert {row[0] for row in COUNCILS} == {row.values[0] for row in LIMITS}
