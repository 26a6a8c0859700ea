"""A child whom another authority placed here: that authority is asked to notify first. Source: R34, R35 (G19), A6."""

from state.case import Fields, Run
from state.needs import REASON, REFERENCE, TEXT, when
from state.process import NEW, Event, Lapse, Process
from state.raising import Change
from state.roles import AREA_AD, CLOCK, CORPORATE_DIRECTOR, PSW, PSW_CHANNEL, TEAM, UNIT, UNIT_OR_PSW

TO_INVITE = "to_invite"
INVITED = "invited"
CONFIRMED = "confirmed"
NOTIFIED = "notified"
KENT_NOTIFIES = "kent_notifies"
CLOSED = "closed"

BACK_TO_KENT = (CORPORATE_DIRECTOR, AREA_AD, TEAM, PSW_CHANNEL)


def kents_own_is_settled(change: Change, _: Run) -> Fields | None:
    """This authority has notified the Panel itself, or decided not to."""
    panel = change.case.run("panel_notification")
    return {} if panel and panel.state in ("notified", "not_notified") else None


PROCESS = Process(
    "placing_authority",
    opening=Event("open", (NEW,), TO_INVITE, by=(CLOCK,), tells=(PSW_CHANNEL,)),
    events=(
        Event(
            "invite",
            (TO_INVITE,),
            INVITED,
            by=UNIT_OR_PSW,
            needs=(TEXT, when("known_at")),
            tells=(AREA_AD, TEAM, PSW_CHANNEL),
            rules=("R34",),
        ),
        Event(
            "confirm",
            (INVITED,),
            CONFIRMED,
            by=UNIT_OR_PSW,
            needs=(TEXT, when("invite.when")),
            tells=(PSW_CHANNEL,),
            rules=("R34",),
        ),
        Event(
            "decline",
            (INVITED,),
            KENT_NOTIFIES,
            by=UNIT_OR_PSW,
            needs=(when("invite.when"),),
            tells=BACK_TO_KENT,
            rules=("R35",),
        ),
        Event(
            "lapse",
            (INVITED,),
            KENT_NOTIFIES,
            by=(CLOCK,),
            lapses=Lapse("placing_authority_confirmation"),
            tells=BACK_TO_KENT,
            rules=("R35",),
        ),
        Event(
            "their_reference",
            (CONFIRMED, KENT_NOTIFIES),
            NOTIFIED,
            by=UNIT_OR_PSW,
            needs=(REFERENCE,),
            tells=(AREA_AD, TEAM, PSW_CHANNEL),
        ),
        Event("not_done", (CONFIRMED,), KENT_NOTIFIES, by=(PSW,), tells=BACK_TO_KENT, rules=("R35",)),
        Event(
            "lapse",
            (CONFIRMED,),
            KENT_NOTIFIES,
            by=(CLOCK,),
            lapses=Lapse("panel_notification", working_days_before=1),
            tells=BACK_TO_KENT,
            rules=("R35",),
        ),
        Event("done", (KENT_NOTIFIES,), CLOSED, by=(CLOCK,), follows=kents_own_is_settled, tells=(PSW_CHANNEL,)),
        Event(
            "not_needed",
            (TO_INVITE, INVITED, CONFIRMED),
            CLOSED,
            by=(PSW,),
            needs=(REASON,),
            decides=True,
            tells=(AREA_AD, PSW_CHANNEL),
        ),
    ),
    final=(NOTIFIED, CLOSED),
    awaits={
        TO_INVITE: (UNIT, PSW),
        INVITED: (UNIT, PSW),
        CONFIRMED: (UNIT, PSW),
        KENT_NOTIFIES: (UNIT, PSW),
    },
    clocks={"placing_invitation": (TO_INVITE,), "placing_authority_confirmation": (INVITED,)},
    opens="again",
    opens_on=("invite_placing_authority",),
    each_child=True,
    anchors={"invited_at": ("invite.when",)},
    notifies=True,
    place=5,
)
