"""What one event brings about elsewhere, in the same moment and the same new case. Source: processes.md."""

import pytest

from state.answers import Answers, Value
from state.case import Case
from state.criteria import assess
from state.engine import Engine
from state.process import NEW, Event, On, Process
from state.raising import Actor, Call
from tests.state.processes.playing import NOW, Story, answers
from tests.state.processes.test_openings import PLACED_CHILD as PLACED
from tests.state.processes.test_openings import children

QUIET = answers(outcome="no_harm", abuse_or_neglect="neither")


def decided_not_to(story: Story) -> Story:
    return story.do(
        "cor", "panel_notification.decide_not_notify", rationale="Not serious.", without_view="It is plain."
    )


def authority_notifies(story: Story, key: int = 1) -> Story:
    """The placing authority of that number is invited, confirms and gives its reference."""
    place = f"placing_authority#{key}"
    story.do("uma", f"{place}.invite", text="Their duty manager.", when="2026-11-23T14:00")
    story.do("uma", f"{place}.confirm", text="Their head.", when="2026-11-23T14:10")
    return story.do("uma", f"{place}.their_reference", reference=f"T-{key}")


# the answers decided on, the answers after, whether it is considered again
EXTENT: dict[str, Value] = {"outcome": "other_physical", "injury": ("repeated",)}
UPDATES = [
    (answers(**EXTENT), answers(), "considering"),
    (answers(**EXTENT), answers(**EXTENT, learning="none"), "not_notified"),
    (answers(**EXTENT), answers(abuse_or_neglect="neither"), "not_notified"),
    (answers(), answers(**PLACED), "considering"),
]


@pytest.mark.rule("R6")
@pytest.mark.parametrize(("before", "after", "state"), UPDATES)
def test_a_new_finding_opens_a_decision_again(before: Answers, after: Answers, state: str) -> None:
    story = decided_not_to(Story(before)).tell("joe", "alert.update", after)
    assert story.stands["panel_notification"] == state


@pytest.mark.rule("R16")
@pytest.mark.parametrize(
    ("after", "state"), [({}, "considering"), ({**PLACED, "learning": "none"}, "notified_elsewhere")]
)
def test_what_another_authority_notified_comes_back_when_it_is_for_this_one(
    after: dict[str, Value], state: str
) -> None:
    story = authority_notifies(Story(answers(**PLACED)))
    assert story.tell("joe", "alert.update", answers(**after)).stands["panel_notification"] == state


@pytest.mark.rule("R34")
def test_each_placing_authority_must_have_notified() -> None:
    story = authority_notifies(Story(children(PLACED, PLACED)), key=1)
    assert story.stands["panel_notification"] == "considering"
    assert authority_notifies(story, key=2).stands["panel_notification"] == "notified_elsewhere"


@pytest.mark.rule("R27")
@pytest.mark.parametrize(
    "other", [{}, EXTENT, {"outcome": "non_physical"}, {"abuse_or_neglect": "not_yet_known"}], ids=str
)
def test_a_child_of_this_authority_keeps_its_notification_open(other: dict[str, Value]) -> None:
    story = authority_notifies(Story(children(other, PLACED)))
    assert story.stands["placing_authority"] == "notified"
    assert story.stands["panel_notification"] == "considering"


def test_a_decision_of_this_authority_ends_what_fell_back_to_it() -> None:
    story = Story(answers(**PLACED))
    story.do("uma", "placing_authority.invite", text="Their duty manager.", when="2026-11-23T14:00")
    story.do("uma", "placing_authority.decline", when="2026-11-23T14:10")
    assert decided_not_to(story).followed == ["placing_authority.done"]


def test_what_falls_back_after_the_decision_ends_at_once() -> None:
    story = Story(answers(**PLACED))
    story.do("uma", "placing_authority.invite", text="Their duty manager.", when="2026-11-23T14:00")
    decided_not_to(story).do("uma", "placing_authority.decline", when="2026-11-23T14:10")
    assert story.followed == ["placing_authority.done"]


def closed() -> Story:
    story = Story(QUIET).do("ada", "alert.approve").do("ash", "director_briefing.tell_director")
    return story.do("uma", "alert.assess").do("pat", "alert.close")


