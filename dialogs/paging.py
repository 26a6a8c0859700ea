"""Long lists, a page at a time: buttons turn them, and carry the list's own words and a number, nothing else."""

from dataclasses import dataclass, replace

from dialogs.desk import Owed
from dialogs.wording import say
from state.message import Button, Card

SIZE = 12
"""So many lines stand on a page: each has a button, and a card holds 28 KB."""


@dataclass(frozen=True)
class Page:
    """A page of a list: which one, from 1, and how many lines the list has."""

    number: int
    count: int

    @property
    def start(self) -> int:
        """The place of its first line, from 0."""
        return (self.number - 1) * SIZE


def page_of(number: int, count: int) -> Page:
    """That page, or the nearest that there is: a list may have grown shorter since a button was drawn."""
    return Page(min(max(number, 1), max(-(-count // SIZE), 1)), count)


def turning(card: Card, page: Page, command: str) -> Card:
    """The card with a line that says where it stands in the list, and buttons that turn to the pages beside it."""
    if page.count <= SIZE:
        return card
    last = min(page.start + SIZE, page.count)
    line = say("paging.line", first=page.start + 1, last=last, count=page.count)
    beside = (("previous", page.number - 1, page.start > 0), ("next", page.number + 1, last < page.count))
    buttons = tuple(_turn(name, number, command) for name, number, is_there in beside if is_there)
    return replace(card, lines=(*card.lines, line), buttons=(*card.buttons, *buttons))


def page_in(owed: tuple[Owed, ...]) -> Card | None:
    """The card of which a reply consists; None where it holds anything besides, or is kept until it was delivered."""
    messages = [one.post.message for one in owed if one.key is None and one.post.message]
    return messages[0].card if len(messages) == len(owed) == 1 and not messages[0].text else None


def _turn(name: str, number: int, command: str) -> Button:
    return Button(say(f"paging.{name}"), {"do": "command", "command": command, "page": number})
