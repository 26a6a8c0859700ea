"""Sentences made of sentences: how the clauses of a test are put together."""

from dataclasses import dataclass

from state.criteria.clauses import Clause, Subject
from state.criteria.truth import NO, NOT_KNOWN, YES, Said, every, some


@dataclass(frozen=True)
class Every:
    """All of the parts."""

    parts: tuple[Clause, ...]

    def ask(self, subject: Subject) -> Said:
        """No where one part is no."""
        return every(part.ask(subject) for part in self.parts)


@dataclass(frozen=True)
class Some:
    """At least one of the parts."""

    parts: tuple[Clause, ...]

    def ask(self, subject: Subject) -> Said:
        """Yes where one part is yes."""
        return some(part.ask(subject) for part in self.parts)


@dataclass(frozen=True)
class When:
    """Both, where the second can only be asked once the first is yes: before that, its questions are not missing."""

    first: Clause
    then: Clause

    def ask(self, subject: Subject) -> Said:
        """No where one is no; not known, for want of the first alone, while the first is not known."""
        first, then = self.first.ask(subject), self.then.ask(subject)
        return first if first.truth == NOT_KNOWN and then.truth != NO else every((first, then))


@dataclass(frozen=True)
class Unsettled:
    """That a clause is not known. It is always known whether that is so."""

    clause: Clause

    def ask(self, subject: Subject) -> Said:
        """Yes where the clause is not known."""
        return Said(YES if self.clause.ask(subject).truth == NOT_KNOWN else NO)


@dataclass(frozen=True)
class WhereAsked:
    """One clause where a question was asked, another where it was not."""

    question: str
    then: Clause
    otherwise: Clause

    def ask(self, subject: Subject) -> Said:
        """As the clause that applies."""
        return (self.then if self.question in subject.view else self.otherwise).ask(subject)
