"""A Domestic Homicide Review, the DHR. Source: R91, R92, R105, R109 (G108–G124)."""

from state.needs import DUE, REASON, TEXT, WHEN, choice, when
from state.process import NEW, Event, Process
from state.roles import AD_SPSQA, AREA_AD, CLOCK, PSW, PSW_CHANNEL, SM_SPSQA

CONSIDERED = "considered"
DECIDING = "deciding"
UNDER_WAY = "under_way"
CLOSED = "closed"
NOT_DOMESTIC = "not_domestic"

PROCESS = Process(
    "homicide_review",
    opening=Event("open", (NEW,), CONSIDERED, by=(CLOCK,), tells=(SM_SPSQA, PSW_CHANNEL)),
    events=(
        # The homicide may have come to the partnership's attention before this authority knew of it.
        Event("csp_told", (CONSIDERED,), DECIDING, by=(PSW,), needs=(WHEN,), tells=(SM_SPSQA, AREA_AD, PSW_CHANNEL)),
        Event(
            "decide",
            (DECIDING,),
            {"review": UNDER_WAY, "none": CLOSED},
            by=(PSW,),
            needs=(choice("review", "none"), when("csp_told.when")),
            tells=(SM_SPSQA, AD_SPSQA, AREA_AD, PSW_CHANNEL),
        ),
        Event(
            "not_domestic",
            (CONSIDERED,),
            NOT_DOMESTIC,
            by=(PSW,),
            needs=(REASON,),
            decides=True,
            tells=(SM_SPSQA, PSW_CHANNEL),
        ),
        Event("extend", (UNDER_WAY,), None, by=(PSW,), needs=(DUE, TEXT), tells=(SM_SPSQA, PSW_CHANNEL)),
        Event("imr_requested", (UNDER_WAY,), None, by=(PSW,), tells=(SM_SPSQA, PSW_CHANNEL)),
        Event(
            "chronology", (UNDER_WAY,), None, by=(PSW,), needs=(when("csp_told.when"),), tells=(SM_SPSQA, PSW_CHANNEL)
        ),
        Event(
            "overview_report",
            (UNDER_WAY,),
            CLOSED,
            by=(PSW,),
            needs=(when("decide.when"),),
            tells=(SM_SPSQA, AD_SPSQA, AREA_AD, PSW_CHANNEL),
        ),
    ),
    final=(CLOSED, NOT_DOMESTIC),
    awaits={CONSIDERED: (PSW,), DECIDING: (PSW,), UNDER_WAY: (PSW,)},
    clocks={"homicide_review_decision": (CONSIDERED, DECIDING), "homicide_review_report": (UNDER_WAY,)},
    opens="again",
    opens_on=("consider_homicide_review",),
    anchors={
        "dhr_known_at": ("csp_told.when",),
        "dhr_decided_at": ("decide.when",),
        "dhr_agreed_due": ("extend.due",),
    },
    place=17,
)
