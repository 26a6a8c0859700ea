"""What a statutory test is: steps, each asking one guard, and where each answer leads."""

from dataclasses import dataclass
from enum import Enum, auto

from state.criteria.clauses import Clause, Result
from state.criteria.truth import NO, NOT_KNOWN, YES, Truth


@dataclass(frozen=True)
class Guard:
    """A named predicate. Its name is the key of the words that explain it; `rules` are those that it rests on."""

    name: str
    rules: tuple[str, ...]
    clause: Clause


@dataclass(frozen=True)
class End:
    """Where a test ends: whether it holds, and which way it leans where people must weigh it."""

    name: str
    truth: Truth
    leaning: str | None = None


HOLDS = End("holds", YES)
NOT_MET = End("not_met", NO)
OPEN = End("open", NOT_KNOWN)


class Way(Enum):
    """How a test goes on: to its next step, or to its next step in doubt. In doubt, it can no longer simply hold."""

    ON = auto()
    IN_DOUBT = auto()


@dataclass(frozen=True)
class Step:
    """One state of a test: the guard asked there, and where each of its answers leads."""

    guard: Guard
    yes: Way | End = Way.ON
    no: Way | End = NOT_MET
    not_known: Way | End = Way.IN_DOUBT


@dataclass(frozen=True, eq=False)
class Criterion:
    """A statutory test. `end` is where its last step leads on to, `end_in_doubt` the same where a doubt remains.

    One `of_case` is asked once, over what the tests said of all children together.
    """

    id: str
    rules: tuple[str, ...]
    steps: tuple[Step, ...]
    end: End = HOLDS
    end_in_doubt: End = OPEN
    of_case: bool = False


def guard_of(test: Criterion) -> Guard:
    """What an earlier test said, as a guard of its name: the walk then tells which of the earlier tests are open."""
    return Guard(test.id, test.rules, Result(test.id))
