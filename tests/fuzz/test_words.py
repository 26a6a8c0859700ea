"""Anything at all typed, or in the files that people write by hand: an answer or a list of faults, never a failure."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.server import COMMANDS
from dialogs.dates import Unclear, read_when
from state.documents import Document
from state.people import Directory
from state.people_file import read_people
from state.processes import PROCESSES
from state.profile import Profile
from state.profile_file import Unreadable, load_profile
from tests.stage import NOW, Stage

ROOT = Path(__file__).parents[2]
NAMES = [command.name for group in COMMANDS for command in group]
EVENTS = [f"{p.name}.{e.name}" for p in PROCESSES.values() for e in p.events]
PIECES = st.sampled_from(
    [*NAMES, *EVENTS, "1", "42", "NTK-2026-0001", "/", "#", ":", ";", "@Ada Field", "until", "Friday", "reason: x",
     "text:", "person: Wes Moor", "when: today at 10:00", "field: value", "2026-11-23T10:00", "0", "-1", "99999999",
     "yes"]
)  # fmt: skip
TYPED = st.lists(PIECES | st.text(max_size=12), min_size=1, max_size=6).map(" ".join)

DAYS = st.sampled_from(
    ["today", "yesterday", "last", "next", "Monday", "Friday", "at", "10:00", "9am", "25:61", "3 April", "31/02/2026",
     "1/1/26", "2026-04-07", "noon", "half past six", "Good Friday", "in", "3", "days", "ago", "about", "between",
     "and",
     "last night", "0", "99", "1.30", "29 February 2027", "BST", "+01:00"]
)  # fmt: skip


_TOLD: list[Document] = []


async def told() -> list[Document]:
    """A case as it is stored, told once for all."""
    if not _TOLD:
        stage = Stage()
        await stage.alert_sent()
        _TOLD.append(replace(await stage.case(), revision=0))
    return _TOLD


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TYPED, min_size=1, max_size=4))
@pytest.mark.parametrize("who", ["zoe", "pat"])
async def test_whatever_is_typed_is_answered(who: str, texts: list[str]) -> None:
    stage = Stage()
    for document in await told():
        await stage.desk.save(document)
    before = await stage.case()
    for text in texts:
        for channel in ("", "19:elsewhere@thread.tacv2"):
            heard = len(stage.heard.get(who, ()))
            assert await stage.says(who, text, channel) or len(stage.heard[who]) > heard
    if who == "zoe":
        assert await stage.case() == before


@given(words=st.lists(DAYS | st.text(max_size=6), max_size=6).map(" ".join), future=st.booleans())
def test_whatever_is_said_of_a_day_is_read_or_refused(words: str, future: bool) -> None:
    read = read_when(words, NOW, future=future)
    assert isinstance(read, Unclear) or read.value


def mangled(text: str) -> st.SearchStrategy[bytes]:
    """A file with some of its bytes cut out, changed or repeated, or with a line changed."""
    data, lines = text.encode(), text.splitlines()
    cut = st.tuples(st.integers(0, len(data)), st.integers(0, 40), st.binary(max_size=8)).map(
        lambda at: data[: at[0]] + at[2] + data[at[0] + at[1] :]
    )
    value = st.sampled_from(
        [
            "1",
            "-1",
            '"x"',
            "[]",
            "{}",
            "true",
            "1e400",
            "2026-01-01",
            '""',
            '["a", 1]',
            "99999999999999999999",
            "nan",
            "x",
        ]
    )

    def changed(at: tuple[int, str]) -> bytes:
        name = lines[at[0]].partition("=")[0]
        return "\n".join([*lines[: at[0]], f"{name}= {at[1]}", *lines[at[0] + 1 :]]).encode()

    return cut | st.tuples(st.integers(0, len(lines) - 1), value).map(changed)


def only_faults(read: Any, path: Path, data: bytes, kind: type) -> None:
    path.write_bytes(data)
    try:
        found = read(path)
    except Unreadable as unreadable:
        found = unreadable.faults
    assert isinstance(found, kind) or (found and all(fault and "\n" not in fault for fault in found))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=mangled((ROOT / "state" / "kent.toml").read_text()))
def test_a_mangled_profile_is_read_or_its_faults_are_listed(tmp_path: Path, data: bytes) -> None:
    only_faults(load_profile, tmp_path / "council.toml", data, Profile)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=mangled((ROOT / "bot" / "local" / "people.toml").read_text()))
def test_a_mangled_people_file_is_read_or_its_faults_are_listed(tmp_path: Path, data: bytes) -> None:
    areas = ("north", "east", "south", "west", "countywide")
    only_faults(lambda path: read_people(path, areas), tmp_path / "people.toml", data, Directory)
