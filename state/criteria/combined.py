"""Sentences made of sentences: how the clauses of a test are put together."""

from dataclasses import dataclass

from state.criteria.clauses import Clause, Subject
from state.criteria.truth import NO, NOT_KNOWN, Said, every, some


@dataclass(frozen=True)
class Every:
    """All of the parts."""

    parts: tuple[Clause, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that it looks at."""
        return _together(*self.parts)

    def ask(self, subject: Subject) -> Said:
        """No where one part is no."""
        return every(part.ask(subject) for part in self.parts)


@dataclass(frozen=True)
class Some:
    """At least one of the parts."""

    parts: tuple[Clause, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that it looks at."""
        return _together(*self.parts)

    def ask(self, subject: Subject) -> Said:
        """Yes where one part is yes."""
        return some(part.ask(subject) for part in self.parts)


@dataclass(frozen=True)
class When:
    """Both, where the second can only be asked once the first is yes: before that, its questions are not missing."""

    first: Clause
    then: Clause

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that it looks at."""
        return _together(self.first, self.then)

    def ask(self, subject: Subject) -> Said:
        """No where one is no; not known, for want of the first alone, while the first is not known."""
        first, then = self.first.ask(subject), self.then.ask(subject)
        return first if first.truth == NOT_KNOWN and then.truth != NO else every((first, then))


@dataclass(frozen=True)
class WhereAsked:
    """One clause where a question was asked, another where it was not."""

    question: str
    then: Clause
    otherwise: Clause

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that it looks at."""
        return _together(self.then, self.otherwise)

    def ask(self, subject: Subject) -> Said:
        """As the clause that applies."""
        return (self.then if self.question in subject.view else self.otherwise).ask(subject)


def _together(*clauses: Clause) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question for clause in clauses for question in clause.questions))
