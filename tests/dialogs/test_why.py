"""The arithmetic of the clocks in words, and which child or process each is of. Source: A1, A16, R91 (G122)."""

from bot.cards import plain
from dialogs.facts import clock_facts, process_name, running
from dialogs.why import why_card
from state.case import Case
from state.message import Message
from tests.stage import Stage
from tests.state.processes.playing import Story, answers
from tests.state.processes.test_openings import children


def why(case: Case) -> str:
    return plain(Message(card=why_card(Stage().desk, case)))


def homicide() -> Story:
    story = Story(answers(adult_affected=("died_domestic_abuse",)))
    story.do("pat", "homicide_review.csp_told", when="2026-11-20T10:00")
    return story.do("pat", "homicide_review.decide", choice="review", when="2026-11-21T10:00")


def test_a_length_is_counted_until_another_day_is_agreed() -> None:
    story = homicide()
    assert "Limit: 6 months, so by Friday 21 May 2027." in why(story.case)
    story.do("pat", "homicide_review.extend", due="2027-09-01", text="Agreed by the chair.")
    assert "It is due on the day that was agreed: Wednesday 1 September 2027 (R91)." in why(story.case)
    assert "6 months" not in why(story.case)


def test_one_of_a_unit_is_said_as_one() -> None:
    said = why(homicide().case)
    assert "Limit: 1 month, so by Sunday 20 December 2026." in said
    assert "Limit: 1 working day, the next one, so by Tuesday 24 November 2026." in said


def test_each_of_several_actions_says_which_it_is_and_by_when() -> None:
    story = Story()
    for due in ("2026-12-18", "2026-12-21"):
        story.do("pat", "learning_action.open", text="t", person="mia", due=due, review="An audit.")
    said = why(story.case)
    for name, day in (("Learning action", "Friday 18 December"), ("Learning action 2", "Monday 21 December")):
        assert f"{name} (not in the guidance)\nIt is due on the day that was agreed: {day} 2026 (R53, R99)." in said


def test_what_is_of_one_child_says_of_which() -> None:
    story = Story(children({}, {"outcome": "expected_to_die"}).having("known_at", "2026-11-23T09:00"))
    story.do("uma", "child_death.died", when="2026-11-23T10:00")
    assert process_name(story.run("child_death")) == "The response to a child’s death (child 2)"
    assert process_name(story.run("panel_notification")) == "Notifying the national Panel"
    desk = Stage().desk
    names = [fact.label for fact in clock_facts(desk, story.case, running(desk, story.case))]
    assert "Joint Agency Response (child 2)" in names
    assert "Child death form, Form A (child 2) (not in the guidance)" in names
