"""What happened, written down from outside: each change of each case, who was away, and when the bot was down."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from dialogs.wording import say
from state.case import Case
from state.clocks import clocks
from state.deadlines import Due
from state.documents import Document, Person
from state.moments import Moment
from state.post import Post
from state.processes import PROCESSES
from state.profile import Profile
from state.profile_file import load_profile

PSW_CHANNEL = "19:psw@thread.tacv2"


@cache
def _deadlines() -> dict[str, str]:
    """By their names, the longest first."""
    names = {say(f"deadline.{id}"): id for id in load_profile().limits}
    return {name: names[name] for name in sorted(names, key=len, reverse=True)} | {
        say("deadline.learning_action"): "learning_action"
    }


Name = tuple[str, int | None, int | None]
"""A deadline of a case: its id, the child, the number of the run."""


class Place(NamedTuple):
    """A process in which a limit runs, the state it is in, and whom it names."""

    process: str
    key: int
    state: str
    person: str | None


@dataclass(frozen=True)
class Owed:
    """A limit that is not met."""

    name: Name
    due: Moment
    start: datetime | None
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Meeting:
    """A practitioner event to come, and who is invited."""

    key: int
    day: date
    invited: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """How a case stood from a moment on. The partnership knows of it once it is `shared`."""

    at: datetime
    area: str
    author: str
    shared: bool
    owed: tuple[Owed, ...]
    meetings: tuple[Meeting, ...]


class Press(NamedTuple):
    """A snooze until a moment, or *on it* (None)."""

    at: datetime
    person: str
    name: Name
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """A reminder or a breach as it was made: for whom, of which deadline, and where it must arrive."""

    ref: str
    person: str  # a person's id, or `channel:psw`
    kind: str
    created: datetime
    deadline: str
    at_any_hour: bool
    gathered: bool
    handed_on: bool  # made for somebody else, who could not be reached
    conversation: str


@dataclass
class Journal:
    """Filled by `tests.simulation.watched`, which sees every write."""

    profile: Profile
    cases: dict[str, list[Moved]] = field(default_factory=lambda: defaultdict(list))
    presses: dict[str, list[Press]] = field(default_factory=lambda: defaultdict(list))
    deputies: list[tuple[datetime, str, str | None, str]] = field(default_factory=list)  # holder, deputy, last day
    reach: list[tuple[datetime, str, bool]] = field(default_factory=list)
    lives: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    posts: dict[str, Told] = field(default_factory=dict)
    receipts: dict[str, Post] = field(default_factory=dict)  # of every post of a case
    _seen: dict[str, object] = field(default_factory=dict)

    def saved(self, document: Document, now: datetime) -> None:
        """A document was written."""
        if isinstance(document, Case):
            self._case(document, now)
        elif isinstance(document, Person):
            self._person(document, now)

    def _case(self, case: Case, now: datetime) -> None:
        for post in case.posts:
            if post.kind in ("reminder", "breach") and post.id not in self.posts:
                self.posts[post.id] = _told(case, post)
            known = self.receipts.get(post.id)
            if not post.owed and (known is None or known.withdrawn):
                self.receipts[post.id] = post
        for given in (*case.snoozes, *case.on_its):
            press = Press(given.at, given.person, tuple(given.limit), getattr(given, "until", None))
            if press not in self.presses[case.ref]:
                self.presses[case.ref].append(press)
        mark = (len(case.answers), tuple(run.version for run in case.runs))
        if self._seen.get(case.ref) != mark:
            self._seen[case.ref] = mark
            self.cases[case.ref].append(self._moved(case, now))

    def _moved(self, case: Case, now: datetime) -> Moved:
        dues = [c.due for c in clocks(case, self.profile, PROCESSES, now) if c.ended is None and c.due.due]
        at = max(step.at for run in case.runs for step in run.steps)
        shared = any(run.process == "partnership_referral" and run.state != "to_share" for run in case.runs)
        return Moved(at, case.area, case.author, shared, tuple(_owed(due, case) for due in dues), _meetings(case))

    def _person(self, person: Person, now: datetime) -> None:
        deputy = (person.deputy.person, person.deputy.until) if person.deputy else (None, "")
        if self._seen.get(f"deputy {person.id}", (None, "")) != deputy:
            self._seen[f"deputy {person.id}"] = deputy
            self.deputies.append((now, person.id, *deputy))
        reached = person.unreachable is None
        if self._seen.get(f"reach {person.id}", True) != reached:
            self._seen[f"reach {person.id}"] = reached
            self.reach.append((now, person.id, reached))


def _told(case: Case, post: Post) -> Told:
    assert post.message is not None
    card, to = post.message.card, post.to.removeprefix("person:")
    words = "\n".join(filter(None, (post.message.text, card.title if card else "")))
    fact = card.facts[0].label if card and card.facts else ""
    deadline = _deadlines().get(fact) or next(
        (id for name, id in _deadlines().items() if name in words), "practitioner_event"
    )
    hourly = any(isinstance(limit.due, datetime) for limit in case.limits if limit.deadline == deadline)
    return Told(
        case.ref,
        to,
        post.kind,
        post.created,
        deadline,
        hourly,
        post.gathered,
        bool(card and post.message.text),
        PSW_CHANNEL if to == "channel:psw" else f"a:{to}",
    )


def _owed(due: Due, case: Case) -> Owed:
    assert due.due is not None
    here = [
        Place(run.process, run.key, run.state, run.person)
        for run in case.runs
        if run.state in PROCESSES[run.process].clocks.get(due.id, ())
        and (due.run is None or run.key == due.run)
        and (due.child is None or run.child in (None, due.child))
        and not (due.id in PROCESSES[run.process].until and run.last(PROCESSES[run.process].until[due.id]))
    ]
    return Owed((due.id, due.child, due.run), due.due, due.start, tuple(here))


def _meetings(case: Case) -> tuple[Meeting, ...]:
    found = []
    for run in case.runs:
        if run.process == "practitioner_event" and run.state == "invited":
            days = [s.fields["meeting_at"] for s in run.steps if not s.undone and s.fields.get("meeting_at")]
            asked = [s.fields["invited"] for s in run.steps if not s.undone and s.fields.get("invited")]
            people = (asked[-1],) if isinstance(asked[-1], str) else tuple(asked[-1])
            found.append(Meeting(run.key, date.fromisoformat(str(days[-1])[:10]), people))
    return tuple(found)
