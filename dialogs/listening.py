"""How a message is listened to while an alert is being told: as a command, as words, or as an account to keep."""

from dialogs.alert_form import BY_ID
from dialogs.choosing import phrases, plain
from dialogs.commands import typed_command
from dialogs.prompts import joined
from dialogs.reading import MOST, clean
from dialogs.standing import current
from state.documents import Person

_AGREES = phrases("yes|y|yeah|yep|yup|ok|okay|sure|start|begin")
_BESIDE = phrases("please|pls|plz|then|the|an|a|new|alert|it|lets|let|us|now|go|ahead|on|i|do|we|can|shall")
"""Words beside a yes that ask for nothing else."""


def agrees(text: str) -> bool:
    """Whether a whole message says yes to an offer to begin: "yes pls", "ok start the alert then"."""
    words = set(plain(text).split())
    return bool(words & _AGREES) and words <= _AGREES | _BESIDE


def tells(person: Person) -> bool:
    """Whether this person is telling an alert just now."""
    return person.draft is not None and not person.draft.paused


def guides(person: Person, text: str) -> bool:
    """Whether a whole message is a way through this person's interview, such as "back"; also while it is paused."""
    command = typed_command(text)
    if command is None or person.draft is None or person.form is not None:
        return False
    return tells(person) or command.name != "help"


def asks_for_words(person: Person) -> bool:
    """Whether what is asked just now is answered in words of one's own. Source: product.md "On the wire"."""
    if person.form is not None:
        return True
    if person.draft is None or person.draft.paused or person.draft.pending is not None:
        return False
    place = current(person.draft)
    return place is not None and BY_ID[place.question].kind == "text"


def kept(before: str, more: str) -> str:
    """Words kept for the account, with more added; what would be too much for a message is left out at its end."""
    words = clean(more)
    return (joined(before, words) if before else words)[:MOST]
