"""What can be typed instead of an answer. Only a whole message is a command: "support worker found him" is none."""

import re
from dataclasses import dataclass

from dialogs.alert_form import BY_ID
from dialogs.choosing import plain

_PHRASES = {
    "back": "back|go back|previous",
    "skip": "skip|skip this|skip it",
    "keep": "keep my answer",
    "why": "why|why we ask|why do you ask",
    "review": "review",
    "later": "later|finish later|stop|pause",
    "discard": "discard|discard alert|discard this alert",
    "help": "help",
    "submit": "submit|send|send it",
    "kept": "use these words",
}
_NAMES = {phrase: name for name, phrases in _PHRASES.items() for phrase in phrases.split("|")}
_BUTTONS = {*_PHRASES, "not_known"}
_EDIT = re.compile(r"edit(?: (?:question |answer )?(\d{1,3}|[a-z_ ]+?)(?:(?:\.| child | for child )(\d{1,2}))?)?")
_LONGEST = 60  # characters


@dataclass(frozen=True)
class Command:
    """A command, and for `edit` the question that is meant, as named by the person: "11.2", "outcome"."""

    name: str
    target: str = ""


def typed_command(text: str) -> Command | None:
    """The command that a whole message is, with or without a slash; None where it is something else."""
    if len(text) > _LONGEST:
        return None
    words = " ".join(text.strip().removeprefix("/").casefold().split()).strip(" .!?")
    return _edit(words) or (Command(_NAMES[plain(words)]) if plain(words) in _NAMES else None)


def button_command(name: str) -> Command | None:
    """The command of a button."""
    return Command(name) if name in _BUTTONS else typed_command(name)


def _edit(words: str) -> Command | None:
    found = _EDIT.fullmatch(words)
    if not found:
        return None
    question = (found[1] or "").replace(" ", "_")
    if question and not question.isdigit() and question not in BY_ID:
        return None
    return Command("edit", f"{question}.{found[2]}" if found[2] else question)
