"""Whole cases, from the alert to the end: what opens, who does what, and what closes. Source: processes.md."""

from datetime import datetime

import pytest

from state.answers import Value
from state.moments import LONDON
from state.refusals import Barred, NotYours
from tests.state.processes.playing import ENGINE, Story, answers
from tests.state.processes.rows import VALUES

QUORUM = ("chair", "director", "police", "health")
EVERYTHING = tuple(VALUES["checklist"])


def shared_and_met(story: Story) -> Story:
    """The alert is approved and assessed, shared, and the Executive finds the threshold met."""
    story.do("ada", "alert.approve").do("uma", "alert.assess").do("ash", "director_briefing.tell_director")
    story.do("uma", "partnership_referral.share")
    return story.do("kim", "partnership_referral.executive_view", choice="met", rationale="Serious harm.")


@pytest.mark.rule("R27")
@pytest.mark.rule("R44")
@pytest.mark.rule("R63")
@pytest.mark.rule("R65")
def test_notified_with_a_local_review_and_a_management_review_to_closed() -> None:
    story = shared_and_met(Story()).wait(days=1)
    story.do("uma", "panel_notification.recommend", choice="notify", rationale="The test is met.")
    story.do("cor", "panel_notification.decide_notify", rationale="I agree.")
    story.do("uma", "panel_notification.record_notified", reference="P-1", sent_at=story.said())
    assert story.followed == ["rapid_review.open", "agency_summary.open"]

    story.do("pat", "agency_summary.appoint", person="sam")
    story.do("pat", "agency_summary.agree_parameters", text="The manager, in person.")
    story.do("kim", "rapid_review.convene", meeting_at="2026-12-09T10:00:00+00:00").wait(days=5)
    story.do("sam", "agency_summary.send_to_psw").do("pat", "agency_summary.send_back", reason="Add the chronology.")
    story.do("sam", "agency_summary.send_to_psw").do("pat", "agency_summary.quality_checked")
    story.do("ash", "agency_summary.approve").do("pat", "agency_summary.return_to_kscmp", when=story.said())
    story.do("kim", "rapid_review.summaries_circulated").wait(days=10)
    story.do("kim", "rapid_review.hold", when=story.said(hours=2), attendance=QUORUM)
    story.do("kim", "rapid_review.finalise", outcome=("local_review",), text="How were bruises read?")
    assert story.followed == ["local_review.open", "management_review.open"]
    assert story.run("local_review").said("open", "text") == "How were bruises read?"
    assert story.run("management_review").said("open", "choice") == "local_review"
    story.do("kim", "rapid_review.submit_outcome", when=story.said()).do("dee", "rapid_review.tell_teams")

    story.do("pat", "management_review.appoint", person="wes").do("pat", "management_review.brief", when=story.said())
    story.wait(days=40)
    story.do("wes", "management_review.draft", checklist=EVERYTHING).do("pat", "management_review.quality_checked")
    story.do("ash", "management_review.approve").do("kim", "management_review.circulate")
    story.do("pat", "management_review.present", when=story.said())
    for event, fields in (
        ("author_appointed", {"text": "An independent author."}),
        ("terms_agreed", {"text": "At the first panel meeting."}),
        ("family_informed", {"when": story.said()}),
        ("reports_in", {}),
        ("agreed", {}),
        ("publish", {"when": story.said()}),
    ):
        with pytest.raises(Barred) as refused:
            story.do("pat", "alert.close")
        assert refused.value.lacking == ("local_review",)
        story.do("kim", f"local_review.{event}", **fields)
    story.do("pat", "alert.close")
    assert story.stands == {
        "alert": "closed",
        "panel_notification": "notified",
        "partnership_referral": "met",
        "director_briefing": "director_told",
        "rapid_review": "closed",
        "agency_summary": "returned",
        "local_review": "closed",
        "management_review": "closed",
    }
    assert {state for _, state in story.clocks.values()} == {"met"}


