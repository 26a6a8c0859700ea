"""All that is held under one record id, for somebody who asks what is held about them. Source: UK GDPR, Article 15."""

from collections.abc import Iterator
from dataclasses import replace

from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.facts import case_title
from dialogs.recorded import recorded
from dialogs.review import details_of
from dialogs.wording import say
from state.answers import Answers
from state.case import Case
from state.documents import Key, Person
from state.message import Card, Fact, Message
from state.people import reads_as
from state.record_hash import plain_record

EXPORTED = "subject.exported"


async def subject(desk: Desk, person: str, words: str) -> tuple[Message, ...]:
    """What is held under a record id: each case in its latest form and its earlier ones, drafts not yet sent, and
    what people wish to be reminded of there.

    Each case records that it was taken out. It looks through every document, so it takes a moment.
    """
    wanted = plain_record(words)
    cases = [row.key.id for row in list(desk.store.rows("case"))]
    by_case = {ref: await _case(desk, person, ref, wanted) for ref in cases}
    held = {ref for ref, messages in by_case.items() if messages}
    found = [message for messages in by_case.values() for message in messages]
    for row in list(desk.store.rows("person")):
        holder = await desk.load_person(row.key.id)
        found += (*_draft(holder, wanted), *_reminders(holder, held))
    unread = (Message(say("subject.damaged")),) if desk.store.damaged else ()
    return (*(found or [Message(say("subject.nothing"))]), *unread)


async def _case(desk: Desk, person: str, ref: str, wanted: str) -> tuple[Message, ...]:
    async with desk.store.lock(Key("case", ref)):
        case = await desk.load_case(ref)
        by = reads_as(desk.directory, person, case) if case else None
        if case is None or by is None or not any(_stands_in(answers, wanted) for answers in case.answers):
            return ()
        await desk.read_by(case, person, by.capacity, EXPORTED)
    return tuple(_held(desk, case))


def _held(desk: Desk, case: Case) -> Iterator[Message]:
    latest = details_of(case.current, case_title(desk, case))
    yield Message(card=replace(latest, sections=(*latest.sections, *recorded(desk, case))))
    for version, answers in enumerate(case.answers[:-1], start=1):
        yield Message(card=details_of(answers, say("subject.version", case=case_title(desk, case), version=version)))


def _draft(holder: Person, wanted: str) -> tuple[Message, ...]:
    draft = holder.draft
    if draft is None or not _stands_in(draft.answers, wanted):
        return ()
    return (Message(card=details_of(draft.answers, say("subject.draft", day=day(draft.begun.date())))),)


def _reminders(holder: Person, refs: set[str]) -> tuple[Message, ...]:
    """What somebody wishes to be reminded of in these cases."""
    mine = [one for one in holder.reminders if one.ref in refs]
    facts = tuple(Fact(say("remind.when", ref=one.ref, when=day(one.at)), one.text, said=True) for one in mine)
    return (Message(card=Card(say("subject.reminders"), facts=facts)),) if facts else ()


def _stands_in(answers: Answers, wanted: str) -> bool:
    ids = answers.get("record_ids")
    return isinstance(ids, tuple) and wanted in map(plain_record, ids)
