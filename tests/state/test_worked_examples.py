"""The worked examples: what is found, what is missing, and by when, for alerts that people have thought through."""

import json
from pathlib import Path
from typing import Any

import pytest

from state.answers import Answers
from state.criteria import assess
from state.deadlines import deadlines
from state.profile import load_profile

EXAMPLES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))
KENT = load_profile()


def read(given: dict[str, Any]) -> Answers:
    children = given.get("children", [])
    return Answers(
        {key: frozen(value) for key, value in given.items() if key != "children"},
        tuple({key: frozen(value) for key, value in own.items() if key != "n"} for own in children),
    )


def frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.rule("R15")
@pytest.mark.rule("R16")
@pytest.mark.rule("R17")
@pytest.mark.rule("R18")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["id"])
def test_findings(example: dict[str, Any]) -> None:
    expected = example["expect"]
    findings = assess(read(example["answers"]))
    found = {f.finding for f in findings}
    assert set(expected["has"]) <= found
    assert found.isdisjoint(expected["hasnt"])
    if "missing" in expected:
        assert [list(f.missing) for f in findings if f.finding == "needs_information"] == [expected["missing"]]


@pytest.mark.rule("R9")
@pytest.mark.rule("R13")
@pytest.mark.rule("R27")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["id"])
def test_deadlines(example: dict[str, Any]) -> None:
    answers = read(example["answers"])
    dues = {due.id: due for due in deadlines(KENT, answers, assess(answers))}
    for id, expected in example["expect"]["deadlines"].items():
        for end, day in expected.items():
            assert getattr(dues[id], end).isoformat() == day