@pytest.mark.rule("R43")
@pytest.mark.rule("R74")
@pytest.mark.rule("R104")
def test_not_notified_with_an_internal_review_and_its_learning_actions_to_closed() -> None:
    story = Story(answers(outcome="other_physical", injury=("repeated",), learning="single_agency"))
    assert "consider_extent_persistence_severity" in story.found
    story.do("ada", "alert.approve").do("uma", "alert.assess")
    story.do("ash", "director_briefing.not_needed", reason="Known already.")
    story.do("uma", "partnership_referral.share")
    story.do("kim", "partnership_referral.executive_view", choice="not_met", rationale="Not serious.")
    assert "consider_internal_review" not in story.found
    story.do("cor", "panel_notification.decide_not_notify", rationale="I agree.")
    assert "consider_internal_review" in story.found
    story.do("pat", "partnership_referral.single_agency_learning", text="How injuries were recorded.")
    assert story.followed == ["internal_review.open"]
    assert story.run("internal_review").said("open", "text") == "How injuries were recorded."

    story.do("ash", "internal_review.authorise").do("pat", "internal_review.appoint", person="rae").wait(days=20)
    story.do("rae", "internal_review.report").do("pat", "internal_review.quality_checked")
    story.do("ash", "internal_review.approve", recommendations="Train the teams.\n\nChange the form.")
    assert story.followed == ["learning_action.open", "learning_action.open"]
    assert story.run("learning_action#2").said("open", "text") == "Change the form."
    story.do("pat", "learning_action#2.drop", reason="Done already.")
    with pytest.raises(NotYours):
        story.do("mia", "learning_action.done", text="All were trained.")
    story.do("pat", "learning_action.reassign", person="mia")
    story.do("pat", "learning_action.extend", due="2027-02-01", reason="Agreed with the team.")
    assert story.clocks["learning_action"] == ("2027-02-01", "running")
    story.do("mia", "learning_action.done", text="All were trained.").do("pat", "learning_action.verify")
    story.do("pat", "alert.close")
    assert story.stands == {
        "alert": "closed",
        "panel_notification": "not_notified",
        "partnership_referral": "closed",
        "director_briefing": "not_needed",
        "internal_review": "closed",
        "learning_action": "verified",
        "learning_action#2": "dropped",
    }
    assert {state for _, state in story.clocks.values()} == {"met"}


@pytest.mark.rule("R34")
@pytest.mark.rule("R35")
def test_a_placed_child_and_silence_for_24_hours_over_a_weekend() -> None:
    friday = datetime(2026, 11, 20, 15, tzinfo=LONDON)
    placed = answers(status=("placed_by_other_authority",), known_at="2026-11-20T14:00", incident_at="2026-11-20")
    story = Story(placed, now=friday)
    assert story.stands == {
        "alert": "with_area_ad",
        "panel_notification": "considering",
        "placing_authority": "to_invite",
        "partnership_referral": "to_share",
    }
    story.do("uma", "placing_authority.invite", text="The duty manager there.", when="2026-11-20T14:30")
    assert story.clocks["placing_authority_confirmation"] == ("2026-11-21 14:30:00+00:00", "running")
    assert story.wait(hours=23, minutes=29).stands["placing_authority"] == "invited"
    assert story.wait(minutes=1).stands["placing_authority"] == "kent_notifies"
    step = story.run("placing_authority").steps[-1]
    assert (step.event, step.role, f"{step.at:%A}") == ("lapse", "clock", "Saturday")
    assert story.clocks["panel_notification"] == ("2026-11-27", "running")

    story.do("cor", "panel_notification.decide_notify", rationale="Serious harm.", without_view="It cannot wait.")
    story.wait(days=2)
    story.do("uma", "panel_notification.record_notified", reference="P-1", sent_at=story.said(hours=1))
    assert story.followed == ["placing_authority.done", "rapid_review.open", "agency_summary.open"]
    assert story.stands["placing_authority"] == "closed"


@pytest.mark.rule("R34")
def test_a_placing_authority_that_confirms_and_then_does_nothing() -> None:
    placed = answers(status=("placed_by_other_authority",))
    story = Story(placed).do("uma", "placing_authority.invite", text="Their duty manager.", when="2026-11-23T14:00")
    story.do("uma", "placing_authority.confirm", text="Their head of service.", when="2026-11-23T14:10")
    limit, _ = story.clocks["panel_notification"]
    assert limit == "2026-11-30"
    assert story.wait(days=3, hours=9).stands["placing_authority"] == "confirmed"  # Thursday, late in the evening
    assert story.wait(hours=1).stands["placing_authority"] == "kent_notifies"  # Friday, the working day before


@pytest.mark.rule("R34")
def test_a_placing_authority_that_notifies() -> None:
    placed = answers(status=("placed_by_other_authority",))
    story = Story(placed).do("uma", "placing_authority.invite", text="Their duty manager.", when="2026-11-23T14:00")
    story.do("uma", "placing_authority.confirm", text="Their head of service.", when="2026-11-23T14:10")
    story.do("uma", "placing_authority.their_reference", reference="T-7")
    assert story.followed == ["panel_notification.notified_elsewhere"]
    assert story.stands["panel_notification"] == "notified_elsewhere"
    assert story.run("panel_notification").said("notified_elsewhere", "reference") == "T-7"


DEATH: dict[str, Value] = {
    "outcome": "died",
    "died_at": "2026-11-23T08:00",
    "death_unexpected": "no",
    "death_circumstances": ("none",),
    "place_of_death": "in_area",
    "abuse_or_neglect": "neither",
}


