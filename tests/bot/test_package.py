"""The Teams app package: valid against Microsoft's schema, within the limits of Teams, the same bytes every time."""

import json
import struct
import zipfile
import zlib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator  # type: ignore[import-untyped]

from bot.commands.registry import Commands
from bot.package import make_package
from bot.server import COMMANDS
from state.profile_file import load_profile
from state.profile_parts import Publisher

KENT = load_profile().publisher

APP_ID = "0e5a2c1d-94b7-4f36-8a60-d27b1c9f3e58"
SCHEMA = Path(__file__).parent.parent / "vendored" / "MicrosoftTeams.schema.json"
ELSEWHERE = Publisher(
    "Borsetshire Council", "https://borset.example/children", "https://borset.example/p", "https://borset.example/t"
)


@pytest.fixture
def package(tmp_path: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(make_package(APP_ID, tmp_path / "dist" / "need-to-know.zip", KENT))


@pytest.fixture
def manifest(package: zipfile.ZipFile) -> Any:
    return json.loads(package.read("manifest.json"))


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


def test_it_holds_the_manifest_and_both_icons(package: zipfile.ZipFile, manifest: Any) -> None:
    assert sorted(package.namelist()) == sorted(["manifest.json", *manifest["icons"].values()])


def test_the_manifest_is_valid(manifest: Any, schema: Draft4Validator) -> None:
    assert [f"{error.json_path}: {error.message}" for error in schema.iter_errors(manifest)] == []
    assert manifest["manifestVersion"] == "1.30"


def test_the_schema_would_find_a_fault(manifest: Any, schema: Draft4Validator) -> None:
    assert not schema.is_valid({**manifest, "id": "${app_id}"})


def test_no_placeholder_is_left(package: zipfile.ZipFile) -> None:
    assert b"${" not in package.read("manifest.json")


def test_the_app_and_its_bot_have_the_id_of_the_registration(manifest: Any) -> None:
    assert (manifest["id"], manifest["bots"][0]["botId"]) == (APP_ID, APP_ID)


def test_another_council_stands_in_it_by_its_own_name(tmp_path: Path) -> None:
    out = make_package(APP_ID, tmp_path / "app.zip", ELSEWHERE)
    manifest = json.loads(zipfile.ZipFile(out).read("manifest.json"))
    assert manifest["developer"]["name"] == "Borsetshire Council"
    assert manifest["validDomains"] == ["borset.example"]
    assert "Kent" not in json.dumps(manifest)


def test_the_same_package_is_the_same_bytes(tmp_path: Path) -> None:
    first, second = (make_package(APP_ID, tmp_path / name, KENT).read_bytes() for name in ("first.zip", "second.zip"))
    assert first == second


def test_what_is_no_guid_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must be a GUID"):
        make_package("need-to-know", tmp_path / "app.zip", KENT)


def test_the_command_lists_keep_to_the_limits_of_teams(manifest: Any) -> None:
    lists = manifest["bots"][0]["commandLists"]
    assert len(lists) <= 3
    assert all(entry["triggers"] == ["mention", "slash"] for entry in lists)
    assert all(len(entry["commands"]) <= 12 for entry in lists)
    assert all(len(command["title"]) <= 32 for entry in lists for command in entry["commands"])
    scopes = [scope for entry in lists for scope in entry["scopes"]]
    assert sorted(scopes) == sorted(manifest["bots"][0]["scopes"]), "Teams wants one list for a scope"


def test_each_is_a_command_of_the_bot(manifest: Any) -> None:
    for audience in ("everyone", "managers", "psw"):
        import_module(f"bot.commands.{audience}")
    titles = {command["title"] for entry in manifest["bots"][0]["commandLists"] for command in entry["commands"]}
    assert titles - set(Commands(*COMMANDS).by_name) == set()


def test_a_prompt_says_the_command_itself(manifest: Any) -> None:
    prompts = [c for entry in manifest["bots"][0]["commandLists"] for c in entry["commands"] if "prompt" in c]
    assert [c["prompt"] for c in prompts] == [c["title"] for c in prompts] != []


def test_the_three_things_to_do_first_are_prompt_starters(manifest: Any) -> None:
    """And in channels, where nobody is welcomed, the way to learn what can be said."""
    personal, elsewhere = (
        {c["title"] for c in entry["commands"] if c.get("type") == "prompt"}
        for entry in manifest["bots"][0]["commandLists"]
    )
    assert {"alert", "my alerts", "support", "waiting", "resume", "guidance", "help"} == personal
    assert elsewhere == {"help"}


@pytest.mark.parametrize(("icon", "size"), [("color.png", 192), ("outline.png", 32)])
def test_icons_have_the_size_that_teams_wants(package: zipfile.ZipFile, icon: str, size: int) -> None:
    png = package.read(icon)
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (size, size)


def test_the_outline_is_white_on_transparent(package: zipfile.ZipFile) -> None:
    pixels = _pixels(package.read("outline.png"))
    assert {pixel[:3] for pixel in pixels} == {b"\xff\xff\xff"}
    assert {0, 255} <= {pixel[3] for pixel in pixels}


def _pixels(png: bytes) -> list[bytes]:
    """Red, green, blue, alpha of each pixel. Reads only what the icon is: one chunk of data, no row filters."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    start = png.index(b"IDAT")
    (length,) = struct.unpack(">I", png[start - 4 : start])
    data, row = zlib.decompress(png[start + 4 : start + 4 + length]), 1 + 4 * width
    assert (depth, colour, len(data)) == (8, 6, row * height)
    assert {data[line * row] for line in range(height)} == {0}
    return [data[at : at + 4] for line in range(height) for at in range(line * row + 1, (line + 1) * row, 4)]
