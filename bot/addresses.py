"""Where people and channels are reached: the freshest address of each, as it is stored."""

from dataclasses import replace

from bot.incoming import Incoming
from dialogs.desk import Desk
from state.documents import Address, Channel, Key, Person


class Addresses:
    """Addresses by the `to` of a post. In local mode, people without a conversation are reached in the latest one."""

    def __init__(self, desk: Desk, *, local: bool) -> None:
        self._desk, self._local = desk, local
        self._known: dict[Key, Address] = {}
        self._latest: Address | None = None

    async def met(self, incoming: Incoming) -> bool:
        """Keep the address from which something arrived. True when it is new, or has changed."""
        personal = incoming.scope == "personal"
        key = Key("person", incoming.person) if personal else Key("channel", incoming.place)
        address = incoming.address if personal else replace(incoming.address, conversation=incoming.place, only_for="")
        self._latest = address if personal else self._latest
        if self._known.get(key) == address:
            return False
        async with self._desk.store.lock(key):
            if personal:
                person = await self._desk.load_person(incoming.person)
                changed = person.address != address
                document: Person | Channel = replace(person, address=address, name=incoming.name or person.name)
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
                self._known[key] = document.address
        address = self._known.get(key)
        return (f"{key.kind}:{key.id}", address) if address else None

    async def stand_in(self, to: str) -> Address | None:
        """Local mode: the chat of whoever is there, for somebody who has no conversation of their own."""
        if not self._local or not to.startswith("person:"):
            return None
        if self._latest is None:
            people = [row.key for row in self._desk.store.rows("person") if row.reachable]
            found = await self._desk.load(people[0]) if people else None
            self._latest = found.address if isinstance(found, Person) else None
        return self._latest

    def _key(self, to: str) -> Key | None:
        kind, _, rest = to.partition(":")
        if kind == "person":
            return Key("person", rest)
        if rest != "psw" and not rest.startswith("team:"):
            return Key("channel", rest)
        return next((row.key for row in self._desk.store.rows("channel") if row.bound == rest), None)
