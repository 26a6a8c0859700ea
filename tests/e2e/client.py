"""A person at the client: what they type, press and see, in the words of the walks."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Locator, Page

PATIENCE = 20.0  # seconds until an answer must be there
COMPOSER = "[data-lexical-editor=true][role=textbox]"
HEARD = ".fai-OutputCard"
POSTED = ".fui-Card"
"""A thread of a channel."""
CARD = ".ac-adaptiveCard"


class NotHeardError(AssertionError):
    """What was expected did not come. It names the words that were waited for."""


@dataclass
class Client:
    """The Playground in a browser. `mark` is how much had been heard when something was last said."""

    page: Page
    pictures: Path
    mark: int = 0

    def open(self, conversation: str) -> None:
        """Go to a conversation of the list on the left."""
        self.page.get_by_role("treeitem", name=re.compile(conversation)).last.evaluate("item => item.click()")
        self.page.locator(COMPOSER).last.wait_for()
        self.page.wait_for_timeout(500)
        self.mark = 0

    def says(self, *lines: str) -> None:
        """Type lines, each as a message; each is answered before the next."""
        for line in lines:
            self._answered(partial(self._type, line))

    def mentions(self, line: str) -> None:
        """In a channel: mention the bot in a new post and say something. Only what stands there whole is posted."""
        composer = self.page.locator(COMPOSER).first
        before = self.page.locator(POSTED).count()
        composer.click()
        self.page.keyboard.type("@")
        self.page.locator("[role=menuitem]").first.click()
        self.page.keyboard.insert_text(f" {line}")
        self._until(lambda: composer.inner_text().strip().endswith(line), f"“{line}” could not be typed.")
        self.page.get_by_role("button", name="Post", exact=True).first.click()
        self._until(lambda: self.page.locator(POSTED).count() > before, f"“{line}” was not posted.")

    def presses(self, label: str, *, oldest: bool = False) -> None:
        """Press the newest button of that name, or the oldest."""
        self.mark = self._count()
        buttons = self.page.get_by_role("button", name=label, exact=True)
        button = buttons.first if oldest else buttons.last
        button.wait_for(timeout=PATIENCE * 1000)
        button.click()

    def picks(self, *labels: str) -> None:
        """Choose from the newest card that has choices."""
        card = self.page.locator(f"{CARD}:has(input)").last
        for label in labels:
            card.locator("label").filter(has_text=label).first.click()

    def fills(self, words: str) -> None:
        """Write into the field of the newest card that has one."""
        card = self.page.locator(f"{CARD}:has(textarea), {CARD}:has(input)").last
        card.locator("textarea, input").last.fill(words)

    def hears(self, *words: str) -> None:
        """Wait until all these words stand in what came since the last thing said or pressed, or on its card."""
        self._wait(words, lambda: self._text_from(max(0, self.mark - 1)))

    def hears_below(self, line: str, *words: str) -> None:
        """In a channel: wait until all these words stand below one post that says this line."""
        posts = self.page.locator(POSTED).filter(has_text=line)
        for one in words:
            posts = posts.filter(has_text=one)
        self._until(lambda: posts.count() > 0, f"Not heard below “{line}”: {words}")

    def sees(self, *words: str) -> None:
        """Wait until all these words stand somewhere in the conversation or channel."""
        self._wait(words, lambda: "\n".join(self.page.locator(f"{HEARD}, {POSTED}").all_inner_texts()))

    def cards(self, *words: str) -> Locator:
        """The cards that have all these words."""
        cards = self.page.locator(CARD)
        for one in words:
            cards = cards.filter(has_text=one)
        return cards

    def sees_cards(self, count: int, *words: str) -> None:
        """Wait until so many cards have all these words, and see that it stays so for a moment."""
        wrong = f"There are not {count} cards with {words}."
        self._until(lambda: self.cards(*words).count() >= count, wrong)
        self.page.wait_for_timeout(1500)
        self._until(lambda: self.cards(*words).count() == count, wrong)

    def picture(self, name: str, *words: str) -> Path:
        """Keep what the window shows; where words are given, with the newest card that has them in view."""
        if words:
            self.cards(*words).last.evaluate("card => card.scrollIntoView({block: 'center'})")
        self.page.wait_for_timeout(300)
        file = self.pictures / f"{name}.png"
        self.page.screenshot(path=file)
        return file

    def _type(self, line: str) -> None:
        self.page.locator(COMPOSER).last.click()
        self.page.keyboard.insert_text(line)
        self.page.keyboard.press("Enter")

    def _answered(self, act: Callable[[], None]) -> None:
        before = self.mark = self._count()
        act()
        self._until(lambda: self._count() != before, "Nothing was answered.")
        self.page.wait_for_timeout(150)

    def _count(self) -> int:
        return self.page.locator(HEARD).count()

    def _text_from(self, first: int) -> str:
        return "\n".join(self.page.locator(HEARD).all_inner_texts()[first:])

    def _wait(self, words: tuple[str, ...], text: Callable[[], str]) -> None:
        self._until(lambda: all(one in text() for one in words), f"Not heard: {words}")

    def _until(self, true: Callable[[], bool], otherwise: str) -> None:
        until = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > until:
                self.picture("not-heard")
                raise NotHeardError(otherwise)
            self.page.wait_for_timeout(50)
