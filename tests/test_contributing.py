"""CONTRIBUTING.md, done word by word: each recipe is carried out on a copy, and tried in a conversation."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("bot", "dialogs", "state", "tests")
LONGEST = 10
BLOCK = re.compile(
    r"```\w+\n# (?P<path>[\w/.]+)(?:, (?P<how>above|below|from):? (?P<where>[^\n]+))?\n(?P<code>.+?)```", re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """A piece of code of a recipe: into which file, and beside which line."""

    path: str
    how: str | None
    where: str
    code: str


def recipes() -> dict[str, list[Block]]:
    """The blocks of each recipe, by its heading."""
    _, *parts = re.split(r"(?m)^## ", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    return {
        part.partition("\n")[0]: [Block(m["path"], m["how"], m["where"] or "", m["code"]) for m in BLOCK.finditer(part)]
        for part in parts
    }


def carry_out(recipe: list[Block], product: Path) -> None:
    """Do to a copy of the product what the recipe says."""
    for block in recipe:
        file = product / block.path
        match block.how:
            case None:
                assert not file.exists(), f"{block.path} is there already"
                file.write_text(block.code, "utf-8")
            case "from":
                whole, changed = (product / block.where).read_text("utf-8"), block.code.strip()
                name = changed.partition(" ")[0]
                file.write_text(re.sub(rf"(?m)^{name} = .*$", changed, whole, count=1), "utf-8")
            case how:
                lines = file.read_text("utf-8").splitlines(keepends=True)
                [at] = [n for n, line in enumerate(lines) if line.strip().startswith(block.where.strip())]
                at += how == "below"
                file.write_text("".join([*lines[:at], block.code, *lines[at:]]), "utf-8")


TRIED = {
    "A question": """
        heard = [await stage.says("joe", text) for text in ALERT[:10]]
        assert "Were the injuries photographed?" in heard[-1]
    """,
    "A process": """
        await stage.alert_sent()
        assert "The scene is to be visited" in await stage.says("uma", "status 1")
        await stage.says("uma", "do 1 scene_visit.visited")
        assert "The scene was visited" in stage.all("ada")
    """,
    "A command": """
        assert stage.profile.version in await stage.says("joe", "version")
        assert "version of the council" in await stage.says("joe", "help")
    """,
    "A council": """
        assert "Lead Practitioner" in await stage.says("joe", "guidance psw")
    """,
}
"""What shows that it worked, said on a stage."""

PLAY = """
import asyncio
from state.profile_file import load_profile
from tests.stage import ALERT, Stage
async def main():
    from pathlib import Path
    stage = Stage(profile=load_profile(Path(PROFILE)) if PROFILE else load_profile())
{steps}
asyncio.run(main())
"""


@pytest.mark.parametrize("name", TRIED)
def test_a_recipe_does_what_it_says(name: str, tmp_path: Path) -> None:
    recipe = recipes()[name]
    for folder in FOLDERS:
        copytree(
            ROOT / folder,
            tmp_path / folder,
            ignore=lambda _, names: [n for n in names if n in ("node_modules", "__pycache__")],
        )
    carry_out(recipe, tmp_path)
    profile = next((block.path for block in recipe if block.how == "from"), "")
    steps = "\n".join(f"    {line.strip()}" for line in TRIED[name].strip().splitlines())
    script = f"PROFILE = {profile!r}\n" + PLAY.format(steps=steps)
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize("name", TRIED)
def test_a_recipe_is_short(name: str) -> None:
    assert recipes()[name] != []
    assert [block.path for block in recipes()[name] if len(block.code.splitlines()) >= LONGEST] == []
