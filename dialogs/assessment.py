"""What the criteria and the clocks say of a file of answers. Nothing is stored. Source: criteria.md, last section."""

from typing import Any

from dialogs.entries import Entry, read_entries
from dialogs.record import due_json, finding_json
from state.criteria import assess
from state.deadlines import deadlines
from state.profile import Profile


def assess_entries(text: str | bytes, profile: Profile) -> list[dict[str, Any]]:
    """Findings and deadlines for each entry of the JSON text, in its order. Raises BadEntry."""
    return [_assessed(entry, profile) for entry in read_entries(text, profile)]


def _assessed(entry: Entry, profile: Profile) -> dict[str, Any]:
    findings = assess(entry.answers)
    return {
        "id": entry.id,
        "findings": [finding_json(finding) for finding in findings],
        "deadlines": [due_json(due) for due in deadlines(profile, entry.answers, findings, entry.anchors)],
    }
