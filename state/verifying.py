"""Whether a case is what its audit says: each entry in its place, and every step and answer as it was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from state.audit import Entry, broken
from state.case import Case, Run, Step
from state.common import CORRECT
from state.deliveries import DELIVERED, envelope


@dataclass(frozen=True)
class Fault:
    """Something in a case that is not as it was recorded: `what` is an id, `entry` a number from 1."""

    what: str
    entry: int


def faults(case: Case) -> tuple[Fault, ...]:
    """All that is wrong with a case, in the order of its entries. What was purged is passed over."""
    found = [Fault(what, n + 1) for n, what in broken(case.entries)]
    found += [fault for run in case.runs for step in run.steps for fault in _step(case, run, step)]
    found += [fault for run in case.runs for fault in _state(case, run)]
    found += _deliveries(case)
    return tuple(sorted(set(found), key=lambda fault: (fault.entry, fault.what)))


def _step(case: Case, run: Run, step: Step) -> Iterator[Fault]:
    entry = case.entries[step.entry - 1] if 0 < step.entry <= len(case.entries) else None
    if entry is None or (entry.what, entry.who, entry.role) != (f"{run.process}.{step.event}", step.by, step.role):
        yield Fault("missing", step.entry)
        return
    if entry.at != step.at:
        yield Fault("step", step.entry)
    if entry.record is None:
        return
    mended = {s.fields.get("field") for s in run.steps if s.event == CORRECT and s.fields.get("event") == step.event}
    went = (step.source, entry.record.get("to") if mended else step.target)  # a corrected choice leads elsewhere
    if went != (entry.record.get("from"), entry.record.get("to")):
        yield Fault("step", step.entry)
    fields = {k: list(v) if isinstance(v, tuple) else v for k, v in step.fields.items()}
    recorded = entry.record.get("fields", {})
    if {k: v for k, v in fields.items() if k not in mended} != {k: v for k, v in recorded.items() if k not in mended}:
        yield Fault("step", step.entry)
    if step.answers is not None and not _answers_are(case, step.answers, entry.record.get("after")):
        yield Fault("answers", step.entry)


def _answers_are(case: Case, version: int, recorded: Any) -> bool:
    return 0 < version <= len(case.answers) and case.answers[version - 1].to_json() == recorded


def _state(case: Case, run: Run) -> Iterator[Fault]:
    """The state of a process is the one to which its latest entry led."""
    for n, entry in reversed(list(enumerate(case.entries, start=1))):
        if not entry.what.startswith(f"{run.process}."):
            continue
        if entry.record is None:
            return
        if entry.record.get("key") == run.key:
            if entry.record.get("to") != run.state:
                yield Fault("state", n)
            return


def _deliveries(case: Case) -> Iterator[Fault]:
    posts = {post.id: post for post in case.posts}
    # What was on its way as it was withdrawn stands there twice: the later entry holds.
    known = {sealed["id"]: (n, sealed) for n, entry in enumerate(case.entries, start=1) for sealed in _sealed(entry)}
    for id, (n, sealed) in known.items():
        post = posts.get(id)
        overtaken = post is not None and "withdrawn" in sealed and not post.audited
        if post is None or (envelope(post) != sealed and not overtaken):
            yield Fault("delivery", n)
    purged = any(entry.what == DELIVERED and entry.record is None for entry in case.entries)
    if not purged and any(post.audited and post.id not in known for post in case.posts):
        yield Fault("missing", len(case.entries) + 1)


def _sealed(entry: Entry) -> list[dict[str, Any]]:
    return list(entry.record.get("posts", ())) if entry.what == DELIVERED and entry.record else []
