"""Walks as rows: what the card says, then what the person does with it."""

from collections.abc import Iterable
from types import EllipsisType

from tests.e2e.client import Client

Row = tuple[str, str] | tuple[str, str, str]
Asked = tuple[str, str, str | EllipsisType]
"""A command, what is heard in private, and what in a channel; `...` is the same."""

CLICKED: tuple[Row, ...] = (
    ("Is anyone in immediate danger?", "No"),
    ("Is this a new alert", "New alert"),
    ("Which area is this for?", "East Kent"),
    ("How many children", "fill: 1", "Save"),
    ("record", "Not on record"),
    ("first know of this", "fill: today at 9am", "Save"),
    ("Monday 23 November 2026, 09:00", "Yes, that is right"),
    ("When did the incident happen?", "fill: today at 8am", "Save"),
    ("Monday 23 November 2026, 08:00", "Yes, that is right"),
    ("How old was the child", "Under 18"),
    ("What is the harm", "Life-threatening harm"),
    ("Is abuse or neglect known or suspected?", "Suspected"),
    ("Who may have caused the harm?", "pick: Parent or carer", "Save"),
    ("likely to be due to the care", "Yes"),
    ("Where did the harm happen?", "In our area"),
    ("describe the child’s status", "pick: Open to us in another way", "Save"),
    ("Has there been a Strategy Discussion?", "Not held"),
    ("What happened?", "fill: The child was found unwell at home.", "Save"),
    ("being kept safe now?", "fill: Both children are with their grandmother.", "Save"),
    ("What do doctors say", "Skip"),
    ("Was an adult killed", "pick: None of these", "Save"),
    ("Do you see learning", "Skip"),
    ("reference of the form", "Skip"),
)
"""A whole alert by buttons and fields alone."""

TYPED = (
    "no", "new", "east", "1", "not on record", "23 November 2026 at 9am", "23 November 2026 at 8am", "under_18",
    "life_threatening", "suspected", "parent_or_carer", "yes", "in_area", "open_other", "not_held",
    "The child was found unwell at home.", "Both children are with their grandmother.", "skip", "none", "skip", "skip",
)  # fmt: skip
"""The same, typed."""

REFERENCE = "NTK-2026-0001"
PRIVATELY = "I have answered in our private chat"


def walk(client: Client, rows: Iterable[Row]) -> None:
    """Go through the rows: wait for the words, then fill in or choose, then press."""
    for hears, *does in rows:
        client.hears(hears)
        for one in does:
            how, _, what = one.partition(": ")
            if how == "fill":
                client.fills(what)
            elif how == "pick":
                client.picks(what)
            else:
                client.presses(one)


def submit_one(client: Client) -> None:
    """An alert typed and sent, by whoever sits at the client."""
    client.says("alert", *TYPED)
    client.says("submit")
    client.hears("NTK-2026-")


def acts_as(client: Client, role: str) -> None:
    """Speak as the example person of a role from now on."""
    client.says(f"act {role}")
