"""What waited for one person becomes one message, of which nothing is lost."""

from bot.cards import plain
from dialogs.gathering import fitting, joined
from state.message import Button, Card, Fact, Message, Section

TASK = Message(
    "For you.",
    Card(
        "A task",
        lines=("Please decide.",),
        facts=(Fact("Due", "today"),),
        sections=(Section("More", lines=("Said below.",), buttons=(Button("No", {"do": "event"}),)),),
        buttons=(Button("Yes", {"do": "event"}),),
    ),
)


def test_one_alone_stays_as_it_is() -> None:
    assert joined([TASK]) is TASK


def test_several_stand_below_one_another_with_their_buttons() -> None:
    told = plain(joined([Message("First line."), TASK, Message("Last line.")]))
    for words in ("First line.", "A task", "For you.", "Please decide.", "Due: today", "Said below.", "[Yes]", "[No]"):
        assert words in told
    assert told.index("First line.") < told.index("A task") < told.index("Last line.")
    assert told.startswith("While I was away")


def test_a_message_takes_as_many_as_it_has_room_for_and_never_none() -> None:
    assert fitting([Message("x" * 100_000), Message("y")]) == 1
    assert fitting([Message("short")] * 5) == 5
    assert 5 < fitting([Message("short")] * 1000) < 1000
