"""What is said to people, as plain data: a text, and a card that any chat client could draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Data = Mapping[str, str | int]


@dataclass(frozen=True)
class Button:
    """A thing to press. `data` comes back when it is pressed and never holds the text of an answer."""

    label: str
    data: Data
    style: Literal["default", "positive", "destructive"] = "default"


@dataclass(frozen=True)
class Option:
    """One choice of an input, by the id that is stored."""

    id: str
    label: str


@dataclass(frozen=True)
class Input:
    """A thing to fill in. Its `id` names the value that comes back beside the data of the button pressed."""

    id: str
    label: str
    error: str
    kind: Literal["text", "number", "choices"] = "text"
    options: tuple[Option, ...] = ()
    many: bool = False
    multiline: bool = False
    max_length: int | None = None
    value: str = ""
    placeholder: str = ""


@dataclass(frozen=True)
class Fact:
    """A line of two columns. `said` marks words that a person typed: they are shown as they are, never as markup."""

    label: str
    value: str
    said: bool = False


@dataclass(frozen=True)
class Point:
    """One number of a chart."""

    label: str
    value: float


@dataclass(frozen=True)
class Chart:
    """Numbers as a picture. It only repeats: the same numbers stand as text beside it."""

    title: str
    points: tuple[Point, ...]
    unit: str
    kind: Literal["columns", "bars", "line"] = "bars"


@dataclass(frozen=True)
class Section:
    """A part of a card: a heading, lines of text, a chart, facts, inputs, buttons; each may be empty."""

    heading: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    inputs: tuple[Input, ...] = ()
    buttons: tuple[Button, ...] = ()
    chart: Chart | None = None


@dataclass(frozen=True)
class Card:
    """A card: a title, a quiet line above it, sections, and the buttons at its foot."""

    title: str
    eyebrow: str = ""
    lines: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    inputs: tuple[Input, ...] = ()
    sections: tuple[Section, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class FileOffer:
    """A file that is handed over if the reader says yes. `size` is in bytes; `data` comes back and holds ids only."""

    name: str
    description: str
    size: int
    data: Data


@dataclass(frozen=True)
class FileLink:
    """A file that lies in the reader's own store now; `id` and `kind` are as that store named them."""

    name: str
    url: str
    id: str
    kind: str


@dataclass(frozen=True)
class Message:
    """One message: text, a card, or both (the text stands above the card); or a text with a file."""

    text: str = ""
    card: Card | None = field(default=None)
    file: FileOffer | FileLink | None = None
