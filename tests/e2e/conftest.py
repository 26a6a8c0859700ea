"""A fresh bot, client and browser for each walk. Chromium is the machine's own; `NTK_CHROMIUM` names another."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, sync_playwright

from tests.e2e.client import COMPOSER, Client
from tests.e2e.machines import Machines

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
IN_ORDER = Path(__file__).with_name("in_order.js")
PICTURES = Path(__file__).parents[2] / "dist" / "pictures"
LOCAL = ("http://localhost", "ws://localhost", "data:", "blob:")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playing:
        chromium = os.environ.get("NTK_CHROMIUM", "/usr/bin/chromium")
        started = playing.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    both = Machines(tmp_path / "data")
    both.start()
    yield both
    both.stop()


@pytest.fixture
def client(machines: Machines, browser: Browser) -> Iterator[Client]:
    """The person at the Playground, in their personal chat."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.route("**/*", _local_only)
    page.add_init_script(path=IN_ORDER)
    page.goto(f"http://localhost:{machines.at.playground}/")
    page.locator(COMPOSER).wait_for()
    page.get_by_title("Hide log panel").click()
    page.wait_for_timeout(1500)
    yield Client(page, PICTURES)
    page.close()


def _local_only(route: Route) -> None:
    if route.request.url.startswith(LOCAL):
        route.continue_()
    else:
        route.abort()