def test_a_case_does_not_stay_closed_over_an_open_process() -> None:
    story = closed().do("pat", "internal_review.open", text="How it was recorded.")
    assert story.followed == ["alert.owed_again"]
    assert story.stands["alert"] == "assessed"
    assert story.run("alert").steps[-1].cause == story.run("internal_review").steps[0].entry


def test_a_step_back_opens_a_closed_case_again_too() -> None:
    story = closed().do("pat", "director_briefing.undo", reason="Not yet told.")
    assert (story.followed, story.stands["alert"]) == (["alert.owed_again"], "assessed")


def test_a_note_in_a_closed_case_leaves_it_closed() -> None:
    assert closed().do("mia", "alert.note", text="Rang the ward.").stands["alert"] == "closed"


@pytest.mark.rule("R74")
@pytest.mark.parametrize(
    ("overruled", "found"), [({}, True), ({"overrule": "criteria_not_met", "reason": "Look again."}, False)]
)
def test_learning_is_found_once_a_person_has_confirmed_that_the_criteria_are_not_met(
    overruled: dict[str, str], found: bool
) -> None:
    story = Story(answers(outcome="no_harm", abuse_or_neglect="neither", learning="multi_agency"))
    assert "consider_internal_review" not in story.do("ada", "alert.approve").found
    assert ("consider_internal_review" in story.do("uma", "alert.assess", **overruled).found) is found


@pytest.mark.rule("R43")
@pytest.mark.rule("R74")
def test_what_is_found_after_the_assessment_was_confirmed_by_nobody() -> None:
    story = Story().do("ada", "alert.approve").do("uma", "alert.assess")
    story.tell("joe", "alert.update", answers(outcome="no_harm", abuse_or_neglect="neither"))
    assert (story.stands["alert"], story.found) == ("assessed", {"criteria_not_met"})
    assert "consider_internal_review" in decided_not_to(story).found


@pytest.mark.rule("R43")
@pytest.mark.rule("R74")
def test_an_update_that_leaves_the_criteria_not_met_leaves_them_confirmed() -> None:
    story = Story(QUIET).do("ada", "alert.approve").do("uma", "alert.assess")
    story.tell("joe", "alert.update", QUIET.having("learning", "single_agency"))
    assert "consider_internal_review" in story.found


def test_the_decision_of_one_moment_is_one_case_with_an_entry_for_each_step() -> None:
    story = Story().do("cor", "panel_notification.decide_notify", rationale="r", without_view="w")
    before = len(story.case.entries)
    story.do("uma", "panel_notification.record_notified", reference="P-1", sent_at=story.said())
    assert [e.what for e in story.case.entries[before:]] == [
        "panel_notification.record_notified",
        "rapid_review.open",
        "agency_summary.open",
    ]
    assert story.done is not None
    assert {done.case.ref for done in story.done.then} == {story.case.ref}
    assert all(done.case == story.case for done in story.done.then)


# It ends ------------------------------------------------------------------------------------------------------------


def mirror(name: str, other: str) -> Process:
    """A process that opens, and moves, whenever one of the other kind does."""
    return Process(
        name,
        opening=Event("open", (NEW,), "up", by=("psw", "clock")),
        events=(
            Event(
                "fall",
                ("up",),
                "down",
                by=("clock",),
                follows=lambda change, _: {} if change.name.startswith(other) else None,
            ),
            Event(
                "rise",
                ("down",),
                "up",
                by=("clock",),
                follows=lambda change, _: {} if change.name.startswith(other) else None,
            ),
        ),
        final=(),
        opens="always",
        opens_after=(On((f"{other}.open",)),),
    )


def test_processes_that_bring_each_other_about_come_to_rest() -> None:
    engine = Engine({"left": mirror("left", "right"), "right": mirror("right", "left")}, assess)
    case = Case("NTK-2026-0002", "east", "", "draft-2", "kent", NOW, (QUIET,))
    done = engine.trigger(case, Call("left", "open", Actor("pat", "psw"), "salt"), NOW)
    causes = [(step.entry, step.cause) for run in done.case.runs for step in run.steps]
    assert all(cause is None or cause < entry for entry, cause in causes)
    assert [d.event.name for d in done.then].count("open") == 1
