"""Anything at all at the real HTTP door: it never fails, and a stranger changes nothing."""

import json
import logging
from collections.abc import AsyncIterator, Callable
from copy import deepcopy
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from state.documents import Key
from state.store.tiny_reader import read_only
from tests.door import PLAYGROUND, Door, buttons, cards, opened, sample
from tests.stage import ALERT

REF = "NTK-2026-0001"
SAMPLES = [json.loads(path.read_text()) for path in sorted(PLAYGROUND.glob("playground_*.json"))]
STRANGER = "somebody-who-wrote-nothing"
IDS = count()

WORDS = st.sampled_from(
    ["alert", "status 1", "details 1", "do 1 approve", "do 1 alert.withdraw x", "why 1", "my alerts", "act psw now",
     "clock", "yes", "no", "42", "/", "<at>x</at>", "submit", "invoke", "message", "adaptiveCard/action", "event",
     "field", "answer", "confirm", "edit", "command", "alert", "approve", REF, "outcome", "fileConsent/invoke", "29:x"]
)  # fmt: skip
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | WORDS
JSON = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | WORDS, inner, max_size=5)
)


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in an activity that can be changed."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A sample of the Playground with up to four of its parts replaced, left out or added."""
    tree = deepcopy(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 4))):
        *path, last = draw(st.sampled_from(places(tree)[1:]))
        parent = tree
        for key in path:
            parent = parent[key]
        change = draw(st.sampled_from(("replace", "drop", "add")))
        if change == "drop" and isinstance(parent, dict):
            del parent[last]
        elif change == "add" and isinstance(parent, dict):
            parent[draw(st.text(max_size=8) | WORDS)] = draw(JSON)
        else:
            parent[last] = draw(JSON)
        if len(places(tree)) < 2:
            break
    return tree


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """The whole product with a case in it."""
    async with opened(tmp_path / "data") as door:
        for text in (*ALERT, "submit"):
            await door.says(text)
        yield door


async def case(folder: Path) -> Any:
    """What people did in the case; posts are marked as delivered all the time."""
    stored: Any = await read_only(folder / "data").load(Key("case", REF))
    return stored.answers, stored.runs, stored.entries


def as_a_stranger(tree: dict[str, Any]) -> dict[str, Any]:
    """Sent by nobody who may see the case, wherever the activity names its sender; each under an id of its own."""
    sender = tree.get("from")
    if isinstance(sender, dict) and "aadObjectId" in sender:
        sender["aadObjectId"] = STRANGER
    return tree | ({"id": f"fuzz-{next(IDS)}"} if isinstance(tree.get("id"), str) else {})


Failures = Callable[[], list[str]]


@pytest.fixture
def failures(caplog: pytest.LogCaptureFixture) -> Failures:
    """What the log complains of so far. (A function, because a report of it stays short.)"""

    def found() -> list[str]:
        return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]

    return found


async def nothing_happens(door: Door, folder: Path, failures: Failures, tree: dict[str, Any]) -> None:
    """Whatever a stranger sends is answered or refused, and the case stays as it is."""
    before = await case(folder)
    tree = as_a_stranger(tree)
    body = json.dumps({**tree, "serviceUrl": door.service} if "serviceUrl" in tree else tree)
    data, headers = body.encode("utf-8", "surrogatepass"), {"Content-Type": "application/json"}
    async with door.session.post(f"{door.url}/api/messages", data=data, headers=headers) as response:
        answer = await response.text()
        assert response.status in (200, 400, 403, 413), answer
    assert '"statusCode":500' not in answer
    assert failures() == []
    assert await case(folder) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=mutated())
async def test_no_activity_makes_the_bot_fail_or_changes_a_case(
    door: Door, tmp_path: Path, failures: Failures, tree: dict[str, Any]
) -> None:
    await nothing_happens(door, tmp_path, failures, tree)


VALUES = LEAF | st.lists(LEAF, max_size=3) | st.dictionaries(st.text(max_size=5), LEAF, max_size=2)
KEYS = ["do", "ref", "process", "event", "version", "nonce", "field", "value", "seal", "command", "anew", "draft",
        "question", "child", "key", "change", "reason", "text", "outcome", "value_given"]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.integers(0, 200), changes=st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=6), VALUES, max_size=5)
)
async def test_no_data_of_a_card_makes_the_bot_fail(
    door: Door, tmp_path: Path, failures: Failures, number: int, changes: dict[str, Any]
) -> None:
    shown = [b["data"] for call in door.connector.calls[:25] for b in buttons(cards([call.body]))]
    pressed = {**shown[number % len(shown)], **changes}
    execute = sample("execute")
    execute["value"]["action"]["data"] = pressed
    for activity in ({**sample("submit"), "value": pressed}, execute):
        await nothing_happens(door, tmp_path, failures, activity)
