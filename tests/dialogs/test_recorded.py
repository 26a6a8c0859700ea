"""What is shown of the people whom a step names. Source: processes.md, head."""

from bot.cards import plain
from tests.stage import AUTHOR, bound_stage


async def test_the_author_of_the_alert_can_be_named_and_is_never_shown_as_an_id() -> None:
    stage = await bound_stage()
    await stage.alert_sent()
    await stage.says("pat", "do 1 practitioner_event.open meeting_at: 2026-12-01T10:00; invited: Mia, author")
    [run] = [run for run in (await stage.case()).runs if run.process == "practitioner_event"]
    assert run.said("open", "invited") == ("mia", AUTHOR)
    await stage.says("pat", "details 1")
    assert "Invited: Mia Brook, author of the alert" in "\n".join(map(plain, stage.heard["pat"]))
