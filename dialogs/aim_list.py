"""What is only aimed for, beside a list of limits: no limit runs in its process. From the index alone."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dialogs.case_lines import shows, title_of
from dialogs.clock_words import brief
from dialogs.desk import Desk
from dialogs.facts import titles
from dialogs.paging import SIZE
from dialogs.stages import on_lists
from dialogs.wording import say
from state.documents import Key
from state.index import Row
from state.limit import End
from state.listing import Item, Query, marks_of
from state.message import Section

LOOKED_AT = 200
"""So many aims are held against what is asked for: a list costs the same, however many cases there are."""


def aims(desk: Desk, limits: Query, heading: str) -> tuple[Section, ...]:
    """The aims of the days for which limits are asked, the earliest first; none where there is no aim."""
    found, unseen = _found(desk, limits)
    lines = ((_line(desk, row, n, aim), shows(row)) for row, n, aim in found[:SIZE])
    shown = [Section(heading if not n else "", (line,), buttons=(show,)) for n, (line, show) in enumerate(lines)]
    left = len(found) - len(shown) + unseen
    return (*shown, *((Section(lines=(say("limits.more", count=left),)),) if left else ()))


def _found(desk: Desk, limits: Query) -> tuple[list[tuple[Row, int, End]], int]:
    """Each process with such an aim, of the first that there are; and how many others there are."""
    there = desk.store.look(replace(limits, kind="aim", marks=frozenset()), 0, LOOKED_AT)
    return list(_fitting(desk, limits, there.items)), max(0, there.total - LOOKED_AT)


def _fitting(desk: Desk, limits: Query, items: Iterable[Item]) -> Iterator[tuple[Row, int, End]]:
    """The index knows an aim by whom it is for alone, so that its case is looked at."""
    for item in items:
        row = desk.store.row(Key("case", item.ref))
        if row and item.n < len(row.states) and limits.marks <= marks_of(row, item.n) and (aim := _aim_of(row, item.n)):
            yield row, item.n, aim


def _aim_of(row: Row, n: int) -> End | None:
    """The day aimed for in a process of a case."""
    return next((end for end in row.ends if end.aim and (end.process, end.key) == row.states[n][:2]), None)


def _line(desk: Desk, row: Row, n: int, aim: End) -> str:
    process, _, state = row.states[n]
    who = desk.engine.processes[process].awaits.get(state, ())
    day = brief(aim.at, desk.clock())
    return say("limits.aim", title=title_of(desk, row), stage=on_lists(process, state), day=day, who=titles(desk, who))
