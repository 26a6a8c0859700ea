"""The reference page: it is what the code says today, and holds all there is."""

import re
from pathlib import Path

import pytest

from app import main
from bot.printing import REFERENCE
from bot.server import COMMANDS
from bot.settings import Settings
from dialogs.diagrams import ALL
from state.common import COMMON
from state.roles import HELD


@pytest.fixture
def page(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["reference"], {}) == 0
    return capsys.readouterr().out


def section(page: str, name: str) -> str:
    return page.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of every row of its tables, without heads and rules."""
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_the_page_in_the_folder_is_up_to_date(page: str) -> None:
    assert REFERENCE.read_text("utf-8") == page, "docs/reference.md is out of date: make docs"


def test_every_setting_is_there_with_its_meaning(page: str) -> None:
    listed = rows(section(page, "Settings"))
    assert {row[0] for row in listed} == {f"`{field.alias}`" for field in Settings.model_fields.values()}
    assert [row for row in listed if len(row[1]) < 10] == []


def test_every_word_of_the_command_line_is_there(page: str) -> None:
    listed = {row[0].strip("`"): row[1] for row in rows(section(page, "Command line"))}
    assert {"serve", "check", "show", "verify", "backup", "restore", "clocks", "reference"} <= set(listed)
    assert [name for name, does in listed.items() if len(does) < 10] == []


def test_every_command_is_there_with_who_may_use_it(page: str) -> None:
    listed = {row[0].strip("`"): row for row in rows(section(page, "Commands"))}
    for group in COMMANDS:
        for command in group:
            row = listed[f"{command.name} {command.usage}".strip().replace("|", "\\|")]
            everyone = "everyone with a role" if command.roles == HELD else "everyone"
            assert row[2] in (", ".join(command.roles), everyone)
            assert bool(row[3]) == (command.in_channels and not command.private)
    assert {"act ROLE", "“back” – the question before."} <= set(listed) | set(re.findall(r"(?m)^- (.+)$", page))


def test_every_event_is_there_with_who_may_raise_it_and_what_it_needs(page: str) -> None:
    for process in ALL:
        part = page.split(f"\n### {process.name}\n", 1)[1].split("\n### ", 1)[0]
        listed = rows(part)
        assert [row[0].strip("`") for row in listed] == [e.name for e in (process.opening, *process.events)]
        for row, event in zip(listed, (process.opening, *process.events), strict=True):
            assert all(role in row[4] for role in event.by)
            assert all(need.name in row[5] for need in event.needs)
            assert row[3] == (", ".join(event.targets) or "as it is")
    assert all(f"| `{name}` |" in page for name in COMMON)


def test_the_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setattr("bot.printing.REFERENCE", tmp_path / "reference.md")
    assert main(["reference", "--write"], {}) == 0
    assert (tmp_path / "reference.md").read_text("utf-8") == page
