"""Every sentence that people read stands in words/, by key; here it is looked up."""

import tomllib
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from importlib.resources import files
from typing import Any

from state.profile import Profile


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _read() -> Iterator[tuple[str, str]]:
    for file in sorted(files("dialogs").joinpath("words").iterdir(), key=lambda file: file.name):
        yield from _flat(tomllib.loads(file.read_text("utf-8")))


SENTENCES: Mapping[str, str] = dict(_read())


_COUNCIL: ContextVar[dict[str, object]] = ContextVar("what the council calls things")


def speak_for(profile: Profile) -> None:
    """Take the names that stand in sentences from this council's profile: wherever the product is wired, once."""
    _COUNCIL.set(dict(profile.spoken))


def say(key: str, **values: object) -> str:
    """The sentence under a dotted key, with its values and the council's own names put in.

    Raises KeyError for a key or value that is missing, LookupError where it was not said which council speaks.
    """
    return SENTENCES[key].format_map(ChainMap(values, _COUNCIL.get()))


def has(key: str) -> bool:
    """Whether there is a sentence under that key."""
    return key in SENTENCES


def label_of(question: str) -> str:
    """A question in a few words, as reviews and lists show it."""
    return say(f"question.{question}.label")


def option_label(question: str, option: str) -> str:
    """One choice of a question in words. Raises KeyError where the question has no such choice."""
    own = f"question.{question}.options.{option}"
    return say(own if has(own) else f"answer.{option}")


def either(names: Sequence[str]) -> str:
    """Names to choose from, as one says them: "one, two or three". Raises ValueError where there are none."""
    *others, last = names
    return f"{', '.join(others)} {say('asking.or')} {last}" if others else last
