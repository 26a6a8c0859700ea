"""Guidance offered where it matters: which of it stands, as buttons, under the outcome of an event.

Source: R32, R61, R62, R93–R98 (G33, G126–G130, G208–G229).
"""

from dataclasses import dataclass

from dialogs.guidance import offer
from dialogs.wording import say
from state.case import Run
from state.message import Button
from state.process import Event
from state.roles import AREA_AD, AUTHOR, MANAGER, REPORT_AUTHOR, TEAM

SUPPORT = "support"
"""Help for the reader: in personal chat, a way to ask for it; in a channel, only what the guidance says of it."""


@dataclass(frozen=True)
class Advice:
    """After these events (`process.event`, or `process.event.choice`), these people are offered these terms."""

    events: tuple[str, ...]
    audiences: tuple[str, ...]
    terms: tuple[str, ...]


def _of(process: str, events: str) -> tuple[str, ...]:
    return tuple(f"{process}.{event}" for event in events.split())


CONCERNED = (AUTHOR, MANAGER, AREA_AD, TEAM)

ADVICE = (
    # A review begins, or somebody is named to write about the team's work. Source: R93, R95, R96, R97.
    Advice(
        (
            "panel_notification.record_notified",
            "agency_summary.appoint",
            "rapid_review.convene",
            "local_review.open",
            "management_review.appoint",
            "internal_review.authorise",
            "internal_review.appoint",
            "practitioner_event.invite",
            "adult_review.board_decides.review",
            "homicide_review.decide.review",
        ),
        CONCERNED,
        ("staff_advice", "speaking", "records", "confidentiality", "performance"),
    ),
    # A review is over: what it was for, and who shares what it found. Source: R62, R97.
    Advice(
        ("rapid_review.tell_teams", "local_review.publish", "local_review.not_publish", "internal_review.approve"),
        CONCERNED,
        ("learning_process", "confidentiality"),
    ),
    # Somebody is to write a report. Source: R55–R62, R70, R98.
    Advice(("agency_summary.appoint", "agency_summary.review_meeting"), (REPORT_AUTHOR,), ("summary_author",)),
    Advice(("management_review.appoint",), (REPORT_AUTHOR,), ("management_author",)),
    Advice(
        ("agency_summary.appoint", "management_review.appoint", "internal_review.appoint"),
        (REPORT_AUTHOR,),
        ("author_guidance", "report_format", "report_contents", "chronology", "smart", "learning_process"),
    ),
    Advice(
        ("agency_summary.send_back", "management_review.send_back", "internal_review.send_back"),
        (REPORT_AUTHOR,),
        ("report_format", "quality_assurance"),
    ),
    # Whatever is decided, help is one press away. Source: R94 (G128).
    Advice(
        (
            *_of("alert", "approve return bring_forward request_information assess withdraw close reopen found_anew"),
            *_of("panel_notification", "decide_notify decide_not_notify record_notified notified_elsewhere"),
            *_of("partnership_referral", "executive_view new_view"),
            *_of("rapid_review", "convene hold tell_teams"),
            *_of("looked_after_death", "record_notified"),
            *_of("care_leaver_death", "record_notified"),
            *_of("agency_summary", "appoint"),
            *_of("local_review", "open publish not_publish"),
            *_of("management_review", "appoint"),
            *_of("internal_review", "authorise appoint approve"),
            *_of("practitioner_event", "invite"),
            *_of("child_death", "open health_decides died"),
        ),
        CONCERNED,
        (SUPPORT,),
    ),
)


def advice(run: Run, event: Event, choice: str, audience: str, *, private: bool) -> tuple[Button, ...]:
    """The buttons under an outcome, for one audience. They explain, and say nothing of the case. Source: R93–R98."""
    name = f"{run.process}.{event.name}"
    names = {name, f"{name}.{choice}"}
    rows = (row for row in ADVICE if audience in row.audiences and names.intersection(row.events))
    terms = dict.fromkeys(term for row in rows for term in row.terms)
    return tuple(support_button() if private and term == SUPPORT else offer(term) for term in terms)


def support_button() -> Button:
    """Where help is found, and the offer of it. Source: R94 (G128)."""
    return Button(say("button.support"), {"do": "command", "command": "support"})
