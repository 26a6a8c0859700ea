"""Every rule has code and tests, no marker names a rule that is not there, and what a marker names is taken out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app import main
from dialogs.rules.marks import ROOT, Piece, cited, code_marks, in_module, in_words
from dialogs.rules.shown import shown_marks
from dialogs.rules.table import RULES, gaps, page, table

LAST_PARAGRAPH = 274


def test_every_rule_is_carried_and_shown() -> None:
    assert tuple(f"R{n}" for n in range(1, 110)) == RULES
    assert gaps() == ()


def test_every_rule_says_where_it_comes_from() -> None:
    for row in table():
        numbers = [int(n) for n in row.source.replace("–", ", ").replace("G", "").split(", ") if n]
        assert all(1 <= n <= LAST_PARAGRAPH for n in numbers)
        assert bool(numbers) != (row.rule == "R100"), row.rule  # that duty alone is not in the guidance


def test_what_a_marker_is() -> None:
    module = '''"""Source: R1."""
class Kept:
    """Source: R2."""
def f() -> bool:
    """Why. Source: R16–R18, A3 (G13).

    Not R19.
    """
ROW = Event("open", ("new",), rules=("R44", "R31 tells area_ad", "A13"))
DUE = Deadline("one", "known_at", ("R9",), always)
'''
    assert [(rule, p.kind, p.line, p.name, p.part) for rule, p in in_module(module, "x.py")] == [
        ("R16", "function", 4, "f", ""),
        ("R17", "function", 4, "f", ""),
        ("R18", "function", 4, "f", ""),
        ("R44", "row", 9, "Event open", ""),
        ("R31", "row", 9, "Event open", "tells area_ad"),
        ("R9", "row", 10, "Deadline one", ""),
    ]
    words = '[told.x]\nauthor = "Said."  # R5, R62\nothers = "Not # R6."\n'
    piece = Piece("w.toml", 2, "sentence", "told.x.author")
    assert list(in_words(words, "w.toml")) == [("R5", piece), ("R62", piece)]
    assert cited("R78 to R80, R1") == ("R78", "R79", "R80", "R1")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "one.py").write_text('def f() -> bool:\n    """Source: R1, R110."""\n')
    return tmp_path


def test_a_gap_and_an_unknown_rule_are_named(elsewhere: Path) -> None:
    assert "R2 has no code that carries it." in gaps(elsewhere)
    assert "state/one.py:1 f names R110, and there is no such rule." in gaps(elsewhere)
    assert not any("no test" in gap for gap in gaps(elsewhere))
    assert "The tests are not installed here" in page(elsewhere)
    (elsewhere / "tests").mkdir()
    (elsewhere / "tests" / "test_one.py").write_text(
        'import pytest\nROWS = [pytest.param(1, marks=pytest.mark.rule("R1"))]\n'
        '@pytest.mark.parametrize("n", ROWS)\ndef test_it(n): ...\n'
    )
    shown_marks.cache_clear()
    assert "R1 has no test that shows it." not in gaps(elsewhere)
    assert "R2 has no test that shows it." in gaps(elsewhere)
    assert "tests/test_one.py:4 test_it" in page(elsewhere)


def test_the_command_needs_no_settings(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["rules"], {"PORT": "nonsense"}) == 0
    text = capfdbinary.readouterr().out.decode()
    assert "R27  the local authority notifies the Panel within 5 working days" in text
    assert text.endswith("109 rules. Code and tests stand beside each of them.\n")
    assert main(["rules", "--json"], {}) == 0
    rows = json.loads(capfdbinary.readouterr().out)
    assert [row["rule"] for row in rows] == list(RULES)
    for row in rows:
        assert all((ROOT / one["file"]).exists() for one in (*row["code"], *row["tests"]))


def test_every_sentence_that_is_marked_and_every_test_stands_where_it_says() -> None:
    for _, piece in code_marks():
        line = (ROOT / piece.file).read_text("utf-8").splitlines()[piece.line - 1]
        assert piece.name.split(".")[-1].split()[0] in line


def test_markers_are_tried_by_taking_out_what_they_name() -> None:
    """A sample: the rest is tried by `make rules-proof`."""
    tried = subprocess.run(
        [sys.executable, "-m", "tests.rules.proof", "R48", "R51", "R55"], cwd=ROOT, capture_output=True, text=True
    )
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "proven, for 3 rules" in tried.stdout
