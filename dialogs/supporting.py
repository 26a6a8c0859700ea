"""Help for a member of staff: offered, taken up, asked for as a group. Kept with the person, apart from every case.

Source: R94 (G128).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dialogs import support_cards
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.wording import say
from state.case import Case, Run
from state.criteria import assess
from state.documents import Key, Person, Support
from state.engine import Engine
from state.listing import Query, for_person
from state.message import Card, Message
from state.people import may
from state.processes import APART
from state.processes.staff_support import OFFERED
from state.raising import THE_CLOCK, Actor, Call
from state.refusals import NotYours, Refused
from state.roles import AUTHOR, MANAGER

PROCESS = support_cards.PROCESS
ARRANGED = "arranged"

_ENGINE = Engine(APART, assess)


@dataclass(frozen=True)
class Choice:
    """What somebody chose about support: by a button, which names the offer and its version, or by typing."""

    event: str
    choice: str = ""
    offer: str = ""
    version: int | None = None
    nonce: str = ""


def with_offer(desk: Desk, person: Person, area: str = "") -> Person:
    """The person with an offer that is open. Of earlier ones only what is still to be arranged is kept."""
    if any(support.run.state == OFFERED for support in person.support):
        return person
    area = area or _area(desk, person.id)
    call = Call(PROCESS, APART[PROCESS].opening.name, THE_CLOCK, salt=desk.token())
    run = _ENGINE.trigger(_sheet(desk, person.id, area), call, desk.clock()).run
    requested = (support for support in person.support if support.requested)
    return replace(person, support=(*requested, Support(desk.token(), area, run)))


async def show(desk: Desk, turn: PersonTurn, note: str = "") -> tuple[Owed, ...]:
    """Who helps staff, and the offer with its buttons."""
    turn.person = with_offer(desk, turn.person)
    support = turn.person.support
    requested = any(one.requested for one in support)
    return await desk.finish(turn, support_cards.offer(desk, support[-1], requested, note))


async def choose(desk: Desk, turn: PersonTurn, chosen: Choice) -> tuple[Owed, ...]:
    """Take up the offer, for oneself or for the team, or decline it. Nobody learns of it but who must arrange."""
    turn.to = turn.private  # wherever it was pressed
    person = turn.person if chosen.offer else with_offer(desk, turn.person)
    mine = next((s for s in reversed(person.support) if chosen.offer in ("", s.id)), None)
    group = (chosen.event, chosen.choice) == ("accept", "group")
    if group and any(support.requested for support in person.support):
        return await desk.finish(turn, support_cards.said(desk, "asked_already"))
    managers = desk.directory.acting(MANAGER, mine.area) if mine and group else ()
    if mine and group and not managers:
        return await desk.finish(turn, support_cards.said(desk, "nobody"))
    try:
        after = _raised(desk, person.id, mine, person.id, chosen)
    except Refused:
        return await show(desk, turn, say("support.stale"))
    turn.person = _having(person, after)
    turn.posts.append(desk.post(turn.to, "reply", support_cards.said(desk, after.run.state)))
    for manager in managers:
        request = support_cards.request(desk, after.id, after.area, after.run.version)
        turn.posts.append(desk.post(f"person:{manager}", "card", Message(card=request)))
    return await desk.finish(turn)


def requests(desk: Desk, manager: str) -> tuple[Card, ...]:
    """The group sessions that this person is asked to arrange, without names."""
    return tuple(support_cards.request(desk, id, area, version) for _, id, area, version in _asked(desk, manager))


async def arrange(desk: Desk, manager: str, chosen: Choice) -> tuple[Owed, ...]:
    """A group session is arranged: whoever asked is told, and the manager never learns who that is.

    The caller holds no document. To those who may not arrange it, a request and none are alike.
    """
    to = f"person:{manager}"
    key = next((key for key, id, *_ in _asked(desk, manager) if chosen.offer in ("", id)), None)
    if key is None:
        return desk.say(to, Message(say("support.settled")))
    async with desk.store.lock(key):
        person = await desk.load_person(key.id)
        asked = next((s for s in person.support if s.requested and chosen.offer in ("", s.id)), None)
        try:
            after = _raised(desk, person.id, asked, manager, chosen)
        except Refused:
            return desk.say(to, Message(say("support.settled")))
        reply = desk.post(to, "reply", Message(say("support.noted")))
        outcome = desk.post(f"person:{person.id}", "outcome", support_cards.said(desk, after.run.state))
        await desk.save(replace(_having(person, after), posts=(*person.posts, reply, outcome)))
    return Owed(key, reply), Owed(key, outcome)


def _raised(desk: Desk, owner: str, support: Support | None, by: str, chosen: Choice) -> Support:
    """An offer after an event. Raises Refused."""
    if support is None:
        raise NotYours((), wrote_it=False)
    sheet = _sheet(desk, owner, support.area, support.run)
    actor = may(desk.directory, by, _ENGINE.row(support.run, chosen.event), sheet, support.run)
    if actor is None:
        raise NotYours((), wrote_it=False)
    done = _ENGINE.trigger(sheet, _call(desk, chosen, actor), desk.clock())
    return replace(support, run=done.run)


def _call(desk: Desk, chosen: Choice, actor: Actor) -> Call:
    fields = {"choice": chosen.choice} if chosen.choice else {}
    return Call(PROCESS, chosen.event, actor, desk.token(), fields=fields, version=chosen.version, nonce=chosen.nonce)


def _sheet(desk: Desk, person: str, area: str, *runs: Run) -> Case:
    """What the engine moves: a sheet of the person's own, that never becomes a case and is never stored."""
    return Case("", area, person, "", desk.profile.version, desk.clock(), (), runs=runs)


def _having(person: Person, support: Support) -> Person:
    return replace(person, support=tuple(support if s.id == support.id else s for s in person.support))


def _asked(desk: Desk, manager: str) -> Iterator[tuple[Key, str, str, int]]:
    """The requests that this person may see: where each lies, its id, area and version."""
    for row in desk.store.rows("person"):
        for id, area, version in row.requests:
            if next(desk.directory.capacities(manager, MANAGER, area), None):
                yield row.key, id, area, version


def _area(desk: Desk, person: str) -> str:
    """Where this person works: as the people file says, or where their latest alert was; nothing where neither does."""
    member = desk.directory.members.get(person)
    sent = Query("every", frozenset((for_person(AUTHOR, person),)), latest_first=True)
    told = (row.area for item in desk.store.look(sent, 0, 1).items if (row := desk.store.row(Key("case", item.ref))))
    return next(iter((*(member.areas if member else ()), *told)), "")
