"""A practitioner tells an alert, and sends it. Source: R1, R3, G23."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs import interview
from dialogs.alert_form import NUMBER, pruned
from dialogs.alike import noticed
from dialogs.carry_out import carry_out
from dialogs.desk import Desk, Owed, PersonTurn
from dialogs.facts import titles
from dialogs.interview import Context, Said
from dialogs.references import reference_in
from dialogs.refusal import refusal
from dialogs.reminding import brought_in, raised
from dialogs.standing import REFERRAL
from dialogs.wording import say
from state.answers import merged
from state.case import Case
from state.documents import Key, Person
from state.draft import Discarded, Draft
from state.message import Button, Card, Message
from state.people import may, may_read
from state.raising import Actor, Call
from state.refusals import Refused, Repeated, Unseen
from state.roles import AUTHOR, PSW, UNIT
from state.store.protocol import Conflict, Damaged
from state.tables import fresh

UPDATE = "update"


async def start(desk: Desk, turn: PersonTurn) -> tuple[Owed, ...]:
    """Begin an alert; where one is open, offer to go on with it or to begin anew."""
    if turn.person.draft is not None:
        return await desk.finish(turn, Message(card=_both(turn.person.draft)))
    context = context_of(desk, turn.person.id)
    draft = interview.begin(context, desk.token())
    turn.person = replace(turn.person, draft=draft, discarded=None, form=None)
    question = interview.ask(draft, context, turn.person.kept)
    return await desk.finish(turn, Message("\n".join((say("interview.welcome"), *_known(desk, draft)))), question)


def _known(desk: Desk, draft: Draft) -> tuple[str, ...]:
    """What is not asked, because the people file says it: it is said, with the way to change it."""
    area = draft.answers.get("area")
    named = desk.profile.area(str(area)).name if area else ""
    return (say("interview.area_known", area=named, number=NUMBER["area"]),) if area else ()


async def start_referral(desk: Desk, turn: PersonTurn) -> tuple[Owed, ...]:
    """Begin a case from a partner's referral through the portal, without a practitioner's alert. Source: R39 (G22)."""
    if turn.person.draft is not None:
        return await desk.finish(turn, Message(say("retell.other_draft")))
    context = context_of(desk, turn.person.id)
    draft = replace(interview.begin(context, desk.token()), event=REFERRAL)
    turn.person = replace(turn.person, draft=draft, form=None)
    first = "\n".join((say("interview.referral"), *_known(desk, draft)))
    return await desk.finish(turn, Message(first), interview.ask(draft, context))


async def start_anew(desk: Desk, turn: PersonTurn, seen: object = None) -> tuple[Owed, ...]:
    """Put the open alert away for good and begin another, as the card of two offered; `seen` is the one it showed."""
    if seen is not None and (turn.person.draft is None or turn.person.draft.id != seen):
        return await desk.finish(turn, Message(say("interview.stale_draft")))
    turn.person = replace(turn.person, draft=None)
    return await start(desk, turn)


async def resume(desk: Desk, turn: PersonTurn) -> tuple[Owed, ...]:
    """Go on at the same question, however long ago it was asked."""
    turn.person = _taken_back(desk, turn.person)
    draft = turn.person.draft
    if draft is None:
        return await desk.finish(turn, Message(say("interview.nothing_open")))
    draft = replace(draft, paused=False)
    turn.person = replace(turn.person, draft=draft, form=None)
    context = context_of(desk, turn.person.id, await _cases(desk, turn.person.id, draft, Said()))
    return await desk.finish(turn, interview.ask(draft, context, turn.person.kept))


async def tell(desk: Desk, turn: PersonTurn, said: Said) -> tuple[Owed, ...]:
    """Hear one message of the interview; save it with the reply before the reply goes out."""
    draft = turn.person.draft
    sent = desk.sent_as(str((said.data or {}).get("draft", "")))
    if sent is not None and await desk.readable(turn.person.id, sent):
        return await desk.finish(turn, Message(say("interview.sent_already", ref=sent)))
    if draft is None:
        return await desk.finish(turn, Message(say("interview.stale_draft")))
    if draft.base and not await desk.readable(turn.person.id, draft.base):
        turn.person = replace(turn.person, draft=None)
        return await desk.finish(turn, Message(say("refused.unseen", ref=draft.base)))
    context = context_of(desk, turn.person.id, await _cases(desk, turn.person.id, draft, said))
    heard = interview.hear(draft, said, turn.person.kept, context)
    if heard.draft is None:
        thrown = Discarded(replace(draft, pending=None), turn.person.kept, desk.clock())
        turn.person = replace(turn.person, discarded=thrown)
    turn.person = replace(turn.person, draft=heard.draft, kept=heard.kept)
    if heard.submit and heard.draft is not None:
        return await _submit(desk, turn, heard.draft)
    return await desk.finish(turn, *noticed(desk, draft, heard))


def _taken_back(desk: Desk, person: Person) -> Person:
    """Somebody whose alert was thrown away today, and no other begun, with that alert again."""
    thrown = person.discarded
    if thrown is None or person.draft is not None or not thrown.is_of(desk.clock()):
        return person
    return replace(person, draft=thrown.draft, kept=thrown.kept or person.kept, discarded=None)


def context_of(desk: Desk, person: str, cases: Mapping[str, Case] | None = None) -> Context:
    """What the interview may know of the world: the time, the council, this person's areas."""
    member = desk.directory.members.get(person)
    return Context(desk.clock(), desk.profile, member.areas if member else (), cases or {})


