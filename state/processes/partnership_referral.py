"""The partnership hears of the incident, and its Executive gives a view. Source: R39–R43, R101 (G22, G239–G246)."""

from state.case import Case, Run
from state.needs import MEETING_AT, ON_BEHALF, RATIONALE, TEXT, choice
from state.process import NEW, Event, On, Process
from state.processes.alert import known_at_is_not_later, whatever_changed
from state.roles import (
    AD_SPSQA,
    AREA_AD,
    CLOCK,
    CORPORATE_DIRECTOR,
    KSCMP,
    KSCMP_OR_PSW,
    MANAGER,
    PSW,
    PSW_CHANNEL,
    UNIT,
    UNIT_OR_PSW,
)

TO_SHARE = "to_share"
SHARED = "shared"
MET = "met"
NOT_MET = "not_met"
CLOSED = "closed"

ANY = (TO_SHARE, SHARED, MET, NOT_MET, CLOSED)

VIEWS = ("partnership_referral.executive_view", "partnership_referral.new_view")


def executive_view(case: Case) -> str | None:
    """What the Executive said last, met or not_met; None while it has said nothing. Source: R42."""
    referral = case.run("partnership_referral")
    if referral is None:
        return None
    return next(
        (str(said) for said in (referral.said(n.split(".")[1], "choice") for n in reversed(VIEWS)) if said), None
    )


def began_the_case(run: Run) -> bool:
    """Whether a partner referred the incident, without an alert in which its answers could be told."""
    return any(step.answers is not None for step in run.steps[:1])


PROCESS = Process(
    "partnership_referral",
    opening=Event("open", (NEW,), TO_SHARE, by=(*UNIT_OR_PSW, CLOCK), tells=(AD_SPSQA, PSW_CHANNEL), rules=("R39 by",)),
    events=(
        Event(
            "share",
            (TO_SHARE,),
            SHARED,
            by=UNIT_OR_PSW,
            tells=(KSCMP, AD_SPSQA, PSW_CHANNEL),
            rules=("R39", "R101 tells kscmp"),
        ),
        Event(
            "executive_meeting",
            (SHARED,),
            None,
            by=(PSW,),
            needs=(MEETING_AT,),
            tells=(KSCMP, AD_SPSQA, PSW_CHANNEL),
            rules=("R13",),
        ),
        Event(
            "executive_view",
            (SHARED,),
            {MET: MET, NOT_MET: NOT_MET},
            by=KSCMP_OR_PSW,
            needs=(choice(MET, NOT_MET), RATIONALE, *ON_BEHALF),
            decides=True,
            tells=(CORPORATE_DIRECTOR, AD_SPSQA, AREA_AD, MANAGER, PSW_CHANNEL),
            rules=("R31 tells area_ad manager", "R40", "R42 needs rationale"),
        ),
        Event(
            "new_view",
            (MET, NOT_MET),
            {MET: MET, NOT_MET: NOT_MET},
            by=KSCMP_OR_PSW,
            needs=(choice(MET, NOT_MET), RATIONALE, *ON_BEHALF),
            decides=True,
            tells=(CORPORATE_DIRECTOR, AD_SPSQA, AREA_AD, MANAGER, PSW_CHANNEL),
            rules=("R31 tells area_ad manager", "R42 needs rationale"),
        ),
        Event(
            "single_agency_learning",
            (NOT_MET,),
            CLOSED,
            by=(PSW,),
            needs=(TEXT,),
            tells=(AREA_AD, KSCMP, PSW_CHANNEL),
            rules=("R43",),
        ),
        Event(
            "update",
            ANY,
            None,
            by=UNIT_OR_PSW,
            tells=(AREA_AD, MANAGER, PSW_CHANNEL),
            retells=whatever_changed,
            guards=(known_at_is_not_later,),
            only_in=began_the_case,
        ),
    ),
    final=(MET, CLOSED),
    awaits={TO_SHARE: (UNIT, PSW), SHARED: (KSCMP,), NOT_MET: (PSW,)},
    clocks={"partnership_share": (TO_SHARE,), "executive_view": (TO_SHARE, SHARED)},
    opens_after=(On(("panel_notification.open",)),),
    anchors={"referral_opened_at": ("open",)},
    place=8,
)
