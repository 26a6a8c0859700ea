"""The page that lists every setting, every line of the command line, every command and every event, from the code."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from pydantic.fields import FieldInfo

from bot.commands.command import Command
from bot.commands.local import local_commands
from bot.server import COMMANDS
from bot.settings import Settings
from dialogs.diagrams import ALL
from dialogs.event_form import event_name
from dialogs.wording import has, say
from state.common import COMMON
from state.process import NEW, Event, Need, Process
from state.roles import ANYONE_WHO_READS, CLOCK, HELD

_HEAD = """\
# Reference

Written by `make docs` from the code: the settings, the command line, the commands, and the tables in
`state/processes/`. Change those, not this page. Roles stand by their ids; `bot/local/people.toml` shows them in use.
"""

_COMMANDS = """\
Each with or without a slash. “In channels” are those that answer there; all others answer in personal chat, wherever
they were asked. Words of one's own work as well: the likely command is offered.
"""

_LOCAL = "Local mode alone, for trying things out:"

_TELLING = "While an alert is told:"

_EVENTS = """\
Raised by a button, or typed: `do 42 EVENT field: value; …`, with `PROCESS.` before the event where several know it.
`clock` in “who” means that it happens by itself. A field in brackets may be left out, and `a | b` are its choices.
“As it is” leaves the state.
"""


def page(command_line: Mapping[str, str]) -> str:
    """The whole page, in Markdown. `command_line` says what each word behind `app.py` does. Needs speak_for."""
    parts = (
        _HEAD,
        "## Settings\n",
        "An empty variable counts as unset.\n",
        _table(("variable", "meaning", "must be", "unset"), map(_setting, Settings.model_fields.values())),
        "## Command line\n",
        _table(("app.py …", "what it does"), ((f"`{name}`", does) for name, does in command_line.items())),
        "## Commands\n",
        _COMMANDS,
        _commands(command for group in COMMANDS for command in group),
        f"{_LOCAL}\n",
        _commands(local_commands(*(cast("Any", None),) * 3)),  # only their names and sentences are read
        f"{_TELLING}\n",
        "".join(f"- {line}\n" for line in say("interview.help.commands").splitlines()[1:]),
        "## Events\n",
        _EVENTS,
        *map(_process, ALL),
        "### Every process\n",
        _events("any", COMMON.values()),
    )
    return "\n".join(parts)


def _setting(field: FieldInfo) -> tuple[str, ...]:
    unset = field.default if isinstance(field.default, str | int) and not isinstance(field.default, bool) else ""
    shown = f"`{unset}`" if unset else f"`{field.default}`" if str(field.default) == "data" else ""
    return (f"`{field.alias}`", field.title or "", field.description or "", shown)


def _commands(commands: Iterable[Command]) -> str:
    rows = (
        (
            f"`{one.name} {one.usage}`".replace(" `", "`"),
            one.summary,
            _who(one.roles),
            "yes" if one.in_channels and not one.private else "",
        )
        for one in commands
    )
    return _table(("command", "what it does", "who", "in channels"), rows)


def _who(roles: tuple[str, ...]) -> str:
    return "everyone with a role" if roles == HELD else ", ".join(roles) or "everyone"


def _process(process: Process) -> str:
    name = say(f"process.{process.name}")
    return f"### {process.name}\n\n{name[0].upper()}{name[1:]}.\n\n" + _events(
        process.name, (process.opening, *process.events)
    )


def _events(process: str, events: Iterable[Event]) -> str:
    rows = (
        (
            f"`{event.name}`",
            _words(process, event.name),
            ", ".join("begin" if source == NEW else source for source in event.source) or "any",
            ", ".join(event.targets) or "as it is",
            ", ".join("whoever may read it" if (who,) == ANYONE_WHO_READS else who for who in event.by) or CLOCK,
            ", ".join(map(_need, event.needs)),
        )
        for event in events
    )
    return _table(("event", "in words", "from", "to", "who", "what it needs"), rows)


def _words(process: str, event: str) -> str:
    known = has(f"event.{process}.{event}") or has(f"event.any.{event}")
    return event_name(process, event) if known else ""


def _need(need: Need) -> str:
    choices = f" ({' | '.join(need.options)})" if need.options else ""
    named = f"{need.name}{f' or {need.or_else}' if need.or_else else ''}{choices}"
    return f"[{named}]" if need.optional or need.wanted or need.only_with else named


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"| {' | '.join(map(_cell, row))} |\n" for row in _with_rule(head, rows))


def _with_rule(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    yield head
    yield ("---",) * len(head)
    yield from rows


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