async def _cases(desk: Desk, person: str, draft: Draft, said: Said) -> dict[str, Case]:
    """The case that a draft changes; or the one that is named, where an update is begun and this person may send it."""
    asked = interview.asks_for_case(draft)
    ref = reference_in(interview.words_of(said, "update_of"), desk.clock().year) if asked else draft.base
    case = await desk.readable(person, ref) if ref else None
    if case is None:
        return {}
    return {case.ref: case} if not asked or _may_update(desk, person, case) else {}


def _may_update(desk: Desk, person: str, case: Case) -> bool:
    run = case.origin
    if case.folded_into or UPDATE not in desk.engine.possible(run):
        return False
    return may(desk.directory, person, desk.engine.row(run, UPDATE), case) is not None


async def _submit(desk: Desk, turn: PersonTurn, draft: Draft) -> tuple[Owed, ...]:
    turn.person = replace(turn.person, draft=None, kept="")
    if draft.base is None:
        return await _submit_new(desk, turn, draft)
    return await _submit_change(desk, turn, draft, draft.base)


async def _submit_new(desk: Desk, turn: PersonTurn, draft: Draft) -> tuple[Owed, ...]:
    person, now = turn.person.id, desk.clock()
    answers = pruned(draft.answers)
    referred = draft.event == REFERRAL
    role = next((role for role in (PSW, UNIT) if desk.directory.holds_any(person, (role,))), "")
    if referred and not role:
        turn.person = replace(turn.person, draft=draft)
        return await desk.finish(turn, Message(say("refused.command", who=titles(desk, (PSW, UNIT)))))
    process, event, by = ("partnership_referral", "open", role) if referred else ("alert", "submit", AUTHOR)
    call = Call(process, event, Actor(person, by), salt=desk.token(), nonce=draft.id, answers=answers)
    while True:
        case = Case(
            ref=desk.next_ref(),
            area=str(answers.get("area")),
            author="" if referred else person,
            draft=draft.id,
            profile=desk.profile.version,
            opened=now,
            answers=(),
            swept=now,
            reminded=now,
        )
        try:
            return await carry_out(desk, turn, desk.engine.trigger(case, call, now))
        except Conflict:
            continue
        except Damaged:
            # A damaged case holds its reference, though nobody can read it: the next one is free.
            if desk.sent_as(draft.id):
                raise


async def _submit_change(desk: Desk, turn: PersonTurn, draft: Draft, ref: str) -> tuple[Owed, ...]:
    person = turn.person.id
    async with desk.store.lock(Key("case", ref)):
        case, brought = await brought_in(desk, ref)
        try:
            if case is None or not may_read(desk.directory, person, case):
                raise Unseen(ref=ref)
            run = case.origin
            fresh(run, None, draft.id)
            # Somebody may have moved the case on in the meantime: then what was answered goes in as an update.
            event = draft.event if draft.event in desk.engine.possible(run) else UPDATE
            actor = may(desk.directory, person, desk.engine.row(run, event), case)
            if actor is None:
                raise Unseen(ref=ref)
            answers = pruned(merged(case.answers[draft.version - 1], draft.answers, case.current))
            call = Call(run.process, event, actor, salt=desk.token(), nonce=draft.id, answers=answers)
            return (*brought, *await carry_out(desk, turn, raised(desk, case, call)))
        except Repeated:
            said = Message(say("interview.sent_already", ref=ref))
        except Refused as refused:
            turn.person = replace(turn.person, draft=draft)
            said = refusal(desk, ref, case, person, turn.to, refused)
        return (*brought, *await desk.finish(turn, said))


def _both(draft: Draft) -> Card:
    anew = {"do": "command", "command": "alert anew"}
    return Card(
        title=say("interview.two.title"),
        lines=(say("interview.two.text"),),
        buttons=(
            Button(say("interview.two.resume"), {"do": "command", "command": "resume"}, style="positive"),
            Button(say("interview.two.anew"), {**anew, "anew": draft.id}, style="destructive"),
        ),
    )
