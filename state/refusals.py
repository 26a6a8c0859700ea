"""Why an event does not happen. Each says what would help; none changes anything."""

from collections.abc import Iterable


class Refused(Exception):
    """An event that cannot happen. `key` and `values` are data: the words are made by whoever speaks to people."""

    key = ""

    def __init__(self, **values: str) -> None:
        super().__init__(self.key)
        self.values = values


class NoSuchProcess(Refused):
    """The case has no such process, or the product has none."""

    key = "no_such_process"


class AlreadyOpen(Refused):
    """The case has that process, and has no more than one of its kind at a time."""

    key = "already_open"


class NoSuchEvent(Refused):
    """The process knows no such event. `place` is the process with its number."""

    key = "no_such_event"

    def __init__(self, event: str, place: tuple[str, int]) -> None:
        super().__init__(event=event)
        self.place = place


class NotNow(Refused):
    """The event is not possible in this state. `possible` names the events that are; `place` is the process with its
    number."""

    key = "not_now"

    def __init__(self, state: str, possible: Iterable[str], place: tuple[str, int]) -> None:
        super().__init__(state=state)
        self.possible, self.place = tuple(possible), place


class NotYours(Refused):
    """This person may not. `roles` are those that may; `wrote_it` says that only their being the author bars them,
    `wrote_report` that they wrote the report which somebody is to check."""

    key = "not_yours"

    def __init__(self, roles: tuple[str, ...], wrote_it: bool, wrote_report: bool = False) -> None:
        super().__init__()
        self.roles, self.wrote_it, self.wrote_report = roles, wrote_it, wrote_report


class Stale(Refused):
    """The card is older than the process: something has happened since."""

    key = "stale"


class Repeated(Refused):
    """The same press arrived before and was done."""

    key = "repeated"


class Missing(Refused):
    """A field that the event needs was not given."""

    key = "missing"


class Barred(Refused):
    """A guard says no. The key of the sentence is the guard's name; `lacking` is what stands in the way, by id."""

    def __init__(self, guard: str, lacking: Iterable[str] = (), **values: str) -> None:
        super().__init__(**values)
        self.key = guard
        self.lacking = tuple(lacking)


class Unseen(Refused):
    """There is no such case, or this person may not see it: the two give the same answer."""

    key = "unseen"
