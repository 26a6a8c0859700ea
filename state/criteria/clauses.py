"""What the statutory tests are made of: three-valued sentences about the answers, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from state.answers import NOT_KNOWN as ANSWER_NOT_KNOWN
from state.answers import SKIPPED, Value, View
from state.criteria.truth import NO, NOT_KNOWN, YES, Said

SAYS_NOTHING = frozenset({ANSWER_NOT_KNOWN, SKIPPED, "not_yet_known"})


@dataclass(frozen=True)
class Subject:
    """What a test looks at: the answers for one child, and what the tests before it said, by id."""

    view: View
    results: Mapping[str, Said]


class Clause(Protocol):
    """A sentence that is yes, no or not known."""

    def ask(self, subject: Subject) -> Said:
        """Whether it is so."""


@dataclass(frozen=True)
class Chosen:
    """One of these options was chosen. Options in `leaving_open`, chosen without them, leave it not known."""

    question: str
    options: tuple[str, ...]
    leaving_open: tuple[str, ...] = ()

    def ask(self, subject: Subject) -> Said:
        """Not known where the question was not asked, was skipped, or its answer is not known (yet)."""
        chosen = _chosen(subject.view.get(self.question))
        if not chosen.isdisjoint(self.options):
            return Said(YES)
        in_doubt = not chosen or not chosen.isdisjoint(SAYS_NOTHING) or not chosen.isdisjoint(self.leaving_open)
        return Said(NOT_KNOWN, (self.question,)) if in_doubt else Said(NO)


@dataclass(frozen=True)
class Only:
    """This option was chosen, and at most those in `beside` with it."""

    question: str
    option: str
    beside: tuple[str, ...] = ()

    def ask(self, subject: Subject) -> Said:
        """Not known where the question was not asked, was skipped, or its answer is not known (yet)."""
        chosen = _chosen(subject.view.get(self.question))
        if not chosen or not chosen.isdisjoint(SAYS_NOTHING):
            return Said(NOT_KNOWN, (self.question,))
        return Said(YES if self.option in chosen and chosen <= {self.option, *self.beside} else NO)


@dataclass(frozen=True)
class Uncontradicted:
    """The clause, but not known where another option of the same question contradicts it."""

    clause: Chosen
    by: str

    def ask(self, subject: Subject) -> Said:
        """A yes that is contradicted is not known."""
        contradicted = self.by in _chosen(subject.view.get(self.clause.question))
        said = self.clause.ask(subject)
        return Said(NOT_KNOWN, (self.clause.question,)) if said.truth == YES and contradicted else said


@dataclass(frozen=True)
class Unasked:
    """A question that should have been asked and was not, so that nothing is known yet."""

    question: str

    def ask(self, _: Subject) -> Said:
        """Never known: the question is missing."""
        return Said(NOT_KNOWN, (self.question,))


@dataclass(frozen=True)
class Result:
    """What an earlier test said."""

    criterion: str

    def ask(self, subject: Subject) -> Said:
        """Raises KeyError where that test does not come before."""
        return subject.results[self.criterion]


def _chosen(value: Value | None) -> frozenset[str]:
    if value is None:
        return frozenset()
    return frozenset(value) if isinstance(value, tuple) else frozenset({str(value)})
