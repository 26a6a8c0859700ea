"""A marker counts only if a test of its rule fails without the piece that it names. `make rules-proof` tries them all.

Each piece is taken out in a process of its own, in which the product is imported anew and only the tests of its rules
are run, until one of each has failed.
"""

import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from tempfile import TemporaryFile

import pytest

from dialogs.rules.marks import ROOT, Piece, code_marks
from dialogs.rules.shown import Test, test_marks
from tests.rules.without import CannotBeTakenOut, forget_the_product, take_out


class Watch:
    """Runs only the tests of some rules, and stops once each of these rules has a test that failed."""

    def __init__(self, rules: Iterable[str]) -> None:
        self.rules = set(rules)
        self.ran: set[str] = set()
        self.failed: set[str] = set()
        self.broken = ""
        self._shows: dict[str, set[str]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep what shows one of the rules."""
        for item in items:
            shown = {str(rule) for mark in item.iter_markers("rule") for rule in mark.args} & self.rules
            if shown:
                self._shows[item.nodeid] = shown
                self.ran |= shown
        items[:] = [item for item in items if item.nodeid in self._shows]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A piece without which nothing can be imported shows nothing."""
        if report.failed:
            self.broken = report.longreprtext

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what failed."""
        if report.failed:
            self.failed |= self._shows[report.nodeid]

    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        """Leave out a test whose rules have all been shown."""
        return True if self._shows[item.nodeid] <= self.failed else None


@dataclass
class Trial:
    """A piece that is taken out, or none to see that all passes with everything in."""

    piece: Piece | None
    rules: tuple[str, ...]
    failed: frozenset[str] = frozenset()
    trouble: str = ""

    @property
    def unproven(self) -> tuple[str, ...]:
        """The rules of which no test failed."""
        return tuple(rule for rule in self.rules if rule not in self.failed)


def trials(marks: Iterable[tuple[str, Piece]]) -> list[Trial]:
    """One for each piece, with the rules that it carries."""
    carried: dict[Piece, list[str]] = defaultdict(list)
    for rule, piece in marks:
        carried[piece].append(rule)
    return [Trial(piece, tuple(rules)) for piece, rules in sorted(carried.items())]


def tried(trial: Trial, tests: Mapping[str, list[Test]]) -> Trial:
    """Take the piece out in a process of its own, and run the tests of its rules there."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _try(trial, tests, write)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as said:
        outcome = json.loads(said.read() or '{"failed": [], "trouble": "It ended without a word."}')
    os.waitpid(child, 0)
    return Trial(trial.piece, trial.rules, frozenset(outcome["failed"]), outcome["trouble"])


def _try(trial: Trial, tests: Mapping[str, list[Test]], write: int) -> None:
    watch, trouble = Watch(trial.rules), ""
    chosen = sorted({f"{ROOT}/{test.file}::{test.name}" for rule in trial.rules for test in tests.get(rule, ())})
    with TemporaryFile() as hushed:
        os.dup2(hushed.fileno(), 1)
        os.dup2(hushed.fileno(), 2)
        try:
            forget_the_product()
            if trial.piece:
                take_out(trial.piece)
            if chosen:
                pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", *chosen], plugins=[watch])
            trouble = watch.broken
        except CannotBeTakenOut as coarse:
            trouble = f"It cannot be taken out: {coarse}"
        except BaseException as fault:  # noqa: BLE001 (whatever it is, the other side must hear of it)
            trouble = repr(fault)
    with os.fdopen(write, "w") as said:
        json.dump({"failed": [] if trouble else sorted(watch.failed), "trouble": trouble}, said)


def all_tried(wanted: list[Trial]) -> list[Trial]:
    """Every trial, as many at a time as there are processors."""
    tests = _tests()
    _warm()
    shares = os.cpu_count() or 1
    readers = []
    for share in range(shares):
        read, write = os.pipe()
        if os.fork() == 0:
            done = [tried(trial, tests) for trial in wanted[share::shares]]
            with os.fdopen(write, "w") as said:
                json.dump([[sorted(trial.failed), trial.trouble] for trial in done], said)
            os._exit(0)
        os.close(write)
        readers.append(read)
    outcomes = [json.loads(os.fdopen(read).read()) for read in readers]
    for _ in readers:
        os.wait()
    for share, said in enumerate(outcomes):
        for trial, (failed, trouble) in zip(wanted[share::shares], said, strict=True):
            trial.failed, trial.trouble = frozenset(failed), trouble
    return wanted


def _tests() -> dict[str, list[Test]]:
    tests: dict[str, list[Test]] = defaultdict(list)
    for rule, test in test_marks():
        tests[rule].append(test)
    return tests


def _warm() -> None:
    """Import what the product and its tests are built on once, for all the processes."""
    __import__("app")
    __import__("tests.stage")


def main() -> int:
    """Try every piece, or those of the rules that are named; say which markers prove nothing."""
    asked = set(sys.argv[1:])
    begun = time.monotonic()
    marks = [(rule, piece) for rule, piece in code_marks() if not asked or rule in asked]
    rules = tuple(dict.fromkeys(rule for rule, _ in marks))
    whole = tried(Trial(None, rules), _tests())
    if whole.failed or whole.trouble:
        print("With everything in, tests fail:", *sorted(whole.failed), whole.trouble[-2000:])
        return 1
    done = all_tried(trials(marks))
    gaps = [trial for trial in done if trial.unproven]
    for trial in gaps:
        print(f"{', '.join(trial.unproven)}: no test fails without {trial.piece}. {trial.trouble[-600:]}")
    print(
        f"{len(marks) - sum(len(t.unproven) for t in gaps)} of {len(marks)} markers proven, "
        f"for {len(rules)} rules, over {len(done)} pieces, in {time.monotonic() - begun:.0f} s."
    )
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
