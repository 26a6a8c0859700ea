"""Reads the tables of rows that were written by hand, so that they can be held against those of the product."""

from dataclasses import dataclass
from pathlib import Path

from state.case import FieldValue

VALUES: dict[str, FieldValue] = {
    "reason": "A reason.",
    "text": "Some words.",
    "questions": ("outcome",),
    "rationale": "A rationale.",
    "when": "2026-11-23T14:00:00+00:00",
    "sent_at": "2026-11-23T14:00:00+00:00",
    "decided_at": "2026-11-23T14:00:00+00:00",
    "meeting_at": "2026-11-25T10:00:00+00:00",
    "due": "2026-12-18",
    "attendance": ("chair", "director", "police", "health"),
    "criteria_considered": "yes",
    "recorded": "yes",
    "abuse_concerns": "no",
    "reference": "R-1",
    "person": "sam",
    "invited": ("joe", "mia"),
    "outcome": ("no_further_review",),
    "review": "An audit in the spring.",
    "checklist": (
        "briefing", "facts", "all_records", "chronology", "staff", "context", "analysis", "smart_actions",
        "agreed_with_panel_member",
    ),
    "on_behalf_of": "Somebody else",
    "without_view": "It could not wait.",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One event from one state. `needs` are asked of everybody, `needs_of_psw` of the PSW besides."""

    process: str
    event: str
    source: str
    target: str
    who: tuple[str, ...]
    needs: dict[str, FieldValue]
    needs_of_psw: dict[str, FieldValue]

    def fields(self, who: str) -> dict[str, FieldValue]:
        """What this person is asked for, each with a value."""
        return {**self.needs, **(self.needs_of_psw if who == "pat" else {})}

    @property
    def by_clock(self) -> bool:
        """Whether only the clock raises it."""
        return not self.who

    def __str__(self) -> str:
        return f"{self.process}.{self.event}-{self.source}-{self.target}"


def read() -> tuple[list[Row], dict[str, set[str]]]:
    """Every row, and the final states of each process."""
    rows: list[Row] = []
    final: dict[str, set[str]] = {}
    process = ""
    for name in ("notifying.txt", "reviewing.txt"):
        for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                process, _, states = line[1:].partition("] final: ")
                final[process] = set(states.split())
            elif line and not line.startswith("#"):
                rows += _rows(process, line)
    return rows, final


def _rows(process: str, line: str) -> list[Row]:
    event, sources, target, who, needs = (part.strip() for part in line.split("|"))
    people = () if who == "-" else tuple(who.split())
    of_psw = [need.removeprefix("pat:") for need in needs.split() if need.startswith("pat:")]
    of_all = [need for need in needs.split() if not need.startswith("pat:")]
    return [
        Row(process, event, s, s if target == "=" else target, people, _valued(of_all), _valued(of_psw))
        for s in sources.split()
    ]


def _valued(needs: list[str]) -> dict[str, FieldValue]:
    pairs = (need.partition("=") for need in needs)
    return {name: value or VALUES[name] for name, _, value in pairs}
