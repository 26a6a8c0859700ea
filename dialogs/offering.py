"""Fields that may be left out: which of them a button offers to add, each with a way past it. Source: processes.md."""

from dataclasses import replace
from typing import Literal

from dialogs.commands import typed_command
from state.draft import EventForm
from state.fields import given, wanted
from state.process import Event, Need
from state.raising import Attempt

Offer = Literal["nothing", "called_for", "everything"]
"""What is offered besides what an event needs: nothing to those who type, who name what they add; to those who press
its button, what the other fields call for; to those who press the button that adds to it, everything."""


def can_add(event: Event) -> bool:
    """Whether there is something to add that nothing else calls for, so that it has a button of its own."""
    return any(need.optional and need.wanted is None for need in event.needs)


def offers(event: Event, offer: Offer) -> tuple[str, ...]:
    """The fields that are offered, by name."""
    if offer == "nothing":
        return ()
    return tuple(n.name for n in event.needs if n.optional and (n.wanted is not None or offer == "everything"))


def still_open(event: Event, form: EventForm, missing: tuple[Need, ...], attempt: Attempt) -> tuple[Need, ...]:
    """What is still to be asked, in the order of the table: what is missing, and what is offered and has a place."""
    offered = (n for n in event.needs if n.name in form.offers and wanted(n, attempt) and not given(n, attempt))
    asked = {need.name for need in (*missing, *offered)}
    return tuple(need for need in event.needs if need.name in asked)


def passes(form: EventForm, need: Need, words: str) -> bool:
    """Whether somebody passes by a field that was offered."""
    command = typed_command(words)
    return need.name in form.offers and command is not None and command.name == "skip"


def without(form: EventForm, need: Need) -> EventForm:
    """The form with an offered field passed by."""
    left = tuple(name for name in form.offers if name != need.name)
    return replace(form, offers=left, pending="", pending_field="")
