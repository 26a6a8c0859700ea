"""The alert itself, from the moment it is sent until the case is closed. Source: R1–R14 (G23, G252–G260)."""

from state.case import Run
from state.moments import moment_of
from state.process import NEW, Attempt, Event, Need, Process
from state.roles import AD_SPSQA, AREA_AD, AUTHOR, MANAGER, PSW, PSW_CHANNEL, TEAM, UNIT

WITH_AREA_AD = "with_area_ad"
RETURNED = "returned"
WITH_UNIT = "with_unit"
INFORMATION_REQUESTED = "information_requested"
ASSESSED = "assessed"
WITHDRAWN = "withdrawn"
CLOSED = "closed"

OPEN = (WITH_AREA_AD, RETURNED, WITH_UNIT, INFORMATION_REQUESTED, ASSESSED)

REASON = Need("reason")


def no_notification_is_open(attempt: Attempt) -> bool:
    """An alert is not withdrawn over a notification that somebody may owe. Source: R27."""
    return not any(
        table.notifies and run.state not in table.final
        for run in attempt.case.runs
        for table in [attempt.processes[run.process]]
    )


def everything_else_is_final(attempt: Attempt) -> bool:
    """A case closes when nothing in it is owed any more."""
    others = (r for r in attempt.case.runs if (r.process, r.key) != (attempt.run.process, attempt.run.key))
    return all(r.state in attempt.processes[r.process].final for r in others)


def a_finding_is_new(attempt: Attempt) -> bool:
    """The changed answers meet a test that they did not meet before."""
    before = {(f.finding, f.child) for f in attempt.case.findings}
    return any((f.finding, f.child) not in before for f in attempt.findings)


def known_at_is_not_later(attempt: Attempt) -> bool:
    """No change of answers moves the moment later from which the statutory clock runs. Source: R27, A3."""
    if attempt.answers is None:
        return True
    before, after = (moment_of(a.get("known_at")) for a in (attempt.case.current, attempt.answers))
    if before is None or after is None:
        return before is None
    known, only_day = before
    return after[0].date() <= known.date() if only_day else after[0] <= known


def questions_sent_back(run: Run) -> tuple[str, ...]:
    """The questions that were chosen when the alert was returned."""
    return _chosen(run, "return")


def questions_requested(run: Run) -> tuple[str, ...] | None:
    """The questions that the Unit asked to be answered again; None where it asked in words of its own."""
    return _chosen(run, "request_information") or None


def asked_in_words(run: Run) -> bool:
    """Whether the Unit asked in words of its own, so that words are wanted back."""
    return not _chosen(run, "request_information")


def whatever_changed(_run: Run) -> tuple[str, ...]:
    """An update leaves it to the person which answers change. Source: R6, R7."""
    return ()


def _chosen(run: Run, event: str) -> tuple[str, ...]:
    step = run.last(event)
    chosen = step.fields.get("questions", ()) if step else ()
    return (chosen,) if isinstance(chosen, str) else chosen


PROCESS = Process(
    "alert",
    opening=Event("submit", (NEW,), WITH_AREA_AD, by=(AUTHOR,), tells=(TEAM, PSW_CHANNEL, AD_SPSQA)),
    events=(
        Event("approve", (WITH_AREA_AD,), WITH_UNIT, by=(AREA_AD,), decides=True, tells=(AUTHOR, TEAM, PSW_CHANNEL)),
        Event(
            "return",
            (WITH_AREA_AD,),
            RETURNED,
            by=(AREA_AD,),
            needs=(REASON, Need("questions", "questions")),
            decides=True,
            tells=(AUTHOR, TEAM, PSW_CHANNEL),
        ),
        Event(
            "resubmit",
            (RETURNED,),
            WITH_AREA_AD,
            by=(AUTHOR,),
            tells=(TEAM, PSW_CHANNEL),
            retells=questions_sent_back,
            guards=(known_at_is_not_later,),
        ),
        Event(
            "bring_forward",
            (WITH_AREA_AD, RETURNED),
            WITH_UNIT,
            by=(PSW, AD_SPSQA),
            needs=(REASON,),
            decides=True,
            tells=(AUTHOR, AREA_AD, TEAM, PSW_CHANNEL),
        ),
        Event(
            "request_information",
            (WITH_UNIT,),
            INFORMATION_REQUESTED,
            by=(UNIT, PSW),
            needs=(Need("questions", "questions", or_else="text"),),
            tells=(AUTHOR, TEAM, PSW_CHANNEL),
        ),
        Event(
            "provide",
            (INFORMATION_REQUESTED,),
            WITH_UNIT,
            by=(AUTHOR, MANAGER),
            needs=(Need("text", wanted=asked_in_words),),
            tells=(AUTHOR, PSW_CHANNEL),
            retells=questions_requested,
            guards=(known_at_is_not_later,),
        ),
        Event(
            "assess",
            (WITH_UNIT,),
            ASSESSED,
            by=(UNIT, PSW),
            needs=(
                Need("overrule", "finding", optional=True),
                Need("reason", only_with="overrule"),
            ),
            decides=True,
            tells=(AUTHOR, AREA_AD, TEAM, PSW_CHANNEL),
        ),
        Event(
            "withdraw",
            OPEN,
            WITHDRAWN,
            by=(PSW,),
            needs=(REASON,),
            guards=(no_notification_is_open,),
            decides=True,
            tells=(AUTHOR, AREA_AD, TEAM, PSW_CHANNEL),
        ),
        Event(
            "close",
            (ASSESSED,),
            CLOSED,
            by=(PSW,),
            guards=(everything_else_is_final,),
            decides=True,
            tells=(AUTHOR, AREA_AD, TEAM, PSW_CHANNEL),
        ),
        Event(
            "reopen", (CLOSED,), ASSESSED, by=(PSW,), needs=(REASON,), decides=True, tells=(AUTHOR, TEAM, PSW_CHANNEL)
        ),
        Event(
            "update",
            (CLOSED,),
            WITH_UNIT,
            by=(AUTHOR, MANAGER, UNIT, PSW),
            guards=(known_at_is_not_later, a_finding_is_new),
            tells=(AUTHOR, AREA_AD, TEAM, PSW_CHANNEL),
            retells=whatever_changed,
        ),
        Event(
            "update",
            (*OPEN, CLOSED),
            None,
            by=(AUTHOR, MANAGER, UNIT, PSW),
            tells=(AUTHOR, AREA_AD, TEAM, PSW_CHANNEL),
            retells=whatever_changed,
            guards=(known_at_is_not_later,),
        ),
    ),
    final=(WITHDRAWN, CLOSED),
    awaits={
        WITH_AREA_AD: (AREA_AD,),
        RETURNED: (AUTHOR,),
        WITH_UNIT: (UNIT, PSW),
        INFORMATION_REQUESTED: (AUTHOR, MANAGER),
        ASSESSED: (PSW,),
    },
    clocks={
        "area_ad_approval": (WITH_AREA_AD, RETURNED),
        "unit_enquiries": (WITH_UNIT, INFORMATION_REQUESTED),
    },
)
