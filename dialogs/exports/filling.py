"""What fills a document from a case: answers and recorded fields as they are, or a mark where there is nothing."""

from collections.abc import Iterator

from dialogs.alert_form import BY_ID, steps
from dialogs.answer_words import in_words
from dialogs.clock_words import day
from dialogs.dates import spoken
from dialogs.desk import Desk
from dialogs.exports.document import Blank, Table, Words
from dialogs.wording import label_of, say
from state.answers import known
from state.case import Case, FieldValue, Run, listed
from state.draft import Place
from state.moments import moment_of


def answered(desk: Desk, case: Case, question: str, child: int | None = None) -> Words | None:
    """An answer in words; a mark where it is not known yet, and None where the question does not apply."""
    place = Place(question, child if BY_ID[question].per_child and case.current.differ() else None)
    value = case.current.get(place.question, place.child)
    if known(value) and value is not None:
        return in_words(BY_ID[question], value, desk.profile)
    return Blank(label_of(question)) if place in steps(case.current) else None


def told(desk: Desk, case: Case, *questions: str, child: int | None = None) -> Iterator[tuple[Words, ...]]:
    """A row for each of these questions that applies."""
    for question in questions:
        words = answered(desk, case, question, child)
        if words is not None:
            yield label_of(question), words


def said(run: Run | None, event: str, field: str, what: str) -> Words:
    """What the latest step of that event recorded, or a mark."""
    value = run.said(event, field) if run else None
    return ", ".join(map(_worded, listed(value))) if value else Blank(what)


def _worded(value: FieldValue) -> str:
    return spoken(value) if isinstance(value, str) and moment_of(value) else str(value)


def children(case: Case) -> tuple[int, ...]:
    """The numbers of the children of a case, from 1."""
    count = case.current.get("child_count")
    return tuple(range(1, (count if isinstance(count, int) else 1) + 1))


def name_of(desk: Desk, person: str | None, who: str) -> Words:
    """The name of somebody in the people file, or a mark that says whose name it is."""
    return (desk.directory.name(person) if person else "") or Blank(say("written.name_of", who=who))


def front(desk: Desk, case: Case, *more: tuple[Words, ...]) -> Table:
    """The facts with which every document begins."""
    return Table(
        (say("written.about"), say("written.known")),
        (
            (say("written.reference"), case.ref),
            (say("written.council"), desk.profile.name),
            (say("written.area"), desk.area_name(case.area)),
            *more,
        ),
    )


def footer(case: Case) -> str:
    """What stands at the foot of every page."""
    return say("written.footer", ref=case.ref)


def version(desk: Desk, case: Case) -> str:
    """The version of the answers, and the day of which the document tells."""
    return say("written.version_text", number=len(case.answers), day=day(desk.clock().date()))
