"""Local mode: a message shown in somebody else's chat says first whom it is for."""

from dataclasses import replace

from dialogs.desk import Desk
from dialogs.wording import say
from state.message import Message


def headed(desk: Desk, to: str, message: Message) -> Message:
    """The message with the name and role of the person it is for above it."""
    person = to.removeprefix("person:")
    roles = desk.directory.roles(person)
    name = desk.directory.name(person) or say("heading.somebody")
    role = desk.profile.title(roles[0]) if roles else desk.profile.title("practitioner")
    return replace(message, text="\n".join(filter(None, (say("heading.for", name=name, role=role), message.text))))
