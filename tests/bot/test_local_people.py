"""The example people, the Teams that the Playground plays with them, and the Playground itself, pinned."""

import json
import re
from pathlib import Path

import pytest

from bot.local.run import HERE, ROOT
from state.people import Directory
from state.people_file import read_people
from state.profile_file import load_profile
from state.roles import AREA_AD, HELD

AREAS = tuple(area.id for area in load_profile().areas)
VENDORED = ROOT / "tests" / "vendored"


@pytest.fixture
def playground_file() -> str:
    return (HERE / ".m365agentsplayground.yml").read_text("utf-8")


@pytest.fixture(scope="module")
def people() -> Directory:
    return read_people(HERE / "people.toml", AREAS)


def _named(text: str, key: str) -> list[str]:
    return re.findall(rf"^ *(?:- )?{key}: \"?([^\"\n]+)\"?$", text, re.MULTILINE)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("role", HELD)
def test_somebody_stands_in_every_role_for_every_area(people: Directory, role: str, area: str) -> None:
    assert people.holders(role, area)


def test_a_second_area_ad_has_the_west_alone(people: Directory) -> None:
    assert [area for area in AREAS if len(people.holders(AREA_AD, area)) > 1] == ["west"]


def test_who_sits_at_the_playground_holds_no_role_and_the_others_do(people: Directory, playground_file: str) -> None:
    sitting, *others = _named(playground_file, "aadObjectId")
    assert sitting not in people.members
    assert len(others) == 5
    assert [people.name(other) for other in others] == _named(playground_file, "name")[2:7]


@pytest.mark.parametrize("sample", sorted(VENDORED.glob("playground_*.json")), ids=lambda path: str(path.stem))
def test_what_the_playground_was_seen_to_post_came_from_these_people(sample: Path, playground_file: str) -> None:
    activity = json.loads(sample.read_text("utf-8"))
    (tenant,) = _named(playground_file, "tenantId")
    sitting = _named(playground_file, "aadObjectId")[0]
    assert (activity["channelData"]["tenant"]["id"], activity["from"]["aadObjectId"]) == (tenant, sitting)


def test_the_lock_pins_one_playground_and_no_place_to_fetch_it_from() -> None:
    package = json.loads((HERE / "package.json").read_text("utf-8"))
    lock = json.loads((HERE / "package-lock.json").read_text("utf-8"))["packages"]
    ((name, version),) = package["dependencies"].items()
    assert lock[f"node_modules/{name}"]["version"] == version == "0.2.28"
    assert all("integrity" in entry and "resolved" not in entry for at, entry in lock.items() if at)
