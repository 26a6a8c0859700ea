"""The desk: every use case goes through it. It locks, loads, saves with the posts, and hands over what to deliver."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import structlog

from dialogs.in_mind import InMind
from dialogs.pages import pages
from dialogs.settling import Unwritten
from dialogs.wording import say
from state.case import Case
from state.documents import Channel, Document, Key, Person, key_of
from state.engine import Engine
from state.message import Message
from state.people import Directory, knows, may_read
from state.planning import planned
from state.post import Kind, Post, Receipt
from state.profile import Profile
from state.raising import Actor
from state.recipients import World
from state.recording import entered
from state.store.protocol import Conflict, Damaged, Store

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

REMEMBERED = 20
"""So many of a person's latest activities are remembered, so that none counts twice after a restart."""


@dataclass(frozen=True)
class Owed:
    """A post, and the document in which it waits; None when nothing was saved because nothing changed."""

    key: Key | None
    post: Post


Meanwhile = Callable[[Callable[[], Awaitable[tuple[Owed, ...]]]], None]
"""Begins a use case that takes long; what it leads to is delivered when it is done."""


@dataclass
class PersonTurn:
    """One person's document, held while they are heard. Set `person` and add to `posts`; both are saved together.

    `to` is where this message came from: replies go there, except questions, which are always asked in private.
    `mentions` are the people whom it names with @: their ids, by the name as shown.
    """

    person: Person
    activity: str
    to: str
    mentions: Mapping[str, str] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)

    @property
    def private(self) -> str:
        """The person's own conversation."""
        return f"person:{self.person.id}"


