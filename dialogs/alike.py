"""Alerts that name the same record as another open case: pointed out, never asked about. Source: G23."""

from dataclasses import replace

from dialogs.alert_form import NUMBER
from dialogs.context import Turn
from dialogs.desk import Desk
from dialogs.facts import case_title
from dialogs.wording import say
from state.answers import Answers
from state.draft import Draft
from state.engine import Done
from state.index import Row
from state.message import Button, Card, Message
from state.post import Post

SHOWN = 5
"""So many cases are named at once."""


def noticed(desk: Desk, before: Draft, heard: Turn) -> tuple[Message, ...]:
    """What is said next, with a notice above the question's card where the record ids just given stand in an open case.

    It says nothing of that case, not even its reference, and nothing waits for an answer to it.
    """
    if heard.draft is None or heard.draft.base is not None or not heard.messages:
        return heard.messages
    given = _hashes(desk, heard.draft.answers) - _hashes(desk, before.answers)
    if not _open_with(desk, given, ""):
        return heard.messages
    *first, last = heard.messages
    notice = say("alike.notice", number=NUMBER["alert_kind"])
    return (*first, replace(last, text=f"{last.text}\n{notice}".strip()))


def pointed_out(desk: Desk, done: Done) -> tuple[Post, ...]:
    """What the PSW's channel hears of record ids that came with an event and stand in other open cases."""
    if done.step.answers is None:
        return ()
    before = _hashes(desk, done.before.current) if done.before.answers else frozenset()
    refs = _open_with(desk, _hashes(desk, done.case.current) - before, done.case.ref)
    if not refs:
        return ()
    ref = done.case.ref
    named = ", ".join(refs[:SHOWN])
    more = say("limits.more", count=len(refs) - SHOWN) if len(refs) > SHOWN else ""
    buttons = tuple(
        Button(say("alike.link", other=other), {"do": "command", "command": f"link {ref} {other}"})
        for other in refs[:SHOWN]
    )
    lines = (say("alike.text", refs=f"{named}. {more}".strip(". ")), say("alike.how", ref=ref, other=refs[0]))
    card = Card(say("alike.title"), case_title(desk, done.case), lines, buttons=buttons)
    return (desk.post("channel:psw", "outcome", Message(card=card), about=ref),)


def _hashes(desk: Desk, answers: Answers) -> frozenset[str]:
    ids = answers.get("record_ids")
    return frozenset(map(desk.store.record_hash, ids)) if isinstance(ids, tuple) else frozenset()


def _open_with(desk: Desk, records: frozenset[str], besides: str) -> list[str]:
    """The open cases that name one of these records, besides one case, in the order of their references."""
    if not records:
        return []
    rows = (row for row in desk.store.rows("case") if row.records & records and row.key.id != besides)
    return [row.key.id for row in rows if _is_open(desk, row)]


def _is_open(desk: Desk, row: Row) -> bool:
    return any(state not in desk.engine.processes[process].final for process, _, state in row.states)
