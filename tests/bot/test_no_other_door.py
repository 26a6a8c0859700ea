"""To whoever may not know of a case, one that exists and one that does not are alike, at every door there is."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.cards import plain
from bot.server import COMMANDS
from state.common import COMMON
from state.processes import PROCESSES
from tests.stage import AUTHOR, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage

THERE, NOT_THERE = "NTK-2026-0001", "NTK-2026-0007"
STRANGERS = ("wes", "kim", "zoe")
"""An Area AD of another area, the partnership before the case is shared, and a practitioner who wrote nothing of it."""

NAMED = [command for group in COMMANDS for command in group if "reference" in command.shape or "42" in command.example]
EVENTS = [f"{p.name}.{e.name}" for p in PROCESSES.values() for e in (p.opening, *p.events)] + [
    f"{p}.{event}" for p in ("alert", "panel_notification", "learning_action") for event in COMMON
]
LOADED = {
    ("dialogs/desk.py", "readable"): "asks may_read",
    ("dialogs/desk.py", "known"): "asks knows",
    ("dialogs/showing.py", "_open"): "is given the rows of one's own cases",
    ("dialogs/reminding.py", "brought_in"): "time itself; acting asks knows before it looks at the case",
    ("dialogs/retention.py", "_purge_case"): "time itself",
    ("dialogs/anchoring.py", "_record_deliveries"): "time itself",
    ("dialogs/retelling.py", "ask_what_now_applies"): "goes on with a step that was just permitted",
    (
        "bot/saying.py",
        "_in_channel",
    ): "finds the card under which a post was already owed, and shows nothing of the case",
    ("bot/saying.py", "_remember"): "writes down where the card of the case stands",
    ("dialogs/subject_access.py", "_case"): "is the PSW's alone, who reads everything",
}
"""The only functions that load a case by its reference without having asked who wants to know."""


async def a_case() -> Stage:
    stage = await bound_stage()
    await stage.alert_sent()
    return stage


EVERYWHERE = ("", TEAM_CHANNEL, PSW_CHANNEL, "19:elsewhere@thread.tacv2")


async def alike(stage: Stage, who: str, say: Any, channels: tuple[str, ...] = EVERYWHERE) -> None:
    """Whatever is said of the two references is answered alike, in each conversation, and changes nothing."""
    before = await stage.case()
    others = {person: len(heard) for person, heard in stage.heard.items() if person not in (who, *EVERYWHERE)}
    for channel in channels:
        answers = []
        for ref in (THERE, NOT_THERE):
            heard, said = len(stage.heard.get(who, ())), say(ref)
            speaks = stage.says if isinstance(said, str) else stage.presses
            answer = await speaks(who, said, channel)
            private = [plain(message) for message in stage.heard.get(who, ())[heard:]]
            answers.append("\n".join((answer, *private)).replace(ref, "REF"))
            person = await stage.desk.load_person(who)
            assert (person.form, person.draft) == (None, None)
            await stage.desk.save(replace(person, posts=()))
        assert answers[0] == answers[1]
        assert answers[0].strip()
    assert await stage.case() == before
    assert {person: len(stage.heard[person]) for person in others} == others


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("command", NAMED, ids=lambda command: command.name)
async def test_no_command_tells_a_case_from_none(command: Any, who: str) -> None:
    def typed(ref: str) -> str:
        return str(command.example.replace("42", ref))

    def pressed(ref: str) -> Mapping[str, Any]:
        return {"do": "command", "command": typed(ref)}

    stage = await a_case()
    assert THERE in typed(THERE)
    await alike(stage, who, typed)
    await alike(stage, who, pressed)


@pytest.mark.parametrize("who", STRANGERS)
async def test_no_event_tells_a_case_from_none_by_typing_or_by_button(who: str) -> None:
    stage = await a_case()
    version = (await stage.case()).runs[0].version
    for name in EVENTS:
        process, _, event = name.partition(".")

        def typed(ref: str, name: str = name) -> str:
            return f"do {ref} {name} reason: x; text: x"

        def pressed(ref: str, process: str = process, event: str = event) -> Mapping[str, Any]:
            data = {"do": "event", "ref": ref, "process": process, "event": event, "nonce": f"n-{process}-{event}"}
            return {**data, "version": version}

        for say in (typed, pressed):
            await alike(stage, who, say, ("",))


@pytest.mark.parametrize("who", STRANGERS)
async def test_the_nonce_and_the_draft_of_somebody_else_open_nothing(who: str) -> None:
    stage = await a_case()
    case = await stage.case()
    for nonce in {step.nonce for run in case.runs for step in run.steps if step.nonce}:
        data = {"do": "event", "process": "alert", "event": "approve", "version": 1, "nonce": nonce}
        await alike(stage, who, lambda ref, data=data: {**data, "ref": ref})
    for draft in (case.draft, "no-draft"):
        answer = await stage.presses(who, {"do": "submit", "draft": draft})
        assert THERE not in answer
        assert answer == await stage.presses(who, {"do": "submit", "draft": "another"})


@pytest.mark.parametrize("who", STRANGERS)
async def test_an_update_cannot_be_begun_of_somebody_elses_alert(who: str) -> None:
    answers = []
    for ref in (THERE, NOT_THERE):
        stage = await a_case()
        for text in ("alert", "no", "update"):
            await stage.says(who, text)
        answers.append((await stage.says(who, ref)).replace(ref, "REF"))
    assert answers[0] == answers[1]


async def test_whoever_is_named_in_a_case_but_may_not_read_it_sees_no_card_of_it() -> None:
    stage = await a_case()
    opened = "do 1 learning_action.open text: Train the team.; person: Wes Moor; due: 2026-12-18; review: An audit."
    await stage.says("pat", opened)
    button = {"do": "event", "ref": THERE, "process": "learning_action", "event": "done", "version": 0, "nonce": "n"}
    stale = await stage.presses("wes", button)
    assert "has moved on" in stale or "out of date" in stale or "since" in stale
    assert "Panel" not in stale
    assert len(stale.splitlines()) == 1


async def test_the_deputy_of_whoever_is_named_does_it_in_their_stead() -> None:
    stage = await a_case()
    await stage.says("pat", "do 1 learning_action.open text: T.; person: Wes Moor; due: 2026-12-18; review: R.")
    await stage.says("wes", "deputy Kim Lowe until Friday")
    assert "Done" in await stage.says("kim", "do 1 learning_action.done text: The team was trained.")


def functions() -> Iterator[tuple[str, str, ast.AST]]:
    """Each function of the product, by file and name."""
    root = Path(__file__).parents[2]
    for path in sorted([*root.glob("dialogs/**/*.py"), *root.glob("bot/**/*.py")]):
        if "node_modules" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield str(path.relative_to(root)), node.name, node


def test_no_other_function_loads_a_case_by_its_reference() -> None:
    found = {
        (path, name)
        for path, name, function in functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "load_case"
    }
    assert found == set(LOADED)


@pytest.mark.parametrize("who", STRANGERS)
async def test_no_list_names_a_case_that_is_not_ones_own(who: str) -> None:
    stage = await a_case()
    lists = ("cases", "cases east", "cases csv", "find 1", "find east", "overdue", "due week")
    for command in ("my alerts", "waiting", "help", "people", *lists):
        assert THERE not in await stage.says(who, command)
    assert THERE in await stage.says(AUTHOR, "my alerts")
    assert THERE in await stage.says("ada", "waiting")
