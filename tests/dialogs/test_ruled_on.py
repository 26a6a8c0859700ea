"""A finding is shown as confirmed or overruled only where people had it before them. Source: A4, R29."""

from dialogs.facts import ruled_on
from tests.state.processes.playing import Story, answers

CONFIRMED = "Confirmed by the Safeguarding Unit on Monday 23 November 2026."


def said_of_each(story: Story) -> dict[str, str]:
    said = ruled_on(story.case)
    return {finding.finding: " ".join(said.get(finding, ())) for finding in story.case.findings}


def test_nothing_is_confirmed_before_the_assessment() -> None:
    assert said_of_each(Story().do("ada", "alert.approve")) == {"notify_national_panel": ""}


def test_what_was_found_before_the_assessment_is_confirmed_and_what_came_later_is_not() -> None:
    story = Story().do("ada", "alert.approve").do("uma", "alert.assess")
    story.tell("joe", "alert.update", answers(strategy_discussion="not_held"))
    assert said_of_each(story) == {"notify_national_panel": CONFIRMED, "strategy_discussion_needed": ""}


def test_an_overruled_finding_says_so() -> None:
    story = Story().do("ada", "alert.approve")
    story.do("uma", "alert.assess", overrule="notify_national_panel", reason="Seen by a consultant.")
    assert said_of_each(story)["notify_national_panel"].startswith("Overruled by the Safeguarding Unit")
