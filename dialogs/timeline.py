"""The audit of a case for people: who did what, when, in plain words. Never what anybody wrote. Source: product.md."""

import re
from collections.abc import Iterable, Mapping
from math import ceil

from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.facts import case_title, deadline_of, happened, role_title
from dialogs.wording import say
from state.audit import Entry
from state.case import Case, Run
from state.documents import Key
from state.message import Button, Card, Message, Section
from state.people import reads_as
from state.roles import CLOCK

READ = "timeline.read"

LISTED = 20
"""So many entries stand on one page."""

_CAPACITY = re.compile(r"(?P<role>\w*)(?: \(deputy of (?P<holder>.+)\))?", re.DOTALL)

Names = Mapping[str, str]


async def timeline(desk: Desk, person: str, ref: str, words: str, page: int = 1) -> Message:
    """A page of the audit, the latest entries first to be shown; that it was read is audited. Only said in private."""
    async with desk.store.lock(Key("case", ref)):
        case = await desk.readable(person, ref)
        by = reads_as(desk.directory, person, case) if case else None
        if case is None or by is None:
            return Message(say("refused.unseen", ref=ref))
        await desk.read_by(case, person, by.capacity, READ)
    pages = max(ceil(len(case.entries) / LISTED), 1)
    number = min(max(_number(words) or page, 1), pages)
    end = len(case.entries) - (number - 1) * LISTED
    shown = case.entries[max(end - LISTED, 0) : end]
    names = await _names(desk, shown)
    return Message(
        card=Card(
            say("timeline.title"),
            eyebrow=case_title(desk, case),
            lines=(say("timeline.page", number=number, pages=pages),),
            sections=tuple(_section(desk, case, entry, names) for entry in shown),
            buttons=_turning(ref, number, pages),
        )
    )


def _number(words: str) -> int:
    found = re.search(r"\d{1,4}", words)
    return int(found[0]) if found else 0


def _turning(ref: str, number: int, pages: int) -> tuple[Button, ...]:
    turns = ((say("timeline.earlier"), number + 1), (say("timeline.later"), number - 1))
    return tuple(
        Button(label, {"do": "command", "command": f"timeline {ref}", "page": page})
        for label, page in turns
        if 1 <= page <= pages
    )


async def _names(desk: Desk, entries: Iterable[Entry]) -> Names:
    """What those are called who stand in these entries; somebody who was never met has no name."""
    found = [_CAPACITY.fullmatch(entry.role) for entry in entries]
    people = {entry.who for entry in entries} | {match["holder"] for match in found if match and match["holder"]}
    people.discard(CLOCK)
    return {id: desk.directory.name(id) or (await desk.load_person(id)).name for id in people}


def _section(desk: Desk, case: Case, entry: Entry, names: Names) -> Section:
    return Section(f"{day(entry.at)} · {_who(desk, entry, names)}", lines=(what_happened(desk, case, entry),))


def _who(desk: Desk, entry: Entry, names: Names) -> str:
    if entry.who == CLOCK:
        return say("timeline.by_itself")
    name = names.get(entry.who) or say("heading.somebody")
    capacity = _CAPACITY.fullmatch(entry.role)
    if capacity is None or not capacity["role"]:
        return name
    role = role_title(desk, capacity["role"])
    if holder := capacity["holder"]:
        return say("timeline.deputy", name=name, role=role, holder=names.get(holder) or say("heading.somebody"))
    return say("timeline.who", name=name, role=role)


def what_happened(desk: Desk, case: Case, entry: Entry) -> str:
    """An entry as a sentence; once its record was deleted in time, the sentence says less. Raises KeyError for an
    entry of a kind that has no words."""
    process, _, event = entry.what.partition(".")
    record = entry.record or {}
    if process in desk.engine.processes:
        key = record.get("key", 1)
        return f"{happened(case.run(process, key) or Run(process, key, ''), event)}."
    match entry.what:
        case "deadline.passed" if record:
            return say("audit.which.passed", deadline=deadline_of(record["deadline"], record["child"], record["run"]))
        case "posts.delivered" if record:
            return say("audit.which.delivered", count=len(record["posts"]))
        case what:
            return say(f"audit.{what}")
