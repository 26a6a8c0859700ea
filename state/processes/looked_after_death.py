"""A looked-after child died: the Secretary of State and Ofsted are notified. Source: R36 (G20), A5."""

from state.needs import REASON, REFERENCE, sent_at
from state.process import NEW, Event, Process
from state.roles import AD_SPSQA, AREA_AD, AUTHOR, CLOCK, MANAGER, PSW, PSW_CHANNEL, TEAM, UNIT, UNIT_OR_PSW

TO_NOTIFY = "to_notify"
NOTIFIED = "notified"
NOT_NOTIFIABLE = "not_notifiable"

PROCESS = Process(
    "looked_after_death",
    opening=Event("open", (NEW,), TO_NOTIFY, by=(CLOCK,), tells=(AREA_AD, AD_SPSQA, PSW_CHANNEL), rules=("R36",)),
    events=(
        Event(
            "record_notified",
            (TO_NOTIFY,),
            NOTIFIED,
            by=UNIT_OR_PSW,
            needs=(REFERENCE, sent_at()),
            tells=(AUTHOR, AREA_AD, MANAGER, AD_SPSQA, TEAM, PSW_CHANNEL),
            rules=("R36",),
        ),
        Event(
            "not_notifiable",
            (TO_NOTIFY,),
            NOT_NOTIFIABLE,
            by=(PSW,),
            needs=(REASON,),
            decides=True,
            tells=(AREA_AD, AD_SPSQA, PSW_CHANNEL),
        ),
    ),
    final=(NOTIFIED, NOT_NOTIFIABLE),
    awaits={TO_NOTIFY: (UNIT, PSW)},
    clocks={"looked_after_death": (TO_NOTIFY,)},
    opens="again",
    opens_on=("notify_looked_after_death",),
    each_child=True,
    notifies=True,
    place=6,
)
