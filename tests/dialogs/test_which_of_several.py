"""What is said of one process of several, or of one child, says which: in channels, and in reminders. Source: A16."""

import pytest

from dialogs.limit_words import limit_name
from state.limit import Limit
from tests.dialogs.test_after_a_death import TWO
from tests.stage import NOW, PSW_CHANNEL, TEAM_CHANNEL, bound_stage


async def test_channels_read_of_which_child_and_which_of_several_something_is() -> None:
    stage = await bound_stage()
    await stage.alert_sent(told=TWO)
    told = stage.all(TEAM_CHANNEL)
    assert "A Strategy Discussion is needed – The Strategy Discussion (child 1)." in told
    assert "A Strategy Discussion is needed – The Strategy Discussion 2 (child 2)." in told
    for text in ("text: One.", "text: Another."):
        await stage.says("pat", f"do 1 internal_review.open {text}")
    lines = [line for line in stage.all(PSW_CHANNEL).splitlines() if "internal review was proposed" in line.lower()]
    assert [("internal review 2" in line.lower()) for line in lines][-2:] == [False, True]


@pytest.mark.parametrize(
    ("child", "run", "ends"), [(None, None, ""), (2, None, " (child 2)"), (None, 1, ""), (None, 3, " 3")]
)
def test_a_limit_says_of_which_child_or_process_it_is(child: int | None, run: int | None, ends: str) -> None:
    plain = limit_name(Limit("jar_update", None, None, "child_death", 1, NOW))
    assert limit_name(Limit("jar_update", child, run, "child_death", 1, NOW)) == plain + ends
