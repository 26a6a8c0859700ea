"""The command that says what can be said: help, in the light of where it is asked, by whom and in the midst of what."""

from typing import get_args

from bot.commands.command import Asked, Command, Group, command
from bot.guessing import channel_help, likely_command, line_of, meant_card, offered
from bot.welcome import first_buttons
from dialogs import acting, event_form
from dialogs.desk import Desk, Owed
from dialogs.strange import can_be_said
from dialogs.wording import say
from state.message import Card, Message, Section
from state.roles import HELD


@command("help", "perhaps_words", usage="[command]", example="help status", group="settings")
async def help_(desk: Desk, asked: Asked) -> tuple[Owed, ...]:
    """One command, with an example; the step that somebody is in the midst of; or all that they can say here."""
    words = " ".join(asked.words.casefold().removeprefix("/").split())
    one = asked.commands.by_name.get(words)
    if one is None and (meant := likely_command(desk, asked.commands, asked.speaker, words)):
        return desk.say(asked.to, Message(card=meant_card(meant)))
    if one is None and words:
        one = asked.commands.nearest(words)
    if one and one.listed:
        return desk.say(asked.to, _one(desk, one))
    if not asked.private:
        return desk.say(asked.to, Message(card=channel_help(desk, asked.commands, asked.speaker)))
    step = await acting.asked_now(desk, await desk.load_person(asked.speaker))
    return desk.say(asked.to, Message(event_form.help_on(*step)) if step else Message(card=_all(desk, asked)))


def _one(desk: Desk, found: Command) -> Message:
    """A command whose list can be narrowed comes with the words that do it."""
    usage = f"{found.name} {found.usage}".strip()
    words = say("help.one", usage=usage, summary=found.summary, example=found.example)
    return Message(words, Card(say("filter.title"), lines=can_be_said(desk)) if found.narrows else None)


def _all(desk: Desk, asked: Asked) -> Card:
    """What can be done at once, then each command under what somebody wants to do: first what they most often do."""
    may_use = offered(desk, asked.commands, asked.speaker)
    listed = {group: tuple(line_of(c) for c in may_use if c.group == group) for group in get_args(Group)}
    at_work = desk.directory.holds_any(asked.speaker, HELD)
    order = sorted(listed, key=lambda group: at_work and group == "alert")
    lines = (say("help.urgent"), say("help.text"), say("help.references"))
    to_do = Section(buttons=first_buttons(desk, asked.speaker)[:-1])
    groups = (Section(say(f"help.group.{group}"), listed[group]) for group in order if listed[group])
    return Card(say("help.title"), lines=lines, sections=(to_do, *groups))
