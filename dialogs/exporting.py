"""Documents handed over: what can be had, the offer of a file, and the file itself, made anew and audited first."""

from dataclasses import dataclass, replace

from dialogs.desk import Desk
from dialogs.exports.catalogue import Exported, available
from dialogs.facts import case_title
from dialogs.wording import say
from state.audit import sealed
from state.case import Case
from state.documents import Key
from state.message import Button, Card, Fact, FileOffer, Message

EXPORTED = "exported"
"""What the audit calls it; the record says which document, and which offer it followed from."""


_FILLERS = frozenset(("the", "a", "an", "as", "file", "template", "report"))


@dataclass(frozen=True)
class File:
    """A file on its way out."""

    name: str
    content: bytes


async def export(desk: Desk, person: str, ref: str, words: str) -> Message:
    """The offer of the document that these words name; without words, all that this person can have."""
    case = await desk.readable(person, ref)
    if case is None:
        return Message(say("refused.unseen", ref=ref))
    may_have = tuple(available(desk, case, person))
    if not words.strip(" .!?"):
        return Message(card=_choices(desk, case, may_have))
    chosen = _named(may_have, words)
    if chosen is None:
        return Message(say("export.unknown", names=", ".join(each.name for each in may_have)))
    return _offer(desk, case, chosen)


async def release(desk: Desk, person: str, ref: str, name: str, offer: str) -> File | Message:
    """The file that somebody said yes to, made anew after their permission was looked at again; what forbids it is
    said instead. It is written into the case before it leaves, and each offer is good once."""
    async with desk.store.lock(Key("case", ref)):
        case = await desk.readable(person, ref)
        if case is None:
            return Message(say("refused.unseen", ref=ref))
        may_have = tuple(available(desk, case, person))
        chosen = _named(may_have, name)
        if chosen is None:
            return Message(say("export.unknown", names=", ".join(each.name for each in may_have)))
        if _used(case, offer):
            return Message(say("export.again", command=command(ref, name)))
        file = File(chosen.file_name(ref), chosen.make())
        await _audit(desk, case, person, chosen, offer)
    return file


def command(ref: str, name: str) -> str:
    """What is typed to be offered a document again."""
    return f"export {ref} {name}"


def _named(may_have: tuple[Exported, ...], words: str) -> Exported | None:
    """The document that is called so; where only a later one of its kind can be had, its number may be left out."""
    said = " ".join(word for word in words.casefold().strip(" .!?").split() if word not in _FILLERS)
    exact = (each for each in may_have if said in each.called)
    return next(exact, None) or next((each for each in may_have if said in each.kind), None)


def _choices(desk: Desk, case: Case, may_have: tuple[Exported, ...]) -> Card:
    buttons = (Button(each.label, {"do": "command", "command": command(case.ref, each.name)}) for each in may_have)
    return Card(
        say("export.title"),
        eyebrow=case_title(desk, case),
        lines=(say("export.text"),),
        facts=tuple(Fact(each.label, say(f"export.document.{each.id}")) for each in may_have),
        buttons=tuple(buttons),
    )


def _offer(desk: Desk, case: Case, chosen: Exported) -> Message:
    what = say(f"export.document.{chosen.id}")
    data = {"ref": case.ref, "document": chosen.name, "offer": desk.token()}
    return Message(
        say("export.offered", what=what),
        file=FileOffer(chosen.file_name(case.ref), what, len(chosen.make()), data),
    )


def _used(case: Case, offer: str) -> bool:
    return any(e.what == EXPORTED and e.record and e.record.get("offer") == offer for e in case.entries)


async def _audit(desk: Desk, case: Case, person: str, chosen: Exported, offer: str) -> None:
    entries = sealed(
        case.entries,
        at=desk.clock(),
        who=person,
        role=chosen.capacity,
        what=EXPORTED,
        record={"document": chosen.name, "offer": offer},
        salt=desk.token(),
    )
    await desk.save(replace(case, entries=entries))
