"""The command that says what can be said: help, in the light of where it is asked, by whom and in the midst of what."""

from bot.commands.registry import Asked, Command, command
from bot.guessing import channel_help, likely_command, line_of, meant_card, offered
from bot.welcome import first_buttons
from dialogs import acting, event_form
from dialogs.desk import Desk, Owed
from dialogs.strange import can_be_said
from dialogs.wording import say
from state.message import Card, Message, Section


@command("help", "perhaps_words", usage="[command]", example="help status")
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
    """What can be done at once, then the commands of somebody’s role: those of everyone are known sooner."""
    may_use = offered(desk, asked.commands, asked.speaker)
    of_role = tuple(line_of(c) for c in may_use if c.roles)
    of_all = tuple(line_of(c) for c in may_use if not c.roles)
    first = (Section(say("help.of_role"), of_role),) if of_role else ()
    lines = (say("help.urgent"), say("help.text"), say("help.references"))
    to_do = Section(buttons=first_buttons(desk, asked.speaker)[:-1])
    sections = (to_do, *first, Section(say("help.of_all") if of_role else "", of_all))
    return Card(say("help.title"), lines=lines, sections=sections)
