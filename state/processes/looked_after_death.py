"""A looked-after child died: the Secretary of State and Ofsted are notified. Source: R36 (G20), A5."""

from dataclasses import replace

from state.fields import answer_of, earlier
from state.needs import REASON, REFERENCE, sent_at
from state.process import NEW, Event, Process
from state.raising import Attempt
from state.roles import AD_SPSQA, AREA_AD, AUTHOR, CLOCK, MANAGER, PSW, PSW_CHANNEL, TEAM, UNIT, UNIT_OR_PSW

TO_NOTIFY = "to_notify"
NOTIFIED = "notified"
NOT_NOTIFIABLE = "not_notifiable"


def not_before_the_death_was_known(attempt: Attempt) -> tuple[str, ...]:
    """Which moment of the death lies after the notification of it, though that cannot be."""
    sent = str(attempt.fields["sent_at"])
    moments = ("died_at", "death_known_at")
    return tuple(one for one in moments if earlier(sent, answer_of(attempt.case, attempt.run, one)))


PROCESS = Process(
    "looked_after_death",
    opening=Event("open", (NEW,), TO_NOTIFY, by=(CLOCK,), tells=(AREA_AD, AD_SPSQA, PSW_CHANNEL), rules=("R36",)),
    events=(
        Event(
            "record_notified",
            (TO_NOTIFY,),
            NOTIFIED,
            by=UNIT_OR_PSW,
            needs=(REFERENCE, replace(sent_at(), fits=(not_before_the_death_was_known,))),
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
