"""The guidance in the chat: what a word, a role or a piece of advice means, with its source. Source: G131–G229."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar

from dialogs.choosing import phrases, plain
from dialogs.wording import SENTENCES, has, say
from state.message import Button, Card, Message, Section

LABEL = 30
"""Characters of a button that a phone shows whole."""

_ASIDE = phrases("about|and|are|do|does|explain|for|i|in|is|mean|means|of|or|stand|stands|the|to|what|whats|who|whos")
"""What people put around the word that they ask for."""

_LONGEST = 100  # characters: no name is longer, and comparing takes time
_NEAR = 6
_CLOSE = 0.75  # from 0 to 1, as difflib measures likeness


@dataclass(frozen=True)
class Named:
    """A term of the guidance, or a group of terms."""

    id: str
    kind: ClassVar[str]

    @property
    def names(self) -> tuple[str, ...]:
        """Its own name comes first; the others are what people also say."""
        own = f"guidance.{self.kind}.{self.id}"
        return (say(f"{own}.name"), *filter(None, say(f"{own}.also").split("|")))

    @property
    def label(self) -> str:
        """Its name where a button has room for it, otherwise a shorter one."""
        return next((name for name in self.names if len(name) <= LABEL), self.names[0])


@dataclass(frozen=True)
class Term(Named):
    """A word, a role or a piece of advice."""

    kind = "term"
    group: str


@dataclass(frozen=True)
class Group(Named):
    """Terms that are read together."""

    kind = "group"
    terms: tuple[Term, ...]


def _group(group: str) -> Group:
    listed = SENTENCES[f"guidance.group.{group}.terms"].split("|")
    return Group(group, tuple(Term(term, group) for term in listed))


def _key(words: str) -> str:
    """Words as they are compared: in the singular, without articles and what else stands around them."""
    said = re.sub(r"\ban? (?=\w)", "", plain(words[:_LONGEST]))
    kept = (word for word in said.split() if word not in _ASIDE)
    return " ".join(word[:-1] if len(word) > 2 and word.endswith("s") else word for word in kept)


GROUPS = tuple(_group(found[1]) for key in SENTENCES if (found := re.fullmatch(r"guidance\.group\.(\w+)\.terms", key)))
TERMS = {term.id: term for group in GROUPS for term in group.terms}

_ALL: tuple[Term | Group, ...] = (*GROUPS, *TERMS.values())


def _known() -> Mapping[str, Term | Group]:
    """Every name that something goes by, as names are compared. Where two share one, the later has it."""
    return {_key(name): each for each in _ALL for name in each.names}


def find(words: str) -> Term | Group | None:
    """The term or group of terms that is called so; None where there is none of that name."""
    return _known().get(_key(words))


def explain(words: str) -> Message:
    """What words mean, in the product's own words with the source; without words, all that can be asked for."""
    found = find(words)
    if isinstance(found, Term):
        return Message(card=_explained(found))
    if isinstance(found, Group):
        return Message(card=Card(found.label, buttons=tuple(map(_button, found.terms))))
    if not words.strip():
        return Message(card=_contents(say("guidance.text")))
    near = _near(_key(words))
    return Message(card=_meant(near) if near else _contents(say("guidance.unknown")))


def offer(term: str) -> Button:
    """A button that explains a term, for other cards to bear. Raises KeyError where there is no such term."""
    return _button(TERMS[term])


def _button(named: Named) -> Button:
    return Button(named.label, {"do": "command", "command": f"guidance {named.label}"})


def _explained(term: Term) -> Card:
    """Beside advice for staff, help is one press away. Source: R94, G128."""
    support = Button(say("button.support"), {"do": "command", "command": "support"})
    return Card(
        term.names[0],
        eyebrow=say(f"guidance.group.{term.group}.name"),
        lines=(say(f"guidance.term.{term.id}.text"), _source(term)),
        buttons=(support,) if term.group == "staff" else (),
    )


def _source(term: Term) -> str:
    key = f"guidance.term.{term.id}.source"
    return say("guidance.source", source=say(key)) if has(key) else say("guidance.no_source")


def _contents(line: str) -> Card:
    """What can be read about comes first, to be pressed; the words of it follow."""
    sections = (Section(group.label, lines=(" · ".join(term.label for term in group.terms),)) for group in GROUPS)
    choice = Section(buttons=tuple(map(_button, GROUPS)))
    return Card(say("guidance.title"), lines=(line,), sections=(choice, *sections))


def _meant(near: tuple[Named, ...]) -> Card:
    asked = say("guidance.near_one", name=near[0].label) if len(near) == 1 else say("guidance.near")
    return Card(asked, buttons=tuple(map(_button, near)))


def _near(key: str) -> tuple[Named, ...]:
    """What somebody may have meant: names that have every word or its beginning, stand in a sentence, or look alike."""
    named = _known()
    spelt = sorted({word for known in named for word in known.split()})
    words = [f" {_mended(word, spelt)}" for word in key.split()]
    having = [known for known in named if words and all(word in f" {known}" for word in words)]
    inside = sorted((known for known in named if f" {known} " in f" {key} "), key=len, reverse=True)
    alike = get_close_matches(key, named, n=_NEAR, cutoff=_CLOSE)
    return tuple(dict.fromkeys(named[known] for known in (*having, *inside, *alike)))[:_NEAR]


def _mended(word: str, spelt: list[str]) -> str:
    """A word as the guidance spells it, where it is only misspelt."""
    if any(known.startswith(word) for known in spelt):
        return word
    return next(iter(get_close_matches(word, spelt, n=1, cutoff=_CLOSE)), word)
