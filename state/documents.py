"""The kinds of document, each saved whole, with its posts, in one write."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from state.anchor import Anchor
from state.case import Case, Run
from state.draft import Discarded, Draft, EventForm
from state.edition import Edition
from state.journal import Journal
from state.own_reminder import OwnReminder
from state.post import Post
from state.processes.staff_support import GROUP_REQUESTED


class Key(NamedTuple):
    """Where a document lies: its kind, and its id within the kind."""

    kind: Literal["person", "channel", "anchor", "journal", "case", "edition"]
    id: str


@dataclass(frozen=True)
class Address:
    """A conversation in Teams, and the freshest way to reach it. `only_for` names the one person in it who may see
    what is sent, where they asked so that nobody else sees it."""

    service_url: str
    conversation: str
    tenant: str
    bot: str
    channel: str = "msteams"
    only_for: str = ""


@dataclass(frozen=True)
class Deputy:
    """Somebody who acts in a person's roles until the end of a day."""

    person: str
    until: str  # ISO date


@dataclass(frozen=True)
class Support:
    """Help that was offered to a person, kept with them alone. `id` names it without naming anybody; a group session
    is arranged in `area`. Source: R94 (G128)."""

    id: str
    area: str
    run: Run

    @property
    def requested(self) -> bool:
        """Whether a group session was asked for and is not yet arranged."""
        return self.run.state == GROUP_REQUESTED


@dataclass(frozen=True)
class Person:
    """A person who speaks with the bot: where to reach them, and what they have begun.

    `unreachable`: since when Teams refuses to reach them, until they are met again. `digested`: the day of their latest
    digest. `due`: when they are to be reminded of what they have begun.
    """

    id: str
    name: str = ""
    address: Address | None = None
    draft: Draft | None = None
    kept: str = ""  # a long first message, offered later as the account of what happened
    discarded: Discarded | None = None
    form: EventForm | None = None
    deputy: Deputy | None = None
    acting: str | None = None  # local mode: the example person in whose name this one speaks
    support: tuple[Support, ...] = ()  # nobody else sees it
    seen: tuple[str, ...] = ()  # the latest activities that changed something, so that none counts twice
    posts: tuple[Post, ...] = ()
    unreachable: datetime | None = None
    digested: date | None = None
    due: datetime | None = None
    heard: datetime | None = None  # when they last did something, or were first seen
    reminders: tuple[OwnReminder, ...] = ()
    revision: int = 0

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Every alert of theirs that is held and not sent: the one that is open, and the one thrown away today."""
        return tuple(draft for draft in (self.draft, self.discarded and self.discarded.draft) if draft)


@dataclass(frozen=True)
class Channel:
    """A channel or group chat, and what it is bound to: `psw`, or `team:AREA`.

    `digested`: the day of its latest digest.
    """

    id: str
    address: Address | None = None
    bound: str | None = None
    posts: tuple[Post, ...] = ()
    digested: date | None = None
    revision: int = 0


Document = Person | Channel | Anchor | Journal | Case | Edition


def key_of(document: Document) -> Key:
    """The key under which a document is stored."""
    match document:
        case Person(id=id):
            return Key("person", id)
        case Channel(id=id):
            return Key("channel", id)
        case Anchor(id=id):
            return Key("anchor", id)
        case Journal(id=id):
            return Key("journal", id)
        case Case(ref=ref):
            return Key("case", ref)
        case Edition(version=version):
            return Key("edition", version)
