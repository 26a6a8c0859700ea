"""Local mode: who speaks as whom, kept in the document of the person who really sits there."""

from dataclasses import replace

from dialogs.desk import Desk
from state.documents import Key


class Acting:
    """Remembers, across restarts, in whose name a person speaks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._as: dict[str, str | None] = {}

    async def speaker(self, human: str) -> str:
        """The person in whose name this one speaks: usually their own."""
        if human not in self._as:
            self._as[human] = (await self._desk.load_person(human)).acting
        return self._as[human] or human

    async def change(self, human: str, someone: str | None) -> None:
        """Speak as somebody else from now on, or as oneself again."""
        async with self._desk.store.lock(Key("person", human)):
            await self._desk.save(replace(await self._desk.load_person(human), acting=someone))
        self._as[human] = someone
