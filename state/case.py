"""A case: one incident, from the moment its alert was submitted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from state.answers import Answers
from state.audit import Entry
from state.limit import End, Limit, OnIt, Snooze
from state.post import Post, PostedCard, posted_in
from state.roles import REPORT_AUTHOR

FieldValue = str | tuple[str, ...]
Fields = Mapping[str, FieldValue]


def listed(value: FieldValue | None) -> tuple[str, ...]:
    """What a field of several holds, where one of them alone is one of several."""
    return (value,) if isinstance(value, str) else value or ()


@dataclass(frozen=True)
class Passed:
    """One step of a criterion's walk: the guard that was asked, and what it answered."""

    guard: str
    truth: str  # "yes", "no" or "not_known"


@dataclass(frozen=True)
class Finding:
    """What one statutory test found, with the walk that explains it. Source: criteria.md."""

    finding: str
    child: int | None
    leaning: str | None
    walk: tuple[Passed, ...]
    rules: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One event that happened in a process, with what was recorded.

    `entry` is the number of its entry in the audit, from 1; `cause` that of the step that it followed from.
    """

    event: str
    at: datetime
    by: str
    role: str
    source: str
    target: str
    fields: Fields = field(default_factory=dict)
    answers: int | None = None  # the version of the answers that this step made
    nonce: str = ""
    undone: bool = False
    entry: int = 0
    cause: int | None = None


@dataclass(frozen=True)
class Run:
    """A process that runs in a case. Its `version` rises with each event and stands on the cards that it shows.

    `key` numbers those of a kind, from 1; `child` is the one that it is about, where the children differ.
    """

    process: str
    key: int
    state: str
    version: int = 1
    steps: tuple[Step, ...] = ()
    child: int | None = None

    def last(self, event: str) -> Step | None:
        """The latest step of that event which still stands."""
        return next((s for s in reversed(self.steps) if s.event == event and not s.undone), None)

    def said(self, event: str, field: str) -> FieldValue | None:
        """What the latest step of that event recorded in a field, where it still stands."""
        step = self.last(event)
        return step.fields.get(field) if step else None

    @property
    def person(self) -> str | None:
        """Whom it names to do what it is about: the person appointed last; None while nobody is named yet."""
        named = (s.fields["person"] for s in reversed(self.steps) if not s.undone and s.fields.get("person"))
        return next((person for person in named if isinstance(person, str)), None)

    def wrote(self, person: str | None) -> bool:
        """Whether that person is named to write its report, or acted in the name of whoever was."""
        acted = (step.by for step in self.steps if not step.undone and step.role.startswith(REPORT_AUTHOR))
        return person is not None and (person == self.person or person in acted)


@dataclass(frozen=True)
class Unsay:
    """A message of the bot's own that is to be deleted where Teams allows it: `to` as in a post."""

    to: str
    activity_id: str


@dataclass(frozen=True)
class Case:
    """One incident. `answers` holds every version, the latest last; `draft` is the draft that it was made from.

    What time brings about is handled up to `swept`; what is only handled in working hours, up to `reminded`. `due`,
    when something must be looked at next, the `limits`, and by when each process must act (`ends`) are computed anew at
    every save, from the profile of the version `planned`.
    One that is `held` is never purged; `purged` says when all but the statutory facts was deleted, and `unsay` what is
    still to be deleted in Teams.
    """

    ref: str
    area: str
    author: str
    draft: str
    profile: str
    opened: datetime
    answers: tuple[Answers, ...]
    findings: tuple[Finding, ...] = ()
    runs: tuple[Run, ...] = ()
    entries: tuple[Entry, ...] = ()
    posts: tuple[Post, ...] = ()
    cards: tuple[PostedCard, ...] = ()
    swept: datetime | None = None
    reminded: datetime | None = None
    due: datetime | None = None
    planned: str = ""
    limits: tuple[Limit, ...] = ()
    ends: tuple[End, ...] = ()
    snoozes: tuple[Snooze, ...] = ()
    on_its: tuple[OnIt, ...] = ()
    held: bool = False
    purged: datetime | None = None
    unsay: tuple[Unsay, ...] = ()
    revision: int = 0

    @property
    def current(self) -> Answers:
        """The answers as they stand now."""
        return self.answers[-1]

    @property
    def origin(self) -> Run:
        """The process in which it began, and its answers are told again: the alert, or a partner's referral."""
        return self.runs[0]

    @property
    def folded_into(self) -> str | None:
        """The case about the same incident in which all that was owed here goes on, if it was folded into one."""
        said = self.origin.said("fold", "other") if self.runs else None
        return said if isinstance(said, str) else None

    @property
    def linked(self) -> tuple[str, ...]:
        """The cases with which it was linked. A link holds while both cases name each other."""
        steps = self.origin.steps if self.runs else ()
        joined = [step for step in steps if step.event in ("link", "unlink") and not step.undone]
        last = {str(step.fields["other"]): step.event for step in joined}
        return tuple(ref for ref, event in last.items() if event == "link")

    def run(self, process: str, key: int = 1) -> Run | None:
        """That process of the case, where it was opened."""
        return next((r for r in self.runs if (r.process, r.key) == (process, key)), None)

    def with_run(self, run: Run) -> "Case":
        """The case with that process added, or put in place of its earlier state."""
        if self.run(run.process, run.key) is None:
            return replace(self, runs=(*self.runs, run))
        same = (run.process, run.key)
        return replace(self, runs=tuple(run if (r.process, r.key) == same else r for r in self.runs))

    def card_in(self, channel: str) -> str | None:
        """The activity id of its card in a channel, where it was posted."""
        return posted_in(channel, self.cards, self.posts)

    def without(self, run: Run) -> "Case":
        """The case as if that process had not been opened."""
        return replace(self, runs=tuple(r for r in self.runs if (r.process, r.key) != (run.process, run.key)))
