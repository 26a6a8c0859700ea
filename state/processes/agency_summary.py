"""The Agency Involvement Summary Report for the Rapid Review. Source: R45, R55–R62, R98 (G26–G33, G184–G189), A15."""

from dataclasses import replace

from state.needs import PERSON, REASON, SINCE_KNOWN, TEXT
from state.process import NEW, Event, On, Process
from state.roles import AD_SPSQA, AREA_AD, CLOCK, KSCMP, OF_SPSQA, PSW, PSW_CHANNEL, REPORT_AUTHOR

AUTHOR_NEEDED = "author_needed"
APPOINTED = "appointed"
WRITING = "writing"
WITH_PSW = "with_psw"
WITH_AD = "with_ad"
APPROVED = "approved"
RETURNED = "returned"

OPEN = (AUTHOR_NEEDED, APPOINTED, WRITING, WITH_PSW, WITH_AD, APPROVED)

PROCESS = Process(
    "agency_summary",
    opening=Event("open", (NEW,), AUTHOR_NEEDED, by=(PSW, CLOCK), tells=(PSW_CHANNEL,), rules=("R45",)),
    events=(
        Event(
            "appoint",
            (AUTHOR_NEEDED,),
            APPOINTED,
            by=(PSW,),
            needs=(replace(PERSON, among=OF_SPSQA, rules=("R55 among",)),),
            tells=(REPORT_AUTHOR, AREA_AD, PSW_CHANNEL),
            rules=("R57 tells area_ad",),
        ),
        Event(
            "agree_parameters",
            (APPOINTED,),
            WRITING,
            by=(PSW,),
            needs=(TEXT,),
            tells=(REPORT_AUTHOR, PSW_CHANNEL),
            rules=("R56 needs text", "R58"),
        ),
        Event("send_to_psw", (WRITING,), WITH_PSW, by=(REPORT_AUTHOR,), tells=(PSW, PSW_CHANNEL), rules=("R59",)),
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
            APPROVED,
            by=(AD_SPSQA,),
            decides=True,
            checks=True,
            tells=(REPORT_AUTHOR, PSW_CHANNEL),
            rules=("R60",),
        ),
        Event(
            "return_to_kscmp",
            (APPROVED,),
            RETURNED,
            by=(PSW,),
            needs=(SINCE_KNOWN,),
            tells=(KSCMP, AREA_AD, PSW_CHANNEL),
        ),
        Event(
            "send_back",
            (WITH_PSW, WITH_AD),
            WRITING,
            by=(PSW, AD_SPSQA),
            needs=(REASON,),
            tells=(REPORT_AUTHOR, PSW_CHANNEL),
        ),
        Event(
            "review_meeting",
            (APPOINTED, WRITING, WITH_PSW),
            None,
            by=(PSW,),
            needs=(SINCE_KNOWN,),
            tells=(REPORT_AUTHOR, PSW_CHANNEL),
            rules=("R61",),
        ),
    ),
    final=(RETURNED,),
    awaits={
        AUTHOR_NEEDED: (PSW,),
        APPOINTED: (PSW,),
        WRITING: (REPORT_AUTHOR,),
        WITH_PSW: (PSW,),
        WITH_AD: (AD_SPSQA,),
        APPROVED: (PSW,),
    },
    clocks={"agency_summary_to_psw": (AUTHOR_NEEDED, APPOINTED, WRITING), "rapid_review_summaries": OPEN},
    opens="always",
    opens_after=(On(("panel_notification.record_notified",)),),
    place=10,
)
