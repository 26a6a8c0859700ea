"""Every card drawn in a browser by Microsoft's own renderer, wide and as narrow as a phone, light and dark."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

PAGE = Path(__file__).with_name("page") / "page.html"
RENDERER = PAGE.parent / "node_modules"
VIEWS = {"wide": (900, 2, 16), "phone": (360, 5, 20)}
"""How wide a window is in pixels, how many such windows stand beside each other on a sheet, and what is left free."""
THEMES = ("light", "dark")
HEIGHT = 1_700  # pixels of a sheet
_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


@contextmanager
def browser() -> Iterator[Page]:
    """A page with the renderer in it, which asks nothing of any network."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("NTK_CHROMIUM", "/usr/bin/chromium"), args=[*_OPTIONS]
        )
        page = chromium.new_page()
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
        page.goto(PAGE.as_uri())
        yield page
        chromium.close()


def blind(page: Page) -> list[str]:
    """What is not seen although it looks wrong: each of these must be named."""
    long = "Independent-Management-Review-" * 3
    text = {"type": "TextBlock", "text": long, "wrap": False}
    press = {"type": "Action.Execute", "title": long, "verb": "answer", "data": {}}
    line = {"type": "TextBlock", "text": "A line.", "wrap": True}
    wrong: dict[str, list[dict[str, Any]]] = {
        "cut": [text],
        "cut: ": [{"type": "ActionSet", "actions": [press]}],
        "wider": [
            {"type": "ColumnSet", "columns": [{"type": "Column", "width": "800px", "items": [line]}]},
        ],
        "the first thing": [*([line] * 40), {"type": "ActionSet", "actions": [{**press, "title": "Send"}]}],
    }
    cards = [{"type": "AdaptiveCard", "version": "1.5", "body": body} for body in wrong.values()]
    shown = [{"number": n, "text": "", "does": "answer", "card": card} for n, card in enumerate(cards)]
    found = drawn(page, shown, "phone", "light")
    return [fault for n, fault in enumerate(wrong) if not any(fault in one for one in found.get(n, ()))]


def drawn(page: Page, shown: list[dict[str, Any]], view: str, theme: str) -> dict[int, list[str]]:
    """What is wrong with how each looks, by its number."""
    width, columns, padding = VIEWS[view]
    page.set_viewport_size({"width": width * columns, "height": HEIGHT})
    found = page.evaluate("args => draw(...args)", [shown, width, theme, padding])
    return {one["number"]: one["faults"] for one in found if one["faults"]}


def sheets(page: Page, view: str, folder: Path, name: str) -> int:
    """Pictures of what was drawn last; how many."""
    width, columns, _ = VIEWS[view]
    count: int = page.evaluate("args => lay(...args)", [width, columns, HEIGHT])
    for n in range(count):
        page.evaluate("y => scrollTo(0, y)", n * HEIGHT)
        page.screenshot(path=folder / f"{name}-{n + 1:02}.png")
    return count
