"""Many things at the same moment, through the real HTTP door: each has its effect once, and nobody waits for others."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from state.documents import Key
from state.store.tiny_reader import read_only
from tests.door import Door, buttons, cards, opened, sample, text_of
from tests.stage import ALERT

REF = "NTK-2026-0001"
JOE, ZOE = "author-joe", "author-zoe"
PEOPLE = """
[[person]]
id = "ada"
name = "Ada Field"
roles = ["area_ad"]
areas = ["east"]

[[person]]
id = "abe"
name = "Abe Field"
roles = ["area_ad"]
areas = ["east"]

[[person]]
id = "pat"
name = "Pat Heath"
roles = ["psw"]
"""


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    (tmp_path / "people.toml").write_text(PEOPLE)
    async with opened(tmp_path / "data", NTK_PEOPLE=str(tmp_path / "people.toml")) as door:
        yield door


async def case(tmp_path: Path, ref: str = REF) -> Any:
    return await read_only(tmp_path / "data").load(Key("case", ref))


def refs(tmp_path: Path) -> list[str]:
    return sorted(row.key.id for row in read_only(tmp_path / "data").rows("case"))


async def told(door: Door, person: str = JOE) -> list[dict[str, Any]]:
    """A whole alert, at its review."""
    for text in ALERT:
        heard = await door.says(text, person)
    return heard


@pytest.mark.parametrize("ids", [("same", "same"), ("one", "two"), ("", "")])
async def test_a_submit_that_comes_twice_at_once_makes_one_case(
    door: Door, ids: tuple[str, str], tmp_path: Path
) -> None:
    await told(door)
    await asyncio.gather(*(door.says("submit", JOE, id=id) for id in ids))
    assert refs(tmp_path) == [REF]
    assert [step.event for step in (await case(tmp_path)).runs[0].steps] == ["submit"]


async def test_the_button_and_the_word_at_once_make_one_case(door: Door, tmp_path: Path) -> None:
    review = await told(door)
    send = next(b["data"] for b in buttons(cards(review)) if b["data"]["do"] == "submit")
    await asyncio.gather(door.submits(send, JOE), door.executes(send, JOE), door.says("submit", JOE))
    assert refs(tmp_path) == [REF]


async def test_two_alerts_sent_at_once_are_two_cases_each_whole(door: Door, tmp_path: Path) -> None:
    await asyncio.gather(told(door, JOE), told(door, ZOE))
    await asyncio.gather(door.says("submit", JOE), door.says("submit", ZOE))
    assert refs(tmp_path) == [REF, "NTK-2026-0002"]
    assert {(await case(tmp_path, ref)).author for ref in refs(tmp_path)} == {JOE, ZOE}


async def test_two_alerts_begun_at_once_by_one_person_are_one(door: Door) -> None:
    heard = await asyncio.gather(door.says("alert", JOE), door.says("alert", JOE))
    both = text_of([body for bodies in heard for body in bodies])
    assert "Is anyone in immediate danger?" in both
    assert "Delete it and begin anew" in both


async def test_a_button_pressed_by_two_people_at_once_is_pressed_once(door: Door, tmp_path: Path) -> None:
    await told(door)
    await door.says("submit", JOE)
    task = await door.hears("An alert needs your approval")
    approve = next(b["data"] for b in buttons(cards([task.body])) if b["title"] == "Approve and forward")
    await asyncio.gather(
        *(door.submits(approve, who) for who in ("ada", "abe")),
        *(door.executes(approve, who) for who in ("ada", "abe")),
    )
    steps = (await case(tmp_path)).runs[0].steps
    assert [step.event for step in steps] == ["submit", "approve"]


@pytest.mark.parametrize("second", ["abe", "pat", ZOE])
async def test_a_press_that_somebody_else_did_is_not_shown_as_ones_own(door: Door, second: str) -> None:
    await told(door)
    await door.says("submit", JOE)
    task = await door.hears("An alert needs your approval")
    approve = next(b["data"] for b in buttons(cards([task.body])) if b["title"] == "Approve and forward")
    done = await door.executes(approve, "ada")
    assert done["type"] == "application/vnd.microsoft.card.adaptive"
    again = await door.executes(approve, second)
    assert again == {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Thank you."}


async def test_the_answer_to_a_press_is_given_to_nobody_else_under_the_same_id(door: Door) -> None:
    await told(door)
    await door.says("submit", JOE)
    task = await door.hears("An alert needs your approval")
    approve = next(b["data"] for b in buttons(cards([task.body])) if b["title"] == "Approve and forward")
    press = sample("execute")
    press["value"]["action"] = {"type": "Action.Execute", "verb": "event", "data": approve}
    answers = []
    for who in ("ada", ZOE):
        async with await door.posts({**press, "from": {**press["from"], "aadObjectId": who}}) as response:
            answers.append(await response.text())
    assert REF in answers[0]
    assert REF not in answers[1]


async def test_two_decisions_at_once_are_one_and_the_other_is_told(door: Door, tmp_path: Path) -> None:
    await told(door)
    await door.says("submit", JOE)
    heard = await asyncio.gather(door.says("do 1 approve", "ada"), door.says("do 1 bring_forward Urgent.", "pat"))
    steps = (await case(tmp_path)).runs[0].steps
    assert len(steps) == 2
    said = [text_of(bodies) for bodies in heard]
    assert sum("not possible now" in text for text in said) == 1


async def test_a_slow_conversation_holds_up_nobody_else(door: Door) -> None:
    await door.says("status 1", ZOE)
    door.connector.answers_to[f"a:{ZOE}"] = ["hang"] * 9  # type: ignore[list-item]
    conversation = {**sample("personal_message")["conversation"], "id": f"a:{ZOE}"}
    spoken = {"text": "alert", "id": "slow", "from": {"id": ZOE, "aadObjectId": ZOE}, "conversation": conversation}
    slow = asyncio.create_task(door.posts({**sample("personal_message"), **spoken}))
    try:
        await told(door, JOE)
        assert REF in text_of(await door.says("submit", JOE))
        await door.says("waiting", "ada")
        await door.hears("An alert needs your approval")
        await door.says("do 1 approve", "ada")
        await door.hears("was approved", f"a:{JOE}")
        assert not slow.done()
    finally:
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)


async def test_many_people_at_once_all_get_their_own_question(door: Door) -> None:
    people = [f"person-{n}" for n in range(20)]

    async def tells(person: str) -> str:
        for text in ("alert", "no", "new"):
            heard = await door.says(text, person)
        return person if heard else ""

    assert await asyncio.gather(*map(tells, people)) == people
    for person in people:
        last = [call.body for call in door.connector.calls if call.body["conversation"]["id"] == f"a:{person}"][-1]
        assert "Which area" in last["summary"]
