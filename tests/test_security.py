"""SECURITY.md and the page on data protection name tests, settings and periods that there are."""

import ast
import re
import tomllib
from functools import reduce
from pathlib import Path

import pytest

from bot.settings import Settings
from state.profile_file import load_profile

ROOT = Path(__file__).parent.parent
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
SECURITY, PROTECTION = ((ROOT / name).read_text("utf-8") for name in ("SECURITY.md", "docs/data-protection.md"))
NAMED = TEST.findall(SECURITY)
ROWS = [line for line in SECURITY.splitlines() if line.startswith("| ")]
STATEMENTS = [
    line
    for line in PROTECTION.splitlines()
    if line.startswith(("- ", "| ")) and not line.startswith("| what | what it holds")
]
BACKING = re.compile(r"\[((?:`[^`]+`(?:, )?)+)\](?: \|)?$")


def test_every_row_names_a_test() -> None:
    rows = [row for row in ROWS if not row.startswith(("| threat", "|---"))]
    assert len(rows) == len(NAMED) > 30


@pytest.mark.parametrize(("file", "name"), sorted({*NAMED, *TEST.findall(PROTECTION)}))
def test_a_named_test_is_there(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_statement_on_data_protection_is_backed_by_a_test_or_a_setting() -> None:
    settings = {field.alias for field in Settings.model_fields.values()}
    profile = tomllib.loads((ROOT / "state/kent.toml").read_text("utf-8"))
    assert len(STATEMENTS) > 50
    for statement in STATEMENTS:
        found = BACKING.search(statement)
        assert found, statement
        for name in re.findall(r"`([^`]+)`", found[1]):
            in_profile = reduce(lambda table, key: table.get(key, {}), name.split("."), profile)
            assert TEST.fullmatch(f"`{name}`") or name in settings or in_profile, name


def test_the_page_on_data_protection_has_the_periods_of_the_profile() -> None:
    for name, period in load_profile(None).retention.items():
        (row,) = [line for line in STATEMENTS if f"[`retention.{name}`]" in line]
        assert f"| {period.keep.count} {period.keep.unit} " in row
