"""The first minutes: what the bot is, the three things one can do first, and what waits for whoever it welcomes."""

from collections.abc import AsyncIterator
from dataclasses import replace

from dialogs.desk import Desk
from dialogs.facts import titles
from dialogs.to_do import PAGE, count_waiting
from dialogs.wording import say
from state.message import Button, Card, Message, Section
from state.roles import HELD, PRACTITIONER
from state.store.protocol import Damaged


async def welcome_card(desk: Desk, person: str) -> Card:
    """What is urgent first, then what waits, what this is, the three things one can do, and privacy in one line."""
    kind = "role" if _roles(desk, person) else "everyone"
    first = tuple([line async for line in _waits(desk, person)])
    ways = Section(say("welcome.ways"), tuple(say(f"welcome.{kind}.{way}") for way in ("one", "two", "three")))
    return Card(
        say("welcome.title"),
        lines=(say("welcome.urgent"), *first, say("welcome.what")),
        sections=(ways, Section(lines=(say("welcome.privacy"),))),
        buttons=first_buttons(desk, person),
    )


def team_welcome(desk: Desk) -> Message:
    """What a team hears when the bot comes to it: what it shows there, and what is to be said first, by whom."""
    return Message(say("welcome.team", area=desk.profile.areas[0].id))


def first_buttons(desk: Desk, person: str) -> tuple[Button, ...]:
    """What somebody most probably wants: whoever holds a role, to see what waits; everyone, to start an alert."""
    names = ("waiting", "alert", "help") if _roles(desk, person) else ("alert", "my alerts", "support", "help")
    first, *others = map(command_button, names)
    return (replace(first, style="positive"), *others)


def start_card() -> Card:
    """The way into an alert, with what comes before it."""
    start = replace(command_button("alert"), style="positive")
    return Card(say("welcome.start"), lines=(say("welcome.urgent"),), buttons=(start,))


def command_button(name: str) -> Button:
    """A button that gives a command."""
    return Button(say(f"button.{name.replace(' ', '_')}"), {"do": "command", "command": name})


def _roles(desk: Desk, person: str) -> tuple[str, ...]:
    return tuple(role for role in HELD if role != PRACTITIONER and desk.directory.holds_any(person, (role,)))


async def _waits(desk: Desk, person: str) -> AsyncIterator[str]:
    """In which roles somebody is here, and how much waits; a case that cannot be read keeps nobody from a welcome."""
    if roles := _roles(desk, person):
        yield say("welcome.as", who=titles(desk, roles))
    try:
        count = await count_waiting(desk, person)
    except Damaged:
        return
    if roles or count:
        how = "many" if count > PAGE else {0: "none", 1: "one"}.get(count, "some")
        yield say(f"welcome.waits.{how}", count=min(count, PAGE))
