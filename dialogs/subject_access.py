"""All that is held under one record id, for somebody who asks what is held about them. Source: UK GDPR, Article 15."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from dialogs import journal
from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.facts import case_title
from dialogs.recorded import recorded
from dialogs.review import details_of
from dialogs.wording import say
from state.answers import Answers, Value
from state.case import Case
from state.documents import Key, Person
from state.draft import Draft
from state.message import Card, Fact, Message, Section
from state.people import reads_as
from state.record_hash import plain_record
from state.roles import PSW

EXPORTED = "subject.exported"

_AROUND = ".,;:!?()[]\"'“”‘’"


async def subject(desk: Desk, person: str, words: str) -> tuple[Message, ...]:
    """What is held under a record id: each case in its latest form and its earlier ones, what people have begun, and
    what they wish to be reminded of there.

    Each case records that it was taken out, and the journal what was found besides. It looks through every
    document, so it takes a moment.
    """
    wanted = plain_record(words)
    refs = [row.key.id for row in list(desk.store.rows("case"))]
    cases = {ref: case for ref in refs if (case := await _case(desk, person, ref, wanted))}
    found = [message for case in cases.values() for message in _held(desk, case)]
    more = list[Message]()
    for row in list(desk.store.rows("person")):
        holder = await desk.load_person(row.key.id)
        more += (*_begun(holder, cases, wanted), *_reminders(holder, cases))
    await journal.write(desk, person, EXPORTED, {"cases": list(cases), "begun": len(more)}, (PSW,))
    found += more
    unread = (Message(say("subject.damaged")),) if desk.store.damaged else ()
    return (*(found or [Message(say("subject.nothing"))]), *unread)


async def _case(desk: Desk, person: str, ref: str, wanted: str) -> Case | None:
    async with desk.store.lock(Key("case", ref)):
        case = await desk.load_case(ref)
        by = reads_as(desk.directory, person, case) if case else None
        if case is None or by is None or not any(_stands_in(answers, wanted) for answers in case.answers):
            return None
        await desk.read_by(case, person, by.capacity, EXPORTED)
    return case


def _held(desk: Desk, case: Case) -> Iterator[Message]:
    latest = details_of(case.current, case_title(desk, case))
    yield Message(card=replace(latest, sections=(*latest.sections, *recorded(desk, case))))
    for version, answers in enumerate(case.answers[:-1], start=1):
        yield Message(card=details_of(answers, say("subject.version", case=case_title(desk, case), version=version)))


def _begun(holder: Person, cases: Collection[str], wanted: str) -> tuple[Message, ...]:
    """What somebody has begun about the record, or in one of its cases: a draft, a step half said, words kept."""
    drafted = tuple(message for draft in holder.drafts for message in _draft(holder, draft, cases, wanted))
    kept = () if drafted or not _named((holder.kept,), wanted) else _kept(holder)
    return (*drafted, *_form(holder, cases, wanted), *kept)


def _draft(holder: Person, draft: Draft, cases: Collection[str], wanted: str) -> Iterator[Message]:
    waits = draft.pending.value if draft.pending else ""
    typed = [value for own in (draft.answers.shared, *draft.answers.children) for value in own.values()]
    if draft.base in cases or _stands_in(draft.answers, wanted) or _named((*typed, waits), wanted):
        card = details_of(draft.answers, say("subject.draft", day=day(draft.begun.date())))
        more = (Section(facts=(_said("subject.waits", waits),)),) if waits else ()
        yield Message(card=replace(card, sections=(*card.sections, *more)))
        yield from _kept(holder)


def _form(holder: Person, cases: Collection[str], wanted: str) -> Iterator[Message]:
    form = holder.form
    if form is None:
        return
    pending = {form.pending_field: form.pending} if form.pending else {}
    given = {**form.typed, **form.fields, **pending}
    if form.ref in cases or _named(given.values(), wanted):
        facts = tuple(_said(f"field.{field}", value) for field, value in given.items())
        yield Message(card=Card(say("subject.form", ref=form.ref), sections=(Section(facts=facts),)))


def _kept(holder: Person) -> Iterator[Message]:
    if holder.kept:
        yield Message(card=Card(say("subject.kept"), sections=(Section(facts=(_said("subject.words", holder.kept),)),)))


def _said(label: str, value: Value) -> Fact:
    return Fact(say(label), _text(value), said=True)


def _text(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _named(said: Iterable[Value], wanted: str) -> bool:
    """Whether a record id stands in what was typed, as a word of its own."""
    return any(wanted == word.strip(_AROUND).casefold() for value in said for word in _text(value).split())


def _reminders(holder: Person, refs: Collection[str]) -> tuple[Message, ...]:
    """What somebody wishes to be reminded of in these cases."""
    mine = [one for one in holder.reminders if one.ref in refs]
    facts = tuple(Fact(say("remind.when", ref=one.ref, when=day(one.at)), one.text, said=True) for one in mine)
    return (Message(card=Card(say("subject.reminders"), facts=facts)),) if facts else ()


def _stands_in(answers: Answers, wanted: str) -> bool:
    ids = answers.get("record_ids")
    return isinstance(ids, tuple) and wanted in map(plain_record, ids)
