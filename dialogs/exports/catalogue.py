"""Which documents there are, and who may have which of a case: the one place that says so. Source: product.md, R98."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from dialogs.desk import Desk
from dialogs.exports.agency_summary import agency_summary
from dialogs.exports.alert import alert
from dialogs.exports.calendar import calendar
from dialogs.exports.data import data
from dialogs.exports.internal_review import internal_review
from dialogs.exports.management_review import management_review
from dialogs.exports.notification_pack import notification_pack
from dialogs.wording import say
from state.case import Case, Run
from state.people import Directory, may_read
from state.roles import PSW, REPORT_AUTHOR, UNIT


@dataclass(frozen=True)
class OfCase:
    """A document of a whole case. Those that are for `readers` are had by whoever may read the case."""

    id: str
    ending: str
    make: Callable[[Desk, Case], bytes]
    readers: bool = False


@dataclass(frozen=True)
class OfReport:
    """The template of a report, had while that report is being written."""

    id: str
    process: str
    make: Callable[[Desk, Case, Run], bytes]
    ending: str = "docx"


CATALOGUE = (
    OfCase("docx", "docx", alert, readers=True),
    OfCase("pack", "docx", notification_pack),
    OfCase("ics", "ics", calendar),
    OfCase("json", "json", data),
    OfReport("summary", "agency_summary", agency_summary),
    OfReport("imr", "management_review", management_review),
    OfReport("review", "internal_review", internal_review),
)


@dataclass(frozen=True)
class Exported:
    """A document that somebody may have: how it is named by typing, in which role they have it, and how it is made."""

    id: str
    number: int
    ending: str
    capacity: str
    make: Callable[[], bytes]

    @property
    def name(self) -> str:
        """What is typed for it; the second and later of a kind with its number."""
        return self.id + (f"#{self.number}" if self.number > 1 else "")

    @property
    def kind(self) -> frozenset[str]:
        """What documents of its kind are called, by those who type it."""
        spoken = (say(f"export.label.{self.id}"), say(f"export.file.{self.id}"))
        return frozenset((self.id, *map(str.casefold, spoken), *say(f"export.also.{self.id}").split("|")))

    @property
    def called(self) -> frozenset[str]:
        """What it is called itself: the first of a kind as the kind is, the others by number."""
        if self.number == 1:
            return self.kind | {f"{one} 1" for one in self.kind}
        return frozenset(f"{one}{mark}{self.number}" for one in self.kind for mark in (" ", "#"))

    @property
    def label(self) -> str:
        """What its button says."""
        return say(f"export.label.{self.id}") + (f" {self.number}" if self.number > 1 else "")

    def file_name(self, ref: str) -> str:
        """The name of the file, which tells nothing but the reference and the kind."""
        number = f" {self.number}" if self.number > 1 else ""
        return f"{ref} {say(f'export.file.{self.id}')}{number}.{self.ending}"


def available(desk: Desk, case: Case, person: str) -> Iterator[Exported]:
    """What a person may have of a case. The PSW and the Unit have everything, an author the template of their own
    report, and every reader the alert."""
    whole = _psw_or_unit(desk.directory, case, person)
    for each in CATALOGUE:
        match each:
            case OfCase():
                if capacity := whole or (may_read(desk.directory, person, case) if each.readers else None):
                    yield Exported(each.id, 1, each.ending, capacity, partial(each.make, desk, case))
            case OfReport():
                for run in case.runs:
                    written = run.process == each.process and not desk.engine.is_final(run)
                    if written and (capacity := _author(desk.directory, run, person) or whole):
                        yield Exported(each.id, run.key, each.ending, capacity, partial(each.make, desk, case, run))


def template_of(desk: Desk, case: Case, person: str, run: Run) -> Exported | None:
    """The template of a report, where this person may have it."""
    ids = {each.process: each.id for each in CATALOGUE if isinstance(each, OfReport)}
    wanted = (ids.get(run.process), run.key)
    return next((one for one in available(desk, case, person) if (one.id, one.number) == wanted), None)


def _psw_or_unit(directory: Directory, case: Case, person: str) -> str | None:
    ways = (way for role in (PSW, UNIT) for way in directory.capacities(person, role, case.area))
    return next((way.capacity for way in ways), None)


def _author(directory: Directory, run: Run, person: str) -> str | None:
    return next((way.capacity for way in directory.named_by(run, person, REPORT_AUTHOR)), None)
