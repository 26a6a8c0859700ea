"""A learning action in one line: what was said of it is taken, and what is missing is asked for."""

from dataclasses import replace

import pytest

from tests.bot.timetable import keep
from tests.stage import PEOPLE, PSW_CHANNEL, Stage, bound_stage
from tests.state.processes.playing import Story


async def a_case() -> Stage:
    stage = await bound_stage()
    await keep(stage, Story())
    return stage


SAID = [
    # what follows "action 1", then the fields that were understood
    ("Brief the night team by 18 December 2026 for Mia Brook", "Brief the night team", "2026-12-18", "Mia Brook"),
    ("Brief the night team for @Mia Brook by 18 December 2026", "Brief the night team", "2026-12-18", "@Mia Brook"),
    ("Brief the team for the Area Assistant Director", "Brief the team", None, "Ada Field"),
    ("Brief the team for area_ad", "Brief the team", None, "Ada Field"),
    ("Find a room for the night team by the river", "Find a room for the night team by the river", None, None),
    ("Stand by for news", "Stand by for news", None, None),
    ("Plan by 18 December 2026 by 19 December 2026", "Plan by 18 December 2026", "2026-12-19", None),
]


@pytest.mark.parametrize(("words", "text", "due", "person"), SAID)
async def test_what_is_understood_of_a_line(words: str, text: str, due: str | None, person: str | None) -> None:
    stage = await a_case()
    await stage.says("pat", f"action 1 {words}")
    form = (await stage.desk.load_person("pat")).form
    assert form is not None
    said = {**form.typed, **form.fields, **({form.pending_field: form.pending} if form.pending else {})}
    id = next((m.id for m in PEOPLE.members.values() if person and m.name == person.removeprefix("@")), None)
    assert said.get("text") == text
    assert said.get("due") == due
    assert said.get("person") in (id, person)
    assert (form.process, form.event) == ("learning_action", "open")


async def test_a_role_that_several_hold_is_asked_about() -> None:
    stage = await a_case()
    second = replace(PEOPLE.members["ada"], id="abe", name="Abe Cole")
    stage.people = replace(PEOPLE, members={**PEOPLE.members, "abe": second})
    await stage.says("pat", "action 1 Brief the team by 18 December 2026 for area_ad")
    assert "Who does it?" in await stage.says("pat", "An audit in May.")


async def test_a_whole_action_from_one_line_with_a_relative_date_confirmed() -> None:
    stage = await a_case()
    rows = [
        ("action 1 Brief the night team by Friday for Mia Brook", "Due: Friday 27 November 2026"),
        ("yes", "How will it be measured?"),
        ("An audit in May.", "Done. NTK-2026-0001: To be done."),
    ]
    for says, hears in rows:
        assert hears in await stage.says("pat", says)
    run = (await stage.case()).run("learning_action")
    assert run is not None
    assert dict(run.steps[0].fields) == {
        "text": "Brief the night team",
        "due": "2026-11-27",
        "person": "mia",
        "review": "An audit in May.",
    }


async def test_what_is_written_stands_in_no_channel_and_only_the_psw_and_unit_may() -> None:
    stage = await a_case()
    assert "Only this role" in await stage.says("ada", "action 1 Brief the team")
    assert "cannot find" in await stage.says("uma", "action 7 Brief the team")
    await stage.says("uma", "action 1 Brief the zebra team by 2026-12-18 for Mia Brook", PSW_CHANNEL)
    await stage.says("uma", "An audit in May.")
    assert (await stage.case()).run("learning_action") is not None
    assert all("zebra" not in repr(message) for message in stage.heard[PSW_CHANNEL])
