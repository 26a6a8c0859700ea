"""The table of rules: what each says, the code that carries it, the tests that show it; and its gaps."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dialogs.rules.marks import ROOT, Piece, code_marks
from dialogs.rules.shown import Showing, shown_marks
from dialogs.wording import SENTENCES, has, say

RULES = tuple(key.split(".")[1] for key in SENTENCES if key.startswith("rule.") and key.endswith(".text"))


@dataclass(frozen=True)
class Row:
    """A rule, and where it is."""

    rule: str
    code: tuple[Piece, ...]
    tests: tuple[Showing, ...]

    @property
    def text(self) -> str:
        """The rule in a line."""
        return say(f"rule.{self.rule}.text")

    @property
    def source(self) -> str:
        """The paragraphs that it comes from; none where it is not in the guidance."""
        return say(f"rule.{self.rule}.source") if has(f"rule.{self.rule}.source") else ""


def table(root: Path = ROOT) -> tuple[Row, ...]:
    """A row for each rule, in their order."""
    code: dict[str, list[Piece]] = defaultdict(list)
    tests: dict[str, list[Showing]] = defaultdict(list)
    for rule, piece in code_marks(root):
        code[rule].append(piece)
    for rule, test in shown_marks(root):
        tests[rule].append(test)
    return tuple(Row(rule, tuple(code[rule]), tuple(tests[rule])) for rule in RULES)


def gaps(root: Path = ROOT) -> tuple[str, ...]:
    """What the table lacks, in words: a rule without code or tests, a marker of a rule that is not there."""
    tested = shown_marks(root)
    lacking = [("code", row.rule) for row in table(root) if not row.code]
    lacking += [("test", row.rule) for row in table(root) if tested and not row.tests]
    unknown = ((rule, place) for rule, place in (*code_marks(root), *tested) if rule not in RULES)
    return (
        *(say("rules.gap", rule=rule, lacks=say(f"rules.lacks.{lacks}")) for lacks, rule in lacking),
        *(say("rules.unknown", rule=rule, place=place) for rule, place in unknown),
    )


def page(root: Path = ROOT) -> str:
    """The whole table as text, then its gaps."""
    lacking = gaps(root)
    notes = () if shown_marks(root) else (say("rules.no_tests"),)
    ends = lacking or (() if notes else (say("rules.whole", rules=len(RULES)),))
    return "\n".join((*(line for row in table(root) for line in _lines(row)), *notes, *ends)) + "\n"


def _lines(row: Row) -> Iterator[str]:
    yield f"{row.rule}  {row.text}" + (f"  [{row.source}]" if row.source else "")
    yield from (say("rules.code", piece=piece) for piece in row.code)
    yield from () if row.code else (say("rules.no_code"),)
    yield from (say("rules.test", test=test) for test in row.tests)
    yield from () if row.tests else (say("rules.no_test"),)
    yield ""


def as_data(root: Path = ROOT) -> list[dict[str, Any]]:
    """The table as JSON has it."""
    return [
        {
            "rule": row.rule,
            "text": row.text,
            "source": row.source,
            "code": [
                {"file": p.file, "line": p.line, "kind": p.kind, "name": p.name, "part": p.part} for p in row.code
            ],
            "tests": [{"file": t.file, "line": t.line, "name": t.name} for t in row.tests],
        }
        for row in table(root)
    ]
