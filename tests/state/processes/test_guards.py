"""What an event refuses, and what it says is missing. Source: processes.md."""

from typing import Any

import pytest

from state.answers import Answers, Value
from state.processes import practitioner_event, strategy_discussion
from state.refusals import Barred, Missing
from tests.state.processes.playing import Story, answers
from tests.state.processes.rows import VALUES
from tests.state.processes.test_openings import reviewed

QUORUM = "chair director police health"
# who came → what the refusal says, and who is named
QUORATE = [
    (QUORUM, "", ""),
    ("chair ad_spsqa police health", "", ""),
    (f"{QUORUM} ad_spsqa adviser", "", ""),
    (f"{QUORUM} system_improvement_manager business_officer paediatrician adviser", "", ""),
    (f"{QUORUM} paediatrician adviser head_teacher", "at_most_two_others", "paediatrician adviser head_teacher"),
    (f"{QUORUM} ad_spsqa adviser head_teacher", "at_most_two_others", "ad_spsqa adviser head_teacher"),
    ("chair director health", "quorate", "police"),
    ("chair police", "quorate", "director health"),
    ("director police health", "quorate", "chair"),
    ("adviser", "quorate", QUORUM),
]


@pytest.mark.rule("R49")
@pytest.mark.rule("R48")
@pytest.mark.rule("R50")
@pytest.mark.rule("R51")
@pytest.mark.rule("R54")
@pytest.mark.parametrize(("came", "refusal", "named"), QUORATE)
def test_a_rapid_review_needs_a_quorum(came: str, refusal: str, named: str) -> None:
    story = reviewed().do("pat", "rapid_review.undo", reason="The wrong attendance.")
    fields: dict[str, Any] = {"when": story.said(), "attendance": tuple(came.split())}
    if not refusal:
        assert story.do("kim", "rapid_review.hold", **fields).stands["rapid_review"] == "held"
        return
    with pytest.raises(Barred) as refused:
        story.do("kim", "rapid_review.hold", **fields)
    assert (refused.value.key, refused.value.lacking) == (refusal, tuple(named.split()))
    assert story.stands["rapid_review"] == "circulated"


@pytest.mark.rule("R65")
@pytest.mark.rule("R90")
@pytest.mark.parametrize(
    ("person", "ties"), [("wes", ()), ("joe", ("author",)), ("mia", ("manager",)), ("ada", ("area_ad",))]
)
def test_the_author_of_a_management_review_is_independent_of_the_case(person: str, ties: tuple[str, ...]) -> None:
    story = Story().do("ada", "alert.approve").do("uma", "alert.request_information", text="Which ward?")
    story.tell("mia", "alert.provide", answers(), text="Ward 3.").do(
        "pat", "management_review.open", choice="adult_review"
    )
    if not ties:
        assert story.do("pat", "management_review.appoint", person=person).run("management_review").person == person
        return
    with pytest.raises(Barred) as refused:
        story.do("pat", "management_review.appoint", person=person)
    assert (refused.value.key, refused.value.lacking) == ("independent", ties)


@pytest.mark.rule("R70")
@pytest.mark.rule("R92")
@pytest.mark.parametrize(
    ("review", "ticked", "left"),
    [
        ("local_review", VALUES["checklist"][:8], ()),
        ("local_review", VALUES["checklist"][:6], ("analysis", "smart_actions")),
        ("homicide_review", VALUES["checklist"][:8], ("agreed_with_panel_member",)),
        ("homicide_review", VALUES["checklist"], ()),
    ],
)
def test_a_management_review_is_sent_when_its_work_is_done(
    review: str, ticked: tuple[str, ...], left: tuple[str, ...]
) -> None:
    story = Story().do("pat", "management_review.open", choice=review)
    story.do("pat", "management_review.appoint", person="wes").do("pat", "management_review.brief", when=story.said())
    if not left:
        assert story.do("wes", "management_review.draft", checklist=ticked).stands["management_review"] == "with_psw"
        return
    with pytest.raises(Barred) as refused:
        story.do("wes", "management_review.draft", checklist=ticked)
    assert (refused.value.key, refused.value.lacking) == ("complete", left)


