"""A Strategy Discussion that was held stands in the answers, so that the findings know of it. Source: R23."""

import pytest

from state.answers import Answers, Value
from state.refusals import Barred
from tests.state.processes.playing import Story, answers

NEEDED = answers(strategy_discussion="not_held")
DIFFERENT: dict[str, Value] = {"child_count": 2, "same_for_all": "no"}
QUESTIONS = ("strategy_discussion", "strategy_attendance", "panel_criteria_considered")


def two_children() -> Answers:
    shared = answers(strategy_discussion="not_held", **DIFFERENT)
    return Answers(shared.shared, ({"outcome": "life_threatening"}, {"outcome": "life_changing"}))


def hold(story: Story, place: str = "strategy_discussion", attendance: tuple[str, ...] = ("police", "health")) -> Story:
    return story.do(
        "uma", f"{place}.hold", when=story.said(), attendance=attendance, criteria_considered="yes", text="They met."
    )


def told(story: Story) -> list[Value | None]:
    return [story.case.current.get(question) for question in QUESTIONS]


@pytest.mark.parametrize(
    ("attendance", "written"),
    [
        (("police", "health"), ("police", "health")),
        (("police", "a teacher", "the school nurse"), ("police", "other")),
        (("health",), ("health",)),
    ],
)
def test_what_was_held_is_written_and_found(attendance: tuple[str, ...], written: tuple[str, ...]) -> None:
    story = hold(Story(NEEDED), attendance=attendance)
    assert told(story) == ["held", written, "yes"]
    assert "strategy_discussion_needed" not in story.found
    assert (len(story.case.answers), story.followed) == (2, [])


def test_a_step_back_gives_the_answers_back_and_keeps_what_was_told_since() -> None:
    story = hold(Story(NEEDED))
    told_since = story.case.current.having("learning", "none")
    story.tell("uma", "alert.update", told_since)
    story.do("pat", "strategy_discussion.undo", reason="A mistake.")
    assert told(story) == ["not_held", None, None]
    assert story.case.current.get("learning") == "none"
    assert "strategy_discussion_needed" in story.found
    assert (story.stands["strategy_discussion"], story.followed) == ("needed", [])
    assert told(hold(story)) == ["held", ("police", "health"), "yes"]


def test_a_correction_is_written_too() -> None:
    story = hold(Story(NEEDED))
    corrected = {"event": "hold", "reason": "A mistake."}
    story.do("pat", "strategy_discussion.correct", field="attendance", value=("police",), **corrected)
    assert told(story) == ["held", ("police",), "yes"]
    story.do("pat", "strategy_discussion.correct", field="text", value="They met, and agreed.", **corrected)
    assert len(story.case.answers) == 3  # no version without a change


def test_of_several_children_all_are_waited_for() -> None:
    story = hold(Story(two_children()))
    assert told(story) == ["not_held", None, None]
    assert "strategy_discussion_needed" in story.found
    hold(story, "strategy_discussion#2")
    assert told(story)[0] == "held"
    assert "strategy_discussion_needed" not in story.found
    story.do("pat", "strategy_discussion#2.undo", reason="A mistake.")
    assert told(story)[0] == "not_held"
    assert (story.stands["strategy_discussion"], story.stands["strategy_discussion#2"]) == ("held", "needed")
    assert (story.followed, "strategy_discussion#3" in story.stands) == ([], False)


def test_one_that_was_not_held_for_another_child_is_not_hidden() -> None:
    story = Story(two_children()).do("pat", "strategy_discussion#2.not_held", reason="There was no need.")
    assert told(hold(story))[0] == "not_held"


def test_one_that_is_needed_again_counts_by_the_latest() -> None:
    story = Story(NEEDED).do("pat", "strategy_discussion.not_held", reason="There was no need.")
    story.tell("joe", "alert.update", story.case.current.having("abuse_or_neglect", "neither"))
    story.tell("joe", "alert.update", story.case.current.having("abuse_or_neglect", "known"))
    assert story.stands["strategy_discussion#2"] == "needed"
    assert told(hold(story, "strategy_discussion#2"))[0] == "held"


def test_what_a_death_wrote_is_still_not_undone() -> None:
    story = Story(answers(outcome="expected_to_die"))
    story.do("uma", "child_death.died", when=story.said())
    with pytest.raises(Barred) as refused:
        story.do("pat", "child_death.undo", reason="A mistake.")
    assert refused.value.key == "answers_are_not_undone"
