"""The log holds sentences of ours, ids and kinds of faults; whatever else is given to it is left out."""

import ast
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.log import DROPPED, formatter, logger, where

ROOT = Path(__file__).parents[2]
SECRET = "Robin fell off the climbing frame"


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What is written, in each form."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter(request.param))
    for name in ("bot", "elsewhere"):
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
    yield written
    for name in ("bot", "elsewhere"):
        logging.getLogger(name).removeHandler(handler)
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_ids_numbers_and_kinds_of_faults_are_logged(log: io.StringIO) -> None:
    logger("bot.example").error("a turn failed", status=500, ref="NTK-2026-0042", fault=LookupError(SECRET), sure=True)
    for said in ("bot.example", "a turn failed", "500", "NTK-2026-0042", "LookupError"):
        assert said in log.getvalue()
    assert "Robin" not in log.getvalue()


@pytest.mark.parametrize("value", [SECRET, [SECRET], {"a": SECRET}, b"Robin", ("Robin fell",), object(), "x" * 101])
def test_whatever_else_is_left_out(log: io.StringIO, value: Any) -> None:
    logger("bot.example").error("a turn failed", said=value)
    logging.getLogger("bot.example").error("A turn failed: %s", value)
    assert log.getvalue().count(DROPPED) == 2
    assert "Robin" not in log.getvalue()


def test_the_words_of_a_fault_and_its_traceback_are_left_out(log: io.StringIO) -> None:
    try:
        raise LookupError(SECRET)
    except LookupError as fault:
        logger("bot.example").exception("a turn failed", at=where(fault))
        logging.getLogger("bot.example").exception("A turn failed: %s", fault)
        logging.getLogger("elsewhere").exception(fault)
    lines = log.getvalue().splitlines()
    assert len(lines) == 3
    assert "LookupError@test_log.py:" in lines[0]
    assert all("LookupError" in line for line in lines)
    assert "Robin" not in log.getvalue()


def test_of_other_libraries_only_the_name_is_logged(log: io.StringIO) -> None:
    logging.getLogger("elsewhere.http").warning("GET /%s %s", SECRET, SECRET)
    assert "elsewhere.http" in log.getvalue()
    assert "a library logged something" in log.getvalue()
    assert "Robin" not in log.getvalue()


@pytest.mark.parametrize(
    ("template", "args", "said"),
    [
        ("Posts: %d of %d", ("many",), "Posts: %d of %d"),
        ("Post %(id)s", ({"id": "p-1"},), "Post p-1"),
        ("Post %(id)s", ({"id": SECRET},), f"Post {DROPPED}"),
        ("100 % sure", (), "100 % sure"),
    ],
)
def test_a_sentence_without_its_values_is_better_than_none(template: str, args: Any, said: str) -> None:
    record = logging.LogRecord("bot.example", logging.ERROR, "x.py", 1, template, args, None)
    assert said in formatter("text").format(record)


def test_json_is_one_object_a_line(log: io.StringIO) -> None:
    logger("bot.example").info("started", port=3978)
    line = log.getvalue()
    if line.startswith("{"):
        held = json.loads(line)
        assert {"at", "level", "from", "message", "port"} == set(held)
        assert (held["level"], held["message"], held["port"]) == ("info", "started", 3978)
    else:
        assert line.endswith("INFO bot.example: started port=3978\n")


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a log in the product."""
    for path in [*ROOT.glob("*.py"), *(p for f in ("bot", "dialogs", "state") for p in (ROOT / f).rglob("*.py"))]:
        if "node_modules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                if owner in ("_log", "logging") or owner.startswith("logging.getLogger("):
                    yield f"{path.name}:{node.lineno}", node


def test_there_is_one_way_of_logging() -> None:
    libraries = [place for place, call in calls() if ast.unparse(call.func) == "logging.getLogger"]
    assert {place.partition(":")[0] for place in libraries} == {"log.py"}, "only it sets up the log of others"


def test_every_sentence_of_the_log_is_written_in_the_code() -> None:
    said = [(place, call) for place, call in calls() if call.func.attr in LEVELS]  # type: ignore[attr-defined]
    assert len(said) > 10
    assert [place for place, call in said if not isinstance(call.args[0], ast.Constant)] == []


LEVELS = ("debug", "info", "warning", "error", "exception", "critical")
