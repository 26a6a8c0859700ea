"""The check of a part of a report, as its author reads it. Nothing of the text is kept. Source: R98 (G228)."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from dialogs.desk import Desk
from dialogs.language import Found, look_at
from dialogs.wording import say
from state.message import Card, Fact, Message, Section
from state.profile import Profile
from state.roles import REPORTS

ADVICE = ("say ", "leave ", "name ")
"""How the lists begin what is no word to write instead."""

LISTED, TOGETHER = 60, 20
"""So many words are shown at once, and so many of them stand together."""


def checked(text: str, profile: Profile) -> Message:
    """What to look at, by kind, each with its place and what to write instead where that is known."""
    found = look_at(text, acronyms_of(profile))
    if not found:
        return Message(say("check.clean"))
    sections = tuple(
        Section(say(f"check.kind.{kind}"), facts=tuple(map(_fact, part)))
        for kind, of_kind in groupby(found[:LISTED], key=lambda one: one.kind)
        for part in _parts(tuple(of_kind))
    )
    more = (say("check.more", count=len(found) - LISTED),) if len(found) > LISTED else ()
    return Message(card=Card(say("check.title"), lines=(_summary(text, found), *more), sections=sections))


def _parts(found: tuple[Found, ...]) -> Iterator[tuple[Found, ...]]:
    """In parts that go onto a page each."""
    return (found[n : n + TOGETHER] for n in range(0, len(found), TOGETHER))


def writes_report(desk: Desk, person: str) -> bool:
    """Whether somebody is named to write a report: they may hold no role besides. Source: product.md "Commands"."""
    rows = desk.store.rows("case")
    named = (one for row in rows for one in zip(row.states, row.named, strict=True))
    return any(process in REPORTS and who == person for (process, _, _), who in named)


def acronyms_of(profile: Profile) -> Mapping[str, str]:
    """The acronyms by which the council calls its roles, with the title of each."""
    return {name: titles[0] for titles in profile.titles.values() for name in titles[1:] if name.isupper()}


def _summary(text: str, found: tuple[Found, ...]) -> str:
    if len(found) == 1:
        return say("check.summary_one")
    lines = text.count("\n") + 1
    return say("check.summary" if lines > 1 else "check.summary_in_one", count=len(found), lines=lines)


def _fact(found: Found) -> Fact:
    numbers = ", ".join(map(str, found.lines))
    place = say("check.place" if len(found.lines) == 1 else "check.places", lines=numbers)
    words = say("check.found", words=found.words, around=found.around, instead=" ".join(_instead(found)))
    return Fact(place, words, said=True)


def _instead(found: Found) -> Iterator[str]:
    if found.kind == "vague":
        yield say("check.exactly", words=found.instead)
    elif found.instead.startswith(ADVICE):
        yield say("check.advice", words=f"{found.instead[0].upper()}{found.instead[1:]}")
    else:
        yield say("check.instead", words=found.instead) if found.instead else say("check.expand")
    if found.kind == "acronym" and not found.explained:
        yield say("check.unexplained")
