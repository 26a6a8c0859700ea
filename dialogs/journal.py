"""Writes down what is decided beside the cases, before it is done: an audit of its own, a chain for each month."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs.desk import Desk
from state.audit import sealed
from state.documents import Key
from state.journal import Journal
from state.roles import HELD


async def write(desk: Desk, person: str, what: str, record: Mapping[str, Any], roles: tuple[str, ...] = HELD) -> None:
    """Write down what a person is about to do, in the first of these roles that is theirs. The caller may hold other
    documents: this is always the last one. Raises Damaged, OSError."""
    now = desk.clock()
    key = Key("journal", f"{now:%Y-%m}")
    by = desk.directory.acts_in(person, roles)
    async with desk.store.lock(key):
        stored = await desk.load(key)
        journal = stored if isinstance(stored, Journal) else Journal(key.id)
        entries = sealed(
            journal.entries,
            at=now,
            who=person,
            role=by.capacity if by else "",
            what=what,
            record=record,
            salt=desk.token(),
        )
        await desk.save(replace(journal, entries=entries))
