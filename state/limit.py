"""A limit of a case, as last seen; and what its people asked of its reminders. Source: processes.md, Reminders."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from state.moments import Moment


class Name(NamedTuple):
    """Which deadline of a case is meant: its id, the child, and the number of the process that it is of. Of a meeting,
    for which there is no deadline: the process in which people meet."""

    deadline: str
    child: int | None = None
    run: int | None = None


@dataclass(frozen=True)
class Reminded:
    """What a reminder is about: a limit as it stood when it was made; or a meeting, with its day and as it was said."""

    limit: Name
    due: Moment
    meeting: str = ""


@dataclass(frozen=True)
class Limit:
    """A limit that runs, or has passed and is still owed, with the process that owes it.

    `start` is the moment from which it counts; `passed`, that the PSW was told that it has passed; `began`, when it
    came to end then, unless it was stored before that was kept.
    """

    deadline: str
    child: int | None
    run: int | None
    process: str
    key: int
    due: Moment
    start: datetime | None = None
    passed: bool = False
    began: datetime | None = None

    @property
    def name(self) -> Name:
        """Which deadline of the case it is."""
        return Name(self.deadline, self.child, self.run)

    @property
    def in_hours(self) -> bool:
        """Whether it ends at a time of day, and not with a day."""
        return isinstance(self.due, datetime)


@dataclass(frozen=True)
class End:
    """By when a process must act: its first limit, or where it is under none, the day first aimed for."""

    process: str
    key: int
    at: Moment
    aim: bool = False


@dataclass(frozen=True)
class Snooze:
    """Somebody wishes to hear no more of a limit from `at` until `until`, and to be reminded then."""

    person: str
    limit: Name
    at: datetime
    until: datetime


@dataclass(frozen=True)
class OnIt:
    """Somebody says that they are on it: the ladder grows one step later, once."""

    person: str
    limit: Name
    at: datetime
