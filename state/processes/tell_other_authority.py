"""Another authority must know: it happened in its area, or it placed the child. Source: R16, R17, R36 (G13, G14)."""

from state.needs import REASON, TEXT, when
from state.process import NEW, Event, Process
from state.roles import AD_SPSQA, AREA_AD, CLOCK, PSW, PSW_CHANNEL, UNIT, UNIT_OR_PSW

TO_TELL = "to_tell"
TOLD = "told"
CLOSED = "closed"

PROCESS = Process(
    "tell_other_authority",
    opening=Event("open", (NEW,), TO_TELL, by=(CLOCK,), tells=(PSW_CHANNEL,)),
    events=(
        Event(
            "told",
            (TO_TELL,),
            TOLD,
            by=UNIT_OR_PSW,
            needs=(TEXT, when("known_at")),
            tells=(AREA_AD, PSW_CHANNEL),
            rules=("R16", "R17"),
        ),
        Event(
            "acknowledged", (TOLD,), CLOSED, by=UNIT_OR_PSW, needs=(when("told.when"),), tells=(AREA_AD, PSW_CHANNEL)
        ),
        Event("they_ask_us", (TOLD,), CLOSED, by=(PSW,), needs=(TEXT,), tells=(AREA_AD, AD_SPSQA, PSW_CHANNEL)),
        Event("not_needed", (TO_TELL,), CLOSED, by=(PSW,), needs=(REASON,), decides=True, tells=(AREA_AD, PSW_CHANNEL)),
    ),
    final=(CLOSED,),
    awaits={TO_TELL: (UNIT, PSW), TOLD: (UNIT, PSW)},
    clocks={"tell_other_authority": (TO_TELL,)},
    opens="again",
    opens_on=("refer_to_other_authority", "prompt_placing_authority_of_death"),
    notifies=True,
    place=20,
)
