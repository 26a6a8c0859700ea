"""The people file: what it must hold, every fault at once, and how a change is taken up."""

from pathlib import Path

import pytest

from state.people_file import PeopleFile, read_people
from state.profile_file import Unreadable

AREAS = ("east", "west")
GOOD = '[[person]]\nid = "a"\nname = "Ann Example"\nroles = ["area_ad"]\nareas = ["east"]\n'

FAULTY: list[tuple[str, str]] = [
    ("[[person", "not valid TOML"),
    ("people = 1", "unknown table 'people'"),
    ("person = 1", "needs a list of [[person]]"),
    ('[[person]]\nname = "Ann"\nroles = []', "person 1: id must be some text"),
    ('[[person]]\nid = "a"\nname = " "\nroles = []', "person 1: name must be some text"),
    ('[[person]]\nid = "a"\nname = "Ann"', "person 1: roles is missing"),
    ('[[person]]\nid = "a"\nname = "Ann"\nroles = "psw"', "person 1: roles must be a list of texts"),
    ('[[person]]\nid = "a"\nname = "Ann"\nroles = ["pirate"]', "person 1: roles has no 'pirate'"),
    ('[[person]]\nid = "a"\nname = "Ann"\nroles = []\nareas = ["atlantis"]', "person 1: areas has no 'atlantis'"),
    ('[[person]]\nid = "a"\nname = "Ann"\nroles = []\nphone = 1', "person 1: unknown key 'phone'"),
    (GOOD + GOOD, "person 2: the id stands above already"),
]


@pytest.mark.parametrize(("content", "fault"), FAULTY)
def test_each_fault_is_named_and_no_name_is(tmp_path: Path, content: str, fault: str) -> None:
    path = tmp_path / "people.toml"
    path.write_text(content)
    with pytest.raises(Unreadable) as unreadable:
        read_people(path, AREAS)
    assert any(fault in line for line in unreadable.value.faults)
    assert "Ann" not in str(unreadable.value)


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text('[[person]]\nroles = ["pirate"]\nareas = ["atlantis"]\n')
    with pytest.raises(Unreadable) as unreadable:
        read_people(path, AREAS)
    assert len(unreadable.value.faults) == 4


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be opened"):
        read_people(tmp_path / "nowhere.toml", AREAS)


def test_a_change_is_taken_up_and_a_broken_file_never_replaces_a_good_one(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text(GOOD)
    people = PeopleFile(path, AREAS)
    assert people.directory().name("a") == "Ann Example"
    path.write_text(GOOD.replace("Ann Example", "Ann Example-Brook"))
    assert people.directory().name("a") == "Ann Example-Brook"
    path.write_text("[[person")
    assert people.directory().name("a") == "Ann Example-Brook"
    assert people.faults
    path.unlink()
    assert people.directory().name("a") == "Ann Example-Brook"
    path.write_text(GOOD)
    assert people.directory().name("a") == "Ann Example"
    assert people.faults == ()
