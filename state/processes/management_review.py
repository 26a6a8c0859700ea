"""An Independent Management Review, the IMR, for a local, adult or homicide review.

Source: R65–R71, R90, R92 (G47–G58, G61, G106, G107, G123, G124, G190–G199).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from state.case import Fields, Run, listed
from state.needs import PERSON, REASON, SINCE_KNOWN, choice, when
from state.process import NEW, Event, Need, On, Process
from state.raising import Attempt, Change
from state.roles import (
    AD_SPSQA,
    AREA_AD,
    CLOCK,
    KSCMP,
    KSCMP_OR_PSW,
    MANAGER,
    PSW,
    PSW_CHANNEL,
    REPORT_AUTHOR,
    SM_SPSQA,
    TEAM_MANAGER_OR_ABOVE,
)

REQUESTED = "requested"
APPOINTED = "appointed"
REVIEWING = "reviewing"
WITH_PSW = "with_psw"
WITH_AD = "with_ad"
APPROVED = "approved"
CIRCULATED = "circulated"
CLOSED = "closed"

LOCAL, ADULT, HOMICIDE = "local_review", "adult_review", "homicide_review"

CHECKLIST = ("briefing", "facts", "all_records", "chronology", "staff", "context", "analysis", "smart_actions")
"""What the author has done. Source: R70 (G49–G57)."""

WITH_PANEL_MEMBER = "agreed_with_panel_member"


def independent(attempt: Attempt) -> tuple[str, ...]:
    """What ties the person to this case: they raised it, or acted in it for the area. Source: R65, R90 (G106)."""
    person = attempt.fields["person"]
    acted = {step.role.split(" ")[0] for run in attempt.case.runs for step in run.steps if step.by == person}
    ties = ("author",) if person == attempt.case.author else ()
    return (*ties, *(role for role in (MANAGER, AREA_AD) if role in acted))


def complete(attempt: Attempt) -> tuple[str, ...]:
    """What is left to do; for a homicide review, the panel member agrees the report too. Source: R70, R92 (G123)."""
    homicide = attempt.run.said("open", "choice") == HOMICIDE
    wanted = (*CHECKLIST, WITH_PANEL_MEMBER) if homicide else CHECKLIST
    return tuple(item for item in wanted if item not in listed(attempt.fields["checklist"]))


def supervisor(run: Run, _: Fields) -> tuple[str, ...]:
    """The SM SPSQA supervises the authors of adult and homicide reviews. Source: R90, R92 (G107, G124)."""
    return (SM_SPSQA,) if run.said("open", "choice") in (ADULT, HOMICIDE) else ()


def asked_for_by(review: str) -> Callable[[Change], Iterable[Fields]]:
    """The review for which it is written."""

    def each(_: Change) -> Iterable[Fields]:
        return ({"choice": review},)

    return each


PROCESS = Process(
    "management_review",
    opening=Event(
        "open",
        (NEW,),
        REQUESTED,
        by=(PSW, KSCMP, CLOCK),
        needs=(choice(LOCAL, ADULT, HOMICIDE),),
        tells=(AD_SPSQA, PSW_CHANNEL),
        tells_also=supervisor,
    ),
    events=(
        Event(
            "appoint",
            (REQUESTED,),
            APPOINTED,
            by=(PSW,),
            needs=(replace(PERSON, among=TEAM_MANAGER_OR_ABOVE, fits=(independent,), rules=("R90 among",)),),
            tells=(REPORT_AUTHOR, AREA_AD, PSW_CHANNEL),
            tells_also=supervisor,
            rules=("R66 tells area_ad",),
        ),
        Event("brief", (APPOINTED,), REVIEWING, by=(PSW,), needs=(SINCE_KNOWN,), tells=(REPORT_AUTHOR, PSW_CHANNEL)),
        Event(
            "draft",
            (REVIEWING,),
            WITH_PSW,
            by=(REPORT_AUTHOR,),
            needs=(Need("checklist", "checklist", options=(*CHECKLIST, WITH_PANEL_MEMBER), fits=(complete,)),),
            tells=(PSW, PSW_CHANNEL),
            tells_also=supervisor,
        ),
        Event(
            "quality_checked",
            (WITH_PSW,),
            WITH_AD,
            by=(PSW,),
            checks=True,
            tells=(AD_SPSQA, REPORT_AUTHOR, PSW_CHANNEL),
            rules=("R67",),
        ),
        Event(
            "approve",
            (WITH_AD,),
            APPROVED,
            by=(AD_SPSQA,),
            decides=True,
            checks=True,
            tells=(KSCMP, REPORT_AUTHOR, PSW_CHANNEL),
            rules=("R67",),
        ),
        Event(
            "circulate", (APPROVED,), CIRCULATED, by=KSCMP_OR_PSW, tells=(REPORT_AUTHOR, PSW_CHANNEL), rules=("R71",)
        ),
        Event(
            "present",
            (CIRCULATED,),
            CLOSED,
            by=(PSW,),
            needs=(when("brief.when"),),
            tells=(AD_SPSQA, AREA_AD, REPORT_AUTHOR, PSW_CHANNEL),
            rules=("R71",),
        ),
        Event(
            "send_back",
            (WITH_PSW, WITH_AD),
            REVIEWING,
            by=(PSW, AD_SPSQA),
            needs=(REASON,),
            tells=(REPORT_AUTHOR, PSW_CHANNEL),
        ),
    ),
    final=(CLOSED,),
    awaits={
        REQUESTED: (PSW,),
        APPOINTED: (PSW,),
        REVIEWING: (REPORT_AUTHOR,),
        WITH_PSW: (PSW,),
        WITH_AD: (AD_SPSQA,),
        APPROVED: (KSCMP,),
        CIRCULATED: (PSW,),
    },
    opens="always",
    opens_after=(
        On(("local_review.open",), asked_for_by(LOCAL), rules=("R65",)),
        On(("adult_review.imr_requested",), asked_for_by(ADULT), rules=("R90",)),
        On(("homicide_review.imr_requested",), asked_for_by(HOMICIDE), rules=("R92",)),
    ),
    place=12,
)
