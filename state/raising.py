"""An event as somebody raises it, and what the tables are shown of it: before it happens, and after."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from state.answers import Answers
from state.case import Case, Fields, Finding, Run, Step
from state.found import found_anew
from state.profile_parts import Outcome
from state.roles import CLOCK


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


Outcomes = Mapping[str, Outcome]
"""What a Rapid Review can end with here, by id. Source: A8."""

THE_CLOCK = Actor(CLOCK, CLOCK)
"""Raises what time brings about, and what follows from an event of another process."""


@dataclass(frozen=True)
class Call:
    """An event that somebody raises. `version` is that of the card it came from; `salt` and `nonce` are random.

    `answers` is the new version of the answers, where the event brings one; `outcomes` are the council's own. `child`
    and `cause` come with what follows by itself: the child that a process is opened for, and the entry of the step that
    it follows from.
    """

    process: str
    event: str
    by: Actor
    salt: str
    key: int = 1
    fields: Fields = field(default_factory=dict)
    version: int | None = None
    nonce: str = ""
    answers: Answers | None = None
    outcomes: Outcomes = field(default_factory=dict)
    child: int | None = None
    cause: int | None = None


@dataclass(frozen=True)
class Attempt:
    """An event about to happen: what the guards look at. `answers` is the version that it brings, if any, and
    `findings` are those that would hold afterwards. `owing` names what is owed in the other processes, and
    `notifications` are those of them that carry a statutory notification."""

    case: Case
    run: Run
    by: Actor
    at: datetime
    fields: Fields
    answers: Answers | None
    findings: tuple[Finding, ...]
    owing: tuple[str, ...]
    notifications: tuple[Run, ...]
    outcomes: Outcomes


Guard = Callable[[Attempt], tuple[str, ...]]
"""What stands in the way, by id; nothing where all is well. Its name is the key of the sentence that says so."""


@dataclass(frozen=True)
class Change:
    """A step that was taken, and the case before it and now: what other processes look at, to open or to move.

    `unfinished` are the processes of the case in which something is owed.
    """

    before: Case
    case: Case
    run: Run
    step: Step
    unfinished: tuple[Run, ...]
    outcomes: Outcomes

    @property
    def name(self) -> str:
        """The event, as `process.event`."""
        return f"{self.run.process}.{self.step.event}"

    @property
    def found(self) -> tuple[Finding, ...]:
        """What the changed answers meet now and did not meet before."""
        return found_anew(self.before.findings, self.case.findings) if self.step.answers is not None else ()
