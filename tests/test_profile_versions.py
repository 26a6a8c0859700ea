"""A case keeps the version of the profile under which it was opened. Source: A12."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from app import main
from state.profile import Profile
from state.profile_file import KENT, load_profile
from state.profile_parts import Span
from tests.door import opened
from tests.stage import ALERT, AUTHOR, PSW_CHANNEL, QUIET, Stage, bound_stage
from tests.test_command_line import local

FIRST = load_profile()


def with_limit(count: int, version: str) -> Profile:
    """Kent with another limit for notifying the Panel, and another for approval."""
    panel, approval = FIRST.limits["panel_notification"], FIRST.limits["area_ad_approval"]
    longer = {
        "panel_notification": replace(panel, limit=Span(count, "working_days"), target=None),
        "area_ad_approval": replace(approval, limit=Span(count, "working_days")),
    }
    return replace(FIRST, version=version, limits={**FIRST.limits, **longer})


@pytest.mark.parametrize(("count", "anew"), [(2, "Wednesday 25 November 2026"), (8, "Thursday 3 December 2026")])
async def test_an_open_case_keeps_its_dates_and_a_new_one_has_the_new_lengths(count: int, anew: str) -> None:
    first = Stage()
    await first.alert_sent()
    assert "by Monday 30 November 2026" in await first.says("pat", "status 1")

    second = Stage(first.store, profile=with_limit(count, "2027-01.1"), begun=2)
    await second.alert_sent()
    for asked in ("status", "why"):
        before, after = await second.says("pat", f"{asked} 1"), await second.says("pat", f"{asked} 2")
        assert "by Monday 30 November 2026" in before
        assert "by Monday 30 November 2026" not in after
        assert f"by {anew}" in after
    assert f"version {FIRST.version} of the profile" in await second.says("pat", "why 1")
    assert "version 2027-01.1 of the profile" in await second.says("pat", "why 2")
    await second.says("ada", "do 1 approve")
    assert "met (it was due by Tuesday 24 November 2026)" in await second.says("pat", "status 1")

    third = Stage(first.store, profile=with_limit(10, "2027-02.1"), begun=3)
    assert "by Monday 30 November 2026" in await third.says("pat", "status 1")
    assert f"by {anew}" in await third.says("pat", "status 2")


async def test_the_days_that_are_worked_and_the_outcomes_stay_too() -> None:
    first = Stage()
    await first.alert_sent()
    fewer = replace(FIRST.rapid_review_outcomes[0], id="nothing", name="Nothing")
    scottish = replace(
        FIRST,
        version="2027-01.1",
        calendar=replace(FIRST.calendar, subdivision="SCT"),
        rapid_review_outcomes=(fewer,),
    )
    second = Stage(first.store, profile=scottish, begun=2)
    await second.alert_sent()
    assert "30 November: not counted" not in await second.says("pat", "why 1")
    assert "30 November: not counted" in await second.says("pat", "why 2")
    cases = [await second.case(ref) for ref in ("NTK-2026-0001", "NTK-2026-0002")]
    assert [tuple(second.desk.profile_of(case).outcomes) for case in cases] == [tuple(FIRST.outcomes), ("nothing",)]


async def test_a_case_of_an_area_that_is_no_more_can_still_be_read() -> None:
    first = Stage()
    await first.alert_sent(told=QUIET)
    gone = replace(FIRST, version="2027-01.1", areas=tuple(a for a in FIRST.areas if a.id != "east"))
    second = Stage(first.store, profile=gone, begun=2)
    assert "East Kent" in await second.says("pat", "status 1")
    assert "East Kent" not in await second.says(AUTHOR, "alert")


@pytest.mark.parametrize(("kept", "name"), [(True, "East Kent"), (False, "east")])
async def test_the_reminders_and_digests_of_an_area_that_is_no_more_go_on(kept: bool, name: str) -> None:
    first = await bound_stage()
    await first.alert_sent()
    if not kept:  # it was opened before versions were kept
        await first.desk.save(replace(await first.case(), profile="2020-01.1"))
    gone = replace(FIRST, version="2027-01.1", areas=tuple(a for a in FIRST.areas if a.id != "east"))
    second = Stage(first.store, profile=gone, begun=2)
    if not kept:
        second.desk._editions.clear()
    await second.comes("2026-11-25T09:30")
    due = f"NTK-2026-0001 · {name}"
    assert due in await second.says("pat", "digest")
    assert due in await second.says("pat", "overdue")
    assert due in second.all("ada")
    digests = [post for _, post in second.posts if (post.kind, post.to) == ("digest", f"channel:{PSW_CHANNEL}")]
    assert len(digests) == 3, "one each working day"
    assert any(post.kind == "breach" for _, post in second.posts)


async def test_a_version_of_which_nothing_was_kept_is_said_to_be_lost() -> None:
    stage = Stage()
    await stage.alert_sent()
    case = await stage.case()
    await stage.desk.save(replace(case, profile="2020-01.1"))
    said = await Stage(stage.store).says("pat", "why 1")
    assert "version 2020-01.1 of the profile, of which nothing is kept here" in said
    assert f"counted with version {FIRST.version}" in said


async def test_show_prints_the_dates_of_the_case_s_own_version(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    data, longer = tmp_path / "data", tmp_path / "longer.toml"
    async with opened(data) as door:
        for text in (*ALERT, "submit"):
            await door.says(text)
    longer.write_text(rewritten(version="2027-01.1"))
    async with opened(data, NTK_PROFILE=str(longer)) as door:
        for text in (*ALERT, "submit"):
            await door.says(text)
        shown = {}
        for ref in ("1", "2"):
            await asyncio.to_thread(main, ["show", ref, "--json"], local(data, NTK_PROFILE=str(longer)))
            record = json.loads(capfdbinary.readouterr().out)
            shown[record["profile"]] = {d["id"]: d["due"] for d in record["deadlines"]}["panel_notification"]
    assert shown == {FIRST.version: "2026-11-30", "2027-01.1": "2026-12-04"}


@pytest.mark.parametrize("command", [["check"], []])
async def test_a_profile_that_changed_without_a_new_version_is_refused(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, profile = tmp_path / "data", tmp_path / "profile.toml"
    profile.write_text(rewritten(version=FIRST.version))
    async with opened(data) as door:
        for text in (*ALERT, "submit"):
            await door.says(text)
    status = await asyncio.to_thread(main, command, local(data, NTK_PROFILE=str(profile)))
    assert status == 2
    assert f"version {FIRST.version} as it was: give it a new version" in capsys.readouterr().err
    profile.write_text("# Only a comment is new.\n" + KENT.read_text("utf-8"))
    assert await asyncio.to_thread(main, ["check"], local(data, NTK_PROFILE=str(profile))) == 0


async def test_a_version_under_which_no_case_was_opened_can_still_be_changed(tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text(rewritten(version=FIRST.version))
    async with opened(tmp_path / "data") as door:
        await door.says("help")
    assert main(["check"], local(tmp_path / "data", NTK_PROFILE=str(profile))) == 0


def rewritten(version: str) -> str:
    """Kent's own file with 9 working days for notifying the Panel."""
    text = KENT.read_text("utf-8").replace(f'version = "{FIRST.version}"', f'version = "{version}"')
    return text.replace(
        'limit = { count = 5, unit = "working_days" }\ntarget', 'limit = { count = 9, unit = "working_days" }\ntarget'
    )
