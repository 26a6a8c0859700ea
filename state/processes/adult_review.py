"""A Safeguarding Adult Review, the SAR. Source: R89, R90, R109 (G94–G107)."""

from state.needs import REASON, SINCE_KNOWN, TEXT, choice, when
from state.process import NEW, Event, Process
from state.roles import AD_SPSQA, AREA_AD, CLOCK, PSW, PSW_CHANNEL, SM_SPSQA, UNIT, UNIT_OR_PSW

CONSIDERED = "considered"
REFERRED = "referred"
UNDER_WAY = "under_way"
CLOSED = "closed"
NOT_REFERRED = "not_referred"

PROCESS = Process(
    "adult_review",
    opening=Event("open", (NEW,), CONSIDERED, by=(CLOCK,), tells=(SM_SPSQA, PSW_CHANNEL)),
    events=(
        Event(
            "refer",
            (CONSIDERED,),
            REFERRED,
            by=UNIT_OR_PSW,
            needs=(SINCE_KNOWN,),
            tells=(SM_SPSQA, AREA_AD, PSW_CHANNEL),
        ),
        Event(
            "board_decides",
            (REFERRED,),
            {"review": UNDER_WAY, "none": CLOSED},
            by=(PSW,),
            needs=(choice("review", "none"), when("refer.when")),
            tells=(SM_SPSQA, AD_SPSQA, AREA_AD, PSW_CHANNEL),
        ),
        Event(
            "not_referred",
            (CONSIDERED,),
            NOT_REFERRED,
            by=(PSW,),
            needs=(REASON,),
            decides=True,
            tells=(SM_SPSQA, PSW_CHANNEL),
        ),
        Event("imr_requested", (UNDER_WAY,), None, by=(PSW,), tells=(SM_SPSQA, PSW_CHANNEL)),
        Event("close", (UNDER_WAY,), CLOSED, by=(PSW,), needs=(TEXT,), tells=(SM_SPSQA, AREA_AD, PSW_CHANNEL)),
    ),
    final=(CLOSED, NOT_REFERRED),
    awaits={CONSIDERED: (UNIT, PSW), REFERRED: (PSW,), UNDER_WAY: (PSW,)},
    opens="again",
    opens_on=("consider_adult_review",),
    place=16,
)
