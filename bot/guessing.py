"""Words that are no command and answer no question: what somebody probably meant by them."""

import re

from bot.commands.command import Command
from bot.commands.registry import Commands
from bot.welcome import first_buttons, welcome_card
from dialogs.desk import Desk
from dialogs.guidance import find
from dialogs.likely import is_greeting, likely
from dialogs.wording import has, say
from state.message import Button, Card, Message, Section

_ASIDE = re.compile(r"^(?:(?:what|is|are|does|do|an?|the|explain|please)\b['’]?s?\s*)+", re.IGNORECASE)
"""What stands before the word that somebody asks to be explained."""

_ASKS = re.compile(r"\s*(?:what|who|explain)(?:['’]?s)?\b", re.IGNORECASE)
_QUESTION = 80  # characters: whoever writes more tells something


async def guess(desk: Desk, commands: Commands, speaker: str, text: str, *, new: bool = False) -> Message:
    """The likely command; otherwise a welcome for those who say hello, or who were never heard before (`new`)."""
    if guessed := _guessed(desk, commands, speaker, text):
        return guessed
    if new or is_greeting(text):
        return Message(card=await welcome_card(desk, speaker))
    lines = (say("unknown.text"), say("welcome.urgent"))
    return Message(card=Card(say("unknown.title"), lines=lines, buttons=first_buttons(desk, speaker)))


def guess_in_channel(desk: Desk, commands: Commands, speaker: str, text: str) -> Message:
    """The likely command; otherwise what can be said in a channel."""
    guessed = _guessed(desk, commands, speaker, text)
    return guessed or Message(card=channel_help(desk, commands, speaker))


def _guessed(desk: Desk, commands: Commands, speaker: str, text: str) -> Message | None:
    year = desk.clock().year
    spoken = not text.startswith("/")
    meant = likely_command(desk, commands, speaker, text) if spoken else None
    named = commands.named_in(text)
    if named and not (meant and (not named.listed or len(text.split()) > len(named.name.split()) + 1)):
        if nearly := commands.nearly(named, text, year):
            return Message(card=meant_card(nearly))
        return Message(say("unknown.usage", usage=f"{named.name} {named.usage}".strip(), example=named.example))
    if meant:
        return Message(card=meant_card(meant))
    if near := commands.nearest(text):
        return Message(card=meant_card(commands.with_argument(near, text, year)))
    return None if spoken else Message(say("unknown.command"))


def likely_command(desk: Desk, commands: Commands, speaker: str, text: str) -> str | None:
    """The command that a sentence probably means, of those that this person may use."""
    year, may_use = desk.clock().year, offered(desk, commands, speaker)
    for meant in likely(text, year):
        if commands.named_in(meant) in may_use:
            return f"{meant} {term}" if meant == "guidance" and (term := _term(text)) else meant
    return None


def _term(text: str) -> str:
    """The name of what is asked to be explained, where the guidance explains it: never the words that were typed."""
    found = find(_ASIDE.sub("", text).strip(" .?!"))
    return found.names[0] if found else ""


def asked_about(text: str) -> str:
    """What a short question asks to be explained, by its name in the guidance; nothing where it is another message."""
    return _term(text) if len(text) <= _QUESTION and _ASKS.match(text) else ""


def offered(desk: Desk, commands: Commands, speaker: str) -> tuple[Command, ...]:
    """The commands that somebody may use."""
    return commands.offered(lambda roles: desk.directory.holds_any(speaker, roles))


def meant_card(meant: str) -> Card:
    """What somebody probably meant, with the button that does it."""
    kind = f"likely_said.{meant.replace(' ', '_')}"
    lines = (say(kind),) if has(kind) else ()
    return Card(say("unknown.near", command=meant), lines=lines, buttons=(likely_button(meant),))


def likely_button(meant: str) -> Button:
    """A button that gives a command, named as the command is typed."""
    return Button(meant, {"do": "command", "command": meant})


def channel_help(desk: Desk, commands: Commands, speaker: str) -> Card:
    """What can be said to the bot in a channel."""
    here = tuple(c for c in offered(desk, commands, speaker) if c.in_channels and not c.private)
    lines = (say("help.channel"), say("help.urgent"), say("help.references"))
    sections = (Section(lines=tuple(map(line_of, here))), Section(lines=(say("help.in_private"),)))
    return Card(say("help.channel_title"), lines=lines, sections=sections)


def line_of(command: Command) -> str:
    """A command as a list shows it."""
    line = f"{command.name} {command.usage}".strip() + " – " + command.summary
    return say("help.line", line=line, example=command.example) if command.usage else line
