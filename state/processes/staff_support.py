"""Help for a member of staff. Theirs alone: kept with them, apart from every case. Source: R94 (G128)."""

from state.needs import choice
from state.process import NEW, Event, Process
from state.roles import AUTHOR, CLOCK, MANAGER

OFFERED = "offered"
ACCEPTED = "accepted"
GROUP_REQUESTED = "group_requested"
CLOSED = "closed"
DECLINED = "declined"

PROCESS = Process(
    "staff_support",
    opening=Event("open", (NEW,), OFFERED, by=(CLOCK,)),
    events=(
        Event(
            "accept",
            (OFFERED,),
            {"individual": ACCEPTED, "group": GROUP_REQUESTED},
            by=(AUTHOR,),
            needs=(choice("individual", "group"),),
        ),
        Event("arranged", (GROUP_REQUESTED,), CLOSED, by=(MANAGER,), tells=(AUTHOR,)),
        Event("decline", (OFFERED,), DECLINED, by=(AUTHOR,)),
    ),
    final=(ACCEPTED, CLOSED, DECLINED),
    awaits={OFFERED: (AUTHOR,), GROUP_REQUESTED: (MANAGER,)},
    opens="always",
    apart=True,
    place=19,
)
