"""A case as programs read it: what `app.py show REF --json` prints. Source: product.md "On the wire"."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dialogs.facts import reasons_of
from state.case import Case, Finding
from state.clocks import clocks
from state.deadlines import Due
from state.process import Process
from state.profile import Profile


def record_of(
    case: Case, profile: Profile, processes: Mapping[str, Process], bound: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    """The record. `bound` gives the channel ids of the channels by what they are for."""
    return {
        "ref": case.ref,
        "area": case.area,
        "profile": case.profile,
        "version": len(case.answers),
        **({"folded_into": case.folded_into} if case.folded_into else {}),
        "answers": case.current.to_json(),
        "findings": [finding_json(finding) for finding in case.findings],
        "processes": [{"id": run.process, "key": run.key, "state": run.state} for run in case.runs],
        "deadlines": [{**due_json(clock.due), "state": clock.state} for clock in clocks(case, profile, processes, now)],
        "entries": [
            {"at": e.at.isoformat(), "who": e.who, "role": e.role, "what": e.what, "hash": e.hash} for e in case.entries
        ],
        "posts": [
            {
                "to": _to(post.to, bound),
                "kind": post.kind,
                "created": post.created.isoformat(),
                "delivered": post.delivered.isoformat() if post.delivered else None,
                "attempts": post.attempts,
                "activity_id": post.activity_id,
                "maybe_repeated": post.maybe_repeated,
            }
            for post in case.posts
        ],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding with its reasons in words."""
    return {
        "finding": finding.finding,
        "child": finding.child,
        "leaning": finding.leaning,
        "why": list(reasons_of(finding)),
        "rules": list(finding.rules),
        "missing": list(finding.missing),
    }


def due_json(due: Due) -> dict[str, Any]:
    """A deadline: days as ISO dates, hours as ISO date-times with offset."""
    return {
        "id": due.id,
        "child": due.child,
        "due": _moment(due.due),
        "target": _moment(due.target),
        "from": due.source,
        "estimated": due.estimated,
        "rules": list(due.rules),
        "local": due.local,
    }


def _moment(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _to(to: str, bound: Mapping[str, str]) -> str:
    kind, _, rest = to.partition(":")
    return f"{kind}:{bound.get(rest, rest)}" if kind == "channel" else to
