"""Somebody puts a reminder off, or says that they are on it. Source: processes.md, Posts and reminders."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from dialogs.clock_words import day
from dialogs.dates import Unclear, moment, read_when, spoken
from dialogs.desk import Desk
from dialogs.limit_words import last_day, limit_name
from dialogs.wording import say
from state.case import Case
from state.documents import Key
from state.hours import is_open, next_time
from state.limit import Limit, OnIt, Snooze
from state.message import Button, Message
from state.moments import LONDON, passes_at
from state.people import may_read
from state.raising import Actor
from state.recipients import Recipient
from state.recording import entered
from state.reminders import concerned

A_WHILE = timedelta(hours=2)

_UNTIL = re.compile(r"(?:(?P<deadline>[a-z_]+)\s+)?(?:until|till|to)\s+(?P<when>.+)", re.IGNORECASE | re.DOTALL)


async def snooze(desk: Desk, person: str, ref: str, words: str) -> Message:
    """Hold what this person would be reminded of in a case until a time that comes before the limit."""
    found = _UNTIL.fullmatch(words.strip())
    if not found:
        return Message(say("snooze.usage"))
    read = read_when(found["when"], desk.clock(), future=True)
    if isinstance(read, Unclear):
        return Message(say("snooze.when", first=read.examples[0], second=read.examples[1]))
    until = as_moment(desk, read.value)
    if until <= desk.clock():
        return Message(say("snooze.past", when=spoken(read.value)))
    async with desk.store.lock(Key("case", ref)):
        case = await desk.known(person, ref)
        theirs = _theirs(desk, case, person, found["deadline"])
        if case is None or not theirs:
            return _nothing(desk, case, person, ref, "snooze.nothing")
        limits = [limit for limit, _ in theirs]
        running = [limit for limit in limits if until < passes_at(limit.due)]
        if not running:
            last = max(limits, key=lambda limit: passes_at(limit.due))
            return Message(say("snooze.too_late", deadline=limit_name(last), day=last_day(last)))
        put_off = tuple(Snooze(person, limit.name, desk.clock(), until) for limit in running)
        others = tuple(s for s in case.snoozes if (s.person, s.limit) not in {(o.person, o.limit) for o in put_off})
        case = replace(case, snoozes=(*others, *put_off))
        await _save(desk, case, theirs[0][1], "reminder.snoozed", running)
        others_go_on = len(running) < len(_theirs(desk, case, person, None))
    named = ", ".join(dict.fromkeys(map(limit_name, running)))
    key = "snooze.done_in_part" if others_go_on else "snooze.done"
    return Message(say(key, ref=ref, when=day(until), deadlines=named))


async def on_it(desk: Desk, person: str, ref: str, deadline: str) -> Message:
    """Note that somebody is on it: the next rung of the ladder is not told, once."""
    async with desk.store.lock(Key("case", ref)):
        case = await desk.known(person, ref)
        theirs = _theirs(desk, case, person, deadline)
        if case is None or not theirs:
            return _nothing(desk, case, person, ref, "on_it.nothing")
        limits = [limit for limit, _ in theirs]
        presses = tuple(OnIt(person, limit.name, desk.clock()) for limit in limits)
        case = replace(case, on_its=(*case.on_its, *presses))
        await _save(desk, case, theirs[0][1], "reminder.on_it", limits)
    return Message(say("on_it.done"))


def snooze_buttons(desk: Desk, ref: str, limit: Limit) -> tuple[Button, ...]:
    """The times to which a reminder can be put off with one press: a while, or the next working morning."""
    now, passes = desk.clock(), passes_at(limit.due)
    soon = (now + A_WHILE).astimezone(LONDON).replace(second=0, microsecond=0)
    morning = next_time(desk.profile, desk.profile.reminders.overdue_at, now).astimezone(LONDON)
    if morning.date() == now.date():
        morning = next_time(desk.profile, desk.profile.reminders.overdue_at, morning).astimezone(LONDON)
    offered = []
    if soon < passes and (limit.in_hours or is_open(desk.profile, soon)):
        offered.append((say("reminder.button.snooze_hours", time=f"{soon:%H:%M}"), soon))
    if morning < passes:
        offered.append((say("reminder.button.snooze_day", day=f"{morning:%A}"), morning))
    return tuple(
        Button(label, {"do": "command", "command": f"snooze {ref} {limit.deadline} until {at:%Y-%m-%dT%H:%M}"})
        for label, at in offered
    )


def as_moment(desk: Desk, value: str) -> datetime:
    """When somebody wishes to be reminded: a day alone means its morning."""
    if len(value) > len("2026-11-23"):
        return moment(value)
    return datetime.combine(datetime.fromisoformat(value).date(), desk.profile.reminders.before_at, LONDON)


def _theirs(desk: Desk, case: Case | None, person: str, deadline: str | None) -> tuple[tuple[Limit, Recipient], ...]:
    found = concerned(desk.world_of(case), case, person) if case else ()
    return tuple((limit, to) for limit, to in found if not deadline or limit.deadline == deadline.lower())


def _nothing(desk: Desk, case: Case | None, person: str, ref: str, key: str) -> Message:
    """To those who may not read a case, one that exists and one that does not are alike."""
    reads = case is not None and may_read(desk.directory, person, case)
    return Message(say(key if reads else "refused.unseen", ref=ref))


async def _save(desk: Desk, case: Case, who: Recipient, what: str, limits: Collection[Limit]) -> None:
    """Save what somebody asked of their reminders; the audit names the limits, and the role in which they asked."""
    by = Actor(who.person, who.role, who.deputy_for)
    named = {"limits": [f"{limit.deadline}/{limit.child or ''}/{limit.run or ''}" for limit in limits]}
    await desk.save(entered(case, desk.clock(), by, what, named, desk.token()))
