"""What the PSW and the Unit do with two alerts about one incident, once more through the real HTTP door."""

from pathlib import Path

from tests.door import PSW_CHANNEL, Door, buttons, cards, opened, text_of
from tests.stage import QUIET

ONE, TWO = "NTK-2026-0001", "NTK-2026-0002"
NAMING = tuple("1234567" if text == "not on record" else text for text in QUIET)


async def sent(door: Door) -> None:
    for text in (*NAMING, "submit"):
        await door.says(text)


async def test_two_alerts_are_pointed_out_linked_folded_and_trailed(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await door.says("act psw")
        await door.says("here psw", channel=PSW_CHANNEL)
        await door.says("act me")
        await sent(door)
        for text in NAMING[:5]:
            await door.says(text)
        assert "There may be an open alert about this already" in text_of(await door.says("001234567"))
        for text in (*NAMING[6:], "submit"):
            await door.says(text)
        pointed = await door.hears("Another open case names the same record", PSW_CHANNEL)
        press = next(b for b in buttons(cards([pointed.body])) if b["title"] == f"Link with {ONE}")
        await door.says("act unit")
        assert "now name each other" in text_of(await door.submits(press["data"], channel=PSW_CHANNEL))
        await door.hears(f"Linked with: {ONE}", PSW_CHANNEL)
        assert "is folded into" in text_of(await door.says("fold 2 into 1"))
        await door.hears("was joined with another alert about the same incident")
        await door.hears(f"Folded into {ONE}", PSW_CHANNEL)
        trail = text_of(await door.says("/timeline 2"))
        assert "It was joined with another case about the same incident." in trail
        assert "It was linked with another case." in trail


async def test_actions_reminders_and_who_can_be_reached(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as door:
        await sent(door)
        await door.says("act psw")
        assert "Is this right?" in text_of(await door.says("action 1 Brief the night team by Friday for area_ad"))
        assert "How will it be measured?" in text_of(await door.says("yes"))
        assert "To be done" in text_of(await door.says("An audit in May."))
        asked = await door.says("remind 1 tomorrow at 10:00 ask for the minutes")
        right = next(b for b in buttons(cards(asked)) if b["title"] == "Yes, that is right")
        assert "ask for" not in str(right["data"])
        assert "I will remind you" in text_of(await door.submits(right["data"]))
        assert "ask for the minutes" in text_of(await door.says("reminders"))
        assert "Who cannot be reached" in text_of(await door.says("reach"))
    async with opened(tmp_path / "data") as door:
        await door.says("act psw")
        await door.says("clock +1d")
        reminded = await door.hears("you asked me to remind you now")
        assert "ask for the minutes" in str(reminded.body)
        assert "of nothing" in text_of(await door.says("reminders"))
