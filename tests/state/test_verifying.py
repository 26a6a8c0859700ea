"""Every change behind the audit's back is named, with its entry; nothing that happened as it should is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from state.answers import Answers
from state.audit import Entry, sealed
from state.case import Case
from state.deliveries import deliveries_audited, envelope, unrecorded
from state.post import Receipt, with_receipt
from state.verifying import Fault, faults
from tests.state.processes.playing import Story
from tests.state.store.making import post

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
TOLD = Receipt("person:ada", AT, 1, "activity", False)


def played() -> Case:
    """A case of four steps, with one delivery recorded after them and one not yet."""
    story = Story()
    story.do("ada", "alert.approve").do("uma", "alert.assess").do("pat", "alert.undo", reason="too soon")
    posts = (with_receipt(post(1), TOLD), post(2))
    case = deliveries_audited(replace(story.case, posts=posts), AT, "salt")
    return replace(case, posts=(*case.posts, with_receipt(post(3), TOLD)))


WHOLE = played()
COUNT = len(WHOLE.entries)
APPROVED = next(n for n, entry in enumerate(WHOLE.entries, 1) if entry.what == "alert.approve")


def test_a_case_that_went_as_it_should_is_whole() -> None:
    assert faults(WHOLE) == ()
    assert [p.id for p in unrecorded(WHOLE)] == ["post-3"]
    assert deliveries_audited(replace(WHOLE, posts=WHOLE.posts[:2]), AT, "salt").entries == WHOLE.entries


def entry_changed(n: int, **to: Any) -> Case:
    entries = list(WHOLE.entries)
    entries[n - 1] = replace(entries[n - 1], **to)
    return replace(WHOLE, entries=tuple(entries))


@pytest.mark.parametrize("n", range(1, COUNT + 1))
@pytest.mark.parametrize(
    ("to", "what"),
    [
        ({"who": "eve"}, "changed"),
        ({"role": "eve"}, "changed"),
        ({"what": "alert.eve"}, "changed"),
        ({"at": AT + timedelta(days=1)}, "changed"),
        ({"digest": "0" * 64}, "changed"),
        ({"hash": "0" * 64}, "changed"),
        ({"record": {"to": "eve"}}, "record"),
        ({"salt": "eve"}, "record"),
        ({"salt": None}, "record"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_changed_entry_is_named(n: int, to: dict[str, Any], what: str) -> None:
    assert Fault(what, n) in faults(entry_changed(n, **to))


@pytest.mark.parametrize("n", range(1, COUNT + 1))
def test_a_removed_entry_is_named(n: int) -> None:
    without = replace(WHOLE, entries=(*WHOLE.entries[: n - 1], *WHOLE.entries[n:]))
    assert n in {fault.entry for fault in faults(without)}


def test_a_removed_last_entry_of_a_step_leaves_the_step() -> None:
    (undo,) = [s for s in WHOLE.runs[0].steps if s.event == "undo"]
    cut = replace(WHOLE, entries=WHOLE.entries[: undo.entry - 1])
    assert Fault("missing", undo.entry) in faults(cut)


@pytest.mark.parametrize("n", range(1, COUNT))
def test_entries_that_changed_places_are_named(n: int) -> None:
    entries = list(WHOLE.entries)
    entries[n - 1], entries[n] = entries[n], entries[n - 1]
    found = faults(replace(WHOLE, entries=tuple(entries)))
    assert Fault("moved", n) in found
    assert Fault("moved", n + 1) in found


def run_changed(**to: Any) -> Case:
    return WHOLE.with_run(replace(WHOLE.runs[0], **to))


def step_changed(**to: Any) -> Case:
    steps = [replace(s, **to) if s.entry == APPROVED else s for s in WHOLE.runs[0].steps]
    return run_changed(steps=tuple(steps))


def rewritten() -> Case:
    """A chain that holds, with another story in it."""
    entries: tuple[Entry, ...] = ()
    for e in WHOLE.entries:
        entries = sealed(
            entries, at=e.at, who=e.who, role=e.role, what=e.what, record={**(e.record or {}), "fields": {}}, salt="x"
        )
    return replace(WHOLE, entries=entries)


BEHIND: list[tuple[str, Callable[[], Case], str]] = [
    ("an answer", lambda: replace(WHOLE, answers=(WHOLE.current.having("outcome", "no_harm"),)), "answers"),
    ("no answers", lambda: replace(WHOLE, answers=()), "answers"),
    ("all answers", lambda: replace(WHOLE, answers=(Answers({}),)), "answers"),
    ("a state", lambda: run_changed(state="closed"), "state"),
    ("what a step recorded", lambda: step_changed(fields={"reason": "eve"}), "step"),
    ("who took a step", lambda: step_changed(by="eve"), "missing"),
    ("in which role", lambda: step_changed(role="eve"), "missing"),
    ("which step", lambda: step_changed(event="return"), "missing"),
    ("when a step was taken", lambda: step_changed(at=AT - timedelta(days=9)), "step"),
    ("from which state", lambda: step_changed(source="returned"), "step"),
    ("to which state", lambda: step_changed(target="closed"), "step"),
    ("a step with no entry", lambda: step_changed(entry=99), "missing"),
    ("a delivery gone", lambda: replace(WHOLE, posts=WHOLE.posts[1:]), "delivery"),
    ("a chain that was sealed anew", rewritten, "step"),
    (
        "when it was delivered",
        lambda: replace(WHOLE, posts=(replace(WHOLE.posts[0], delivered=AT + timedelta(hours=1)), *WHOLE.posts[1:])),
        "delivery",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "what"), [row[1:] for row in BEHIND], ids=[row[0] for row in BEHIND])
def test_what_changes_behind_the_audit_is_named(change: Callable[[], Case], what: str) -> None:
    assert what in {fault.what for fault in faults(change())}


def test_who_did_what_when_in_which_role_with_answers_before_and_after() -> None:
    first = WHOLE.entries[0]
    assert first.record is not None
    assert (first.what, first.record["before"]) == ("alert.submit", {})
    assert first.record["after"] == WHOLE.answers[0].to_json()
    told = WHOLE.entries[-1]
    assert (told.what, told.who, told.role) == ("posts.delivered", "clock", "clock")
    assert told.record == {"posts": [envelope(WHOLE.posts[0])]}
    assert "message" not in str(told.record)
