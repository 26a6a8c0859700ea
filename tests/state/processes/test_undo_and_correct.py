"""Stepping back and mending: what hangs on the step goes with it, or bars it. Source: processes.md, head."""

from dataclasses import replace

import pytest

from state.case import FieldValue
from state.people import suitable
from state.refusals import Barred, Missing
from tests.state.processes.playing import ENGINE, PEOPLE, Story, answers
from tests.state.processes.test_openings import reviewed

WHY = "A mistake."
PLACED = answers(status=("placed_by_other_authority",))


def decided() -> Story:
    """A case in which the Corporate Director decided to notify."""
    story = Story().do("uma", "partnership_referral.share")
    story.do("kim", "partnership_referral.executive_view", choice="met", rationale="r")
    return story.do("cor", "panel_notification.decide_notify", rationale="r")


def notified() -> Story:
    story = decided()
    return story.do("uma", "panel_notification.record_notified", reference="P-1", sent_at=story.said())


def barred(story: Story, who: str, what: str, /, **fields: str) -> tuple[str, tuple[str, ...]]:
    """How an event is refused, with nothing changed."""
    before = story.case
    with pytest.raises(Barred) as refused:
        story.do(who, what, **fields)
    assert story.case == before
    return refused.value.key, refused.value.lacking


def corrected(story: Story, place: str, event: str, field: str, value: str | tuple[str, ...]) -> Story:
    return story.do("pat", f"{place}.correct", event=event, field=field, value=value, reason=WHY)


# Undo ---------------------------------------------------------------------------------------------------------------


def test_undo_takes_back_what_the_step_opened() -> None:
    story = notified()
    entries = len(story.case.entries)
    story.do("pat", "panel_notification.undo", reason=WHY)
    assert story.stands["panel_notification"] == "to_notify"
    assert not {"rapid_review", "agency_summary"} & set(story.stands)
    assert [(e.what, e.role) for e in story.case.entries[entries:]] == [
        ("panel_notification.undo", "psw"),
        ("agency_summary.undo", "clock"),
        ("rapid_review.undo", "clock"),
    ]
    story.do("uma", "panel_notification.record_notified", reference="P-2", sent_at=story.said())
    assert story.stands["rapid_review"] == "to_convene"


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("rapid_review.convene", {"meeting_at": "2026-12-09T10:00"}),
        ("rapid_review.note", {"text": "A room is booked."}),
    ],
)
def test_undo_is_refused_once_what_it_opened_has_moved_on(event: str, fields: dict[str, str]) -> None:
    story = notified().do("kim", event, **fields)
    assert barred(story, "pat", "panel_notification.undo", reason=WHY) == ("nothing_has_moved_on", ("rapid_review",))


def test_undo_is_possible_again_once_what_it_opened_was_undone_too() -> None:
    story = notified().do("kim", "rapid_review.convene", meeting_at="2026-12-09T10:00")
    story.do("pat", "rapid_review.undo", reason=WHY).do("pat", "panel_notification.undo", reason=WHY)
    assert "rapid_review" not in story.stands


def test_undo_takes_back_what_the_step_moved() -> None:
    story = Story(PLACED).do("uma", "placing_authority.invite", text="t", when="2026-11-23T14:00")
    story.do("uma", "placing_authority.confirm", text="t", when="2026-11-23T14:00")
    story.do("uma", "placing_authority.their_reference", reference="T-1")
    version = story.run("panel_notification").version
    story.do("pat", "placing_authority.undo", reason=WHY)
    assert (story.stands["placing_authority"], story.stands["panel_notification"]) == ("confirmed", "considering")
    assert story.run("panel_notification").version == version + 1
    assert story.run("panel_notification").last("notified_elsewhere") is None


def test_undo_goes_through_a_chain() -> None:
    story = reviewed().do("kim", "rapid_review.finalise", outcome=("local_review",), text="t")
    assert story.followed == ["local_review.open", "management_review.open"]
    story.do("pat", "rapid_review.undo", reason=WHY)
    assert not {"local_review", "management_review"} & set(story.stands)


def test_undo_is_refused_when_the_end_of_a_chain_has_moved_on() -> None:
    story = reviewed().do("kim", "rapid_review.finalise", outcome=("local_review",), text="t")
    story.do("pat", "management_review.appoint", person="wes")
    assert barred(story, "pat", "rapid_review.undo", reason=WHY) == ("nothing_has_moved_on", ("management_review",))


def test_what_a_later_decision_relied_on_is_not_undone() -> None:
    story = decided()
    refusal = barred(story, "pat", "partnership_referral.undo", reason=WHY)
    assert refusal == ("nothing_has_moved_on", ("panel_notification",))
    story.do("pat", "panel_notification.undo", reason=WHY)
    story.do("cor", "panel_notification.decide_not_notify", rationale="r", without_view="w")
    assert barred(story, "pat", "partnership_referral.undo", reason=WHY) == refusal
    story.do("pat", "panel_notification.undo", reason=WHY).do("pat", "partnership_referral.undo", reason=WHY)
    assert story.stands["partnership_referral"] == "shared"


