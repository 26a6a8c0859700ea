"""What a card sent, as plain values. It comes from outside and may hold anything."""

import re
from collections.abc import Mapping
from typing import Any

from dialogs.supporting import Choice
from dialogs.wishing import Wish

Pressed = Mapping[str, Any]

_CARRIED = ("do", "ref", "process", "key", "event", "version", "nonce", "adding")


def text_of(data: Pressed, key: str) -> str:
    """A value of a card as text; what no card of ours sends counts as nothing."""
    value = data.get(key)
    if isinstance(value, list):
        return ",".join(v for v in value if isinstance(v, str))
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def id_of(data: Pressed, key: str) -> str:
    """An id of a card: some text, and nothing else."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def number_of(data: Pressed, key: str) -> int | None:
    """A whole number of a card."""
    value = data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def is_whole(data: Pressed) -> bool:
    """Whether the button of an event says which process it saw, and which button it was."""
    return number_of(data, "version") is not None and id_of(data, "nonce") != ""


def turns_page(data: Pressed | None) -> bool:
    """Whether a button shows another page of the list on which it stands."""
    return data is not None and number_of(data, "page") is not None


def wish_of(data: Pressed) -> Wish:
    """The event that a button asks for, with the fields that the card held."""
    process, _, key = id_of(data, "process").partition("#")
    return Wish(
        ref=id_of(data, "ref"),
        process=process,
        event=id_of(data, "event"),
        key=int(key) if re.fullmatch("[0-9]{1,4}", key) else number_of(data, "key") or 1,
        fields={k: text_of(data, k) for k in data if k not in _CARRIED},
        version=number_of(data, "version"),
        nonce=id_of(data, "nonce"),
        offer="everything" if text_of(data, "adding") else "called_for",
    )


def choice_of(data: Pressed) -> Choice:
    """What somebody chose about support."""
    return Choice(
        id_of(data, "event"),
        id_of(data, "choice"),
        id_of(data, "ref"),
        number_of(data, "version"),
        id_of(data, "nonce"),
    )
