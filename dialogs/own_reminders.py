"""Reminders of one's own: asked for, confirmed, listed, taken back, and said at their time. Source: product.md."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from dialogs.choosing import yes_or_no
from dialogs.clock_words import day
from dialogs.dates import Unclear, When, read_when
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.identifiers import kinds
from dialogs.reading import clean
from dialogs.snoozing import as_moment
from dialogs.wording import either, say
from state.documents import Person
from state.message import Button, Card, Fact, Message, Section
from state.own_reminder import OwnReminder

LONGEST = 500  # characters of what one is reminded of
MOST = 50
FURTHEST = timedelta(days=366)

_WORDS_OF_A_DATE = 8

_BETWEEN = ("to", "that", "morning")
"""What people say between the moment and the words; a day alone means its morning."""


async def remind(desk: Desk, turn: PersonTurn, ref: str, words: str) -> tuple[Owed, ...]:
    """Note what somebody wishes to be told at a time; one that was interpreted waits for their yes."""
    if await desk.readable(turn.person.id, ref) is None:
        return await desk.finish(turn, Message(say("refused.unseen", ref=ref)))
    when, text = _split(words, desk.clock())
    waiting = tuple(one for one in turn.person.reminders if one.sure)
    refused = _refused(desk, when, text, len(waiting))
    if refused or when is None:
        return await desk.finish(turn, Message(refused))
    new = OwnReminder(desk.token(), ref, as_moment(desk, when.value), text, when.sure)
    turn.person = replace(turn.person, reminders=(*waiting, new))
    return await desk.finish(turn, Message(card=_set(new) if new.sure else _asked(new)))


async def answer(desk: Desk, turn: PersonTurn, words: str, *, yes: bool) -> tuple[Owed, ...]:
    """The answer to the moment that waits for one, or a reminder taken back: `words` is its id, or nothing for it."""
    found = [one for one in turn.person.reminders if (one.id == words.strip() if words.strip() else not one.sure)]
    if not found:
        return await desk.finish(turn, Message(say("remind.gone")))
    one = found[0]
    others = tuple(other for other in turn.person.reminders if other != one)
    if not yes:
        turn.person = replace(turn.person, reminders=others)
        return await desk.finish(turn, Message(say("remind.off" if one.sure else "remind.again", ref=one.ref)))
    if one.at <= desk.clock():
        turn.person = replace(turn.person, reminders=others)
        return await desk.finish(turn, Message(say("remind.past", when=day(one.at))))
    sure = replace(one, sure=True)
    turn.person = replace(turn.person, reminders=(*others, sure))
    return await desk.finish(turn, Message(card=_set(sure)))


def answers(person: Person, text: str) -> bool | None:
    """Whether words are the yes or no that a reminder waits for; None where they are neither, or none waits."""
    said = yes_or_no(text) if any(not one.sure for one in person.reminders) else None
    return None if said is None else said == "yes"


async def listed(desk: Desk, turn: PersonTurn) -> tuple[Owed, ...]:
    """What this person is still to be told, the earliest first."""
    mine = sorted((one for one in turn.person.reminders if one.sure), key=lambda one: one.at.timestamp())
    if not mine:
        return await desk.finish(turn, Message(say("remind.none")))
    sections = tuple(Section(_when(one), facts=_words(one), buttons=(_off(one),)) for one in mine)
    return await desk.finish(turn, Message(card=Card(say("remind.list"), sections=sections)))


def reminded_of_own(desk: Desk, person: Person, late: timedelta) -> Person:
    """The person with what they wished to be told by now, each once. Said later than `late`, it is gathered."""
    now = desk.clock()
    due = tuple(one for one in person.reminders if one.sure and one.at <= now)
    posts = tuple(
        replace(desk.post(f"person:{person.id}", "reminder", _said(one)), gathered=one.at < now - late) for one in due
    )
    left = tuple(one for one in person.reminders if one not in due)
    return replace(person, reminders=left, posts=(*person.posts, *posts))


def _split(words: str, now: datetime) -> tuple[When | None, str]:
    """The moment with which the words begin, and the words after it. Of those that can be read as part of it, the ones
    that do not change it belong to what is to be said."""
    parts = clean(words).split()
    found = list(_readings(parts, now))
    if not found:
        return None, ""
    longest = found[-1][1]
    count, when = next((count, read) for count, read in found if read.value == longest.value)
    rest = parts[count:]
    return when, " ".join(rest[1:] if rest and rest[0].casefold() in _BETWEEN else rest)


def _readings(parts: list[str], now: datetime) -> Iterator[tuple[int, When]]:
    """How many of the first words can be read as a moment, and as which."""
    for count in range(1, min(len(parts), _WORDS_OF_A_DATE) + 1):
        read = read_when(" ".join(parts[:count]).rstrip(",:;"), now, future=True)
        if not isinstance(read, Unclear) and "/" not in read.value:
            yield count, read


def _refused(desk: Desk, when: When | None, text: str, waiting: int) -> str:
    """Why a reminder cannot be noted; nothing where it can."""
    if when is None:
        return say("remind.usage")
    at, now = as_moment(desk, when.value), desk.clock()
    if at <= now:
        return say("remind.past", when=day(at))
    if at > now + FURTHEST:
        return say("remind.too_far")
    if not any(c.isalnum() for c in text):
        return say("remind.usage")
    if len(text) > LONGEST:
        return say("form.too_long", length=len(text), limit=LONGEST)
    if found := kinds(text):
        return say("remind.details", kinds=either([say(f"confirm.kind.{kind}") for kind in found]))
    return say("remind.full", most=MOST) if waiting >= MOST else ""


def _asked(one: OwnReminder) -> Card:
    yes = Button(say("confirm.date.right"), {"do": "command", "command": f"remind yes {one.id}"}, style="positive")
    no = Button(say("confirm.date.wrong"), {"do": "command", "command": f"remind off {one.id}"})
    return Card(say("remind.asked"), facts=(Fact(say("field.when"), day(one.at)),), buttons=(yes, no))


def _set(one: OwnReminder) -> Card:
    return Card(say("remind.set", when=_when(one)), facts=_words(one), buttons=(_off(one),))


def _said(one: OwnReminder) -> Message:
    show = Button(say("button.status"), {"do": "command", "command": f"status {one.ref}"})
    return Message(card=Card(say("remind.now", ref=one.ref), facts=_words(one), buttons=(show,)))


def _when(one: OwnReminder) -> str:
    return say("remind.when", ref=one.ref, when=day(one.at))


def _words(one: OwnReminder) -> tuple[Fact, ...]:
    return (Fact(say("remind.words"), one.text, said=True),)


def _off(one: OwnReminder) -> Button:
    return Button(say("remind.button"), {"do": "command", "command": f"remind off {one.id}"})
