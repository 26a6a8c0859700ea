"""A review of the service's own, where the criteria are not met but there is learning. Source: R74, R75 (G69–G72)."""

from collections.abc import Iterable

from state.case import Fields
from state.needs import PERSON, REASON, TEXT
from state.process import NEW, Event, Need, On, Process
from state.processes.rapid_review import opened_by
from state.raising import Change
from state.roles import AD_SPSQA, AREA_AD, AUTHOR, CLOCK, DIRECTOR, MANAGER, PSW, PSW_CHANNEL, REPORT_AUTHOR

PROPOSED = "proposed"
AUTHORISED = "authorised"
APPOINTED = "appointed"
WITH_PSW = "with_psw"
WITH_AD = "with_ad"
CLOSED = "closed"
DECLINED = "declined"

OPEN = (PROPOSED, AUTHORISED, APPOINTED, WITH_PSW, WITH_AD)

NOTHING = "none"


def a_rapid_review_asks_for_it(change: Change) -> Iterable[Fields]:
    """Other learning is proposed as an internal review, unless other kinds were named. Source: R75 (G71), A8."""
    opens = "internal_review" in opened_by(change.outcomes, change.step.fields)
    return ({"text": change.step.fields["text"]},) if opens else ()


def the_executive_asks_for_it(change: Change) -> Iterable[Fields]:
    """Learning for a single agency, after the Executive found the threshold not met. Source: R43, R75 (G71, G244)."""
    text = str(change.step.fields["text"])
    return () if text.strip(" .").casefold() == NOTHING else ({"text": text},)


PROCESS = Process(
    "internal_review",
    opening=Event(
        "open",
        (NEW,),
        PROPOSED,
        by=(PSW, AREA_AD, DIRECTOR, AD_SPSQA, CLOCK),
        needs=(TEXT,),
        tells=(AD_SPSQA, AREA_AD, PSW_CHANNEL),
        rules=("R75 by area_ad director",),
    ),
    events=(
        Event(
            "authorise",
            (PROPOSED,),
            AUTHORISED,
            by=(AD_SPSQA,),
            decides=True,
            tells=(AUTHOR, AREA_AD, MANAGER, PSW_CHANNEL),
            rules=("R74", "R75"),
        ),
        Event(
            "decline",
            (PROPOSED,),
            DECLINED,
            by=(AD_SPSQA,),
            needs=(REASON,),
            decides=True,
            tells=(AREA_AD, DIRECTOR, PSW_CHANNEL),
        ),
        Event(
            "appoint",
            (AUTHORISED,),
            APPOINTED,
            by=(PSW,),
            needs=(PERSON,),
            tells=(REPORT_AUTHOR, AREA_AD, PSW_CHANNEL),
        ),
        Event("report", (APPOINTED,), WITH_PSW, by=(REPORT_AUTHOR,), tells=(PSW, PSW_CHANNEL)),
        Event(
            "quality_checked",
            (WITH_PSW,),
            WITH_AD,
            by=(PSW,),
            checks=True,
            tells=(AD_SPSQA, REPORT_AUTHOR, PSW_CHANNEL),
        ),
        Event(
            "approve",
            (WITH_AD,),
            CLOSED,
            by=(AD_SPSQA,),
            needs=(Need("recommendations", optional=True),),
            decides=True,
            checks=True,
            tells=(REPORT_AUTHOR, AREA_AD, MANAGER, PSW_CHANNEL),
            rules=("R104 needs recommendations",),
        ),
        Event(
            "send_back",
            (WITH_PSW, WITH_AD),
            APPOINTED,
            by=(PSW, AD_SPSQA),
            needs=(REASON,),
            tells=(REPORT_AUTHOR, PSW_CHANNEL),
        ),
    ),
    final=(CLOSED, DECLINED),
    awaits={
        PROPOSED: (AD_SPSQA,),
        AUTHORISED: (PSW,),
        APPOINTED: (REPORT_AUTHOR,),
        WITH_PSW: (PSW,),
        WITH_AD: (AD_SPSQA,),
    },
    clocks={"internal_review_report": OPEN},
    opens="always",
    opens_after=(
        On(("rapid_review.finalise",), a_rapid_review_asks_for_it),
        On(("partnership_referral.single_agency_learning",), the_executive_asks_for_it),
    ),
    anchors={"internal_review_opened_at": ("open",)},
    place=14,
)
