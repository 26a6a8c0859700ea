"""Every event, every role, in the area and elsewhere, as the author and not, against a table written by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from state.case import Case, Run, Step
from state.common import COMMON
from state.moments import LONDON
from state.people import Deputising, Directory, Member, may, may_read
from state.process import Event
from state.processes import APART, PROCESSES
from state.roles import HELD, OF_ONE_AREA, REPORTS

NOW = datetime(2026, 11, 23, 14, 20, tzinfo=LONDON)
AREAS = {"own": ("east",), "other": ("west",), "none": ()}
ALL = {**PROCESSES, **APART}


def table() -> dict[str, frozenset[str]]:
    """The lines of the table."""
    lines = (Path(__file__).parent / "permissions.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    assert len({row[0] for row in rows}) == len(rows)
    return {name: frozenset(words) for name, *words in rows}


TABLE = table()


def events() -> Iterator[tuple[str, str, Event]]:
    """Each row of each process, and what every process can do besides: process, line of the table, row."""
    for process in ALL.values():
        for event in (process.opening, *process.events):
            yield process.name, f"{process.name}.{event.name}", event
        for event in COMMON.values():
            yield process.name, f"any.{event.name}", event


@dataclass(frozen=True)
class Somebody:
    """One kind of person."""

    role: str  # "" for a practitioner who is in no file
    areas: str
    wrote_it: bool = False
    appointed: str = ""  # here: in the process looked at; elsewhere: in another of the kind; report: in a report
    deputy: bool = False  # acts for the holder of the role
    holder: str = ""  # what whoever they act for has to do with it: wrote the alert, or is appointed here

    def directory(self) -> Directory:
        holder = "hal" if self.deputy else "me"
        members = {holder: Member(holder, "Hal", (self.role,), AREAS[self.areas])} if self.role else {}
        deputies = (Deputising(holder, "me", NOW.date() + timedelta(days=1)),) if self.deputy else ()
        return Directory(members, deputies)

    def case(self, process: str, *, shared: bool = False) -> tuple[Case, Run]:
        run = Run(process, 1, "any", steps=(self._step("here"),))
        again = Run(process, 2, "any", steps=(self._step("elsewhere"),))
        referral = Run("partnership_referral", 1, "shared" if shared else "to_share")
        others = (referral,) if process != "partnership_referral" else ()
        report = (Run("agency_summary", 9, "writing", steps=(self._step("report"),)),)
        author = "me" if self.wrote_it else "hal" if self.holder == "wrote_it" else "joe"
        if process == "partnership_referral":
            run = Run(process, 1, "shared" if shared else "to_share", steps=run.steps)
        return Case("NTK-2026-0001", "east", author, "d", "kent", NOW, (), runs=(run, again, *others, *report)), run

    def _step(self, place: str) -> Step:
        of_holder = self.holder == "appointed" and place == "here"
        person = "me" if self.appointed == place else "hal" if of_holder else "nat"
        return Step("e", NOW, "pat", "psw", "a", "b", {"person": person})

    def holds(self, roles: frozenset[str]) -> bool:
        """Whether this person holds one of these roles for the case's area."""
        here = self.areas == "own" or (self.areas == "none" and self.role not in ("manager", "area_ad"))
        deputy_of_a_deputy = self.deputy and self.role == "sm_spsqa"
        return (self.role in roles and here and not deputy_of_a_deputy) or ("author" in roles and self.wrote_it)

    def reads(self, process: str, shared: bool) -> bool:
        named = self.appointed in ("here", "elsewhere") or self.named_for_another
        of_a_report = self.appointed == "report" or (process in REPORTS and named)
        roles = TABLE["read"] | (TABLE["read.once_shared"] if shared else frozenset())
        return self.holds(roles) or ("appointed" in TABLE["read.of_their_report"] and of_a_report)

    def may(self, process: str, line: frozenset[str], shared: bool) -> bool:
        if "decides" in line and (self.wrote_it or self.holder == "wrote_it"):
            return False
        if "checks" in line and (self.appointed == "here" or self.named_for_another):
            return False
        if "reader" in line:
            return self.reads(process, shared)
        return self.holds(line) or ("appointed" in line and (self.appointed == "here" or self.named_for_another))

    @property
    def named_for_another(self) -> bool:
        """Whether they act for the one whom the process names."""
        return self.holder == "appointed" and self.appointed != "here"


EVERYBODY = [
    Somebody(role, areas, wrote_it, appointed, deputy, holder)
    for role in ("", *HELD)
    for areas in (AREAS if role else ("none",))
    for wrote_it in (False, True)
    for appointed in ("", "here", "elsewhere", "report")
    for deputy in ((False, True) if role else (False,))
    for holder in (("", "wrote_it", "appointed") if deputy else ("",))
    if not (wrote_it and holder == "wrote_it")
]


def test_the_table_has_a_line_for_every_event_and_no_other() -> None:
    reading = {"read", "read.once_shared", "read.of_their_report"}
    assert {line for _, line, _ in events()} | reading == set(TABLE)


def test_the_table_names_only_roles_that_there_are() -> None:
    known = {*HELD, "author", "appointed", "reader", "checks", "clock", "decides"}
    assert frozenset().union(*TABLE.values()) <= known
    assert set(OF_ONE_AREA) == {"manager", "area_ad"}


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("process", ALL)
def test_everybody_may_do_what_the_table_says_and_nothing_else(process: str, shared: bool) -> None:
    wrong = []
    for somebody in EVERYBODY:
        directory, (case, run) = somebody.directory(), somebody.case(process, shared=shared)
        for name, line, event in events():
            if name != process:
                continue
            expected = somebody.may(process, TABLE[line], shared)
            if (may(directory, "me", event, case, run) is not None) is not expected:
                wrong.append((line, somebody, expected))
    assert wrong == []


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("process", ALL)
def test_everybody_reads_what_the_table_says_and_nothing_else(process: str, shared: bool) -> None:
    wrong = []
    for somebody in EVERYBODY:
        case, _ = somebody.case(process, shared=shared)
        expected = somebody.reads(process, shared)
        if (may_read(somebody.directory(), "me", case) is not None) is not expected:
            wrong.append((somebody, expected))
    assert wrong == []


def test_what_the_clock_alone_raises_nobody_raises() -> None:
    alone = [event for _, line, event in events() if TABLE[line] == {"clock"}]
    assert len(alone) > 15
    for somebody in EVERYBODY:
        case, run = somebody.case("alert")
        assert not any(may(somebody.directory(), "me", event, case, run) for event in alone)
