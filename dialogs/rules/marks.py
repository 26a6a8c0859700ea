"""The markers in the code: which rule is carried by which function, which row of a table, which sentence.

A function says it in its docstring (`Source: R27, G18`). A row of a table says it in a tuple of rules, of
the whole row (`"R44"`) or of a part of it (`"R31 tells area_ad manager"`). A sentence says it in a comment beside it.
What a module or a class says of itself is too coarse to count.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[2]
FOLDERS = ("state", "dialogs", "bot")

_CITED = re.compile(r"R(\d+)(?:(?:–| to )R(\d+))?")
_OF_A_ROW = re.compile(r"[RA]\d+( .+)?")
_SOURCE = re.compile(r"Source:(.*?)(?:\n\n|$)", re.DOTALL)
_TABLE = re.compile(r"\[([\w.]+)\]")
_SENTENCE = re.compile(r'(\w+) = ".*"  # (R\d+(?:, R\d+)*)')

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, order=True)
class Piece:
    """A piece of the product that can be taken out: a function, a row or a part of one, a sentence."""

    file: str
    line: int
    kind: Literal["function", "row", "sentence"]
    name: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.name}" + (f" ({self.part})" if self.part else "")


Mark = tuple[str, Piece]
"""A rule, by its number, and a piece that carries it."""


def cited(words: str) -> tuple[str, ...]:
    """The rules that are named in words, one by one: "R16–R18" names three."""
    spans = ((int(first), int(last or first)) for first, last in _CITED.findall(words))
    return tuple(f"R{number}" for first, last in spans for number in range(first, last + 1))


@cache
def code_marks(root: Path = ROOT) -> tuple[Mark, ...]:
    """Every marker in the code, in the order of files and lines."""
    return tuple(sorted(mark for folder in FOLDERS for mark in _in_folder(root, folder)))


def _in_folder(root: Path, folder: str) -> Iterator[Mark]:
    for path in sorted((root / folder).rglob("*.py")):
        if "node_modules" not in path.parts:
            yield from in_module(path.read_text("utf-8"), path.relative_to(root).as_posix())
    for path in sorted((root / folder).rglob("words/*.toml")):
        yield from in_words(path.read_text("utf-8"), path.relative_to(root).as_posix())


def in_module(source: str, file: str) -> Iterator[Mark]:
    """The markers of functions and rows in a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            sources = _SOURCE.search(ast.get_docstring(node) or "")
            rules = cited(sources[1]) if sources else ()
            yield from ((rule, Piece(file, node.lineno, "function", node.name)) for rule in rules)
        elif isinstance(node, ast.Call):
            for rule, _, part in (said.partition(" ") for said in rules_of(node)):
                yield rule, Piece(file, node.lineno, "row", name_of(node), part)


def rules_of(row: ast.Call) -> Iterator[str]:
    """What a row says of the rules that it carries."""
    for given in (*row.args, *(keyword.value for keyword in row.keywords if keyword.arg == "rules")):
        if isinstance(given, ast.Tuple):
            said = [e.value for e in given.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
            if len(said) == len(given.elts) and all(_OF_A_ROW.fullmatch(one) for one in said):
                yield from (one for one in said if one.startswith("R"))


def name_of(row: ast.Call) -> str:
    """A row as people name it: what it is, and what stands first in it."""
    first = row.args[0] if row.args else ast.Constant("")
    said = next((str(node.value) for node in ast.walk(first) if isinstance(node, ast.Constant)), ast.unparse(first))
    return f"{ast.unparse(row.func)} {said}".strip()


def in_words(text: str, file: str) -> Iterator[Mark]:
    """The markers of sentences in a file of words."""
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _TABLE.fullmatch(line):
            table = f"{heading[1]}."
        elif sentence := _SENTENCE.fullmatch(line):
            piece = Piece(file, number, "sentence", table + sentence[1])
            yield from ((rule, piece) for rule in cited(sentence[2]))