@pytest.mark.rule("R90")
@pytest.mark.rule("R92")
@pytest.mark.parametrize(
    ("review", "hears"), [("local_review", False), ("adult_review", True), ("homicide_review", True)]
)
def test_the_sm_spsqa_hears_of_the_reports_that_they_supervise(review: str, hears: bool) -> None:
    story = Story()
    for who, event, fields in (
        ("pat", "open", {"choice": review}),
        ("pat", "appoint", {"person": "wes"}),
        ("pat", "brief", {"when": story.said()}),
        ("wes", "draft", {"checklist": VALUES["checklist"]}),
    ):
        story.do(who, f"management_review.{event}", **fields)
        assert story.done is not None
        told = story.done.event.told(story.done.run, story.done.step.fields)
        assert ("sm_spsqa" in told) is (hears and event != "brief")


@pytest.mark.rule("R69")
def test_publishing_before_the_family_was_told_asks_why() -> None:
    story = Story().do("kim", "local_review.open", text="How were bruises read?")
    for event, fields in (
        ("author_appointed", {"text": "t"}),
        ("terms_agreed", {"text": "t"}),
        ("reports_in", {}),
        ("agreed", {}),
    ):
        story.do("kim", f"local_review.{event}", **fields)
    with pytest.raises(Missing) as refused:
        story.do("kim", "local_review.publish", when=story.said())
    assert refused.value.values == {"field": "reason"}
    story.do("kim", "local_review.family_informed", when=story.said())
    assert story.do("kim", "local_review.publish", when=story.said()).stands["local_review"] == "closed"


# the Executive's view → which decision needs a reason
VIEWS = [(None, "notify not_notify"), ("met", "not_notify"), ("not_met", "notify")]


@pytest.mark.rule("R41")
@pytest.mark.parametrize(("view", "needs_a_reason"), VIEWS)
@pytest.mark.parametrize("decision", ["notify", "not_notify"])
def test_a_decision_without_or_against_the_executives_view_needs_a_reason(
    view: str | None, needs_a_reason: str, decision: str
) -> None:
    story = Story().do("uma", "partnership_referral.share")
    if view:
        story.do("kim", "partnership_referral.executive_view", choice=view, rationale="r")
    event = f"panel_notification.decide_{decision}"
    told = {"ad_spsqa", "director"}
    if decision not in needs_a_reason.split():
        story.do("cor", event, rationale="r")
        assert story.done is not None
        assert told.isdisjoint(story.done.event.told(story.done.run, story.done.step.fields))
        return
    with pytest.raises(Missing) as refused:
        story.do("cor", event, rationale="r")
    assert refused.value.values == {"field": "without_view"}
    story.do("cor", event, rationale="r", without_view="It cannot wait.")
    assert story.done is not None
    assert told <= set(story.done.event.told(story.done.run, story.done.step.fields))


@pytest.mark.rule("R42")
def test_the_latest_view_of_the_executive_counts() -> None:
    story = Story().do("uma", "partnership_referral.share")
    story.do("kim", "partnership_referral.executive_view", choice="not_met", rationale="r")
    story.do("kim", "partnership_referral.new_view", choice="met", rationale="r")
    assert (
        story.do("cor", "panel_notification.decide_notify", rationale="r").stands["panel_notification"] == "to_notify"
    )


@pytest.mark.rule("R27")
@pytest.mark.rule("R29")
@pytest.mark.parametrize(
    "said",
    [
        {},
        {"outcome": "died", "abuse_or_neglect": "neither", "status": ("looked_after",)},
        {"outcome": "died", "age_group": "18_to_24", "age_group_at_death": "18_to_24", "status": ("care_leaver",)},
        {"place_of_harm": "elsewhere_in_england"},
    ],
    ids=str,
)
def test_an_alert_is_not_withdrawn_over_any_notification(said: dict[str, Value]) -> None:
    with pytest.raises(Barred) as refused:
        Story(answers(**said)).do("pat", "alert.withdraw", reason="A mistake.")
    assert refused.value.key == "no_notification_is_open"


def test_withdrawing_and_closing_name_what_is_open() -> None:
    story = Story(answers(status=("placed_by_other_authority",))).do("ada", "alert.approve").do("uma", "alert.assess")
    for event, named in (
        ("withdraw", ("panel_notification", "placing_authority")),
        ("close", ("panel_notification", "placing_authority", "partnership_referral", "director_briefing")),
    ):
        with pytest.raises(Barred) as refused:
            story.do("pat", f"alert.{event}", reason="A mistake.")
        assert refused.value.lacking == named


