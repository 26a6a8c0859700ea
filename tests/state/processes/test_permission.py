"""Who may act, read and be turned to, where a process names somebody or the PSW records for another."""

from dataclasses import replace
from types import ModuleType

import pytest

from state.case import Case, Step
from state.criteria import assess
from state.engine import Engine
from state.people import Deputising, may, may_read, suitable, turn_to
from state.process import Need
from state.processes import APART, agency_summary, management_review
from state.raising import THE_CLOCK, Actor, Call
from state.refusals import NotNow, NotYours
from tests.state.processes.playing import ENGINE, EVERYBODY, NOW, PEOPLE, SALTS, Story
from tests.state.processes.test_rows import at
from tests.state.processes.test_undo_and_correct import notified


def writing() -> Story:
    """rae writes the agency summary."""
    story = notified().do("pat", "agency_summary.appoint", person="rae")
    return story.do("pat", "agency_summary.agree_parameters", text="t")


@pytest.mark.rule("R55")
def test_a_report_is_for_the_person_named_in_that_process_and_no_other() -> None:
    story = writing().do("pat", "agency_summary.open").do("pat", "agency_summary#2.appoint", person="sam")
    story.do("pat", "agency_summary#2.agree_parameters", text="t")
    with pytest.raises(NotYours):
        story.do("sam", "agency_summary.send_to_psw")
    story.do("rae", "agency_summary.send_to_psw").do("sam", "agency_summary#2.send_to_psw")
    assert story.run("agency_summary").steps[-1].role == "report_author"


def test_the_author_of_a_report_reads_the_case_and_whoever_was_named_before_no_longer_does() -> None:
    story = writing()
    assert may_read(PEOPLE, "rae", story.case) == "report_author"
    story.do("pat", "agency_summary.reassign", person="joe")
    assert may_read(PEOPLE, "rae", story.case) is None


def test_whoever_must_do_a_learning_action_does_not_read_the_case_for_it() -> None:
    story = Story().do("pat", "learning_action.open", text="t", person="rae", due="2026-12-18", review="An audit.")
    assert may_read(PEOPLE, "rae", story.case) is None
    assert story.do("rae", "learning_action.done", text="t").stands["learning_action"] == "done"


def test_the_deputy_of_a_reports_author_sends_it_in_their_name() -> None:
    story = writing()
    deputised = PEOPLE.deputised((Deputising("rae", "mia", NOW.date()),), NOW.date())
    run = story.run("agency_summary")
    actor = may(deputised, "mia", ENGINE.row(run, "send_to_psw"), story.case, run)
    assert actor is not None
    assert actor.capacity == "report_author (deputy of rae)"


CHECKED = [
    ("agency_summary", "with_psw", "quality_checked"),
    ("agency_summary", "with_ad", "approve"),
    ("management_review", "with_psw", "quality_checked"),
    ("management_review", "with_ad", "approve"),
    ("internal_review", "with_psw", "quality_checked"),
    ("internal_review", "with_ad", "approve"),
]


@pytest.mark.parametrize(("process", "state", "event"), CHECKED)
def test_nobody_checks_a_report_that_they_wrote_nor_in_the_name_of_whoever_did(
    process: str, state: str, event: str
) -> None:
    case = at(process, state)
    run = case.runs[0]
    row = ENGINE.row(run, event)
    who = "pat" if row.by == ("psw",) else "ash"
    theirs = replace(run, steps=(*run.steps, Step("appoint", NOW, "pat", "psw", state, state, {"person": who})))
    absent = PEOPLE.deputised((Deputising(who, "mia", NOW.date()),), NOW.date())
    assert may(PEOPLE, who, row, case, run)
    assert may(PEOPLE, who, row, case, theirs) is None
    assert may(absent, "mia", row, case, run)
    assert may(absent, "mia", row, case, theirs) is None  # in the name of whoever wrote it
    deputy = PEOPLE.deputised((Deputising(who, "rae", NOW.date()),), NOW.date())
    assert may(deputy, "rae", row, case, run) is None  # rae wrote it, and would act for another
    sent = Step("send", NOW, who, "report_author (deputy of rae)", state, state)
    assert may(PEOPLE, who, row, case, replace(run, steps=(*run.steps, sent))) is None
    assert may(PEOPLE, who, row, case, replace(run, steps=(*run.steps, replace(sent, undone=True))))


