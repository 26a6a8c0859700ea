"""Fields that several processes record, by the names of processes.md."""

from dataclasses import replace

from state.process import Need
from state.raising import Attempt
from state.roles import PSW

REASON = Need("reason")
RATIONALE = Need("rationale")
TEXT = Need("text")
REFERENCE = Need("reference", "reference", max_length=60)
PERSON = Need("person", "person")
MEETING_AT = Need("meeting_at", "meeting")
DUE = Need("due", "date")
WHEN = Need("when", "moment")

CHAIR, POLICE, HEALTH, SERVICE_MANAGER = "chair", "police", "health", "service_manager"
YES, NO = "yes", "no"


SINCE_KNOWN = replace(WHEN, since="known_at")
"""What the council does about an incident, it does once it knows of it."""


def when(since: str) -> Need:
    """When it happened; not before another moment, named as in `Need.since`."""
    return replace(WHEN, since=since)


def sent_at(since: str = "known_at") -> Need:
    """When something was sent."""
    return Need("sent_at", "moment", since=since)


def choice(*options: str) -> Need:
    """One of these; where the event names a state for each, it decides where the event leads."""
    return Need("choice", "choice", options=options)


def yes_no(name: str) -> Need:
    """Whether something is so."""
    return Need(name, "yes_no", options=(YES, NO))


def attendance(*known: str) -> Need:
    """Who came: those of a known part, by id, and others in words."""
    return Need("attendance", "attendance", options=known)


def recorded_for_another(attempt: Attempt) -> bool:
    """The PSW records a decision of somebody who does not use the bot. Source: processes.md, head (A4)."""
    return attempt.by.role == PSW


ON_BEHALF = (
    Need("on_behalf_of", max_length=200, wanted=recorded_for_another),
    Need("decided_at", "moment", since="known_at", wanted=recorded_for_another),
)
"""Whose decision it was, by name, and when they made it."""