# event before, its moment; event, field, its moment → the refusal (now is 14:20 on 23 November; known at 09:00)
DATES: list[tuple[str, str, str, str]] = [
    ("uma placing_authority.invite", "when", "2026-11-23T14:20", ""),
    ("uma placing_authority.invite", "when", "2026-11-23", ""),
    ("uma placing_authority.invite", "when", "2026-11-23T14:21", "not_in_the_future"),
    ("uma placing_authority.invite", "when", "2026-11-24", "not_in_the_future"),
    ("uma placing_authority.invite", "when", "2026-11-23T09:00", ""),
    ("uma placing_authority.invite", "when", "2026-11-23T08:59", "not_before"),
    ("uma placing_authority.invite", "when", "2026-11-22", "not_before"),
    ("pat partnership_referral.executive_meeting", "meeting_at", "2026-11-23T14:19", "not_in_the_past"),
    ("pat partnership_referral.executive_meeting", "meeting_at", "2026-11-23T14:20", ""),
    ("pat learning_action.open", "due", "2026-11-22", "not_in_the_past"),
    ("pat learning_action.open", "due", "2026-11-23", ""),
    ("uma placing_authority.confirm", "when", "2026-11-23T11:59", "not_before"),
    ("uma placing_authority.confirm", "when", "2026-11-23T12:00", ""),
]


@pytest.mark.parametrize(("who_and_event", "field", "moment", "refusal"), DATES)
def test_dates_are_on_the_right_side_of_now_and_of_each_other(
    who_and_event: str, field: str, moment: str, refusal: str
) -> None:
    who, event = who_and_event.split()
    story = Story(answers(status=("placed_by_other_authority",)))
    if event.endswith("executive_meeting"):
        story.do("uma", "partnership_referral.share")
    if event.endswith("confirm"):
        story.do("uma", "placing_authority.invite", text="Their duty manager.", when="2026-11-23T12:00")
    fields: dict[str, Any] = {name: VALUES[name] for name in ("text", "person", "due", "review")}
    if not refusal:
        story.do(who, event, **{**fields, field: moment})
        return
    with pytest.raises(Barred) as refused:
        story.do(who, event, **{**fields, field: moment})
    assert refused.value.key == refusal
    assert refused.value.values["field"] == field
    assert refused.value.values["given"] == moment
    other = refused.value.values["now" if refusal != "not_before" else "earliest"]
    assert other.startswith("2026-11-23T")


@pytest.mark.rule("R100")
@pytest.mark.parametrize(("died_at", "refusal"), [("2026-11-23T09:30", "not_before"), ("2026-11-23", ""), (None, "")])
def test_form_a_is_not_sent_before_the_death_that_it_reports(died_at: str | None, refusal: str) -> None:
    died = {"outcome": "died", "death_known_at": "2026-11-23T09:30", **({"died_at": died_at} if died_at else {})}
    story = Story(answers(**died))
    if not refusal:
        assert story.do("mia", "child_death.form_a", when="2026-11-23T09:29").clocks["child_death_form"][1] == "met"
        return
    with pytest.raises(Barred) as refused:
        story.do("mia", "child_death.form_a", when="2026-11-23T09:29")
    assert (refused.value.key, refused.value.values["earliest"]) == (refusal, died_at)


@pytest.mark.rule("R24")
@pytest.mark.parametrize(
    ("came", "missing"), [("police health", ()), ("police school", ("health",)), ("school", ("police", "health"))]
)
def test_a_discussion_without_police_or_health_is_held_and_shown(came: str, missing: tuple[str, ...]) -> None:
    story = Story(answers(strategy_discussion="not_held"))
    story.do(
        "mia",
        "strategy_discussion.hold",
        when=story.said(),
        attendance=tuple(came.split()),
        criteria_considered="yes",
        text="t",
    )
    assert strategy_discussion.absent(story.run("strategy_discussion")) == missing


@pytest.mark.rule("R73")
@pytest.mark.parametrize(("came", "absent"), [(("joe", "mia"), ()), (("mia",), ("joe",))])
def test_the_absence_of_somebody_invited_is_told_to_the_ad(came: tuple[str, ...], absent: tuple[str, ...]) -> None:
    story = Story().do("pat", "practitioner_event.open", meeting_at="2026-12-01T10:00", invited=("joe", "mia"))
    story.do("kim", "practitioner_event.invite").wait(days=8)
    story.do("pat", "practitioner_event.hold", when=story.said(), attendance=came)
    assert practitioner_event.absent(story.run("practitioner_event")) == absent
    assert story.done is not None
    assert ("area_ad" in story.done.event.told(story.done.run, story.done.step.fields)) is bool(absent)


