"""`make demo`: the script is played to its end, on the stage and through the real door, so that it cannot rot."""

import re
from pathlib import Path

from bot.local.player import ME as MYSELF
from bot.local.player import Pace, play, script, teams
from bot.local.run import HERE
from state.people_file import read_people
from state.profile_file import load_profile
from state.roles import HELD
from tests.door import ME, opened, sample
from tests.stage import Stage

AREAS = tuple(area.id for area in load_profile().areas)
GENERAL = "19:general@thread.tacv2"
AT_ONCE = Pace(0, 0, 0)


async def test_the_case_goes_from_the_alert_to_a_breach() -> None:
    people = read_people(HERE / "people.toml", AREAS)
    stage = Stage(people=people)
    await stage.comes(script()[0])
    by_role = {role: people.acting(role, "east")[0] for role in HELD}
    for scene, line in [(one, line) for one in script()[1] for line in one.says]:
        who = ME if scene.who == MYSELF else by_role[scene.who]
        if moved := re.fullmatch(r"clock \+(\d+)([dh])", line):
            await stage.later(**{"days" if moved[2] == "d" else "hours": int(moved[1])})
            continue
        heard = await stage.says(who, line, scene.channel)
        for trouble in (
            "Did you mean",
            "I could not",
            "is used like this",
            "Only this role",
            "not possible",
            "I know no",
        ):
            assert trouble not in heard, f"{scene.who} said {line!r} and heard:\n{heard}"
    case = await stage.case()
    states = {run.process: run.state for run in case.runs}
    assert case.author == ME
    assert states["alert"] == "assessed"
    assert states["strategy_discussion"] == "held"
    assert states["panel_notification"] == "notified"
    assert states["rapid_review"]
    shown = stage.all(GENERAL)
    assert "A new alert was sent" in shown
    assert "a limit has passed" in shown
    assert shown.index("The national Panel was notified") < shown.index("a limit has passed")
    assert "Agency summary" in stage.last(GENERAL) or "Overdue" in stage.last(by_role["psw"])
    kinds = [post.kind for _, post in stage.posts]
    assert {"card", "outcome", "reminder", "breach", "digest"} <= set(kinds)


async def test_the_player_plays_it_through_the_real_door(tmp_path: Path) -> None:
    told: list[str] = []
    async with opened(tmp_path / "data", NTK_NOW=script()[0]) as door:
        await play(door.url, door.service.rstrip("/"), told.append, AT_ONCE)
        await door.hears("a limit has passed", GENERAL)
        await door.hears("For Sanjay Mistry, Area Assistant Director", "a:personal-chat")
        await door.hears("**Priya Nair** › The child was found unwell", "a:personal-chat")
        await door.hears("**Sanjay Mistry** › do 1 approve", "a:personal-chat")
        await door.hears("You speak as yourself again")
    assert told == [scene.tell for scene in script()[1] if scene.tell]


def test_it_takes_about_two_minutes() -> None:
    pace, scenes = Pace(), script()[1]
    told = sum(pace.told for scene in scenes if scene.tell)
    assert 100 < told + sum(len(scene.says) * pace.typed + pace.scene for scene in scenes) < 140


def test_it_speaks_in_the_teams_that_the_playground_plays() -> None:
    seen, ours = sample("personal_message"), teams()
    assert ours.me == seen["from"]
    assert ours.bot == seen["recipient"]
    assert ours.chat == seen["conversation"]["id"]
    assert ours.tenant == seen["conversation"]["tenantId"]
