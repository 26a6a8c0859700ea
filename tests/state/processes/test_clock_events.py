"""What time brings about by itself, and which moments deadlines count from. Source: processes.md 5, A6."""

from datetime import datetime

import pytest

from state.clocks import anchors_of, clock_events, clocks, next_clock_event
from state.moments import LONDON
from state.processes import PROCESSES
from state.raising import THE_CLOCK
from tests.state.processes.playing import KENT, Story, answers
from tests.state.processes.test_openings import PLACED_CHILD as PLACED
from tests.state.processes.test_openings import children
from tests.state.processes.test_undo_and_correct import notified


def invited(when: str, now: datetime) -> Story:
    """A placing authority that was invited then."""
    given = answers(**PLACED, known_at=when[:10], incident_at=when[:10])
    return Story(given, now=now).do("uma", "placing_authority.invite", text="Their duty manager.", when=when)


# invited → lapses, over weekends and clock changes
LAPSES = [
    ("2026-11-20T14:30", "2026-11-21T14:30:00+00:00"),
    ("2026-03-28T12:00", "2026-03-29T13:00:00+01:00"),
    ("2026-10-24T12:00", "2026-10-25T11:00:00+00:00"),
    ("2026-11-20", "2026-11-21T00:00:00+00:00"),
]


@pytest.mark.rule("R35")
@pytest.mark.parametrize(("when", "lapses"), LAPSES)
def test_an_invitation_lapses_after_24_hours(when: str, lapses: str) -> None:
    now = datetime.fromisoformat(when if "T" in when else f"{when}T12:00").replace(tzinfo=LONDON)
    story = invited(when, now)
    at = next_clock_event(story.case, KENT)
    assert at == datetime.fromisoformat(lapses)
    assert clock_events(story.case, KENT, datetime.fromtimestamp(at.timestamp() - 1, LONDON)) == ()
    [call] = clock_events(story.case, KENT, at)
    assert (call.process, call.event, call.key, call.by) == ("placing_authority", "lapse", 1, THE_CLOCK)


@pytest.mark.rule("R35")
@pytest.mark.parametrize(
    ("known", "lapses"),
    [
        ("2026-11-23", "2026-11-27T00:00"),  # the limit is Monday 30 November
        ("2026-11-20", "2026-11-26T00:00"),  # Friday 27 November
        ("2026-12-23", "2026-12-31T00:00"),  # Monday 4 January, after Christmas and New Year's Day
    ],
)
def test_a_confirmation_lapses_as_the_working_day_before_the_limit_begins(known: str, lapses: str) -> None:
    now = datetime.fromisoformat(f"{known}T15:00").replace(tzinfo=LONDON)
    story = invited(f"{known}T14:00", now)
    story.do("uma", "placing_authority.confirm", text="Their head.", when=f"{known}T14:30")
    assert next_clock_event(story.case, KENT) == datetime.fromisoformat(lapses).replace(tzinfo=LONDON)


def test_each_child_has_a_clock_of_its_own() -> None:
    story = Story(children(PLACED, PLACED))
    story.do("uma", "placing_authority.invite", text="t", when="2026-11-23T10:00")
    story.do("uma", "placing_authority#2.invite", text="t", when="2026-11-23T12:00")
    assert anchors_of(story.case)["invited_at#1"] == "2026-11-23T10:00"
    assert anchors_of(story.case)["invited_at#2"] == "2026-11-23T12:00"
    story.wait(hours=20)
    assert (story.stands["placing_authority"], story.stands["placing_authority#2"]) == ("kent_notifies", "invited")
    assert story.wait(hours=2).stands["placing_authority#2"] == "kent_notifies"


def test_nothing_is_raised_where_nothing_waits() -> None:
    story = Story()
    assert next_clock_event(story.case, KENT) is None
    assert clock_events(story.case, KENT, story.now) == ()


def test_the_clock_raises_nothing_twice() -> None:
    story = invited("2026-11-20T14:30", datetime(2026, 11, 20, 15, tzinfo=LONDON)).wait(days=2)
    assert clock_events(story.case, KENT, story.now) == ()
    assert [step.event for step in story.run("placing_authority").steps].count("lapse") == 1


def test_the_moments_that_processes_give_to_deadlines() -> None:
    story = notified()
    story.do("pat", "local_review.open", text="t").wait(days=1).do("pat", "local_review.open", text="t")
    story.do("pat", "internal_review.open", text="t")
    story.do("pat", "learning_action.open", text="t", person="mia", due="2026-12-18", review="r")
    story.do("pat", "learning_action.extend", due="2027-01-08", reason="r")
    monday, tuesday = "2026-11-23T14:20:00+00:00", "2026-11-24T14:20:00+00:00"
    assert anchors_of(story.case) == {
        "sent_at": monday,
        "referral_opened_at": monday,
        "rapid_review_opened_at": monday,
        "local_review_opened_at#1": monday,
        "local_review_opened_at#2": tuesday,
        "internal_review_opened_at#1": tuesday,
        "learning_action_opened_at#1": tuesday,
        "learning_action_due#1": "2027-01-08",
    }


def test_a_deadline_of_one_process_of_several_ends_with_that_one() -> None:
    story = Story()
    for due in ("2026-12-18", "2026-12-21"):
        story.do("pat", "learning_action.open", text="t", person="mia", due=due, review="r")
    story.do("mia", "learning_action#2.done", text="t")
    found = [c for c in clocks(story.case, KENT, PROCESSES, story.now) if c.due.id == "learning_action"]
    assert {c.due.run: c.state for c in found} == {1: "running", 2: "met"}


@pytest.mark.rule("R13")
def test_enquiries_go_on_until_the_director_is_seen_to() -> None:
    story = Story().do("ada", "alert.approve").do("uma", "alert.assess")
    assert story.clocks["unit_enquiries"][1] == "running"
    story.do("ash", "director_briefing.tell_director").wait(days=9)
    assert story.clocks["unit_enquiries"][1] == "met"


@pytest.mark.rule("R45")
@pytest.mark.parametrize("last", ["rapid_review.summaries_circulated", "agency_summary.return_to_kscmp"])
def test_summaries_are_owed_until_ours_is_returned_and_all_are_circulated(last: str) -> None:
    story = notified().do("kim", "rapid_review.convene", meeting_at="2026-12-09T10:00")
    story.do("pat", "agency_summary.appoint", person="sam").do("pat", "agency_summary.agree_parameters", text="t")
    story.do("sam", "agency_summary.send_to_psw").do("pat", "agency_summary.quality_checked")
    story.do("ash", "agency_summary.approve")
    both = [("kim", "rapid_review.summaries_circulated"), ("pat", "agency_summary.return_to_kscmp")]
    for who, event in sorted(both, key=lambda one: one[1] == last):
        assert story.clocks["rapid_review_summaries"][1] == "running"
        story.do(who, event, when=story.said())
    assert story.clocks["rapid_review_summaries"][1] == "met"


@pytest.mark.rule("R27")
@pytest.mark.parametrize(("sent", "state"), [("2026-11-30T10:00", "met"), ("2026-12-01T10:00", "missed")])
def test_a_clock_stops_when_it_was_done_and_not_when_it_was_recorded(sent: str, state: str) -> None:
    story = notified()
    story.do("pat", "panel_notification.undo", reason="r").wait(days=10)
    story.do("uma", "panel_notification.record_notified", reference="P-1", sent_at=sent)
    assert story.clocks["panel_notification"] == ("2026-11-30", state)
