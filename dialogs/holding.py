"""A case that must not be deleted when its time has come, as long as somebody says so."""

from dataclasses import replace

from dialogs.desk import Desk
from dialogs.wording import say
from state.documents import Key
from state.message import Message
from state.people import reads_as
from state.recording import entered


async def hold(desk: Desk, person: str, ref: str, *, held: bool) -> Message:
    """Keep a case beyond its period, or let the period count again; written into its audit."""
    async with desk.store.lock(Key("case", ref)):
        case = await desk.readable(person, ref)
        by = reads_as(desk.directory, person, case) if case else None
        if case is None or by is None:
            return Message(say("refused.unseen", ref=ref))
        if case.held == held:
            return Message(say("hold.already" if held else "hold.not_held", ref=ref))
        what = "case.hold" if held else "case.release"
        await desk.save(entered(replace(case, held=held), desk.clock(), by, what, {}, desk.token()))
    return Message(say("hold.held" if held else "hold.released", ref=ref))