class Desk(InMind):
    """What the use cases share. Time and randomness come from outside: `clock` and `token`."""

    def __init__(
        self,
        store: Store,
        engine: Engine,
        profile: Profile,
        people: Callable[[], Directory],
        clock: Callable[[], datetime],
        token: Callable[[], str],
        expires: Mapping[str, date] | None = None,
    ) -> None:
        super().__init__(store, profile, people, clock)
        self.engine, self.token = engine, token
        self.expires = expires or {}  # the last day of what must be renewed, for those who can
        self.fell_due: Callable[[], None] = lambda: None  # called when something is saved that is due already
        self.meanwhile: Meanwhile | None = None  # where what takes long is done while others are heard
        self._unwritten = Unwritten()

    def world_of(self, document: Document) -> World:
        """What reminders hang on besides the document: for a case, with the lengths of its own version."""
        profile = self.profile_of(document) if isinstance(document, Case) else self.profile
        return World(self.engine, profile, self.directory, self.unreachable)

    def post(self, to: str, kind: Kind, message: Message, *, about: str | None = None, living: bool = False) -> Post:
        """A new post, in the order of all posts."""
        return Post(
            self.store.own_id(self.token()), self.store.next_seq(), to, kind, self.clock(), message, about, living
        )

    def say(self, to: str, *messages: Message) -> tuple[Owed, ...]:
        """Replies that change nothing and so are not kept."""
        return tuple(Owed(None, self.post(to, "reply", page)) for message in messages for page in pages(message))

    async def load_case(self, ref: str) -> Case | None:
        """A case as it is now."""
        document = await self.load(Key("case", ref))
        return document if isinstance(document, Case) else None

    async def readable(self, person: str, ref: str) -> Case | None:
        """A case, where this person may read it; to everyone else one that exists and one that does not are alike."""
        case = await self.load_case(ref)
        return case if case is not None and may_read(self.directory, person, case) else None

    async def known(self, person: str, ref: str) -> Case | None:
        """A case, where this person may read it or is named in it: for what they may do there."""
        case = await self.load_case(ref)
        return case if case is not None and knows(self.directory, person, case) else None

    async def load_person(self, person: str) -> Person:
        """A person's document; a fresh one for somebody new. A draft that was sent already is dropped."""
        document = await self.load(Key("person", person))
        found = document if isinstance(document, Person) else Person(person)
        return replace(found, draft=None) if found.draft and self.sent_as(found.draft.id) else found

    async def load_channel(self, channel: str) -> Channel:
        """A channel's document; a fresh one for a new channel."""
        document = await self.load(Key("channel", channel))
        return document if isinstance(document, Channel) else Channel(channel)

    async def load(self, key: Key) -> Document | None:
        """A document, with what the connector said of its posts since it was saved."""
        document = await self.store.load(key)
        return document and self._unwritten.settled(document)

    async def save(self, document: Document) -> tuple[Owed, ...]:
        """Save a document, and name the posts of it that wait. Raises Conflict."""
        now = self.clock()
        document = await self._write(planned(self.world_of(document), document, self.profile.version, now))
        if (due := self.store.next_due()) and due <= now:
            self.fell_due()
        return tuple(Owed(key_of(document), post) for post in document.posts if post.owed)

    async def _write(self, document: Document) -> Document:
        """Save a document with what is known of its posts, and note what the desk keeps in mind of it."""
        document = self._unwritten.settled(document)
        if isinstance(document, Case) and document.profile == self.profile.version:
            await self._keep_edition()
        await self.store.save(document)
        self._unwritten.written(document)
        self._bear_in_mind(document)
        return document

    async def forget(self, person: Person) -> None:
        """Remove a person's document. The caller holds it. Raises Conflict."""
        await self.store.remove(person)
        self._name_deputy(person.id, None)
        self._unwritten.drop(key_of(person))

    @asynccontextmanager
    async def hearing(
        self, person: str, activity: str, to: str, mentions: Mapping[str, str] | None = None
    ) -> AsyncIterator[PersonTurn | None]:
        """Hold a person's document for one message; None when this message was heard before. Does not save."""
        async with self.store.lock(Key("person", person)):
            document = await self.load_person(person)
            if activity and activity in document.seen:
                yield None
                return
            seen = tuple(filter(None, (*document.seen, activity)))[-REMEMBERED:]
            yield PersonTurn(replace(document, seen=seen, heard=self.clock()), activity, to, mentions or {})

    async def finish(self, turn: PersonTurn, *messages: Message) -> tuple[Owed, ...]:
        """Save a person's document with the replies of this turn, and hand them over."""
        turn.posts += [self.post(turn.to, "reply", page) for message in messages for page in pages(message)]
        await self.save(replace(turn.person, posts=(*turn.person.posts, *turn.posts)))
        return tuple(Owed(Key("person", turn.person.id), post) for post in turn.posts)

    async def ask(self, turn: PersonTurn, question: Message) -> tuple[Owed, ...]:
        """Put a question to a person: always in private, wherever it came up."""
        if turn.to == turn.private:
            return await self.finish(turn, question)
        turn.posts.append(self.post(turn.private, "reply", question))
        return await self.finish(turn, Message(say("form.in_private")))

    async def read_by(self, case: Case, reader: str, capacity: str, what: str = "details.read") -> None:
        """Write into a case's audit that somebody read its details, or took them out (`what`), and which version of
        the answers. The caller holds the case."""
        by, record = Actor(reader, capacity), {"answers": len(case.answers)}
        await self.save(entered(case, self.clock(), by, what, record, self.token()))

    async def keep(self, person: str, *messages: Message) -> tuple[Owed, ...]:
        """Replies that are kept with the person until they are delivered, wherever that person is reached then."""
        async with self.store.lock(Key("person", person)):
            document = await self.load_person(person)
            posts = tuple(self.post(f"person:{person}", "reply", message) for message in messages)
            await self.save(replace(document, posts=(*document.posts, *posts)))
            return tuple(Owed(Key("person", person), post) for post in posts)

    def note(self, key: Key, post: str, receipt: Receipt) -> None:
        """A reply was delivered: it is marked with the next write of its document."""
        self._unwritten.note(key, post, receipt)

    async def record(self, key: Key, receipts: Iterable[tuple[str, Receipt]]) -> None:
        """Posts were delivered: mark them now. What time will bring does not hang on that, and is not planned anew."""
        async with self.store.lock(key):
            for post, receipt in receipts:
                self.note(key, post, receipt)
            document = await self.load(key)
            if document is not None:
                await self._write(document)

    def unwritten(self, key: Key) -> bool:
        """Whether receipts of a document wait for a write."""
        return key in self._unwritten

    async def settle(self) -> None:
        """Write down every receipt that still waits for a write, before the bot stops."""
        for key in self._unwritten.documents():
            try:
                await self.record(key, ())
            except (Damaged, Conflict, OSError) as fault:  # it may be said once more, marked, and the others count
                _log.error("what was delivered could not be written down", fault=fault)