DECISIONS = [
    ("director_briefing", "open", "tell_director not_needed"),
    ("strategy_discussion", "needed", "not_held"),
    ("panel_notification", "considering", "recommend decide_notify decide_not_notify notified_elsewhere"),
    ("panel_notification", "to_notify", "reconsider undo correct"),
    ("placing_authority", "to_invite", "not_needed"),
    ("adult_review", "considered", "not_referred"),
    ("homicide_review", "considered", "not_domestic"),
    ("tell_other_authority", "to_tell", "not_needed"),
    ("looked_after_death", "to_notify", "not_notifiable"),
    ("care_leaver_death", "to_notify", "not_notifiable"),
    ("partnership_referral", "shared", "executive_view"),
    ("partnership_referral", "met", "new_view"),
    ("rapid_review", "held", "finalise"),
    ("agency_summary", "with_ad", "approve"),
    ("management_review", "with_ad", "approve"),
    ("internal_review", "proposed", "authorise decline"),
    ("internal_review", "with_ad", "approve"),
]


@pytest.mark.rule("R29")
@pytest.mark.parametrize(("process", "state", "events"), DECISIONS)
@pytest.mark.parametrize("writer", EVERYBODY)
def test_nobody_decides_on_an_alert_that_they_wrote(process: str, state: str, events: str, writer: str) -> None:
    case = replace(at(process, state), author=writer)
    run = case.runs[0]
    for event in events.split():
        assert may(PEOPLE, writer, ENGINE.row(run, event), case, run) is None


def test_the_partnership_reads_from_the_moment_it_is_shared() -> None:
    story = Story()
    assert may_read(PEOPLE, "kim", story.case) is None
    assert may_read(PEOPLE, "kim", story.do("uma", "partnership_referral.share").case) == "kscmp"
    assert may_read(PEOPLE, "kim", story.do("pat", "partnership_referral.undo", reason="r").case) is None


def test_who_is_turned_to() -> None:
    story = writing()
    run = story.run("agency_summary")
    today = NOW.date()
    deputised = PEOPLE.deputised((Deputising("rae", "mia", today), Deputising("ash", "sam", today)), today)
    assert turn_to(PEOPLE, "author", story.case) == ("joe",)
    assert turn_to(PEOPLE, "author", Story(by="").case) == ()
    assert turn_to(PEOPLE, "area_ad", story.case) == ("ada",)
    assert turn_to(PEOPLE, "report_author", story.case, run) == ("rae",)
    assert turn_to(PEOPLE, "report_author", story.case, story.run("rapid_review")) == ()
    assert turn_to(deputised, "report_author", story.case, run) == ("mia",)
    assert turn_to(deputised, "ad_spsqa", story.case) == ("sam",)


@pytest.mark.parametrize(
    ("process", "may_be_named"),
    [(agency_summary, "uma pat ash sam"), (management_review, "wes ash sam")],
)
def test_from_whom_an_author_is_chosen(process: ModuleType, may_be_named: str) -> None:
    [need] = process.PROCESS.event("appoint").needs
    assert {person for person in EVERYBODY if suitable(PEOPLE, need, person, Story().case)} == set(may_be_named.split())


def test_anybody_may_be_named_where_nothing_is_said() -> None:
    assert suitable(PEOPLE, Need("person", "person"), "somebody", Story().case)


@pytest.mark.rule("R94")
def test_support_is_kept_apart_and_is_for_the_person_to_whom_it_is_offered() -> None:
    engine = Engine(APART, assess)
    sheet = Case("", "east", "rae", "", "kent", NOW, ())
    sheet = engine.trigger(sheet, Call("staff_support", "open", THE_CLOCK, next(SALTS)), NOW).case
    run = sheet.runs[0]
    accept = engine.row(run, "accept")
    assert [person for person in EVERYBODY if may(PEOPLE, person, accept, sheet, run)] == ["rae"]
    call = Call("staff_support", "accept", Actor("rae", "author"), next(SALTS), fields={"choice": "group"})
    asked = engine.trigger(sheet, call, NOW).case
    assert [p for p in EVERYBODY if may(PEOPLE, p, engine.row(asked.runs[0], "arranged"), asked, run)] == ["mia"]
    with pytest.raises(NotNow):
        engine.trigger(asked, replace(call, event="decline"), NOW)
    assert "staff_support" not in ENGINE.processes
