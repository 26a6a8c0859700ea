"""One thing to change: what, measured how, by whom, by when. Source: R36, R53, R99, R104 (G36, G72, G177, G224)."""

from collections.abc import Iterable

from state.case import Fields
from state.needs import DUE, PERSON, REASON, TEXT
from state.process import NEW, Event, Need, On, Process
from state.processes.rapid_review import opened_by
from state.raising import Change
from state.roles import ACTION_OWNER, CLOCK, PSW, PSW_CHANNEL, UNIT_OR_PSW

OPEN = "open"
DONE = "done"
VERIFIED = "verified"
DROPPED = "dropped"


NOT_YET_AGREED = {"review": "", "person": "", "due": ""}
"""What a review cannot say of an action: it is corrected, reassigned and extended when it is agreed."""


def one_for_each_recommendation(change: Change) -> Iterable[Fields]:
    """Recommendations, one a line, lead to a learning action each. Source: R104 (G72)."""
    lines = str(change.step.fields.get("recommendations", "")).splitlines()
    return [{"text": line.strip(), **NOT_YET_AGREED} for line in lines if line.strip()]


def the_conclusion(change: Change) -> Iterable[Fields]:
    """A Rapid Review ended with an action for one agency. Source: R53 (G36), A8."""
    opens = "learning_action" in opened_by(change.outcomes, change.step.fields)
    return ({"text": change.step.fields["text"], **NOT_YET_AGREED},) if opens else ()


PROCESS = Process(
    "learning_action",
    opening=Event(
        "open",
        (NEW,),
        OPEN,
        by=(*UNIT_OR_PSW, CLOCK),
        needs=(TEXT, Need("review"), PERSON, DUE),
        tells=(ACTION_OWNER, PSW_CHANNEL),
    ),
    events=(
        Event("done", (OPEN,), DONE, by=(ACTION_OWNER,), needs=(TEXT,), tells=(PSW, PSW_CHANNEL)),
        Event("verify", (DONE,), VERIFIED, by=(PSW,), tells=(ACTION_OWNER, PSW_CHANNEL)),
        Event("extend", (OPEN,), None, by=(PSW,), needs=(DUE, REASON), tells=(ACTION_OWNER, PSW_CHANNEL)),
        Event("reopen", (DONE,), OPEN, by=(PSW,), needs=(REASON,), tells=(ACTION_OWNER, PSW_CHANNEL)),
        Event("drop", (OPEN,), DROPPED, by=(PSW,), needs=(REASON,), tells=(ACTION_OWNER, PSW_CHANNEL)),
    ),
    final=(VERIFIED, DROPPED),
    awaits={OPEN: (ACTION_OWNER, PSW), DONE: (PSW,)},
    clocks={"learning_action": (OPEN,)},
    opens="always",
    opens_after=(
        On(("internal_review.approve",), one_for_each_recommendation),
        On(("rapid_review.finalise",), the_conclusion),
    ),
    anchors={"learning_action_opened_at": ("open",), "learning_action_due": ("open.due", "extend.due")},
    place=18,
)
