"""What the criteria and the clocks say of a file of answers. Nothing is stored. Source: criteria.md, last section."""

from datetime import date, datetime
from typing import Any

from dialogs.entries import Entry, read_entries
from dialogs.record import finding_json
from state.criteria import assess
from state.deadlines import Due, deadlines
from state.profile import Profile


def assess_entries(text: str | bytes, profile: Profile) -> list[dict[str, Any]]:
    """Findings and deadlines for each entry of the JSON text, in its order. Raises BadEntry."""
    return [_assessed(entry, profile) for entry in read_entries(text, profile)]


def due_json(due: Due) -> dict[str, Any]:
    """A deadline as programs read it: days as ISO dates, hours as ISO date-times with offset."""
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


def _assessed(entry: Entry, profile: Profile) -> dict[str, Any]:
    findings = assess(entry.answers)
    return {
        "id": entry.id,
        "findings": [finding_json(finding) for finding in findings],
        "deadlines": [due_json(due) for due in deadlines(profile, entry.answers, findings, entry.anchors)],
    }


def _moment(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
