"""Somebody who is away names who acts for them, until the end of a day. Source: A7."""

import re
from dataclasses import replace
from datetime import date

from dialogs import journal
from dialogs.dates import Unclear, read_when, spoken
from dialogs.desk import Desk, PersonTurn
from dialogs.field_kinds import mentioned
from dialogs.wording import say
from state.documents import Deputy
from state.message import Message

NOBODY = ("off", "none", "end", "stop", "nobody", "no one")
"""What ends it."""


async def name_deputy(desk: Desk, turn: PersonTurn, words: str) -> Message:
    """Read `@person until DATE`, or `off`; set it in the person's document and say what now holds. The journal
    has it first."""
    if words.strip(" .!").casefold() in NOBODY:
        if turn.person.deputy:
            await journal.write(desk, turn.person.id, "deputy.off", {"deputy": turn.person.deputy.person})
        turn.person = replace(turn.person, deputy=None)
        return Message(say("deputy.off"))
    found = re.fullmatch(r"(.+?)\s+until\s+(.+)", words.strip(), re.IGNORECASE | re.DOTALL)
    if not found:
        return Message(say("deputy.usage"))
    people = mentioned(desk.directory, turn.mentions, found[1])
    if len(people) != 1 or people[0].id == turn.person.id:
        return Message(say("deputy.who" if len(people) != 1 else "deputy.self"))
    when = read_when(found[2], desk.clock(), future=True)
    if isinstance(when, Unclear):
        return Message(say("deputy.when", first=when.examples[0], second=when.examples[1]))
    last = date.fromisoformat(when.value[:10])
    if last < desk.clock().date():
        return Message(say("deputy.past", day=spoken(last.isoformat())))
    deputy = Deputy(people[0].id, last.isoformat())
    await journal.write(desk, turn.person.id, "deputy.named", {"deputy": deputy.person, "until": deputy.until})
    turn.person = replace(turn.person, deputy=deputy)
    return Message(say("deputy.named", name=people[0].name, day=spoken(last.isoformat())))
