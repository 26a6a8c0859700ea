"""The words of a field as its value, for each kind of field. Source: processes.md, head."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dialogs.choosing import plain, yes_or_no
from dialogs.dates import Unclear, read_when, spoken
from dialogs.field_options import answered, options_of
from dialogs.reading import clean
from dialogs.wording import either, say
from state.case import Case, FieldValue, Run
from state.message import Option
from state.people import Directory, Member, suitable
from state.process import Event, Need
from state.profile import Profile
from state.roles import AUTHOR

WORDS_TYPED = 4000
"""More than this is never read, whatever a field allows."""

MANY = ("attendance", "checklist", "choices", "outcomes")


@dataclass(frozen=True)
class Asking:
    """What a field is asked in: the case, the process and its event, the people and the time."""

    case: Case
    run: Run
    event: Event
    profile: Profile
    directory: Directory
    now: datetime
    mentions: Mapping[str, str] = field(default_factory=dict)  # ids, by the name as shown


@dataclass(frozen=True)
class Read:
    """A field as understood: its name (which may be that of its `or_else`) and its value. `sure` is false for what
    waits for a yes: a date that had to be interpreted, or words as typed that seem to hold personal details."""

    name: str
    value: FieldValue
    sure: bool = True


class Unread(Exception):
    """Words that cannot be this field. The text says what would do."""


def read_as_it_is(asking: Asking, need: Need, words: str) -> Read:
    """What was typed or chosen, as the field's value, whatever it holds. Raises Unread."""
    words = clean(words)[:WORDS_TYPED]
    match need.kind:
        case "words" | "reference":
            return _read_words(need, words)
        case "questions":
            return _read_questions(asking, need, words)
        case "moment" | "meeting" | "date":
            return _read_date(asking, need, words)
        case "yes_no":
            if said := yes_or_no(words):
                return Read(need.name, said)
            raise Unread(say("form.error.yes_no"))
        case "choice" | "finding":
            return Read(
                need.name, _one(need, options_of(asking.case, asking.run, asking.event, need, asking.profile), words)
            )
        case "person":
            return Read(need.name, _person(asking, need, words))
        case "people":
            return Read(need.name, tuple(_person(asking, need, name) for name in _parts(words)))
        case "attendance" | "checklist" | "choices" | "outcomes":
            return _read_many(asking, need, words)


def _read_words(need: Need, words: str) -> Read:
    if not any(c.isalnum() for c in words):
        raise Unread(say("form.error.words"))
    if len(words) > need.max_length:
        raise Unread(say("form.too_long", length=len(words), limit=need.max_length))
    return Read(need.name, words)


def _read_questions(asking: Asking, need: Need, words: str) -> Read:
    labels = [(option.id, *option.label.split(". ", 1)) for option in answered(asking.case)]
    by_number = {number: id for id, number, _ in labels}
    by_name = {id: name for id, _, name in labels}
    parts = words.split() if re.fullmatch(r"[\d\s]+", words) else _parts(words)
    chosen = [by_number.get(part) if part.isdecimal() else _meant(by_name, part) for part in parts]
    known = tuple(dict.fromkeys(filter(None, chosen)))
    if chosen and all(chosen):
        return Read(need.name, known)
    if need.or_else and len(words.split()) > 1:
        return Read(need.or_else, _read_words(need, words).value)
    raise Unread(say("form.error.questions"))


def _read_date(asking: Asking, need: Need, words: str) -> Read:
    when = read_when(words, asking.now, future=need.kind != "moment")
    if isinstance(when, Unclear) and when.reason == "future":
        raise Unread(say("form.error.still_to_come", what=when.what, now=spoken(asking.now.isoformat())))
    if isinstance(when, Unclear):
        raise Unread(say(f"form.error.{need.kind}"))
    return Read(need.name, when.value[:10] if need.kind == "date" else when.value, when.sure)


def _read_many(asking: Asking, need: Need, words: str) -> Read:
    options = options_of(asking.case, asking.run, asking.event, need, asking.profile)
    known = {option.id: option.label for option in options}
    chosen: list[str] = []
    for part in _parts(words):
        meant = _meant(known, part)
        if meant is None and need.kind != "attendance":
            raise Unread(say(f"form.error.{need.kind}"))
        chosen.append(meant or part)
    if not chosen:
        raise Unread(say(f"form.error.{need.kind}"))
    return Read(need.name, tuple(dict.fromkeys(chosen)))


def _one(need: Need, options: tuple[Option, ...], words: str) -> str:
    known = {option.id: option.label for option in options}
    meant = _meant(known, words)
    if meant is None:
        raise Unread(say(f"form.error.{need.kind}"))
    return meant


def _meant(known: Mapping[str, str], words: str) -> str | None:
    """The one that is named: by id, label, number in the list, or the unmistakable beginning of either."""
    said = plain(words.replace("_", " "))
    if not said:
        return None
    names = {id: (plain(id.replace("_", " ")), plain(label)) for id, label in known.items()}
    exact = [id for id, own in names.items() if said in own]
    if exact:
        return exact[0]
    if said.isdecimal() and 1 <= int(said) <= len(known):
        return list(known)[int(said) - 1]
    begun = [id for id, own in names.items() if any(name.startswith(said) for name in own)]
    return begun[0] if len(begun) == 1 else None


def _person(asking: Asking, need: Need, words: str) -> str:
    """Somebody of the people file by name, or the author of the alert, who need not be in it, by that word."""
    if not need.among and asking.case.author and plain(words) in (AUTHOR, plain(asking.profile.title(AUTHOR))):
        return asking.case.author
    named = mentioned(asking.directory, asking.mentions, words)
    people = [m for m in named if suitable(asking.directory, need, m.id, asking.case)]
    if len(people) == 1:
        return people[0].id
    if len(named) == 1:
        raise Unread(_unsuitable(asking, need, named[0]))
    id = asking.mentions.get(_shown(words))
    if id and not named and not need.among:
        return id
    raise Unread(say("form.error.person"))


def mentioned(directory: Directory, mentions: Mapping[str, str], words: str) -> tuple[Member, ...]:
    """The people who are meant. A mention is of the one whose id it bears, whatever anybody's name is."""
    id = mentions.get(_shown(words))
    if id is None:
        return directory.named(words)
    member = directory.members.get(id)
    return (member,) if member else ()


def _shown(words: str) -> str:
    return words.strip().removeprefix("@").strip().casefold()


def _unsuitable(asking: Asking, need: Need, member: Member) -> str:
    """Why somebody who is known cannot be named: they hold none of the roles, or hold it for the case's own area."""
    if set(need.among) & set(member.roles):
        return say("form.error.own_area", name=member.name)
    return say("form.error.unsuitable", name=member.name, who=either([asking.profile.title(r) for r in need.among]))


def _parts(words: str) -> list[str]:
    return [part.strip() for part in re.split(r",|;|\band\b|\n", words) if part.strip()]
