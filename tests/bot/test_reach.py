"""Who holds a role and cannot be reached: by name in private, by number in the Monday overview."""

from dataclasses import replace

from state.documents import Key
from tests.bot.test_digests import digests
from tests.stage import PEOPLE, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage
from tests.state.store.making import ADDRESS
from tests.stories.councils import STRATHMUIR


async def met(stage: Stage, *people: str) -> None:
    for person in people:
        await stage.desk.save(replace(await stage.desk.load_person(person), address=ADDRESS))


async def all_but_mia_and_wes() -> Stage:
    """Mia was never met, and Teams refuses to reach Wes."""
    stage = await bound_stage()
    await met(stage, *(PEOPLE.members.keys() - {"mia"}))
    await stage.desk.save(replace(await stage.desk.load_person("wes"), unreachable=stage.now))
    return stage


async def test_it_says_who_by_role_and_area_and_why_in_private() -> None:
    stage = await all_but_mia_and_wes()
    said = await stage.says("pat", "reach")
    assert said.split("\n\n")[1:] == [
        "Team or Service Manager, East Kent\nMia Brook: never met: they may not have the app yet",
        "Area Assistant Director, West Kent\n"
        "Wes Moor: Teams refuses: the app is not installed for them, or they blocked it",
    ]
    for channel in (PSW_CHANNEL, TEAM_CHANNEL):
        assert "Mia" not in await stage.says("uma", "reach", channel)
    assert "Mia Brook" in stage.last("uma")
    assert "Only this role" in await stage.says("ada", "reach")


async def test_on_mondays_the_psw_channel_hears_how_many_and_nobody_by_name() -> None:
    stage = await all_but_mia_and_wes()
    await stage.comes("2026-11-24T08:45")
    assert "cannot be reached" not in digests(stage, PSW_CHANNEL)[-1]
    await stage.comes("2026-11-30T08:45")
    words = digests(stage, PSW_CHANNEL)[-1]
    assert "Team or Service Manager, East Kent: 1 of 1 cannot be reached" in words
    assert "Area Assistant Director, West Kent: 1 of 1 cannot be reached" in words
    assert "Mia" not in words
    assert "Moor" not in words
    assert all("cannot be reached" not in said for said in digests(stage, "ada"))


async def test_one_of_several_is_counted_and_everybody_reached_is_said() -> None:
    stage = await all_but_mia_and_wes()
    stage.people = replace(PEOPLE, members={m.id: m for m in PEOPLE.members.values() if m.id not in ("mia", "wes")})
    assert "Everybody who holds a role can be reached." in await stage.says("pat", "reach")
    await stage.comes("2026-11-30T08:45")
    assert "cannot be reached" not in digests(stage, PSW_CHANNEL)[-1]
    second = replace(PEOPLE.members["ada"], id="abe", name="Abe Cole", areas=("east", "south"))
    stage.people = replace(stage.people, members={**stage.people.members, "abe": second})
    await stage.comes("2026-12-07T08:45")
    words = digests(stage, PSW_CHANNEL)[-1]
    assert "Area Assistant Director, East Kent: 1 of 2 cannot be reached" in words
    assert "Area Assistant Director, South Kent: 1 of 1 cannot be reached" in words


async def test_whoever_is_met_again_is_reached_again() -> None:
    stage = await all_but_mia_and_wes()
    await met(stage, "mia")
    await stage.desk.save(replace(await stage.desk.load_person("wes"), unreachable=None))
    assert stage.store.row(Key("person", "wes"))
    assert "Everybody" in await stage.says("pat", "reach")


async def test_in_another_council_roles_and_areas_have_its_names() -> None:
    stage = Stage(people=STRATHMUIR.people, profile=STRATHMUIR.profile)
    area = STRATHMUIR.profile.area(STRATHMUIR.area).name
    said = await stage.says("pat", "reach")
    assert f", {area}\nAilsa Craig: never met" in said
