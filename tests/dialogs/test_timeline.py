"""The audit for people: each kind of entry has its sentence; in private, by pages, and its reading is audited."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from dialogs.retention import purge
from dialogs.timeline import LISTED, what_happened
from dialogs.wording import has
from state.audit import Entry
from state.case import Case
from state.common import COMMON
from state.process import Process
from state.processes import PROCESSES
from state.raising import Actor
from state.recording import entered
from state.verifying import faults
from tests.bot.timetable import keep
from tests.stage import AUTHOR, QUIET, TEAM_CHANNEL, Stage, bound_stage
from tests.state.processes.playing import NOW, Story
from tests.stories.councils import STRATHMUIR

ROOT = Path(__file__).parents[2]
ENTERING = {"entered", "sealed", "read_by", "_save"}
"""The functions by which an entry is written that is no step of a process."""


def kinds() -> set[str]:
    """What each entry that is no step says it is, as the code names it."""
    return {kind for path in sorted([*ROOT.glob("dialogs/**/*.py"), *ROOT.glob("state/**/*.py")]) for kind in _in(path)}


def _in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in ENTERING]
    given = [
        part for call in calls for arg in (*call.args, *(k.value for k in call.keywords)) for part in ast.walk(arg)
    ]
    named = {node.id for node in given if isinstance(node, ast.Name)}
    meant = [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and _name(node.targets[0]) in named]
    defaults = [a for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef) for a in node.args.defaults]
    for found in (*given, *(part for value in (*meant, *defaults) for part in ast.walk(value))):
        if isinstance(found, ast.Constant) and isinstance(found.value, str) and re.fullmatch(KIND, found.value):
            yield found.value


KIND = r"[a-z]+\.[a-z_]+|exported"


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_every_kind_of_entry_that_is_no_step_has_a_sentence() -> None:
    assert {
        "case.hold", "case.release", "case.purged", "details.read", "timeline.read", "subject.exported", "exported",
        "reminder.snoozed", "reminder.on_it", "deadline.passed", "posts.delivered",
    } <= kinds()  # fmt: skip
    assert [kind for kind in kinds() if not has(f"audit.{kind}")] == []


@pytest.mark.parametrize("process", PROCESSES.values(), ids=lambda process: process.name)
async def test_every_step_of_every_process_has_a_sentence(process: Process) -> None:
    stage = Stage()
    case = Case("NTK-2026-0001", "east", AUTHOR, "d", stage.profile.version, NOW, ())
    for name in (process.opening.name, *(e.name for e in process.events), *COMMON):
        for record in ({"key": 1}, None):
            entry = Entry(NOW, "pat", "psw", f"{process.name}.{name}", record, None, "", "")
            assert what_happened(stage.desk, case, entry).endswith(".")


async def played() -> Stage:
    stage = await bound_stage()
    await stage.alert_sent(told=QUIET)
    for who, says in (
        ("ada", "deputy Mia Brook until Friday"),
        ("mia", "do 1 approve"),
        ("uma", "hold 1"),
        ("uma", "details 1"),
        ("uma", "do 1 note text: Her words alone."),
        ("pat", "snooze 1 until tomorrow 10:00"),
    ):
        await stage.says(who, says)
    return stage


SHOWN = [
    "Monday 23 November 2026, 14:20 · somebody, author of the alert\nA new alert was sent.",
    "14:20 · Mia Brook, Area Assistant Director, as deputy of Ada Field\nThe alert was approved and forwarded",
    "14:20 · by itself\nIt is to be decided whether the Director is told.",
    "14:20 · Uma Vale, Safeguarding Unit\nThe case was put on hold",
    "14:20 · Uma Vale, Safeguarding Unit\nThe details of the alert were read.",
    "14:20 · Uma Vale, Safeguarding Unit\nA note was left.",
    "14:20 · Pat Heath, Principal Social Worker\nA reminder was put off.",
]


async def test_it_says_who_did_what_in_which_role_and_for_whom() -> None:
    stage = await played()
    await stage.desk.save(replace(await stage.desk.load_person(AUTHOR), name=""))
    said = await stage.says("pat", "timeline 1")
    assert [row for row in SHOWN if row not in said] == []
    assert [said.index(row) for row in SHOWN] == sorted(said.index(row) for row in SHOWN)
    assert "Her words alone" not in said
    assert "came back" not in said


async def test_that_it_was_read_is_an_entry_of_its_own() -> None:
    stage = await played()
    before = len((await stage.case()).entries)
    assert "This list was read" not in (await stage.says("pat", "timeline 1")).split("\n\n")[-1]
    entry = (await stage.case()).entries[-1]
    assert (len((await stage.case()).entries), entry.what, entry.who) == (before + 1, "timeline.read", "pat")
    assert "This list was read." in await stage.says("uma", "timeline 1")
    assert faults(await stage.case()) == ()


async def test_only_those_who_may_read_the_case_and_hold_the_role_see_it_and_only_in_private() -> None:
    stage = await played()
    before = await stage.case()
    for who in (AUTHOR, "ada", "dee", "kim", "wes"):
        assert "Only this role can use that command" in await stage.says(who, "timeline 1")
    assert "cannot find" in await stage.says("pat", "timeline 7")
    assert await stage.case() == before
    assert "private chat" in await stage.says("pat", "timeline 1", TEAM_CHANNEL)
    assert "approved" not in await stage.says("pat", "timeline 1", TEAM_CHANNEL)
    assert "The alert was approved" in stage.last("pat")


async def test_a_long_trail_is_turned_page_by_page_and_loses_nothing() -> None:
    stage = await played()
    case, salts = await stage.case(), count()
    for _ in range(2 * LISTED):
        case = entered(case, stage.now, Actor("pat", "psw"), "case.hold", {}, str(next(salts)))
    await stage.desk.save(case)
    total = len(case.entries) + 3  # the pages after the first find the readings of those before
    pages = [await stage.says("pat", "timeline 1")]
    while "[Earlier]" in pages[-1]:
        pages.append(await stage.presses("pat", "Earlier"))
    assert len(pages) == 3
    assert "Page 3 of 3" in pages[-1]
    assert "A new alert was sent." in pages[-1]
    assert "[Later]" in pages[-1]
    assert sum(page.count(" · ") - 1 for page in pages) >= total - 3
    assert "Page 3 of 3" in await stage.says("pat", "timeline 1 99")


async def test_what_was_purged_is_told_with_fewer_words() -> None:
    stage = await bound_stage()
    await keep(stage, Story().do("pat", "alert.fold", other="NTK-2026-0002"))
    await purge(stage.desk, stage.now.replace(year=2029))
    assert (await stage.case()).purged
    said = await stage.says("pat", "timeline 1")
    assert "A new alert was sent." in said
    assert "all but the statutory facts was deleted" in said


async def test_in_another_council_roles_have_its_titles() -> None:
    stage = Stage(people=STRATHMUIR.people, profile=STRATHMUIR.profile)
    story = Story()
    story.case = replace(story.case, area=STRATHMUIR.area, profile=STRATHMUIR.profile.version)
    await keep(stage, story)
    await stage.says("uma", "hold 1")
    assert "Una Reid, Protection Hub" in await stage.says("pat", "timeline 1")
