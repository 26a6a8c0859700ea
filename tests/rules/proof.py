"""A marker counts only if a test of its rule fails without the piece that it names. `make rules-proof` tries them all.

The tests are collected once. Then each piece is taken out in a process of its own, and the tests of its rules are run
there until one of each has failed.
"""

import gc
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from tempfile import TemporaryFile

import pytest
from _pytest.runner import runtestprotocol

from dialogs.rules.marks import ROOT, Mark, Piece, code_marks
from dialogs.rules.shown import shown_marks
from tests.rules.hearing import forget_what_was_heard
from tests.rules.taking_out import CannotBeTakenOut, everything, take_out


@dataclass
class Trial:
    """A piece that is taken out, or none to see that all passes with everything in; the rules that it carries."""

    piece: Piece | None
    rules: tuple[str, ...]
    failed: set[str] = field(default_factory=set)
    trouble: str = ""

    @property
    def unproven(self) -> tuple[str, ...]:
        """The rules of which no test failed."""
        return tuple(rule for rule in self.rules if rule not in self.failed)


def trials(marks: Iterable[Mark]) -> list[Trial]:
    """One for each piece."""
    carried: dict[Piece, list[str]] = defaultdict(list)
    for rule, piece in marks:
        carried[piece].append(rule)
    return [Trial(piece, tuple(rules)) for piece, rules in sorted(carried.items())]


class Proof:
    """Takes the place of running the tests: it runs them once for each piece, without it."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.whole = Trial(None, tuple(dict.fromkeys(rule for rule, _ in marks)))
        self.trials = trials(marks)
        self.collected = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All trials, as many at a time as there are processors; none where something fails with everything in."""
        self.collected = not session.testsfailed
        shown = [(item, _rules(item)) for item in session.items]
        failed, self.whole.trouble = _try(self.whole, shown)  # here, so that each case is told once for all trials
        self.whole.failed = set(failed)
        if self.collected and not failed:
            everything()
            gc.freeze()  # so that what is shared between the processes is not copied
            _shared(self.trials, shown)
        return True


Shown = list[tuple[pytest.Item, frozenset[str]]]


def _rules(item: pytest.Item) -> frozenset[str]:
    return frozenset(str(rule) for mark in item.iter_markers("rule") for rule in mark.args)


def _shared(wanted: list[Trial], shown: Shown) -> None:
    shares = os.cpu_count() or 1
    readers = [_apart(wanted[share::shares], shown) for share in range(shares)]
    for share, reader in enumerate(readers):
        with os.fdopen(reader) as said:
            outcomes = json.load(said)
        for trial, (failed, trouble) in zip(wanted[share::shares], outcomes, strict=True):
            trial.failed, trial.trouble = set(failed), trouble
    for _ in readers:
        os.wait()


def _apart(wanted: list[Trial], shown: Shown) -> int:
    """Where to read what became of these trials: each is made in a process of its own, one after the other."""
    read, write = os.pipe()
    if os.fork() == 0:
        with os.fdopen(write, "w") as said:
            json.dump([_tried(trial, shown) for trial in wanted], said)
        os._exit(0)
    os.close(write)
    return read


def _tried(trial: Trial, shown: Shown) -> tuple[list[str], str]:
    with TemporaryFile("w+") as said:
        child = os.fork()
        if child == 0:
            json.dump(_try(trial, shown), said)
            said.flush()
            os._exit(0)
        os.waitpid(child, 0)
        said.seek(0)
        failed, trouble = json.loads(said.read() or '[[], "It ended without a word."]')
        return failed, trouble


def _try(trial: Trial, shown: Shown) -> tuple[list[str], str]:
    failed: set[str] = set()
    try:
        if trial.piece:
            take_out(trial.piece)
            forget_what_was_heard()
        for item, rules in shown:
            left = rules & set(trial.rules) - failed
            if left and any(report.failed for report in runtestprotocol(item, log=False)):
                failed |= left
    except CannotBeTakenOut as coarse:
        return [], f"It cannot be taken out by itself: {coarse}"
    except Exception as fault:  # noqa: BLE001 (whatever it is, it is told and counts as no proof)
        return [], repr(fault)
    return sorted(failed), ""


def proven(marks: Sequence[Mark]) -> Proof:
    """Try these markers. Output of the tests themselves is not shown."""
    proof, wanted = Proof(marks), {rule for rule, _ in marks}
    files = sorted({str(ROOT / test.file) for rule, test in shown_marks() if rule in wanted})
    out = sys.stdout
    with open(os.devnull, "w", encoding="utf-8") as sys.stdout:
        pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", *files], plugins=[proof])
    sys.stdout = out
    return proof


def main() -> int:
    """Try every piece, or those of the rules that are named; say which markers prove nothing."""
    asked, begun = set(sys.argv[1:]), time.monotonic()
    marks = [(rule, piece) for rule, piece in code_marks() if not asked or rule in asked]
    proof = proven(marks)
    if not proof.collected or proof.whole.failed:
        print("With everything in, tests fail that show", *sorted(proof.whole.failed), proof.whole.trouble)
        return 1
    gaps = [trial for trial in proof.trials if trial.unproven]
    for trial in gaps:
        print(f"{', '.join(trial.unproven)}: no test fails without {trial.piece}. {trial.trouble}")
    count = len(marks) - sum(len(trial.unproven) for trial in gaps)
    print(
        f"{count} of {len(marks)} markers proven, for {len(proof.whole.rules)} rules, "
        f"over {len(proof.trials)} pieces, in {time.monotonic() - begun:.0f} s."
    )
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
