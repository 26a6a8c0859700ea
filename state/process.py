"""What a process is: a table of states and events. Adding one is adding a file in `processes/`.

A process names what opens it and what moves it, never what comes after it: no table knows those that hang on it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from state.answers import Answers
from state.case import Case, Fields, Run
from state.raising import Attempt, Change, Guard

NEW = "new"
"""Where every process begins: the source of its opening event."""

FieldKind = Literal[
    "words", "questions", "finding", "moment", "meeting", "date", "choice", "yes_no", "person", "people",
    "reference", "attendance", "checklist", "choices", "outcomes",
]  # fmt: skip
"""How a field is asked for and read. A `moment` has passed, a `meeting` and a `date` are still to come."""


@dataclass(frozen=True)
class Need:
    """A field that an event records. An `optional` one may be left out; `only_with` names the field without which it
    is not wanted; words that cannot be read as this kind are kept as the field `or_else` instead.

    `options` are the ids to choose from. `fits` says what is wrong with what was given. A moment may not lie before
    `since`: an answer, or a field that was recorded earlier as `event.field` or `process.event.field`, or else the
    moment of that event. A person must hold a role of `among`. `rules` are those that it carries; see dialogs/rules.
    """

    name: str
    kind: FieldKind = "words"
    optional: bool = False
    only_with: str = ""
    or_else: str = ""
    wanted: Callable[[Attempt], bool] | None = None
    max_length: int = 1500
    options: tuple[str, ...] = ()
    fits: tuple[Guard, ...] = ()
    since: str = ""
    among: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lapse:
    """When the clock raises an event: as a deadline passes, or as the nth working day before its last begins."""

    deadline: str
    working_days_before: int = 0


@dataclass(frozen=True)
class Event:
    """One row of a table: from these states, by one of these roles, with these fields, to that state.

    `target` None leaves the state as it is; where the field `choice` decides, it names a state for each option. `tells`
    names who hears of it, and `tells_also` who else, given what was recorded. `decides` bars the author of the alert,
    `checks` whoever wrote the report. `retells` gives the questions that are asked again before the event can happen;
    None asks for no answers, and an empty tuple leaves it to the person which answers change. `writes` gives answers
    that it changes, None where they stay; `gives_back` says that they are as before once it is stepped back. `follows`
    says whether a step elsewhere brings it about, and with which fields; `lapses`, when time does. `only_in` says in
    which processes of the kind there is such a row. `relies_on` names events elsewhere (`process.event`) that are not
    taken back under it. `rules` are those that the row carries, or a part of it (`R31 tells area_ad`).
    """

    name: str
    source: tuple[str, ...]
    target: str | Mapping[str, str] | None
    by: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    guards: tuple[Guard, ...] = ()
    tells: tuple[str, ...] = ()
    tells_also: Callable[[Run, Fields], tuple[str, ...]] | None = None
    decides: bool = False
    checks: bool = False
    retells: Callable[[Run], tuple[str, ...] | None] | None = None
    writes: Callable[[Attempt], Answers | None] | None = None
    gives_back: bool = False
    follows: Callable[[Change, Run], Fields | None] | None = None
    lapses: Lapse | None = None
    only_in: Callable[[Run], bool] | None = None
    relies_on: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """The states that it can lead to; none where it leaves the state as it is."""
        if isinstance(self.target, Mapping):
            return tuple(self.target.values())
        return (self.target,) if self.target else ()

    def leads(self, state: str, fields: Fields) -> str:
        """Where it leads from a state, with these fields."""
        if isinstance(self.target, Mapping):
            return self.target[str(fields["choice"])]
        return self.target or state

    def told(self, run: Run, fields: Fields) -> tuple[str, ...]:
        """Everybody who hears of it, given what was recorded; `run` is the process as it is now."""
        also = self.tells_also(run, fields) if self.tells_also else ()
        return tuple(dict.fromkeys((*self.tells, *also)))


def simply(_: Change) -> Iterable[Fields]:
    """One process, with nothing recorded."""
    return ({},)


@dataclass(frozen=True)
class On:
    """Events of other processes (`process.event`) that open this one. `each` gives what is recorded in each that
    they open: nothing opens where it gives none. `rules` are those that it carries."""

    events: tuple[str, ...]
    each: Callable[[Change], Iterable[Fields]] = simply
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Process:
    """A table. `awaits` says which roles must act in a state; `clocks` in which states a deadline runs.

    `opens` says how many there may be: one for a case, another once the former is final, or any number. `opens_on`
    names the findings that open it (`in_doubt`: also those that cannot be settled yet), for `each_child` where the
    children differ; `opens_after`, the events. `anchors` are the moments that it gives to deadlines: `event.field`,
    or `event` for the moment of the step; of several, the one recorded last. `until` names the event that alone ends
    a deadline, whatever the state. `meets` says when people meet in it and who is reminded before, while that is to
    come.

    `place` orders the processes for people, as the guidance does. `notifies` marks those that carry a statutory
    notification: an alert cannot be withdrawn over them. `confirms` says whether a person has confirmed in it that
    the criteria are not met. One kept `apart` is never part of a case.
    """

    name: str
    opening: Event
    events: tuple[Event, ...]
    final: tuple[str, ...]
    awaits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opens: Literal["once", "again", "always"] = "once"
    opens_on: tuple[str, ...] = ()
    in_doubt: bool = False
    each_child: bool = False
    opens_after: tuple[On, ...] = ()
    anchors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    until: Mapping[str, str] = field(default_factory=dict)
    meets: Callable[[Run], tuple[str, tuple[str, ...]] | None] | None = None
    notifies: bool = False
    confirms: Callable[[Case, Run], bool] | None = None
    apart: bool = False
    place: int = 0

    @property
    def states(self) -> tuple[str, ...]:
        """Every state of the table, in the order in which they are first named."""
        return tuple(dict.fromkeys(s for e in (self.opening, *self.events) for s in (*e.source, *e.targets)))

    def event(self, name: str) -> Event | None:
        """The first row of that name, the opening among them."""
        return next((e for e in (self.opening, *self.events) if e.name == name), None)