def test_what_the_clock_did_is_not_undone_by_itself() -> None:
    story = Story(PLACED).do("uma", "placing_authority.invite", text="t", when="2026-11-23T14:00").wait(days=1)
    assert story.stands["placing_authority"] == "kent_notifies"
    assert barred(story, "pat", "placing_authority.undo", reason=WHY) == ("the_clock_is_not_undone", ())


def test_what_opened_a_process_and_what_wrote_answers_is_not_undone() -> None:
    story = Story(answers(outcome="expected_to_die"))
    assert barred(story, "pat", "child_death.undo", reason=WHY) == ("nothing_to_undo", ())
    story.do("uma", "child_death.died", when=story.said())
    assert barred(story, "pat", "child_death.undo", reason=WHY) == ("answers_are_not_undone", ())


# Correct ------------------------------------------------------------------------------------------------------------


@pytest.mark.rule("R44")
def test_a_corrected_date_moves_the_clocks_that_count_from_it() -> None:
    story = notified().wait(days=1)
    assert story.clocks["rapid_review"][0] == "2026-12-14"
    story.do("uma", "rapid_review.note", text="It was sent a day later.")
    corrected(story, "panel_notification", "record_notified", "sent_at", "2026-11-24T10:00")
    assert story.clocks["rapid_review"][0] == "2026-12-15"
    step = story.run("panel_notification").steps[-1]
    assert step.fields["before"] == "2026-11-23T14:20:00+00:00"


@pytest.mark.parametrize(
    ("value", "key"), [("2026-11-25T10:00", "not_in_the_future"), ("2026-11-23T08:00", "not_before")]
)
def test_a_correction_must_fit_like_the_first_value(value: str, key: str) -> None:
    fields = {"event": "record_notified", "field": "sent_at", "value": value, "reason": WHY}
    assert barred(notified(), "pat", "panel_notification.correct", **fields)[0] == key


def test_a_correction_does_not_move_a_date_past_one_that_follows_it() -> None:
    story = Story(PLACED).do("uma", "placing_authority.invite", text="t", when="2026-11-23T10:00")
    story.do("uma", "placing_authority.confirm", text="t", when="2026-11-23T12:00")
    fields = {"event": "invite", "field": "when", "value": "2026-11-23T12:01", "reason": WHY}
    assert barred(story, "pat", "placing_authority.correct", **fields)[0] == "not_before"
    corrected(story, "placing_authority", "invite", "when", "2026-11-23T12:00")


def test_a_correction_does_not_move_a_date_past_one_of_another_process() -> None:
    story = notified().wait(days=1)
    for who, event, fields in (
        ("kim", "convene", {"meeting_at": "2026-11-25T10:00"}),
        ("kim", "summaries_circulated", {}),
        ("kim", "hold", {"when": "2026-11-24T10:00", "attendance": ("chair", "director", "police", "health")}),
    ):
        story.do(who, f"rapid_review.{event}", **fields)
    later = {"event": "record_notified", "field": "sent_at", "value": "2026-11-24T11:00", "reason": WHY}
    assert barred(story, "pat", "panel_notification.correct", **later)[0] == "not_before"
    corrected(story, "panel_notification", "record_notified", "sent_at", "2026-11-24T09:00")


def test_a_correction_is_of_the_fields_kind() -> None:
    story = Story().do("uma", "partnership_referral.share")
    story.do("kim", "partnership_referral.executive_view", choice="met", rationale="r")
    with pytest.raises(Missing) as refused:
        corrected(story, "partnership_referral", "executive_view", "choice", "perhaps")
    assert refused.value.values == {"field": "value"}


@pytest.mark.rule("R48")
def test_a_corrected_attendance_must_still_be_a_quorum() -> None:
    story = reviewed()
    fields = {"event": "hold", "field": "attendance", "value": "chair", "reason": WHY}
    assert barred(story, "pat", "rapid_review.correct", **fields) == ("quorate", ("director", "police", "health"))


def test_a_corrected_choice_leads_where_it_would_have_led() -> None:
    story = Story().do("uma", "partnership_referral.share")
    story.do("kim", "partnership_referral.executive_view", choice="met", rationale="r")
    corrected(story, "partnership_referral", "executive_view", "choice", "not_met")
    assert story.stands["partnership_referral"] == "not_met"


def test_a_choice_is_not_corrected_once_something_has_gone_on_from_it() -> None:
    story = Story(answers(outcome="expected_to_die", abuse_or_neglect="neither"))
    story.do("mia", "child_death.health_decides", choice="jar", reason="r").do("mia", "child_death.survived", text="t")
    fields = {"event": "health_decides", "field": "choice", "value": "no_jar", "reason": WHY}
    assert barred(story, "pat", "child_death.correct", **fields) == ("nothing_has_moved_on", ("child_death",))
    fields = {"event": "executive_view", "field": "choice", "value": "not_met", "reason": WHY}
    assert barred(decided(), "pat", "partnership_referral.correct", **fields)[1] == ("panel_notification",)


