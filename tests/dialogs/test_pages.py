"""A long card becomes several that fit, and nothing of it is lost."""

from bot.cards import activity_of, plain
from dialogs.pages import pages
from dialogs.review import details_of
from state.answers import Answers, Value
from state.message import Card, Fact, Message, Section

CHILD: dict[str, Value] = {
    "age_group": "under_18",
    "outcome": "other_physical",
    "injury": ("internal", "repeated", "wider_neglect_or_abuse"),
    "abuse_or_neglect": "suspected",
    "place_of_harm": "in_area",
    "status": ("child_protection_plan", "open_other"),
}


def test_a_short_message_stays_as_it_is() -> None:
    message = Message("Hello.", Card("A title", sections=(Section("One", lines=("A line.",)),)))
    assert pages(message) == (message,)


def test_twenty_children_are_all_shown() -> None:
    answers = Answers({"child_count": 20, "same_for_all": "no", "what_happened": "x " * 700}, (CHILD,) * 20)
    shown = pages(Message("Read this.", details_of(answers, "NTK-2026-0001 · East")))
    assert len(shown) > 1
    assert [m.text for m in shown] == ["Read this."] + [""] * (len(shown) - 1)
    words = "\n".join(plain(m) for m in shown)
    for child in range(1, 21):
        assert f"Child {child} of 20" in words
    for message in shown:
        assert "shortened" not in str(activity_of(message))


def test_what_is_pressed_stands_on_the_last() -> None:
    sections = tuple(Section(f"Part {n}", facts=(Fact("Label", "w" * 1500, said=True),)) for n in range(20))
    shown = pages(Message(card=Card("A title", lines=("First.",), sections=sections)))
    assert [len(m.card.lines) for m in shown if m.card][-1] == 0
    assert sum(len(m.card.sections) for m in shown if m.card) == 20


def test_one_long_section_keeps_its_lines_and_facts() -> None:
    card = Card(
        "A title", lines=("First.",), facts=(Fact("Stage", "Open"),), sections=(Section("One", ("w" * 13_000,)),)
    )
    assert pages(Message("Read this.", card)) == (Message("Read this.", card),)
