"""The first minutes: what the bot is, the three things one can do first, and what waits for whoever holds a role."""

from dataclasses import replace

from dialogs.desk import Desk
from dialogs.facts import titles
from dialogs.to_do import PAGE, count_waiting
from dialogs.wording import say
from state.message import Button, Card, Section
from state.roles import HELD, PRACTITIONER


async def welcome_card(desk: Desk, person: str) -> Card:
    """What this is, the three things one can do, privacy and what is urgent; for a role first what waits for it."""
    roles = tuple(r for r in HELD if r != PRACTITIONER and desk.directory.holds_any(person, (r,)))
    first, kind = (await _waits(desk, person, roles), "role") if roles else ((), "everyone")
    ways = Section(say("welcome.ways"), tuple(say(f"welcome.{kind}.{way}") for way in ("one", "two", "three")))
    lines = (say("welcome.urgent"), *first, say("welcome.what"))
    return Card(
        say("welcome.title"),
        lines=lines,
        sections=(ways, Section(lines=(say("welcome.privacy"),))),
        buttons=first_buttons(desk, person),
    )


def first_buttons(desk: Desk, person: str) -> tuple[Button, ...]:
    """What somebody most probably wants: whoever holds a role, to see what waits; everyone, to start an alert."""
    holds = any(desk.directory.holds_any(person, (role,)) for role in HELD)
    names = ("waiting", "alert", "help") if holds else ("alert", "my alerts", "support", "help")
    first, *others = map(command_button, names)
    return (replace(first, style="positive"), *others)


def start_card() -> Card:
    """The way into an alert, with what comes before it."""
    start = replace(command_button("alert"), style="positive")
    return Card(say("welcome.start"), lines=(say("welcome.urgent"),), buttons=(start,))


def command_button(name: str) -> Button:
    """A button that gives a command."""
    return Button(say(f"button.{name.replace(' ', '_')}"), {"do": "command", "command": name})


async def _waits(desk: Desk, person: str, roles: tuple[str, ...]) -> tuple[str, ...]:
    count = await count_waiting(desk, person)
    how = "many" if count > PAGE else {0: "none", 1: "one"}.get(count, "some")
    return (say("welcome.as", who=titles(desk, roles)), say(f"welcome.waits.{how}", count=min(count, PAGE)))
