"""What can be typed instead of pressing a button, for whoever reads a card as plain text."""

from collections.abc import Iterable

from bot.cards.words import one_line
from dialogs.support_cards import PROCESS as SUPPORT
from dialogs.supporting import ARRANGED
from dialogs.wording import say
from state.message import Button


def typed(buttons: Iterable[Button]) -> str:
    """A line for each button whose label alone does not do the same; nothing where there is none."""
    pairs = [(one_line(button.label), instead_of(button)) for button in buttons]
    lines = dict.fromkeys(say("typed.line", label=a, words=b) for a, b in pairs if b and not _same(a, b))
    return "\n".join((say("typed.instead"), *lines)) if lines else ""


def instead_of(button: Button) -> str:
    """What does the same as a button when it is typed; nothing where its card asks for the answer itself."""
    data = button.data
    value = str(data.get("value", ""))
    match data.get("do"):
        case "command" if "draft" not in data:  # the ways through an alert are typed as they are called
            return str(data.get("command", ""))
        case "event":
            return _support(button) if data.get("process") == SUPPORT else _event(button)
        case "confirm" | "field":
            return value.replace("_", " ")
        case "submit":
            return "submit"
        case "edit":
            return say("typed.edit")
    return ""


def _event(button: Button) -> str:
    """What can be added to an event is named in `do` itself; so the button that asks for it has no words of its own."""
    data = button.data
    whole = "adding" not in data and {"ref", "process", "event"} <= data.keys()
    return "do {ref} {process}.{event}".format(**data) if whole else ""


def _support(button: Button) -> str:
    event = button.data.get("event")
    if event == ARRANGED:
        return f"support {ARRANGED}"
    return f"support {button.data.get('choice', '')}".strip() if event == "accept" else "support not now"


def _same(label: str, words: str) -> bool:
    return label.casefold().removeprefix("/") == words.casefold()
