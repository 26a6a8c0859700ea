"""What a document holds, as plain data: a title, facts, and sections of lines, points and tables."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Blank:
    """A place that somebody fills in; `what` names what belongs there."""

    what: str


Words = str | Blank


@dataclass(frozen=True)
class Line:
    """A paragraph. A quiet one is said to the writer of a report and not to its readers."""

    words: Words
    quiet: bool = False


@dataclass(frozen=True)
class Points:
    """A list."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows below a row of headings."""

    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]


Part = Line | Points | Table


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Document:
    """A whole document. `footer` stands on every page, before its number."""

    title: str
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    footer: str
