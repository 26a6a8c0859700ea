"""Whether the Director is told, and what is talked over with them. Source: R13, R14 (G166, G254, G260)."""

from state.needs import REASON, TEXT, when
from state.process import NEW, Event, On, Process
from state.roles import AD_SPSQA, CLOCK, DIRECTOR, PSW, PSW_CHANNEL, UNIT_OR_PSW

OPEN = "open"
DIRECTOR_TOLD = "director_told"
NOT_NEEDED = "not_needed"

PROCESS = Process(
    "director_briefing",
    opening=Event("open", (NEW,), OPEN, by=(CLOCK,), tells=(AD_SPSQA,)),
    events=(
        Event(
            "tell_director",
            (OPEN,),
            DIRECTOR_TOLD,
            by=(AD_SPSQA,),
            decides=True,
            tells=(DIRECTOR, PSW_CHANNEL),
            rules=("R14",),
        ),
        Event(
            "not_needed",
            (OPEN,),
            NOT_NEEDED,
            by=(AD_SPSQA,),
            needs=(REASON,),
            decides=True,
            tells=(PSW_CHANNEL,),
            rules=("R14",),
        ),
        Event("reopen", (NOT_NEEDED,), OPEN, by=(AD_SPSQA, PSW), needs=(REASON,), tells=(AD_SPSQA, PSW_CHANNEL)),
        Event(
            "liaise",
            (OPEN,),
            None,
            by=UNIT_OR_PSW,
            needs=(when("known_at"), TEXT),
            tells=(AD_SPSQA, PSW_CHANNEL),
            rules=("R13",),
        ),
    ),
    final=(DIRECTOR_TOLD, NOT_NEEDED),
    awaits={OPEN: (AD_SPSQA,)},
    clocks={"unit_enquiries": (OPEN,)},
    opens_after=(On(("alert.approve", "alert.bring_forward")),),
    place=2,
)
