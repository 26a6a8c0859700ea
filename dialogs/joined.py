"""With which other cases a case stands together, for those who may know of them. Source: product.md, Commands."""

from collections.abc import Callable

from dialogs.desk import Desk
from dialogs.wording import say
from state.case import Case, Run
from state.documents import Key
from state.people import may_read

Seen = Callable[[str], bool]
"""Whether the reference of another case may be named."""


def joined_with(desk: Desk, case: Case, seen: Seen) -> tuple[str, ...]:
    """A line for each way in which a case is joined with others, by reference where that may be `seen`."""
    lines = []
    if into := case.folded_into:
        lines.append(say("joined.folded_into", other=into) if seen(into) else say("joined.folded"))
    if inside := [ref for ref in _taken_in(desk, case) if seen(ref)]:
        lines.append(say("joined.taken_in", refs=", ".join(inside)))
    if linked := [ref for ref in _linked(desk, case) if seen(ref)]:
        lines.append(say("joined.linked", refs=", ".join(linked)))
    return tuple(lines)


def sees(desk: Desk, person: str, ref: str) -> bool:
    """Whether somebody may read another case, as far as the index knows it. It knows of no reports in it."""
    row = desk.store.row(Key("case", ref))
    if row is None or row.opened is None:
        return False
    runs = tuple(Run(process, key, state) for process, key, state in row.states)
    known = Case(ref, row.area, row.author, row.draft, "", row.opened, (), runs=runs)
    return may_read(desk.directory, person, known) is not None


def _taken_in(desk: Desk, case: Case) -> tuple[str, ...]:
    """The cases that were folded into this one and still are: one whose fold was taken back is not."""
    steps = case.origin.steps if case.runs else ()
    refs = dict.fromkeys(str(step.fields["other"]) for step in steps if step.event == "take_in")
    return tuple(ref for ref in refs if (row := desk.store.row(Key("case", ref))) and row.folded == case.ref)


def _linked(desk: Desk, case: Case) -> tuple[str, ...]:
    rows = ((ref, desk.store.row(Key("case", ref))) for ref in case.linked)
    return tuple(ref for ref, row in rows if row and case.ref in row.linked)
