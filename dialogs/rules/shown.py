"""The markers in the tests: which rule is shown by which test. They are read, not run."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dialogs.rules.marks import ROOT, cited


@dataclass(frozen=True, order=True)
class Showing:
    """A test that shows a rule, or rows of a test that do."""

    file: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.name}"


@cache
def shown_marks(root: Path = ROOT) -> tuple[tuple[str, Showing], ...]:
    """Every rule that a test names, with the test. Nothing where the tests are not installed."""
    files = sorted((root / "tests").rglob("test_*.py"))
    return tuple(sorted({mark for path in files for mark in _in_file(path, path.relative_to(root).as_posix())}))


def _in_file(path: Path, file: str) -> Iterator[tuple[str, Showing]]:
    module = ast.parse(path.read_text("utf-8"))
    named = {name: value for node in module.body for name, value in _assigned(node)}
    of_all = set(_rules(named.get("pytestmark"), named))
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            own = {rule for decorator in node.decorator_list for rule in _rules(decorator, named)}
            yield from ((rule, Showing(file, node.lineno, node.name)) for rule in own | of_all)


def _assigned(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value


def _rules(node: ast.expr | None, named: Mapping[str, ast.expr], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The rules that an expression marks: `rule("R27")`, there or in the tables of the module that it names."""
    for part in ast.walk(node) if node else ():
        if isinstance(part, ast.Call) and ast.unparse(part.func).split(".")[-1] == "rule":
            yield from cited(" ".join(str(a.value) for a in part.args if isinstance(a, ast.Constant)))
        elif isinstance(part, ast.Name) and part.id in named and part.id not in seen:
            yield from _rules(named[part.id], named, seen | {part.id})
