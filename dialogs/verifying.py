"""What `app.py verify` says: every entry, step, answer and anchor that is not as it was recorded, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.wording import say
from state.anchor import Anchor, breaks
from state.audit import broken
from state.case import Case
from state.journal import Journal
from state.store.protocol import Damaged, Reader
from state.verifying import faults


@dataclass(frozen=True)
class Report:
    """What was found wrong, a line each, and what was looked at."""

    wrong: tuple[str, ...]
    looked_at: str


async def verified(reader: Reader) -> Report:
    """All audits of a store, looked at beside the bot that uses it. Anchors are read first: they are never newer."""
    anchors = [one for one in await loaded(reader, "anchor") if isinstance(one, Anchor)]
    cases = [one for one in await loaded(reader, "case") if isinstance(one, Case)]
    journals = [one for one in await loaded(reader, "journal") if isinstance(one, Journal)]
    damaged = reader.damaged
    wrong = [say("verify.damaged", name=name) for name in damaged]
    wrong += [say(f"verify.{fault.what}", ref=case.ref, entry=fault.entry) for case in cases for fault in faults(case)]
    wrong += [say(f"verify.{what}", ref=one.ref, entry=n + 1) for one in journals for n, what in broken(one.entries)]
    audits: list[Case | Journal] = [*journals, *cases]
    chains = {audit.ref: [entry.hash for entry in audit.entries] for audit in audits}
    unread = any(name.startswith(("cases/", "journals/")) for name in damaged)
    wrong += [
        say(f"verify.{found.what}", ref=found.ref, entry=found.entry, day=found.day)
        for found in breaks(anchors, chains, unread)
    ]
    return Report(tuple(dict.fromkeys(wrong)), _looked_at(cases, anchors))


async def loaded(reader: Reader, kind: str) -> list[object]:
    """Every document of a kind that can be read."""
    found: list[object] = []
    for row in list(reader.rows(kind)):
        try:
            found.append(await reader.load(row.key))
        except Damaged:  # it is among the reader's `damaged` now
            continue
    return found


def _looked_at(cases: Sequence[Case], anchors: Sequence[Anchor]) -> str:
    entries = sum(len(case.entries) for case in cases)
    if not anchors:
        return say("verify.no_anchor", cases=len(cases), entries=entries)
    return say("verify.anchor_last", cases=len(cases), entries=entries, day=anchors[-1].id, code=anchors[-1].code)
