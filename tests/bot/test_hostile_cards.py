"""Cards come back from outside: old, repeated, foreign or forged, they change nothing and say why."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.cards import card_of
from state.message import Button, Message
from tests.bot.test_whole_cases import PRESSED, TYPED, checklist
from tests.stage import ALERT, AUTHOR, PSW_CHANNEL, TEAM_CHANNEL, Stage, bound_stage, buttons_of

REF, OTHER = "NTK-2026-0001", "NTK-2026-0002"
MARK = "Zanzibar"
"""Stands in everything that anybody writes in words of their own."""

CARRIED = {"do", "ref", "process", "event", "version", "nonce", "field", "value", "seal", "command", "anew", "adding",
           "draft", "question", "child", "page"}  # fmt: skip
COMMANDS = (
    "status|show|details|more|support|do|why|resume|cancel|my alerts|alert anew|guidance|export|snooze|on it"
    "|cases|find|overdue|due|trends|link|timeline|remind yes|remind off"
)
IDS = re.compile(rf"[\w#:.-]{{1,120}}|(?:{COMMANDS})[\w #.:-]*")


async def sent() -> Stage:
    stage = await bound_stage()
    await stage.alert_sent()
    return stage


async def told_in_whole() -> Stage:
    """From the alert to the published review, with a word in everything that is written."""
    stage = await bound_stage()
    alert = tuple(f"{text} {MARK}" if text.endswith(".") else text for text in ALERT)
    await stage.alert_sent(told=alert)
    for who, says, _ in TYPED:
        if says.startswith("+"):
            await stage.later(days=float(says[1:-1]))
            continue
        said = checklist(stage) if says == "=all" else says[1:] if says.startswith("=") else f"do 1 {says}"
        said = re.sub(r"\b(text|rationale|reason): ", rf"\1: {MARK} ", said)
        await stage.says(who, said)
        await stage.says(who, "status 1")
        await delivered(stage, who)
    for who in ("pat", "uma", "ada", AUTHOR, "kim"):
        for command in (
            "details 1",
            "more 1",
            "waiting",
            "my alerts",
            "do 1 update",
            "review",
            "later",
            "cases all",
            "cases estt",
            "due wekk east",
            "find 1",
            "overdue",
        ):
            await stage.says(who, command)
        await delivered(stage, who)
    assert (await stage.case()).runs[0].state == "closed"
    return stage


async def delivered(stage: Stage, who: str) -> None:
    """What was said to somebody has arrived."""
    await stage.desk.save(replace(await stage.desk.load_person(who), posts=()))


def actions(drawn: Any) -> Iterator[Mapping[str, Any]]:
    """Every action of a card as it goes out, the fallbacks among them."""
    if isinstance(drawn, list):
        for part in drawn:
            yield from actions(part)
    elif isinstance(drawn, dict):
        if str(drawn.get("type", "")).startswith("Action."):
            yield drawn
        for part in drawn.values():
            yield from actions(part)


def shown(stage: Stage) -> list[tuple[str, Message]]:
    """Every message with a card, and where it was shown."""
    return [(to, message) for to, heard in stage.heard.items() for message in heard if message.card]


async def test_no_card_of_a_whole_case_carries_what_anybody_wrote() -> None:
    stage = await told_in_whole()
    drawn = [card_of(m.card) for _, m in shown(stage) if m.card]
    assert MARK in json.dumps(drawn), "the word is in what is shown"
    carried = [action["data"] for action in actions(drawn)]
    assert len(carried) > 500
    for data in carried:
        assert data.keys() <= CARRIED
        for value in data.values():
            assert type(value) is int or IDS.fullmatch(value), data
        assert MARK not in json.dumps(data)
    for channel in (PSW_CHANNEL, TEAM_CHANNEL):
        assert stage.heard[channel]
        assert all(MARK not in repr(message) for message in stage.heard[channel])


async def pressed_before(stage: Stage) -> list[tuple[str, Button]]:
    """Every button of an event that anybody was shown, by whom."""
    found = [(to, b) for to, m in shown(stage) for b in buttons_of(m.card) if b.data["do"] == "event"]
    return [(("pat" if to in (PSW_CHANNEL, TEAM_CHANNEL) else to), button) for to, button in found]


async def test_no_old_button_of_a_case_does_anything_for_anybody() -> None:
    """All buttons that were shown while a case was decided, pressed again at its end by those who saw them."""
    stage = await sent()
    for who, label, inputs in PRESSED:
        if label != "Send":
            await stage.says(who, "status 1")
        await stage.presses(who, label, **inputs)
    before = await stage.case()
    now = {(run.process, run.version) for run in before.runs}
    old = [(to, b) for to, b in await pressed_before(stage) if (b.data["process"], b.data["version"]) not in now]
    assert len(old) > 50
    for to, button in old:
        reply = await stage.presses(to, button.data)
        await delivered(stage, to)
        assert re.search("out of date|done already|not possible now|Only this role|cannot find|has .* already", reply)
    assert await stage.case() == before


async def test_a_card_for_another_case_fills_nothing_in() -> None:
    stage = await sent()
    await stage.alert_sent()
    await stage.says("pat", f"do {REF} withdraw")
    first = stage.button("pat", "Send").data
    await stage.says("pat", "cancel")
    await stage.says("pat", f"do {OTHER} bring_forward")
    before = await stage.case(OTHER)
    reply = await stage.presses("pat", {**first, "reason": "Meant for the other."})
    assert "out of date" in reply
    assert "What is the reason" in reply, "and what is asked now stands below"
    assert await stage.case(OTHER) == before
    assert (await stage.desk.load_person("pat")).form is not None


async def test_an_old_cancel_leaves_what_was_begun_since() -> None:
    stage = await sent()
    await stage.says("pat", "do 1 withdraw")
    old = stage.button("pat", "Cancel").data
    await stage.says("pat", "do 1 bring_forward")
    assert "out of date" in await stage.presses("pat", old)
    form = (await stage.desk.load_person("pat")).form
    assert form is not None
    assert form.event == "bring_forward"
    assert "Left as it was" in await stage.presses("pat", stage.button("pat", "Cancel").data)


async def test_an_old_yes_does_not_confirm_a_new_date() -> None:
    stage = await sent()
    await stage.says("uma", "do 1 strategy_discussion.arrange meeting_at: Friday at 10:00")
    old = stage.button("uma", "Yes, that is right").data
    await stage.says("uma", "Thursday at 9:00")
    assert "out of date" in await stage.presses("uma", old)
    run = (await stage.case()).run("strategy_discussion")
    assert run is not None
    assert run.state == "needed"
    assert "Done" in await stage.presses("uma", "Yes, that is right")


async def test_an_old_offer_to_begin_anew_does_not_delete_a_later_alert() -> None:
    stage = Stage()
    await stage.says(AUTHOR, "alert")
    await stage.says(AUTHOR, "alert")
    old = stage.button(AUTHOR, "Delete it and begin anew").data
    first = (await stage.desk.load_person(AUTHOR)).draft
    await stage.presses(AUTHOR, old)
    second = (await stage.desk.load_person(AUTHOR)).draft
    assert first
    assert second
    assert first.id != second.id, "the first time it does what it says"
    await stage.says(AUTHOR, "no")
    assert "not open any more" in await stage.presses(AUTHOR, old)
    third = (await stage.desk.load_person(AUTHOR)).draft
    assert third
    assert third.id == second.id


@pytest.mark.parametrize(
    "without",
    [{"version": None}, {"version": "1"}, {"version": True}, {"version": 1.0}, {"nonce": ""}, {"nonce": 7}],
)
async def test_a_button_without_its_version_or_nonce_is_no_button(without: dict[str, Any]) -> None:
    stage = await sent()
    before = await stage.case()
    button = {**stage.button("ada", "Approve and forward").data, **without}
    assert "I do not know that card" in await stage.presses("ada", button)
    assert await stage.case() == before


@pytest.mark.parametrize(
    ("change", "hears"),
    [
        ({"version": -1}, "out of date"),
        ({"version": 10**15}, "out of date"),
        ({"process": "alert#0"}, "no such number"),
        ({"process": "nonsense"}, "no process"),
        ({"process": "__class__"}, "no process"),
        ({"event": "nonsense"}, "no step"),
        ({"event": "found_anew"}, "not possible now"),
        ({"event": "close"}, "not possible now"),
        ({"event": "withdraw"}, "Only this role"),
        ({"ref": OTHER}, "I cannot find"),
        ({"ref": "../../" + REF}, "I cannot find"),
        ({"ref": [REF]}, "I cannot find"),
    ],
)
async def test_a_forged_button_says_why_and_changes_nothing(change: dict[str, Any], hears: str) -> None:
    stage = await sent()
    before = await stage.case()
    button = {**stage.button("ada", "Approve and forward").data, **change}
    assert hears in await stage.presses("ada", button)
    assert await stage.case() == before


@pytest.mark.parametrize("extra", [{"by": "pat"}, {"role": "psw"}, {"state": "closed"}, {"__proto__": {"a": 1}}])
async def test_extra_keys_of_a_button_count_for_nothing(extra: dict[str, Any]) -> None:
    stage = await sent()
    await stage.presses("ada", {**stage.button("ada", "Approve and forward").data, **extra})
    step = (await stage.case()).runs[0].steps[-1]
    assert (step.event, step.by, step.role, dict(step.fields)) == ("approve", "ada", "area_ad", {})


async def test_a_card_of_somebody_elses_alert_answers_nothing() -> None:
    stage = Stage()
    for who in (AUTHOR, "zoe"):
        await stage.says(who, "alert")
    before = (await stage.desk.load_person("zoe")).draft
    reply = await stage.presses("zoe", stage.button(AUTHOR, "No").data)
    assert "belongs to another alert" in reply
    assert (await stage.desk.load_person("zoe")).draft == replace(before, touched=stage.now) if before else False


async def test_a_private_card_pressed_elsewhere_tells_others_nothing() -> None:
    stage = await sent()
    approve = stage.button("ada", "Approve and forward").data
    await stage.presses("ada", approve, "19:elsewhere@thread.tacv2")
    await stage.says("pat", "do 1 withdraw")
    await stage.presses("pat", stage.button("pat", "Send").data, "19:elsewhere@thread.tacv2", reason="Told twice.")
    await stage.presses(AUTHOR, {"do": "answer", "question": "what_happened", "what_happened": "x"}, TEAM_CHANNEL)
    for channel in ("19:elsewhere@thread.tacv2", TEAM_CHANNEL):
        said = stage.all(channel)
        assert "Told twice" not in said
        assert "found unwell" not in said
        assert "neglect" not in said
