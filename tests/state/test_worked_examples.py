"""The worked examples: what is found, what is missing, and by when, for alerts that people have thought through."""

import json
from pathlib import Path
from typing import Any

import pytest

from state.answers import Answers
from state.criteria import assess
from state.deadlines import deadlines
from state.profile_file import load_profile

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


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["id"])
def test_findings(example: dict[str, Any]) -> None:
    expected = example["expect"]
    findings = assess(read(example["answers"]))
    found = {f.finding for f in findings}
    assert set(expected["has"]) <= found
    assert found.isdisjoint(expected["hasnt"])
    for id, leaning in expected.get("leaning", {}).items():
        assert [f.leaning for f in findings if f.finding == id] == [leaning]
    if "missing" in expected:
        assert [list(f.missing) for f in findings if f.finding == "needs_information"] == [expected["missing"]]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["id"])
def test_deadlines(example: dict[str, Any]) -> None:
    answers = read(example["answers"])
    anchors = {key: moment for key, moment in example.items() if key not in ("id", "answers", "expect")}
    dues = {due.id: due for due in deadlines(KENT, answers, assess(answers), anchors)}
    found = {
        id: {key: getattr(dues[id], key) if key == "local" else getattr(dues[id], key).isoformat() for key in expected}
        for id, expected in example["expect"].get("deadlines", {}).items()
    }
    assert found == example["expect"].get("deadlines", {})


def test_the_examples_speak_of_most_findings() -> None:
    expected = {finding for example in EXAMPLES for finding in example["expect"]["has"]}
    assert len(EXAMPLES) == 16
    assert len(expected) == 10
