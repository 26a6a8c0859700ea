"""The pages for people: what they link is there, and each variable and command line that they name is the product's."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
VARIABLES = {str(field.alias) for field in Settings.model_fields.values()}

REFERENCE = (ROOT / "docs" / "reference.md").read_text("utf-8")
COMMANDS = set(re.findall(r"^\| `(\w+)` \|", REFERENCE.split("## Command line")[1].split("\n## ")[0], re.MULTILINE))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made of them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_is_there(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if not link.startswith("http"):
            name, _, anchor = link.partition("#")
            target = (page.parent / name) if name else page
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_tells_to_set_and_to_run_is_the_products(page: Path) -> None:
    text = page.read_text("utf-8")
    named = set(re.findall(r"\bNTK_[A-Z_]+\b|\bMicrosoftApp[A-Z]\w+", text))
    assert named - VARIABLES - {"NTK_CHROMIUM"} == set()
    assert set(re.findall(r"app\.py ([a-z]+)\b", text)) - COMMANDS == set()
