"""A case that is played: somebody does something, with the permission that they really have, and it is then later."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from state.answers import Answers, Value
from state.case import Case, FieldValue, Run
from state.clocks import clock_events, clocks
from state.criteria import assess
from state.engine import Done, Engine
from state.moments import LONDON
from state.people import Directory, Member, may
from state.processes import PROCESSES
from state.profile_file import load_profile
from state.raising import Call
from state.refusals import NotYours
from state.verifying import faults

ENGINE = Engine(PROCESSES, assess)
KENT = load_profile()
NOW = datetime(2026, 11, 23, 14, 20, tzinfo=LONDON)
"""A Monday."""

AUTHOR = "joe"  # not in the people file, like most practitioners
PEOPLE = Directory(
    {
        m.id: m
        for m in (
            Member("mia", "Mia", ("manager",), ("east",)),
            Member("ada", "Ada", ("area_ad",), ("east",)),
            Member("wes", "Wes", ("area_ad", "manager"), ("west",)),
            Member("uma", "Uma", ("unit",)),
            Member("pat", "Pat", ("psw",)),
            Member("ash", "Ash", ("ad_spsqa",)),
            Member("sam", "Sam", ("sm_spsqa",)),
            Member("dee", "Dee", ("director",)),
            Member("cor", "Cor", ("corporate_director",)),
            Member("kim", "Kim", ("kscmp",)),
            Member("rae", "Rae", ("practitioner",)),
        )
    }
)
EVERYBODY = (AUTHOR, *PEOPLE.members)
SALTS = (f"salt-{n}" for n in count())


def answers(**given: Value) -> Answers:
    """The answers of an alert about one child who was seriously harmed here, with some of them changed."""
    usual: dict[str, Value] = {
        "area": "east",
        "child_count": 1,
        "known_at": "2026-11-23T09:00:00+00:00",
        "incident_at": "2026-11-23T08:00:00+00:00",
        "age_group": "under_18",
        "outcome": "life_threatening",
        "abuse_or_neglect": "suspected",
        "place_of_harm": "in_area",
        "status": ("open_other",),
        "strategy_discussion": "held",
        "adult_affected": ("none",),
        "what_happened": "An account.",
    }
    return Answers({**usual, **given})


@dataclass
class Story:
    """A case as it goes on. `done` is what happened last."""

    answers: Answers = field(default_factory=answers)
    now: datetime = NOW
    by: str = AUTHOR

    def __post_init__(self) -> None:
        self.case = Case("NTK-2026-0001", "east", self.by, "draft-1", "kent", self.now, ())
        self.done: Done | None = None
        if self.by:
            self.tell(self.by, "alert.submit", self.answers)

    def do(self, who: str, event: str, /, **fields: FieldValue) -> "Story":
        """Somebody raises `process.event` or `process#key.event`. Raises Refused."""
        return self.take(self._call(who, event, fields))

    def tell(self, who: str, event: str, answers: Answers, /, **fields: FieldValue) -> "Story":
        """Somebody raises an event that brings answers. Raises Refused."""
        return self.take(replace(self._call(who, event, fields), answers=answers))

    def _call(self, who: str, event: str, fields: dict[str, FieldValue]) -> Call:
        place, _, name = event.partition(".")
        process, _, key = place.partition("#")
        opens = ENGINE.opens(process, name)
        run = ENGINE.beginning(self.case, process) if opens else ENGINE.running(self.case, process, int(key or 1))
        row = ENGINE.row(run, name)
        actor = may(PEOPLE, who, row, self.case, run)
        if actor is None:
            raise NotYours(row.by, wrote_it=False)
        return Call(process, name, actor, next(SALTS), int(key or 1), fields, outcomes=KENT.outcomes)

    def take(self, call: Call) -> "Story":
        """What was called for happens, and the audit holds."""
        self.done = ENGINE.trigger(self.case, call, self.now)
        self.case = self.done.case
        assert faults(self.case) == ()
        return self

    def tick(self) -> "Story":
        """The clock raises what is due now."""
        for call in clock_events(self.case, KENT, self.now):
            self.take(Call(call.process, call.event, call.by, next(SALTS), call.key))
        return self

    def wait(self, **length: float) -> "Story":
        """Time passes, and the clock looks again."""
        self.now = datetime.fromtimestamp(self.now.timestamp() + timedelta(**length).total_seconds(), LONDON)
        return self.tick()

    def run(self, place: str) -> Run:
        """A process, as `process` or `process#key`."""
        process, _, key = place.partition("#")
        return ENGINE.running(self.case, process, int(key or 1))

    @property
    def stands(self) -> dict[str, str]:
        """Where each process stands; the number is left out of the first of a kind."""
        return {r.process + (f"#{r.key}" if r.key > 1 else ""): r.state for r in self.case.runs}

    @property
    def found(self) -> set[str]:
        """The findings that hold."""
        return {f.finding for f in self.case.findings}

    @property
    def clocks(self) -> dict[str, tuple[str, str]]:
        """Each deadline: its last day, and what became of it."""
        return {
            c.due.id: (str(c.due.due or c.due.target), c.state) for c in clocks(self.case, KENT, PROCESSES, self.now)
        }

    def said(self, **ago: float) -> str:
        """A moment so long ago, as a field has it."""
        return (self.now - timedelta(**ago)).isoformat()

    @property
    def followed(self) -> list[str]:
        """What followed by itself from what happened last, in order."""
        return [f"{d.run.process}.{d.event.name}" for d in self.done.then] if self.done else []
