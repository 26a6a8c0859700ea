"""Practitioners of all agencies meet to reflect on what happened. Source: R72, R73 (G65–G68)."""

from collections.abc import Iterable

from state.case import Fields, Run, listed
from state.needs import MEETING_AT, REASON, SINCE_KNOWN, TEXT
from state.process import NEW, Event, Need, On, Process
from state.processes.rapid_review import opened_by
from state.raising import Attempt, Change
from state.roles import AREA_AD, CLOCK, KSCMP, KSCMP_OR_PSW, MANAGER, PSW, PSW_CHANNEL

PLANNED = "planned"
INVITED = "invited"
HELD = "held"
CLOSED = "closed"
CANCELLED = "cancelled"


def meets_at(run: Run) -> str | None:
    """When it is to be held, as said last."""
    said = run.said("reschedule", "meeting_at") or run.said("invite", "meeting_at") or run.said("open", "meeting_at")
    return said if isinstance(said, str) else None


def invited(run: Run) -> tuple[str, ...]:
    """Who is invited: each is reminded beforehand."""
    return listed(run.said("invite", "invited") or run.said("open", "invited"))


def absent(run: Run) -> tuple[str, ...]:
    """Who was invited and did not come. Attending is expected of practitioner and manager. Source: R73 (G67)."""
    came = listed(run.said("hold", "attendance"))
    return tuple(person for person in invited(run) if came and person not in came)


def their_ad(run: Run, _: Fields) -> tuple[str, ...]:
    """The AD hears of those who did not come."""
    return (AREA_AD,) if absent(run) else ()


def no_day_was_set(attempt: Attempt) -> bool:
    """It was opened by a Rapid Review, which sets no day."""
    return meets_at(attempt.run) is None


def nobody_was_named(attempt: Attempt) -> bool:
    """It was opened by a Rapid Review, which names nobody."""
    return not invited(attempt.run)


def it_was_decided(change: Change) -> Iterable[Fields]:
    """A Rapid Review ended with it. Source: A8."""
    return ({},) if "practitioner_event" in opened_by(change.outcomes, change.step.fields) else ()


PROCESS = Process(
    "practitioner_event",
    opening=Event(
        "open",
        (NEW,),
        PLANNED,
        by=(*KSCMP_OR_PSW, CLOCK),
        needs=(MEETING_AT, Need("invited", "people")),
        tells=(AREA_AD, PSW_CHANNEL),
    ),
    events=(
        Event(
            "invite",
            (PLANNED,),
            INVITED,
            by=KSCMP_OR_PSW,
            needs=(
                Need("meeting_at", "meeting", wanted=no_day_was_set),
                Need("invited", "people", wanted=nobody_was_named),
            ),
            tells=(AREA_AD, MANAGER, PSW_CHANNEL),
        ),
        Event(
            "hold",
            (INVITED,),
            HELD,
            by=(PSW,),
            needs=(SINCE_KNOWN, Need("attendance", "people")),
            tells=(PSW_CHANNEL,),
            tells_also=their_ad,
        ),
        Event("close", (HELD,), CLOSED, by=(PSW,), needs=(TEXT,), tells=(AREA_AD, PSW_CHANNEL)),
        Event(
            "reschedule",
            (PLANNED, INVITED),
            None,
            by=KSCMP_OR_PSW,
            needs=(MEETING_AT,),
            tells=(AREA_AD, MANAGER, PSW_CHANNEL),
        ),
        Event(
            "cancel",
            (PLANNED, INVITED),
            CANCELLED,
            by=(PSW,),
            needs=(REASON,),
            tells=(KSCMP, AREA_AD, MANAGER, PSW_CHANNEL),
        ),
    ),
    final=(CLOSED, CANCELLED),
    awaits={PLANNED: (KSCMP, PSW), INVITED: (PSW,), HELD: (PSW,)},
    opens="always",
    opens_after=(On(("rapid_review.finalise",), it_was_decided),),
    place=13,
)
