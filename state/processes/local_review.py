"""A Local Child Safeguarding Practice Review, the LCSPR. Source: R63–R69, R106 (G59–G64)."""

from collections.abc import Iterable

from state.case import Fields
from state.needs import REASON, SINCE_KNOWN, TEXT
from state.process import NEW, Event, Need, On, Process
from state.processes.rapid_review import opened_by
from state.raising import Attempt, Change
from state.roles import AD_SPSQA, AREA_AD, AUTHOR, CLOCK, KSCMP, KSCMP_OR_PSW, MANAGER, PSW_CHANNEL, TEAM, UNIT_OR_PSW

COMMISSIONED = "commissioned"
AUTHOR_APPOINTED = "author_appointed"
UNDER_WAY = "under_way"
DRAFTING = "drafting"
AGREED = "agreed"
CLOSED = "closed"

OPEN = (COMMISSIONED, AUTHOR_APPOINTED, UNDER_WAY, DRAFTING, AGREED)

THE_SERVICE = (AREA_AD, MANAGER, PSW_CHANNEL)
"""Progress is fed back to the allocated service. Source: R106 (G64)."""


def a_local_review_was_decided(change: Change) -> Iterable[Fields]:
    """The conclusion of the Rapid Review sets the key lines of enquiry. Source: R63 (G60)."""
    opens = "local_review" in opened_by(change.outcomes, change.step.fields)
    return ({"text": change.step.fields["text"]},) if opens else ()


def the_family_was_not_informed(attempt: Attempt) -> bool:
    """Publishing without the family having been made aware asks for a reason. Source: R69 (G64)."""
    return attempt.run.last("family_informed") is None


PROCESS = Process(
    "local_review",
    opening=Event(
        "open",
        (NEW,),
        COMMISSIONED,
        by=(*KSCMP_OR_PSW, CLOCK),
        needs=(TEXT,),
        tells=(AUTHOR, AD_SPSQA, AREA_AD, MANAGER, TEAM, PSW_CHANNEL),
    ),
    events=(
        Event("author_appointed", (COMMISSIONED,), AUTHOR_APPOINTED, by=KSCMP_OR_PSW, needs=(TEXT,), tells=THE_SERVICE),
        Event("terms_agreed", (AUTHOR_APPOINTED,), UNDER_WAY, by=KSCMP_OR_PSW, needs=(TEXT,), tells=THE_SERVICE),
        Event("reports_in", (UNDER_WAY,), DRAFTING, by=KSCMP_OR_PSW, tells=THE_SERVICE),
        Event("agreed", (DRAFTING,), AGREED, by=KSCMP_OR_PSW, tells=(AD_SPSQA, *THE_SERVICE)),
        Event(
            "publish",
            (AGREED,),
            CLOSED,
            by=KSCMP_OR_PSW,
            needs=(SINCE_KNOWN, Need("reason", wanted=the_family_was_not_informed)),
            tells=(AUTHOR, AD_SPSQA, TEAM, *THE_SERVICE),
        ),
        Event(
            "not_publish",
            (AGREED,),
            CLOSED,
            by=KSCMP_OR_PSW,
            needs=(REASON,),
            tells=(AUTHOR, AD_SPSQA, TEAM, *THE_SERVICE),
        ),
        Event("family_informed", OPEN, None, by=KSCMP_OR_PSW, needs=(SINCE_KNOWN,), tells=THE_SERVICE),
        Event("panel_meeting", OPEN, None, by=KSCMP_OR_PSW, needs=(SINCE_KNOWN, TEXT), tells=(AD_SPSQA, *THE_SERVICE)),
        Event("progress", OPEN, None, by=UNIT_OR_PSW, needs=(TEXT,), tells=THE_SERVICE),
    ),
    final=(CLOSED,),
    awaits=dict.fromkeys(OPEN, (KSCMP,)),
    clocks={"local_review_report": OPEN},
    opens="always",
    opens_after=(On(("rapid_review.finalise",), a_local_review_was_decided),),
    anchors={"local_review_opened_at": ("open",)},
    place=11,
)