@pytest.mark.rule("R36")
@pytest.mark.rule("R100")
def test_a_looked_after_child_dies() -> None:
    story = Story(answers(**DEATH, status=("looked_after",)))
    assert story.stands == {"alert": "with_area_ad", "looked_after_death": "to_notify", "child_death": "opened"}
    assert story.clocks["looked_after_death"] == ("2026-11-30", "running")
    with pytest.raises(Barred) as refused:
        story.do("pat", "alert.withdraw", reason="A mistake.")
    assert refused.value.lacking == ("looked_after_death",)
    story.do("uma", "looked_after_death.record_notified", reference="S-1", sent_at=story.said())
    story.do("mia", "child_death.health_decides", choice="no_jar", reason="It was expected.")
    assert story.clocks["child_death_form"] == ("2026-11-24 08:00:00+00:00", "running")
    story.do("mia", "child_death.form_a", when=story.said(hours=1))
    assert story.clocks["child_death_form"] == ("2026-11-24 08:00:00+00:00", "met")
    assert story.stands["child_death"] == "no_jar"


def expected_and_assessed() -> Story:
    """A child died, as was expected; all is done, except that nobody has sent Form A."""
    story = Story(answers(**DEATH)).do("ada", "alert.approve").do("uma", "alert.assess")
    story.do("ash", "director_briefing.not_needed", reason="It was expected.")
    return story.do("mia", "child_death.health_decides", choice="no_jar", reason="It was expected.")


@pytest.mark.rule("R100")
def test_a_case_is_not_closed_while_form_a_is_owed() -> None:
    story = expected_and_assessed()
    with pytest.raises(Barred) as refused:
        story.do("pat", "alert.close")
    assert refused.value.lacking == ("child_death_form",)
    story.do("mia", "child_death.form_a", when=story.said(hours=1)).do("pat", "alert.close")
    assert story.stands["alert"] == "closed"


@pytest.mark.rule("R100")
def test_a_case_does_not_stay_closed_once_form_a_is_owed_again() -> None:
    story = expected_and_assessed().do("mia", "child_death.form_a", when=expected_and_assessed().said(hours=1))
    story.do("pat", "alert.close").do("pat", "child_death.undo", reason="It was another child's form.")
    assert story.followed == ["alert.owed_again"]
    assert story.clocks["child_death_form"][1] == "running"


@pytest.mark.rule("R100")
def test_a_death_of_which_no_form_is_owed_holds_up_no_case() -> None:
    stillborn = {"age_group": "stillborn", "death_circumstances": ("unattended_stillbirth",)}
    story = Story(answers(**{**DEATH, **stillborn}))
    story.do("mia", "child_death.health_decides", choice="no_jar", reason="A midwife was there.")
    assert story.stands["child_death"] == "no_jar"
    assert [run.process for run in ENGINE.unfinished(story.case)] == ["alert"]


@pytest.mark.rule("R37")
@pytest.mark.rule("R38")
def test_a_care_leaver_dies_and_no_review_opens() -> None:
    story = Story(answers(**DEATH, age_group="18_to_24", status=("care_leaver",)))
    assert story.stands == {"alert": "with_area_ad", "care_leaver_death": "to_notify"}
    story.do("pat", "care_leaver_death.record_notified", reference="S-2", sent_at=story.said())
    assert story.followed == []
    story.do("ada", "alert.approve").do("ash", "director_briefing.tell_director")
    story.do("uma", "alert.assess").do("pat", "alert.close")
    assert set(story.stands) == {"alert", "care_leaver_death", "director_briefing"}


@pytest.mark.rule("R83")
@pytest.mark.rule("R84")
@pytest.mark.rule("R6")
def test_a_child_who_was_expected_to_die_dies_after_all_was_closed() -> None:
    story = Story(answers(outcome="expected_to_die", death_unexpected="yes", abuse_or_neglect="neither"))
    assert story.stands == {"alert": "with_area_ad", "child_death": "opened"}
    assert story.clocks.keys() == {"area_ad_approval", "unit_enquiries"}
    story.do("uma", "child_death.survived", text="Out of danger.")
    story.do("ada", "alert.approve").do("ash", "director_briefing.tell_director")
    story.do("uma", "alert.assess").do("pat", "alert.close").wait(days=2)

    story.do("uma", "child_death.died", when=story.said(hours=3))
    assert story.stands == {"alert": "with_unit", "child_death": "opened", "director_briefing": "director_told"}
    assert story.followed == ["alert.found_anew"]
    assert (story.case.current.get("outcome"), story.case.current.get("died_at")) == ("died", story.said(hours=3))
    assert story.clocks["joint_agency_response"][0] == "2026-11-28 11:20:00+00:00"
    story.do("uma", "child_death.health_decides", choice="jar", reason="Unexplained.").wait(days=1)
    story.do(
        "mia",
        "child_death.jar_held",
        when=story.said(hours=1),
        attendance=("service_manager", "police", "health"),
        text="A post-mortem follows.",
        recorded="yes",
        abuse_concerns="yes",
    )
    assert story.followed == ["strategy_discussion.open"]
    assert story.clocks["jar_update"] == ("2026-11-27", "running")
    story.do("mia", "child_death.update_filed", reference="L-9")
    assert story.stands["child_death"] == "closed"


