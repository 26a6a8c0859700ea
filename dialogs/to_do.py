"""What waits for one person, the most urgent first, each with its clock and the buttons to do it. Source: product.md.

Found by the lists that the index keeps in order; only the cases up to the end of the page are opened.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC
from functools import cache

from dialogs.author_card import is_authors, template_button
from dialogs.case_card import task_buttons
from dialogs.choosing import SHORT, plain
from dialogs.desk import Desk
from dialogs.facts import case_title, task_clocks
from dialogs.stages import as_heading
from dialogs.supporting import requests
from dialogs.wording import has, say
from state.able import able
from state.case import Case, Run
from state.documents import Key
from state.index import Row
from state.listing import Item, Kind, Query, for_person, for_role
from state.message import Button, Card, Message, Section
from state.people import may_read, ways
from state.roles import APPOINTED, AUTHOR, KSCMP
from state.store.protocol import Damaged

PAGE = 5
"""So many things to do stand on one card, which has to stay under what Teams takes."""

BUTTONS = 4
"""Where more than so many steps are possible, they stand on the card of the case alone."""

TAKEN = PAGE + 1
"""So many are taken from the lists at first: a page, and one that tells whether there is another."""

LAST = 9_999
"""No page after this one is looked for: each opens the cases before it."""

LOOKED_AT = 20
"""In so many cases a step is looked for by its name."""

KINDS: tuple[Kind, ...] = ("task", "aim")


async def waiting(desk: Desk, person: str, page: int = 1) -> Message:
    """A page of what waits for somebody, also as a deputy; the last page has what they are asked to arrange."""
    page = min(max(page, 1), LAST)
    first, found = (page - 1) * PAGE, []
    async for section in _sections(desk, person):
        found.append(section)
        if len(found) > first + PAGE:
            break
    shown, more = tuple(found[first : first + PAGE]), len(found) > first + PAGE
    asked = (
        ()
        if more
        else tuple(Section(c.title, (c.eyebrow, *c.lines), buttons=c.buttons) for c in requests(desk, person))
    )
    if not shown and not asked:
        return Message(say("list.nothing_waits" if page == 1 else "list.nothing_more_waits"))
    title = say("list.waiting") if page == 1 and not more else say("list.waiting_page", page=page)
    return Message(card=Card(title, sections=(*shown, *asked), buttons=_turning(page, more=more)))


async def count_waiting(desk: Desk, person: str) -> int:
    """How many things wait for somebody, up to one more than stand on a page: counting opens each case."""
    found = 0
    async for _ in _sections(desk, person):
        found += 1
        if found > PAGE:
            return found
    return min(found + len(requests(desk, person)), PAGE + 1)


async def named_step(desk: Desk, person: str, words: str) -> tuple[Button, ...]:
    """The buttons of what waits for somebody that are called so, or whose step is; none where too much waits."""
    said, found = plain(words), []
    if not said or len(words) > SHORT:
        return ()
    for seen, (row, n, _) in enumerate(_awaited(desk, person)):
        if seen == LOOKED_AT:
            return ()
        try:
            case = await desk.known(person, row.key.id)
        except Damaged:
            continue
        run = case.run(*row.states[n][:2]) if case else None
        if case and run:
            buttons = task_buttons(desk, case, person, run)
            found += [b for b in buttons if said in (plain(b.label), plain(str(b.data["event"]).replace("_", " ")))]
    return tuple(found)


def _turning(page: int, *, more: bool) -> tuple[Button, ...]:
    """The pages before and after."""
    pages = ((page - 1, "list.before"), (page + 1, "list.after"))
    wanted = (pages[0],) if page > 1 else ()
    return tuple(
        Button(say(label), {"do": "command", "command": "waiting", "page": number})
        for number, label in (*wanted, *((pages[1],) if more else ()))
    )


async def _sections(desk: Desk, person: str) -> AsyncIterator[Section]:
    """What waits, the most urgent first. Nobody is shown what they cannot do, such as to decide on their own alert."""
    for row, n, roles in _awaited(desk, person):
        case = await desk.known(person, row.key.id)
        run = case.run(*row.states[n][:2]) if case else None
        if case is None or run is None:
            continue
        role = next((role for role in roles if person in _those_who_can(desk, case, run, role, person)), None)
        if role is not None:
            yield _section(desk, case, run, person, role)


def _those_who_can(desk: Desk, case: Case, run: Run, role: str, person: str) -> tuple[str, ...]:
    """A holder who has named a deputy can act as before."""
    can = able(desk.engine, desk.directory, case, run, role)
    holds = next(ways(desk.directory, person, role, case, run), None) is not None
    return (*can, person) if holds and task_buttons(desk, case, person, run) else can


def _section(desk: Desk, case: Case, run: Run, person: str, role: str) -> Section:
    way = next(ways(desk.directory, person, role, case, run), None)
    whose = (say("list.for", name=desk.directory.name(way.deputy_for)),) if way and way.deputy_for else ()
    steps = task_buttons(desk, case, person, run)
    template = template_button(desk, case, person, run) if is_authors(desk, run) else ()
    reads = may_read(desk.directory, person, case) is not None
    show = (Button(say("button.status"), {"do": "command", "command": f"status {case.ref}"}),) if reads else ()
    return Section(
        _task(desk, run, role),
        lines=(case_title(desk, case), *whose),
        facts=task_clocks(desk, case, run, person),
        buttons=(*(steps if len(steps) <= BUTTONS else ()), *template, *show),
    )


def _task(desk: Desk, run: Run, role: str) -> str:
    """What is to be done; where that is for somebody whom the process names, others are told where it stands."""
    task = f"task.{run.process}.{run.state}.title"
    theirs = set(desk.engine.processes[run.process].awaits[run.state]) & set(APPOINTED) - {role}
    return say(task) if has(task) and not theirs else as_heading(run)


def _awaited(desk: Desk, person: str) -> Iterator[tuple[Row, int, tuple[str, ...]]]:
    """Each process in which somebody may have to act: its case, which one, and in which of the roles that it awaits."""
    mine = {person, *(d.holder for d in desk.directory.deputies if d.deputy == person)}
    holds = cache(lambda role, area: next(desk.directory.capacities(person, role, area), None) is not None)
    for item in _items(desk, _marks(desk, person, mine)):
        row = desk.store.row(Key("case", item.ref))
        if row and item.n < len(row.states):
            process, _, state = row.states[item.n]
            roles = desk.engine.processes[process].awaits.get(state, ())
            yield row, item.n, tuple(r for r in roles if _is_theirs(row, row.named[item.n], r, person, mine, holds))


def _items(desk: Desk, marks: frozenset[str]) -> Iterator[Item]:
    """What has passed, also if it was only aimed for; then what is under a limit; then all the rest."""
    now = desk.clock().astimezone(UTC)
    passed = [Query(kind, frozenset((mark,)), until=now) for kind in KINDS for mark in marks]
    to_come = ([Query(kind, frozenset((mark,)), since=now) for mark in marks] for kind in KINDS)
    for queries in (passed, *to_come):
        start, stop = 0, TAKEN
        while found := desk.store.merge(queries, start, stop):
            yield from found
            start, stop = stop, 2 * stop


def _marks(desk: Desk, person: str, mine: set[str]) -> frozenset[str]:
    named = (for_person(role, one) for role in APPOINTED for one in mine)
    held = set(desk.directory.held_by(person))
    reads = any(role != KSCMP for role, _ in held)
    unshared = (for_role(role, area, unshared=True) for role, area in held if role == KSCMP and reads)
    return frozenset((for_person(AUTHOR, person), *named, *(for_role(*one) for one in held), *unshared))


def _is_theirs(row: Row, named: str, role: str, person: str, mine: set[str], holds: Callable[[str, str], bool]) -> bool:
    if role == AUTHOR:
        return person == row.author
    return named in mine if role in APPOINTED else holds(role, row.area)
