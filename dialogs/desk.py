"""The desk: every use case goes through it. It locks, loads, saves with the posts, and hands over what to deliver."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain

import structlog

from dialogs.pages import pages
from dialogs.wording import say
from state.anchor import Anchor
from state.case import Case
from state.documents import Channel, Deputy, Document, Key, Person, key_of
from state.edition import Edition, edition_of, kept
from state.engine import Engine
from state.index import Row
from state.journal import Journal
from state.message import Message
from state.people import Deputising, Directory, knows, may_read
from state.planning import planned
from state.post import Kind, Post, Receipt, with_receipt
from state.profile import Profile
from state.raising import Actor
from state.recipients import World
from state.recording import entered
from state.store.protocol import Conflict, Damaged, Reader, Store

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


class Desk:
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
        self.store, self.engine, self.profile = store, engine, profile
        self.clock, self.token = clock, token
        self._people = people
        self.expires = expires or {}  # the last day of what must be renewed, for those who can
        self.fell_due: Callable[[], None] = lambda: None  # called when something is saved that is due already
        self.meanwhile: Meanwhile | None = None  # where what takes long is done while others are heard
        self._receipts: dict[Key, dict[str, Receipt]] = {}
        self._editions: dict[str, Edition] = {}
        self._profiles: dict[str, Profile] = {}
        self._drafts: dict[str, str] = {}
        self._deputies: dict[str, Deputising] = {}
        self._taken = Counter[int]()
        for kind in ("edition", "case", "person"):
            for row in store.rows(kind):
                self._keep_in_mind(None, row)
        store.tell(self._keep_in_mind)

    def _keep_in_mind(self, _: Row | None, row: Row) -> None:
        """What the desk knows without looking, of a document that was there at the start or came from elsewhere."""
        if row.edition:
            self._editions[row.key.id] = row.edition
        elif row.key.kind == "case":
            self._drafts[row.draft] = row.key.id
            self._take(row.key.id)
        elif row.key.kind == "person":
            self._name_deputy(row.key.id, row.deputy)

    def profile_of(self, case: Case) -> Profile:
        """The profile as it holds for a case: its lengths stay those of the version under which it was opened. (A12)"""
        if case.profile not in self._profiles:
            self._profiles[case.profile] = kept(case.profile, self.profile, self._editions)
        return self._profiles[case.profile]

    def keeps_profile_of(self, case: Case) -> bool:
        """Whether the version under which a case was opened is known."""
        return case.profile == self.profile.version or case.profile in self._editions

    def area_name(self, area: str) -> str:
        """What an area is called: today, or as it was when a case was opened in it; at least its id."""
        kept = (one for edition in self._editions.values() for one in edition.areas)
        return next((one.name for one in chain(self.profile.areas, kept) if one.id == area), area)

    @property
    def directory(self) -> Directory:
        """Who holds which role now, deputies of today included."""
        return self._people().deputised(tuple(self._deputies.values()), self.clock().date())

    def world_of(self, document: Document) -> World:
        """What reminders hang on besides the document: for a case, with the lengths of its own version."""
        profile = self.profile_of(document) if isinstance(document, Case) else self.profile
        return World(self.engine, profile, self.directory, self.unreachable)

    def unreachable(self, person: str) -> bool:
        """Whether what was last sent to somebody could not be delivered."""
        row = self.store.row(Key("person", person))
        return row is not None and row.unreachable

    def _name_deputy(self, holder: str, deputy: Deputy | None) -> None:
        self._deputies.pop(holder, None)
        if deputy:
            self._deputies[holder] = Deputising(holder, deputy.person, date.fromisoformat(deputy.until))

    def sent_as(self, draft: str) -> str | None:
        """The reference under which a draft was sent, if it was: one submit is one case."""
        return self._drafts.get(draft)

    def post(self, to: str, kind: Kind, message: Message, *, about: str | None = None, living: bool = False) -> Post:
        """A new post, in the order of all posts."""
        return Post(
            self.store.own_id(self.token()), self.store.next_seq(), to, kind, self.clock(), message, about, living
        )

    def say(self, to: str, *messages: Message) -> tuple[Owed, ...]:
        """Replies that change nothing and so are not kept."""
        return tuple(Owed(None, self.post(to, "reply", page)) for message in messages for page in pages(message))

    def next_ref(self) -> str:
        """A reference that no case has had, as long as the store does not say Conflict: NTK-2026-0042."""
        year = self.clock().year
        ref = f"NTK-{year}-{self._taken[year] + 1:04}"
        self._take(ref)
        return ref

    def _take(self, ref: str) -> None:
        _, year, number = ref.split("-")
        self._taken[int(year)] = max(self._taken[int(year)], int(number))

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
        return document and _settled(document, self._receipts.get(key, {}))

    async def save(self, document: Document) -> tuple[Owed, ...]:
        """Save a document, and name the posts of it that wait. Raises Conflict."""
        now = self.clock()
        document = await self._write(planned(self.world_of(document), document, self.profile.version, now))
        if (due := self.store.next_due()) and due <= now:
            self.fell_due()
        return tuple(Owed(key_of(document), post) for post in document.posts if post.owed)

    async def _write(self, document: Document) -> Document:
        """Save a document with what is known of its posts, and note what the desk keeps in mind of it."""
        key = key_of(document)
        document = _settled(document, self._receipts.get(key, {}))
        if isinstance(document, Case) and document.profile == self.profile.version:
            await self._keep_edition()
        await self.store.save(document)
        self._settle(key, document)
        match document:
            case Case():
                self._drafts[document.draft] = document.ref
            case Person():
                self._name_deputy(document.id, document.deputy)
            case Channel() | Anchor() | Edition() | Journal():
                pass
        return document

    async def forget(self, person: Person) -> None:
        """Remove a person's document. The caller holds it. Raises Conflict."""
        await self.store.remove(person)
        self._name_deputy(person.id, None)
        self._receipts.pop(key_of(person), None)

    async def _keep_edition(self) -> None:
        """Before the first case that is opened under a version, that version is kept."""
        if self.profile.version not in self._editions:
            edition = edition_of(self.profile)
            with suppress(Conflict):  # another process kept it at the same moment
                await self.store.save(edition)
            self._editions[edition.version] = edition

    def _settle(self, key: Key, document: Document) -> None:
        """Forget the receipts that are written down; one that came during the write waits for the next."""
        unsaid = {post.id for post in document.posts if post.delivered is None and post.failed is None}
        waiting = {post: receipt for post, receipt in self._receipts.get(key, {}).items() if post in unsaid}
        if waiting:
            self._receipts[key] = waiting
        else:
            self._receipts.pop(key, None)

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
        self._receipts.setdefault(key, {})[post] = receipt

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
        return key in self._receipts

    async def settle(self) -> None:
        """Write down every receipt that still waits for a write, before the bot stops."""
        for key in list(self._receipts):
            try:
                await self.record(key, ())
            except (Damaged, Conflict, OSError) as fault:  # it may be said once more, marked, and the others count
                _log.error("what was delivered could not be written down", fault=fault)


def editions(store: Reader) -> dict[str, Edition]:
    """The versions of the profile under which cases were opened."""
    return {row.key.id: row.edition for row in store.rows("edition") if row.edition}


def _settled(document: Document, receipts: dict[str, Receipt]) -> Document:
    """The document with its posts marked. A case keeps the envelopes of delivered posts, the others do not."""
    posts = tuple(with_receipt(p, receipts[p.id]) if p.id in receipts else p for p in document.posts)
    match document:
        case Case():
            return replace(document, posts=posts) if receipts else document
        case Edition() | Journal():
            return document
        case Person():
            return replace(document, posts=tuple(p for p in posts if p.owed))
        case Channel():
            return replace(document, posts=tuple(p for p in posts if p.owed))
        case Anchor():
            return document
