"""The page of diagrams: it is what the tables say today, and Mermaid can read it."""

import re
from pathlib import Path

import pytest

from app import main
from bot.printing import DIAGRAMS
from dialogs.diagrams import ALL, EDGE, drawn, page
from state.common import COMMON
from state.criteria import CRITERIA
from state.criteria.drawn import drawn as drawn_test
from state.process import NEW, Event, Process
from state.processes import APART, PROCESSES
from state.processes.partnership_referral import PROCESS as PARTNERSHIP_REFERRAL
from state.processes.placing_authority import PROCESS as PLACING_AUTHORITY

ID = r"(?:\[\*\]|[a-z][a-z0-9_]*)"
ARROW = re.compile(rf"    (?P<source>{ID}) --> (?P<target>{ID})(?:: (?P<label>[^:;#\n]+))?")
READ_AS_SYNTAX = {"class", "click", "default", "href", "note", "scale", "state", "style"}

DIAGRAMS_BY_NAME = {p.name: drawn(p) for p in ALL} | {c.id: drawn_test(c) for c in CRITERIA}


def arrows(diagram: str) -> set[tuple[str, str, str]]:
    """Each line of each arrow, as (from, to, what it says)."""
    matches = [ARROW.fullmatch(line) for line in diagram.splitlines()[1:]]
    return {(m["source"], m["target"], line) for m in matches if m for line in (m["label"] or "").split("<br>")}


def says(event: Event, line: str) -> bool:
    """Whether a line names the event, its guards, and whether it happens by itself."""
    guarded = all(guard.__name__ in line for guard in event.guards)
    return line.split(" ")[0] == event.name and guarded and ("⏱" in line) == ("clock" in event.by)


def test_the_page_in_the_folder_is_up_to_date() -> None:
    assert DIAGRAMS.read_text("utf-8") == page(), "docs/diagrams.md is out of date: make docs"


def test_every_process_and_every_test_has_its_section_in_order() -> None:
    sections = re.findall(r"^### (\w+)\n\n(\S.*)\n\n```mermaid\n((?:.+\n)+)```$", page(), re.MULTILINE)
    assert {name for name, _, _ in sections} == {*PROCESSES, *APART, *(c.id for c in CRITERIA)}
    assert [process.place for process in ALL] == sorted(process.place for process in ALL)
    assert [(name, diagram) for name, _, diagram in sections] == list(DIAGRAMS_BY_NAME.items())
    assert [name for name, words, _ in sections if "Source: " not in words] == []


@pytest.mark.parametrize("name", COMMON)
def test_what_every_process_can_do_is_listed(name: str) -> None:
    assert f"\n- {name} (" in page()


@pytest.mark.parametrize("process", ALL, ids=lambda process: process.name)
def test_every_state_and_every_event_is_drawn(process: Process) -> None:
    said = arrows(drawn(process))
    assert {state for source, target, _ in said for state in (source, target)} == {EDGE, *process.states} - {NEW}
    assert {source for source, target, _ in said if target == EDGE} == set(process.final)
    for event in (process.opening, *process.events):
        for source in event.source:
            for target in event.targets or (source,):
                way = (EDGE if source == NEW else source, target)
                assert any(says(event, line) for *ends, line in said if tuple(ends) == way), (event.name, *way)


@pytest.mark.parametrize("diagram", DIAGRAMS_BY_NAME.values(), ids=DIAGRAMS_BY_NAME.keys())
def test_mermaid_can_read_it(diagram: str) -> None:
    head, *lines = diagram.splitlines()
    assert head == "stateDiagram-v2"
    assert [line for line in lines if not ARROW.fullmatch(line)] == []
    said = arrows(diagram)
    assert not {state for source, target, _ in said for state in (source, target)} & READ_AS_SYNTAX
    assert [line for *_, line in said if any(line.count(a) != line.count(b) for a, b in ("()", "[]"))] == []
    assert EDGE in {source for source, _, _ in said}
    assert EDGE in {target for _, target, _ in said}


LABELS: list[tuple[Process, tuple[str, str, str]]] = [
    (PLACING_AUTHORITY, (EDGE, "to_invite", "open ⏱")),
    (PLACING_AUTHORITY, ("to_invite", "invited", "invite (unit, psw)")),
    (PLACING_AUTHORITY, ("invited", "kent_notifies", "lapse ⏱ as placing_authority_confirmation passes")),
    (PLACING_AUTHORITY, ("confirmed", "kent_notifies", "lapse ⏱ 1 working day before panel_notification")),
    (PLACING_AUTHORITY, ("notified", EDGE, "")),
    (PARTNERSHIP_REFERRAL, (EDGE, "to_share", "open (unit, psw) ⏱")),
    (PARTNERSHIP_REFERRAL, ("shared", "shared", "executive_meeting (psw)")),
    (PARTNERSHIP_REFERRAL, ("shared", "met", "executive_view = met (kscmp, psw)")),
    (PROCESSES["alert"], ("assessed", "closed", "close (psw) [everything_else_is_final]")),
]


@pytest.mark.parametrize(("process", "arrow"), LABELS)
def test_what_an_arrow_says(process: Process, arrow: tuple[str, str, str]) -> None:
    assert arrow in arrows(drawn(process))


def test_the_command_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagrams"], {"NTK_LOCAL": "1", "NTK_DATA": str(tmp_path)}) == 0
    assert capsys.readouterr().out == page()


def test_the_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.printing.DIAGRAMS", tmp_path / "diagrams.md")
    assert main(["diagrams", "--write"], {"NTK_LOCAL": "1", "NTK_DATA": str(tmp_path)}) == 0
    assert (tmp_path / "diagrams.md").read_text("utf-8") == page()
