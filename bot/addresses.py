"""Where people and channels are reached: the freshest address of each, as it is stored."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.connector import Gone, Refused
from bot.incoming import Incoming
from dialogs.desk import Desk
from state.documents import Address, Channel, Key, Person
from state.index import Row, way_of

Create = Callable[[str, str, str, str], Awaitable[str]]
"""Opens a chat: by service, tenant, bot and person. Raises NotSent."""


class Addresses:
    """Addresses by the `to` of a post. In local mode, people without a conversation are reached in the latest one."""

    def __init__(self, desk: Desk, *, local: bool) -> None:
        self._desk, self._local = desk, local
        self._known: dict[Key, Address] = {}
        self._latest: Address | None = None
        self._freshest: Address | None = None

    async def met(self, incoming: Incoming) -> bool:
        """Keep the address from which something arrived. True when it is new, or has changed."""
        personal = incoming.scope == "personal"
        key = Key("person", incoming.person) if personal else Key("channel", incoming.place)
        address = incoming.address if personal else replace(incoming.address, conversation=incoming.place, only_for="")
        self._latest = address if personal else self._latest
        self._freshest = address
        row = self._desk.store.row(key)
        if row and row.way == way_of(address) and not row.unreachable:
            known = self._known.get(key) == address
            self._known[key] = address
            return not known
        async with self._desk.store.lock(key):
            if personal:
                person = await self._desk.load_person(incoming.person)
                changed = person.address != address or person.unreachable is not None
                name = incoming.name or person.name
                document: Person | Channel = replace(person, address=address, name=name, unreachable=None)
            else:
                channel = await self._desk.load_channel(incoming.place)
                changed = channel.address != address
                document = replace(channel, address=address)
            if changed:
                await self._desk.save(document)
        self._known[key] = address
        return True

    async def find(self, to: str) -> tuple[str, Address] | None:
        """The address of a post's `to`, with that `to` made exact; None while nobody knows it."""
        key = self._key(to)
        if key is None:
            return None
        if key not in self._known:
            document = await self._desk.load(key)
            if isinstance(document, Person | Channel) and document.address:
                self._known.setdefault(key, document.address)  # what somebody was met at meanwhile is fresher
        address = self._known.get(key)
        return (f"{key.kind}:{key.id}", address) if address else None

    def heard(self, now: Row) -> None:
        """Another process may have met somebody at a fresher address: then look again."""
        known = self._known.get(now.key)
        if known and way_of(known) != now.way:
            del self._known[now.key]

    async def reach(self, to: str) -> Address | None:
        """Where a post would go now, or the way in which a chat would be opened for it."""
        found = await self.find(to)
        return found[1] if found else await self.stand_in(to) or (None if self._local else await self._way())

    async def open(self, person: str, create: Create) -> Address | None:
        """Open the personal chat with somebody who never wrote, by the way in which others are reached, and keep it.

        None in local mode, and while nobody was ever met. Raises NotSent; Gone where Teams knows nobody to reach.
        """
        way = None if self._local else await self._way()
        if way is None:
            return None
        try:
            conversation = await create(way.service_url, way.tenant, way.bot, person)
        except Refused as refused:
            raise refused if refused.status == 401 else Gone(refused.status) from None
        key = Key("person", person)
        async with self._desk.store.lock(key):
            document = await self._desk.load_person(person)
            address = document.address or replace(way, conversation=conversation, only_for="")
            await self._desk.save(replace(document, address=address))
        self._known[key] = address
        return address

    async def reached(self, to: str) -> None:
        """Something arrived with somebody: who was out of reach is so no longer."""
        key = self._key(to)
        row = self._desk.store.row(key) if key else None
        if key is None or row is None or not row.unreachable:
            return
        async with self._desk.store.lock(key):
            await self._desk.save(replace(await self._desk.load_person(key.id), unreachable=None))

    async def stand_in(self, to: str) -> Address | None:
        """Local mode: the chat of whoever is there, for somebody who has no conversation of their own."""
        if not self._local or not to.startswith("person:"):
            return None
        if self._latest is None:
            people = [row.key for row in self._desk.store.rows("person") if row.reachable]
            found = await self._desk.load(people[0]) if people else None
            self._latest = self._latest or (found.address if isinstance(found, Person) else None)
        return self._latest

    async def _way(self) -> Address | None:
        """The service, tenant and bot as last seen; after a restart, as they are stored with somebody."""
        if self._freshest is None:
            kinds = ("channel", "person")
            keys = (row.key for kind in kinds for row in self._desk.store.rows(kind) if row.reachable)
            found = await self._desk.load(key) if (key := next(keys, None)) else None
            self._freshest = self._freshest or (found.address if isinstance(found, Person | Channel) else None)
        return self._freshest

    def _key(self, to: str) -> Key | None:
        kind, _, rest = to.partition(":")
        if kind == "person":
            return Key("person", rest)
        if rest != "psw" and not rest.startswith("team:"):
            return Key("channel", rest)
        return next((row.key for row in self._desk.store.rows("channel") if row.bound == rest), None)
