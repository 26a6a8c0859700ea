"""The running product without one piece of it: a function that says nothing, a row or a part of it left out, no
sentence. It cannot be put back: what takes a piece out is a process that ends afterwards."""

import ast
import gc
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from types import FunctionType
from typing import Any

from dialogs.rules.marks import ROOT, Piece, name_of, rules_of
from dialogs.wording import SENTENCES
from state.criteria import machine
from state.criteria.clauses import Chosen
from state.criteria.criterion import NOT_MET, Guard, Step
from state.process import Process

NOTHING = Chosen("nothing", ())
NEVER = (Step(Guard("nothing", (), NOTHING), NOT_MET, NOT_MET, NOT_MET),)

WHOLE: dict[str, tuple[str, Any]] = {
    "Guard": ("clause", NOTHING),
    "Criterion": ("steps", NEVER),
    "Deadline": ("listed", lambda _: False),
    "Question": ("asked_when", lambda _: False),
    "Need": ("wanted", lambda _: False),
    "On": ("events", ()),
}
"""How a row of each kind is left out, where it does not simply stand in a table."""

ABSENT = {bool: False, tuple: ()}
"""What a part of a row is where there is none of it; None for every other kind."""


class CannotBeTakenOut(Exception):
    """The marker names something that cannot be taken out by itself: it is too coarse to count."""


def take_out(piece: Piece) -> None:
    """From now on, in this process, the product is without that piece. Raises CannotBeTakenOut."""
    taken = {"sentence": _sentence, "function": _function, "row": _row}[piece.kind](piece)
    machine._machine.cache_clear()
    if not taken:
        raise CannotBeTakenOut(str(piece))


@cache
def everything() -> tuple[list[FunctionType], list[Any], list[Process]]:
    """Every function of the product, every row that has rules, every table: looked for once, for all trials."""
    there = gc.get_objects()
    rows = [one for one in there if not isinstance(one, type) and is_dataclass(one) and hasattr(one, "rules")]
    functions = [
        one for one in there if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(ROOT))
    ]
    return functions, rows, [one for one in there if isinstance(one, Process)]


def _sentence(piece: Piece) -> bool:
    if not SENTENCES.get(piece.name):
        return False
    SENTENCES[piece.name] = ""  # type: ignore[index]
    return True


def _function(piece: Piece) -> bool:
    """Every object that is this function says nothing, whoever holds it."""
    found = [function for function in everything()[0] if _is(function, piece)]
    for function in found:
        function.__code__ = _neutral(piece)
    return bool(found)


def _is(function: FunctionType, piece: Piece) -> bool:
    code = function.__code__
    return code.co_name == piece.name and code.co_filename == str(ROOT / piece.file) and not code.co_freevars


def _neutral(piece: Piece) -> Any:
    node = next(n for n in _nodes(piece) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    returns = ast.unparse(node.returns) if node.returns else "None"
    node.body, node.decorator_list, node.returns = ast.parse(_nothing(returns)).body, [], None
    for argument in ast.walk(node.args):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    node.args.defaults, node.args.kw_defaults = [], [None for _ in node.args.kwonlyargs]
    scope: dict[str, Any] = {}
    exec(compile(ast.fix_missing_locations(ast.Module([node], [])), piece.file, "exec"), scope)
    return scope[piece.name].__code__


def _nothing(returns: str) -> str:
    """What a function of that type says where it has nothing to say; where there is no such thing, it fails."""
    for kind, nothing in (("bool", "False"), ("str", "''"), ("tuple[", "()"), ("Iterable[", "()"), ("list[", "[]")):
        if returns.startswith(kind) and not returns.endswith("| None"):
            return f"return {nothing}"
    if returns.startswith("Iterator["):
        return "return iter(())"
    return "return None" if returns == "None" or returns.endswith("| None") else "raise NotImplementedError"


def _row(piece: Piece) -> bool:
    """Every object that this row made: all have its name and its rules."""
    call = next(n for n in _nodes(piece) if isinstance(n, ast.Call) and name_of(n) == piece.name)
    rows = [row for row in everything()[1] if _made_by(call, row, piece)]
    taken = [_part(row, piece.part) if piece.part else _whole(row) for row in rows]
    return bool(taken) and all(taken)


def _nodes(piece: Piece) -> Iterator[ast.AST]:
    module = ast.parse((ROOT / piece.file).read_text("utf-8"))
    return (node for node in ast.walk(module) if getattr(node, "lineno", 0) == piece.line)


def _made_by(call: ast.Call, row: Any, piece: Piece) -> bool:
    if tuple(rule for rule in row.rules if rule.startswith("R")) != tuple(rules_of(call)):
        return False
    if type(row).__name__ != ast.unparse(call.func):
        return ast.unparse(call.func) == "replace"
    first = next(iter(vars(row).values()))
    match call.args[0]:
        case ast.Constant(value=named):
            return bool(first == named)
        case ast.Name(id=id):
            module = sys.modules[piece.file.removesuffix(".py").replace("/", ".")]
            return bool(first == getattr(module, id, first))
    return True


def _part(row: object, part: str) -> bool:
    name, *names = part.split()
    given = getattr(row, name)
    kept: Any = tuple(x for x in given if _named(x) not in names) if names else ABSENT.get(type(given))
    object.__setattr__(row, name, kept)
    return bool(kept != given) and (not names or len(kept) == len(given) - len(names))


def _named(one: object) -> str:
    return str(getattr(one, "name", getattr(one, "__name__", one)))


def _whole(row: Any) -> bool:
    if type(row).__name__ in WHOLE:
        object.__setattr__(row, *WHOLE[type(row).__name__])
        return True
    for table in everything()[2]:
        object.__setattr__(table, "events", tuple(event for event in table.events if event is not row))
        if table.opening is row:
            for name in ("opens_on", "opens_after"):
                object.__setattr__(table, name, ())
            object.__setattr__(row, "by", ())
    return True
