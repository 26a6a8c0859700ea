"""What a process is: a table of states and events. Adding one is adding a file beside `processes/alert.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from state.answers import Answers
from state.case import Case, Fields, Finding, Run

NEW = "new"
"""Where every process begins: the source of its opening event."""

FieldKind = Literal["words", "questions", "finding"]


@dataclass(frozen=True)
class Need:
    """A field that an event records. An `optional` one may be left out; `alone_if` names the field without which this
    one is not wanted; words that cannot be read as this kind are kept as the field `or_else` instead."""

    name: str
    kind: FieldKind = "words"
    optional: bool = False
    only_with: str = ""
    or_else: str = ""
    wanted: Callable[[Run], bool] | None = None
    max_length: int = 1500


@dataclass(frozen=True)
class Attempt:
    """An event about to happen: what the guards look at. `answers` is the version that it brings, if any, and
    `findings` are those that would hold afterwards."""

    case: Case
    run: Run
    fields: Fields
    answers: Answers | None
    findings: tuple[Finding, ...]
    processes: Mapping[str, "Process"]


Guard = Callable[[Attempt], bool]
"""A named predicate; its name is the key of the sentence that says why not."""


@dataclass(frozen=True)
class Event:
    """One row of a table: from these states, by one of these roles, with these fields, to that state.

    `target` None leaves the state as it is. `tells` names who hears of it. `decides` bars the author of the alert.
    `retells` gives the questions that are asked again before the event can happen; None asks for no answers, and
    an empty tuple leaves it to the person which answers change.
    """

    name: str
    source: tuple[str, ...]
    target: str | None
    by: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    guards: tuple[Guard, ...] = ()
    tells: tuple[str, ...] = ()
    decides: bool = False
    retells: Callable[[Run], tuple[str, ...] | None] | None = None


@dataclass(frozen=True)
class Process:
    """A table. `awaits` says which roles must act in a state; `clocks` in which states a deadline runs.

    `notifies` marks the processes that carry a statutory notification: an alert cannot be withdrawn over them.
    """

    name: str
    opening: Event
    events: tuple[Event, ...]
    final: tuple[str, ...]
    awaits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notifies: bool = False

    @property
    def states(self) -> tuple[str, ...]:
        """Every state of the table, in the order in which they are first named."""
        rows = (self.opening, *self.events)
        named = [s for e in rows for s in (*e.source, *([e.target] if e.target else []))]
        return tuple(dict.fromkeys(named))

    def event(self, name: str) -> Event | None:
        """The first row of that name."""
        return next((e for e in self.events if e.name == name), None)


@dataclass(frozen=True)
class Actor:
    """Who raises an event, in which role, and for whom when as a deputy."""

    person: str
    role: str
    deputy_for: str | None = None

    @property
    def capacity(self) -> str:
        """The role as the audit records it."""
        return f"{self.role} (deputy of {self.deputy_for})" if self.deputy_for else self.role


CLOCK = Actor("clock", "clock")


@dataclass(frozen=True)
class Call:
    """An event that somebody raises. `version` is that of the card it came from; `salt` and `nonce` are random.
    `answers` is the new version of the answers, where the event brings one."""

    process: str
    event: str
    by: Actor
    salt: str
    key: int = 1
    fields: Fields = field(default_factory=dict)
    version: int | None = None
    nonce: str = ""
    answers: Answers | None = None
