"""The morning's overview, from the index alone: for the PSW channel, and for each Area AD. Source: processes.md."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dialogs.anchoring import latest_code
from dialogs.clock_words import day
from dialogs.desk import Desk, Owed
from dialogs.expiry import AHEAD, URGENT, ending
from dialogs.facts import role_title
from dialogs.limit_list import A_WEEK, Listed, owed, sections
from dialogs.reaching import reach_lines
from dialogs.wording import say
from state.documents import Channel, Key, Person
from state.hours import is_open, next_time
from state.index import Row
from state.ladder import on
from state.message import Card, Message, Section
from state.moments import LONDON
from state.roles import AREA_AD
from state.working_days import working_days

MONDAY = 0
LATE = timedelta(minutes=5)
NAMED = 12
"""So many references stand in one line."""


@dataclass(frozen=True)
class Reader:
    """Whose overview it is: a channel or a person, and of which areas; None means all. `acts_for` are those in whose
    place they get it."""

    key: Key
    areas: tuple[str, ...] | None = None
    acts_for: tuple[str, ...] = ()


def next_digest(desk: Desk, after: datetime) -> datetime:
    """When the next overview is due after a moment."""
    return next_time(desk.profile, desk.profile.reminders.digest_at, after)


def lacking(desk: Desk) -> tuple[Reader, ...]:
    """Everybody who has not had today's; nobody before its time, and nobody outside working hours."""
    now = desk.clock()
    today = _today(desk)
    if not is_open(desk.profile, now) or now < on(today, desk.profile.reminders.digest_at):
        return ()
    return tuple(one for one in _readers(desk) if not (row := desk.store.row(one.key)) or row.digested != today)


async def send(desk: Desk, to: Reader) -> tuple[Owed, ...]:
    """Today's overview for one of them, once. One that comes late and has nothing to say is left out."""
    words = _for_whom(desk, digest(desk, to.areas), to.acts_for)
    late = desk.clock() > on(_today(desk), desk.profile.reminders.digest_at) + LATE
    posts = () if late and words.card is None else (desk.post(f"{to.key.kind}:{to.key.id}", "digest", words),)
    async with desk.store.lock(to.key):
        document: Channel | Person = (
            await desk.load_channel(to.key.id) if to.key.kind == "channel" else await desk.load_person(to.key.id)
        )
        if document.digested == _today(desk):
            return ()
        await desk.save(replace(document, digested=_today(desk), posts=(*document.posts, *posts)))
    return tuple(Owed(to.key, post) for post in posts)


def digest(desk: Desk, areas: tuple[str, ...] | None = None) -> Message:
    """What is due, overdue, waited for, and new, of some areas or of all; one line where that is nothing."""
    now = desk.clock().astimezone(LONDON)
    rows = [row for row in desk.store.rows("case") if areas is None or row.area in areas]
    found = tuple(_parts(desk, now, rows, owed(desk, areas)))
    if areas is None:
        found = (*found, *_of_the_bot(desk, now.date()))
    if not found:
        return Message(say("digest.quiet", day=day(now.date())))
    title = say("digest.week" if now.weekday() == MONDAY else "digest.today", day=day(now.date()))
    return Message(card=Card(title, sections=found))


def _readers(desk: Desk) -> Iterator[Reader]:
    """The PSW channel; and whoever acts as the Area AD of an area, with all areas in which they do."""
    for row in desk.store.rows("channel"):
        if row.bound == "psw":
            yield Reader(row.key)
    areas: dict[str, list[str]] = defaultdict(list)
    directory = desk.directory
    for area in desk.profile.areas:
        for person in directory.acting(AREA_AD, area.id):
            areas[person].append(area.id)
    for person, theirs in areas.items():
        if not desk.unreachable(person):
            away = (m.id for area in theirs for m in directory.holders(AREA_AD, area) if m.id != person)
            acts_for = tuple(dict.fromkeys(holder for holder in away if directory.instead_of(holder) == person))
            yield Reader(Key("person", person), tuple(theirs), acts_for)


def _for_whom(desk: Desk, words: Message, holders: tuple[str, ...]) -> Message:
    """A deputy is told why they get it."""
    if not holders:
        return words
    line = say("reminder.deputy", name=", ".join(map(desk.directory.name, holders)))
    if words.card is None:
        return Message(f"{words.text} {line}")
    return Message(card=replace(words.card, lines=(*words.card.lines, line)))


def _today(desk: Desk) -> date:
    return desk.clock().astimezone(LONDON).date()


def _parts(desk: Desk, now: datetime, rows: list[Row], limits: tuple[Listed, ...]) -> Iterator[Section]:
    today = now.date()
    last = today + A_WEEK if now.weekday() == MONDAY else today
    late = [one for one in limits if one.passes <= now]
    soon = [one for one in limits if one.passes > now and today <= one.day <= last]
    for heading, listed in (("digest.overdue", late), ("digest.due_week" if last > today else "digest.due", soon)):
        if listed:
            first, *others = sections(desk, listed)
            yield replace(first, heading=say(heading))
            yield from others
    if waiting := tuple(_waiting(desk, rows)):
        yield Section(say("digest.waiting"), lines=waiting)
    since = _since(desk, now)
    if news := tuple(_news(rows, since)):
        yield Section(say("digest.since", day=day(since.date())), lines=news)


def _waiting(desk: Desk, rows: list[Row]) -> Iterator[str]:
    """Each role that somebody waits for, with the cases."""
    refs: dict[str, dict[str, None]] = defaultdict(dict)  # in order, and none twice
    for row in rows:
        for process, _, state in row.states:
            for role in desk.engine.processes[process].awaits.get(state, ()):
                refs[role][row.key.id] = None
    for role, named in refs.items():
        title = role_title(desk, role)
        yield say("digest.role", role=f"{title[0].upper()}{title[1:]}", refs=_named(list(named)))


def _news(rows: list[Row], since: datetime) -> Iterator[str]:
    new = [row.key.id for row in rows if row.opened and row.opened >= since]
    known = set(new)
    moved = [row.key.id for row in rows if any(at >= since for at in row.moved) and row.key.id not in known]
    if new:
        yield say("digest.new", refs=_named(new))
    if moved:
        yield say("digest.moved", refs=_named(moved))


def _of_the_bot(desk: Desk, today: date) -> Iterator[Section]:
    """What must be renewed; and on Mondays where the audits stood last, for somebody to keep outside the bot, and how
    many cannot be reached."""
    monday = today.weekday() == MONDAY
    code = latest_code(desk) if monday else ""
    anchored = [say("digest.anchor", code=code)] if code else []
    renewed = [line for _, line in ending(desk.expires, today, AHEAD if monday else URGENT)]
    if lines := (*anchored, *renewed):
        yield Section(say("digest.bot"), lines=lines)
    if monday and (lost := reach_lines(desk)):
        yield Section(say("digest.reach"), lines=lost)


def _since(desk: Desk, now: datetime) -> datetime:
    """The time of the overview before today's."""
    before = working_days(desk.profile.calendar).add_working_days(now.date(), -1)
    return on(before, desk.profile.reminders.digest_at).astimezone(LONDON)


def _named(refs: list[str]) -> str:
    more = [say("limits.more", count=len(refs) - NAMED)] if len(refs) > NAMED else []
    return ", ".join(refs[:NAMED]) + (f". {more[0]}" if more else "")
