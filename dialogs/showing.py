"""What people can look up: where a case stands, its details, their own alerts, what waits for them."""

from collections.abc import Iterable
from dataclasses import replace

from dialogs.case_card import task_buttons
from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.facts import case_title, next_step, stage
from dialogs.living_card import card_for
from dialogs.more_card import more_card
from dialogs.paging import SIZE, page_of, turning
from dialogs.recorded import names, recorded
from dialogs.review import details_of
from dialogs.why import why_card
from dialogs.wording import say
from state.case import Case
from state.documents import Key
from state.listing import Item, Query, for_person
from state.message import Button, Card, Message, Section
from state.people import may_read, ways
from state.roles import AUTHOR


async def status(desk: Desk, person: str, ref: str, to: str) -> Message:
    """Where a case stands, with as much as the conversation that it is said in may see."""
    case = await desk.readable(person, ref)
    if case is None:
        return Message(say("refused.unseen", ref=ref))
    return Message(card=card_for(desk, case, person, to))


async def more(desk: Desk, person: str, ref: str) -> Message:
    """What else this person can do with a case."""
    case = await desk.readable(person, ref)
    return Message(card=more_card(desk, case, person)) if case else Message(say("refused.unseen", ref=ref))


async def why(desk: Desk, person: str, ref: str) -> Message:
    """Each test as it was walked, and each clock counted day by day."""
    case = await desk.readable(person, ref)
    return Message(card=why_card(desk, case)) if case else Message(say("refused.unseen", ref=ref))


async def details(desk: Desk, person: str, ref: str) -> Message:
    """Every answer of an alert, for those who may read it; the reading is audited. Only ever said in private."""
    async with desk.store.lock(Key("case", ref)):
        case = await desk.readable(person, ref)
        if case is None:
            return Message(say("refused.unseen", ref=ref))
        if case.purged:
            return Message(say("retention.purged", ref=ref, day=day(case.purged.date())))
        await desk.read_by(case, person, may_read(desk.directory, person, case) or "")
    answers = details_of(case.current, case_title(desk, case))
    sections = (*answers.sections, *recorded(desk, case, await names(desk, case)))
    return Message(card=replace(answers, sections=sections, buttons=_what_is_asked(desk, case, person)))


def _what_is_asked(desk: Desk, case: Case, person: str) -> tuple[Button, ...]:
    """What the reader is waited for to do with the alert: once it is read, the decision is at hand."""
    alert = case.origin
    roles = desk.engine.processes[alert.process].awaits.get(alert.state, ())
    awaited = any(next(ways(desk.directory, person, role, case, alert), None) for role in roles)
    return task_buttons(desk, case, person, alert) if awaited else ()


async def my_alerts(desk: Desk, person: str, number: int = 1) -> Message:
    """A page of the alerts that this person sent, the latest first, and the one they have begun."""
    sent = Query("every", frozenset((for_person(AUTHOR, person),)), latest_first=True)
    page = page_of(number, desk.store.look(sent, 0, 0).total)
    cases = await _open(desk, desk.store.look(sent, page.start, page.start + SIZE).items)
    begun = (await desk.load_person(person)).draft
    buttons = (Button(say("button.resume"), {"do": "command", "command": "resume"}),) if begun else ()
    if not cases and not begun:
        return Message(say("list.no_alerts"))
    lines = (say("list.begun"),) if begun else ()
    card = Card(say("list.my_alerts"), lines=lines, sections=_listed(desk, cases, person), buttons=buttons)
    return Message(card=turning(card, page, "my alerts"))


async def _open(desk: Desk, items: Iterable[Item]) -> list[Case]:
    found = [await desk.load_case(item.ref) for item in items]
    return [case for case in found if case is not None]


def _listed(desk: Desk, cases: Iterable[Case], person: str) -> tuple[Section, ...]:
    return tuple(
        Section(
            heading=case_title(desk, case),
            lines=tuple(f"{stage(run)}. {next_step(desk, case, run, person)}" for run in case.runs),
            buttons=(Button(say("button.status"), {"do": "command", "command": f"status {case.ref}"}),),
        )
        for case in cases
    )