def test_a_child_who_died_by_the_answers_did_not_survive() -> None:
    story = Story(answers(outcome="died"))
    with pytest.raises(Barred) as refused:
        story.do("mia", "child_death.survived", text="t")
    assert (refused.value.key, refused.value.lacking) == ("nobody_said_that_the_child_died", ("outcome",))
    story.tell("joe", "alert.update", story.case.current.having("outcome", "life_threatening"))
    assert story.do("mia", "child_death.survived", text="t").stands["child_death"] == "closed"


def test_of_two_children_it_is_asked_of_the_one_who_is_meant() -> None:
    shared = answers(child_count=2, same_for_all="no").shared
    story = Story(Answers(shared, ({"outcome": "died"}, {"outcome": "expected_to_die"})))
    with pytest.raises(Barred):
        story.do("mia", "child_death.survived", text="t")
    assert story.do("mia", "child_death#2.survived", text="t").stands["child_death#2"] == "closed"


def test_no_further_review_goes_with_no_other_outcome() -> None:
    story = reviewed()
    for outcomes in (("no_further_review", "local_review"), ("other_learning", "no_further_review")):
        with pytest.raises(Barred) as refused:
            story.do("kim", "rapid_review.finalise", outcome=outcomes, text="t")
        assert (refused.value.key, refused.value.lacking) == ("alone_or_with_others", ("no_further_review",))
    story.do("kim", "rapid_review.finalise", outcome=("no_further_review",), text="t")
    fields = {"event": "finalise", "field": "outcome", "reason": "A mistake."}
    with pytest.raises(Barred):
        story.do("pat", "rapid_review.correct", value=("no_further_review", "national_review"), **fields)
    story.do("pat", "rapid_review.correct", value=("local_review", "national_review"), **fields)
    assert story.stands["local_review"] == "commissioned"


def test_a_notification_is_not_sent_before_it_was_decided() -> None:
    story = Story().do("uma", "partnership_referral.share")
    story.do("kim", "partnership_referral.executive_view", choice="met", rationale="r").wait(hours=2)
    early, since = story.said(minutes=1), story.said()
    story.do("cor", "panel_notification.decide_notify", rationale="r").wait(hours=2)
    with pytest.raises(Barred) as refused:
        story.do("uma", "panel_notification.record_notified", reference="P-1", sent_at=early)
    assert (refused.value.key, refused.value.values["earliest"]) == ("not_before", since)
    story.do("uma", "panel_notification.record_notified", reference="P-1", sent_at=since)
    assert story.stands["panel_notification"] == "notified"


def test_a_decision_that_was_recorded_later_counts_from_when_it_was_made() -> None:
    story = Story().wait(hours=2)
    made, early = story.said(minutes=30), story.said(minutes=31)
    why = {"rationale": "r", "without_view": "w", "on_behalf_of": "Cor Dale", "decided_at": made}
    story.do("pat", "panel_notification.decide_notify", **why)
    with pytest.raises(Barred):
        story.do("uma", "panel_notification.record_notified", reference="P-1", sent_at=early)
    story.do("uma", "panel_notification.record_notified", reference="P-1", sent_at=made)
    mended = {"event": "decide_notify", "field": "decided_at", "value": story.said(), "reason": "A mistake."}
    with pytest.raises(Barred):  # nor is the decision put after it
        story.do("pat", "panel_notification.correct", **mended)


@pytest.mark.parametrize(
    ("process", "given"),
    [
        ("looked_after_death", {"status": ("looked_after",)}),
        ("care_leaver_death", {"status": ("care_leaver",), "age_group": "18_to_24"}),
    ],
)
@pytest.mark.parametrize("question", ["died_at", "death_known_at"])
def test_a_death_is_not_notified_before_it_was_known(process: str, given: dict[str, Value], question: str) -> None:
    known = "2026-11-23T12:00:00+00:00"
    story = Story(answers(outcome="died", **{**given, question: known}))
    with pytest.raises(Barred) as refused:
        story.do("uma", f"{process}.record_notified", reference="S-1", sent_at="2026-11-23T11:59")
    assert (refused.value.key, refused.value.lacking) == ("not_before_the_death_was_known", (question,))
    story.do("uma", f"{process}.record_notified", reference="S-1", sent_at="2026-11-23T12:00")
    assert story.stands[process] == "notified"
