"""A word that a list cannot be narrowed by: which it is, what may have been meant, and what can be said."""

from dialogs.desk import Desk
from dialogs.filters import Strange
from dialogs.wording import either, say
from state.message import Button, Card, Message, Section


def strange(desk: Desk, command: str, found: Strange, *, private: bool) -> Message:
    """Where others read along, the word itself is not said again: it may be anything."""
    word = say("filter.strange", word=found.word[:40]) if private else say("filter.strange_here")
    near = (say("filter.near", near=either([f"“{name}”" for name, _ in found.near])),) if found.near else ()
    meant = [mended.after(command) for _, mended in found.near if mended]
    buttons = tuple(Button(one, {"do": "command", "command": one}) for one in meant)
    return Message(card=Card(word, lines=near, sections=(Section(lines=can_be_said(desk)),), buttons=buttons))


def can_be_said(desk: Desk) -> tuple[str, ...]:
    """What a list can be narrowed by, with the council's own areas and roles."""
    awaited = {role for process in desk.engine.processes.values() for own in process.awaits.values() for role in own}
    roles = ", ".join(desk.profile.spoken[f"{role}_short"] for role in desk.profile.titles if role in awaited)
    areas = ", ".join(area.id for area in desk.profile.areas)
    return (
        say("filter.can"),
        say("filter.dates"),
        say("filter.areas", names=areas),
        say("filter.roles", names=roles),
        say("filter.stages"),
    )