@pytest.mark.rule("R7")
def test_concerns_that_were_forgotten_open_a_discussion_and_those_recorded_by_mistake_take_it_back() -> None:
    story = Story(answers(outcome="expected_to_die", abuse_or_neglect="neither"))
    story.do("mia", "child_death.health_decides", choice="jar", reason="r")
    held: dict[str, FieldValue] = {
        "when": story.said(),
        "attendance": ("service_manager",),
        "text": "t",
        "recorded": "yes",
        "abuse_concerns": "no",
    }
    story.do("mia", "child_death.jar_held", **held)
    assert "strategy_discussion" not in story.stands
    corrected(story, "child_death", "jar_held", "abuse_concerns", "yes")
    assert story.followed == ["strategy_discussion.open"]
    corrected(story, "child_death", "jar_held", "text", "Other words.")
    assert list(story.stands).count("strategy_discussion") == 1
    corrected(story, "child_death", "jar_held", "abuse_concerns", "no")
    assert "strategy_discussion" not in story.stands
    corrected(story, "child_death", "jar_held", "abuse_concerns", "yes")
    story.do("mia", "strategy_discussion.arrange", meeting_at="2026-11-24T10:00")
    fields = {"event": "jar_held", "field": "abuse_concerns", "value": "no", "reason": WHY}
    assert barred(story, "pat", "child_death.correct", **fields) == ("nothing_has_moved_on", ("strategy_discussion",))


def test_a_corrected_outcome_opens_what_is_lacking_and_takes_back_what_is_too_much() -> None:
    story = reviewed().do("kim", "rapid_review.finalise", outcome=("local_review",), text="t")
    corrected(story, "rapid_review", "finalise", "outcome", ("local_review", "other_learning"))
    assert story.followed == ["internal_review.open"]
    corrected(story, "rapid_review", "finalise", "outcome", ("other_learning",))
    assert "local_review" not in story.stands
    assert "management_review" not in story.stands
    assert story.stands["internal_review"] == "proposed"


@pytest.mark.rule("R84")
def test_a_corrected_death_is_written_into_the_answers_and_assessed_again() -> None:
    story = Story(answers(outcome="expected_to_die", abuse_or_neglect="neither", incident_at="2026-11-22"))
    story.wait(days=1).do("uma", "child_death.died", when="2026-11-24T10:00")
    corrected(story, "child_death", "died", "when", "2026-11-24T08:00")
    assert story.case.current.get("died_at") == "2026-11-24T08:00"
    assert len(story.case.answers) == 3
    assert story.clocks["joint_agency_response"][0] == "2026-11-27 08:00:00+00:00"


def test_what_opens_a_process_can_be_corrected_too() -> None:
    story = Story().do("pat", "learning_action.open", text="t", person="mia", due="2026-12-18", review="An audit.")
    corrected(story, "learning_action", "open", "due", "2026-12-21")
    assert story.clocks["learning_action"][0] == "2026-12-21"


# Reassign -----------------------------------------------------------------------------------------------------------


def test_another_person_is_named_only_where_one_was() -> None:
    story = notified()
    assert barred(story, "pat", "agency_summary.reassign", person="sam") == ("somebody_is_appointed", ("person",))
    story.do("pat", "agency_summary.appoint", person="sam").do("pat", "agency_summary.reassign", person="uma")
    assert story.run("agency_summary").person == "uma"
    assert story.stands["agency_summary"] == "appointed"
    assert barred(story, "pat", "panel_notification.reassign", person="sam")[0] == "somebody_is_appointed"


@pytest.mark.rule("R90")
@pytest.mark.parametrize(("person", "ties"), [("sam", ()), ("joe", ("author",)), ("ada", ("area_ad",))])
def test_whoever_is_named_later_is_as_independent_as_the_first(person: str, ties: tuple[str, ...]) -> None:
    story = Story().do("ada", "alert.approve").do("pat", "management_review.open", choice="adult_review")
    story.do("pat", "management_review.appoint", person="wes")
    if not ties:
        story.do("pat", "management_review.reassign", person=person)
        assert story.run("management_review").person == person
        return
    assert barred(story, "pat", "management_review.reassign", person=person) == ("independent", ties)


def test_undo_takes_back_that_another_was_named_before_it_takes_back_the_first() -> None:
    story = (
        notified().do("pat", "agency_summary.appoint", person="sam").do("pat", "agency_summary.reassign", person="uma")
    )
    story.do("pat", "agency_summary.undo", reason=WHY)
    assert (story.stands["agency_summary"], story.run("agency_summary").person) == ("appointed", "sam")
    story.do("pat", "agency_summary.undo", reason=WHY)
    assert (story.stands["agency_summary"], story.run("agency_summary").person) == ("author_needed", None)


@pytest.mark.rule("R55")
def test_the_author_of_a_summary_stays_a_member_of_the_unit_for_quality() -> None:
    story = notified().do("pat", "agency_summary.appoint", person="sam")
    run = story.run("agency_summary")
    [first] = ENGINE.row(replace(run, state="author_needed"), "appoint").needs
    assert ENGINE.row(run, "reassign").needs == (first,)
    assert {who for who in PEOPLE.members if suitable(PEOPLE, first, who, story.case)} == {"uma", "pat", "sam", "ash"}