@pytest.mark.rule("R82")
@pytest.mark.rule("R88")
def test_a_stillbirth_with_nobody_in_attendance() -> None:
    story = Story(
        answers(
            age_group="stillborn",
            outcome="died",
            died_at="2026-11-23T07:00",
            death_circumstances=("unattended_stillbirth",),
            abuse_or_neglect="suspected",
            strategy_discussion="not_held",
        )
    )
    assert story.stands == {
        "alert": "with_area_ad",
        "strategy_discussion": "needed",
        "panel_notification": "considering",
        "child_death": "opened",
        "partnership_referral": "to_share",
    }
    assert "child_death_form" not in story.clocks
    assert story.clocks["joint_agency_response"] == ("2026-11-26 07:00:00+00:00", "running")


@pytest.mark.rule("R89")
@pytest.mark.rule("R90")
@pytest.mark.rule("R91")
@pytest.mark.rule("R92")
def test_an_adult_review_and_a_homicide_review_each_with_a_management_review() -> None:
    adults = ("died_domestic_abuse", "serious_abuse_or_neglect")
    story = Story(
        answers(outcome="no_harm", abuse_or_neglect="neither", adult_affected=adults, partner_working_concern="yes")
    )
    assert story.stands == {"alert": "with_area_ad", "adult_review": "considered", "homicide_review": "considered"}
    story.do("uma", "adult_review.refer", when=story.said(hours=1))
    story.do("pat", "adult_review.board_decides", choice="review", when=story.said())
    story.do("pat", "adult_review.imr_requested").do("pat", "homicide_review.csp_told", when="2026-11-20")
    assert story.clocks["homicide_review_decision"] == ("2026-12-20", "running")
    story.wait(days=7).do("pat", "homicide_review.decide", choice="review", when="2026-11-30")
    assert story.clocks["homicide_review_decision"] == ("2026-12-20", "met")
    assert story.clocks["homicide_review_report"] == ("2027-05-30", "running")
    story.do("pat", "homicide_review.extend", due="2027-09-01", text="Agreed by the partnership.")
    assert story.clocks["homicide_review_report"] == ("2027-09-01", "running")
    story.do("pat", "homicide_review.imr_requested").do("pat", "homicide_review.chronology", when="2026-11-30")

    assert story.run("management_review").said("open", "choice") == "adult_review"
    assert story.run("management_review#2").said("open", "choice") == "homicide_review"
    for key, checklist in (("", EVERYTHING[:-1]), ("#2", EVERYTHING)):
        story.do("pat", f"management_review{key}.appoint", person="wes")
        story.do("pat", f"management_review{key}.brief", when=story.said())
        story.do("wes", f"management_review{key}.draft", checklist=checklist)
        story.do("pat", f"management_review{key}.quality_checked").do("sam", f"management_review{key}.approve")
        story.do("pat", f"management_review{key}.circulate")
        story.do("pat", f"management_review{key}.present", when=story.said())
    story.do("pat", "adult_review.close", text="Its learning is shared.")
    story.do("pat", "homicide_review.overview_report", when=story.said())
    assert {state for name, state in story.stands.items() if name != "alert"} == {"closed"}


@pytest.mark.rule("R39")
@pytest.mark.rule("R101")
def test_a_partners_referral_starts_a_case_without_an_alert() -> None:
    story = Story(by="").tell("uma", "partnership_referral.open", answers())
    assert story.stands == {"partnership_referral": "to_share", "panel_notification": "considering"}
    assert story.clocks.keys() == {"executive_view", "panel_notification", "partnership_share"}
    story.do("uma", "partnership_referral.share").wait(days=1)
    story.do("kim", "partnership_referral.executive_view", choice="met", rationale="Serious harm.")
    story.do(
        "pat",
        "panel_notification.decide_notify",
        rationale="As advised.",
        on_behalf_of="The Corporate Director",
        decided_at=story.said(minutes=10),
    )
    story.do("pat", "panel_notification.record_notified", reference="P-3", sent_at=story.said())
    assert story.stands["rapid_review"] == "to_convene"
