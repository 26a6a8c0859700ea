"""The gallery: one example of each card that the product can send, as data, as a page and as pictures to look at."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from bot.cards import activity_of, plain
from bot.cards.size import size
from dialogs.wording import speak_for
from state.message import Message
from state.profile_file import load_profile
from tests.gallery.places import watched, written
from tests.gallery.playing import scenes, shapes, stories
from tests.gallery.rendering import RENDERER, THEMES, VIEWS, blind, browser, drawn, sheets
from tests.stage import buttons_of

FOLDER = Path("dist/gallery")


def main() -> int:
    """Write the gallery; 1 where something does not look well or a place that makes cards was never come by."""
    speak_for(load_profile())
    with watched() as come_by:
        heard = [message for message in asyncio.run(_all()) if message.card]
    found = list(shapes(heard).values())
    shown = [_shown(number, message) for number, message in enumerate(found, start=1)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "cards.json").write_text(json.dumps(shown, ensure_ascii=False, indent=1), "utf-8")
    (FOLDER / "plain.txt").write_text("\n\n".join(_plain(*pair) for pair in enumerate(found, start=1)), "utf-8")
    largest = max(size(one["card"]) for one in shown)
    print(f"{len(heard)} cards, {len(shown)} shapes, the largest {largest / 1024:.1f} KB: {FOLDER}/")
    missed = sorted(written() - come_by.keys())
    for place in missed:
        print(f"never come by: {place}")
    pictures = [
        _shown(number, Message(card=come_by[place]))
        for number, place in enumerate(sorted(written() & come_by.keys()), 1)
    ]
    if not RENDERER.exists():
        print("nothing is drawn: there is no renderer here (make gallery fetches it)")
    looks = _looked_at(shown, pictures) if RENDERER.exists() else 0
    return 1 if missed or looks else 0


async def _all() -> list[Message]:
    return [*await scenes(), *await stories()]


def _shown(number: int, message: Message) -> dict[str, Any]:
    activity, buttons = activity_of(message), buttons_of(message.card)
    does = buttons[0].data.get("do") if buttons else None
    return {"number": number, "does": does, "text": activity["text"], "card": activity["attachments"][0]["content"]}


def _plain(number: int, message: Message) -> str:
    card = activity_of(message)["attachments"][0]["content"]
    return f"== {number}\n{plain(message)}\n-- fallbackText\n{card['fallbackText']}"


def _looked_at(shown: list[dict[str, Any]], pictures: list[dict[str, Any]]) -> int:
    """Draw all of it in every way, and take pictures of the fullest card of each place; how many do not look well."""
    faults = 0
    with browser() as page:
        unseen = blind(page)
        for fault in unseen:
            print(f"not seen although it is there: {fault}")
        for view in VIEWS:
            for theme in THEMES:
                wrong = drawn(page, shown, view, theme)
                faults += len(wrong)
                for number, what in wrong.items():
                    print(f"{view} {theme} {number}: {'; '.join(what)}")
                drawn(page, pictures, view, theme)
                sheets(page, view, FOLDER, f"{view}-{theme}")
        (FOLDER / "gallery.html").write_text(page.content(), "utf-8")
    return faults + len(unseen)


if __name__ == "__main__":
    sys.exit(main())
