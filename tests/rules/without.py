"""The product without one piece of it: a function that says nothing, a row or a part of it left out, no sentence."""

import ast
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType, ModuleType
from typing import Any

from dialogs.rules.marks import ROOT, Piece, name_of

ABSENT = ("tells_also", "follows", "writes", "lapses", "wanted", "confirms", "retells")
"""Parts of a row that are None where there are none."""

LEFT_OUT = """(lambda given, names: {{k: v for k, v in given.items() if k not in names}} if hasattr(given, "items")
else tuple(x for x in given if getattr(x, "name", getattr(x, "__name__", x)) not in names))({given}, {names})"""

SAYS_NOTHING = '__import__("state.criteria.clauses", fromlist=["x"]).Chosen("nothing", ())'
NEVER_HOLDS = f"""(lambda c, g: (c.Step(c.Guard("nothing", (), g), c.NOT_MET, c.NOT_MET, c.NOT_MET),))(
__import__("state.criteria.criterion", fromlist=["x"]), {SAYS_NOTHING})"""


class CannotBeTakenOut(Exception):
    """The marker names something that cannot be taken out by itself: it is too coarse to count."""


def without(piece: Piece) -> ast.Module:
    """The module of a function or a row without it. Raises CannotBeTakenOut."""
    module = ast.parse((ROOT / piece.file).read_text("utf-8"))
    taken = _function(module, piece) if piece.kind == "function" else _row(module, piece)
    if not taken:
        raise CannotBeTakenOut(str(piece))
    return ast.fix_missing_locations(module)


def _function(module: ast.Module, piece: Piece) -> bool:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.lineno == piece.line:
            node.body = [ast.parse(_neutral(ast.unparse(node.returns) if node.returns else "None")).body[0]]
            return True
    return False


def _neutral(returns: str) -> str:
    """What a function of that type says where it has nothing to say; where there is no such thing, it fails."""
    if returns == "None" or returns.endswith("| None"):
        return "pass"
    for type, nothing in (("bool", "False"), ("str", "''"), ("tuple[", "()"), ("Itera", "()"), ("list[", "[]")):
        if returns.startswith(type):
            return f"return {nothing}" if not returns.startswith("Iterator") else "return iter(())"
    return "raise NotImplementedError"


def _row(module: ast.Module, piece: Piece) -> bool:
    for above in ast.walk(module):
        for field, value in ast.iter_fields(above):
            for node in value if isinstance(value, list) else [value]:
                if isinstance(node, ast.Call) and node.lineno == piece.line and name_of(node) == piece.name:
                    return _part(node, piece.part) if piece.part else _whole(module, above, field, node)
    return False


def _part(row: ast.Call, part: str) -> bool:
    name, *names = part.split()
    given = next((keyword for keyword in row.keywords if keyword.arg == name), None)
    if given is None:
        return False
    if names:
        kept = LEFT_OUT.format(given=ast.unparse(given.value), names=repr(tuple(names)))
    elif name in ABSENT:
        kept = "None"
    else:
        kept = "False" if isinstance(given.value, ast.Constant) else "()"
    given.value = ast.parse(kept, mode="eval").body
    return True


def _whole(module: ast.Module, above: ast.AST, field: str, row: ast.Call) -> bool:
    kind = name_of(row).split()[0]
    if kind == "Guard":
        return _given(row, "clause", SAYS_NOTHING)
    if kind == "Criterion":
        return _given(row, "steps", NEVER_HOLDS)
    if isinstance(above, ast.Tuple):
        above.elts.remove(row)
        return True
    if isinstance(above, ast.keyword) and above.arg == "opening":
        table = next(n for n in ast.walk(module) if isinstance(n, ast.Call) and above in n.keywords)
        table.keywords = [k for k in table.keywords if k.arg not in ("opens_on", "opens_after")]
        return _given(row, "by", "()")
    return False


def _given(row: ast.Call, name: str, value: str) -> bool:
    keyword = next(keyword for keyword in row.keywords if keyword.arg == name)
    keyword.value = ast.parse(value, mode="eval").body
    return True


class _Loader(SourceFileLoader):
    """Loads the module from the tree without the piece, never from what was compiled before."""

    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        super().__init__(name, path)
        self._tree = tree

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._tree, self.path, "exec")


class _Finder(MetaPathFinder):
    def __init__(self, piece: Piece) -> None:
        self._path = str(ROOT / piece.file)
        self._name = piece.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        self._tree = without(piece)

    def find_spec(self, name: str, _: Sequence[str] | None, __: ModuleType | None = None) -> ModuleSpec | None:
        if name != self._name:
            return None
        return spec_from_file_location(name, self._path, loader=_Loader(name, self._path, self._tree))


def forget_the_product() -> None:
    """The product and its tests are imported anew; what they are built on stays."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(str(ROOT)) and "site-packages" not in file and not name.startswith("tests.rules.without"):
            del sys.modules[name]


def take_out(piece: Piece) -> None:
    """From now on, in this interpreter, the product is without that piece. Raises CannotBeTakenOut."""
    forget_the_product()
    if piece.kind != "sentence":
        sys.meta_path.insert(0, _Finder(piece))
        return
    wording: Any = __import__("dialogs.wording", fromlist=["SENTENCES"])
    if piece.name not in wording.SENTENCES:
        raise CannotBeTakenOut(str(piece))
    wording.SENTENCES[piece.name] = ""
