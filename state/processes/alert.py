"""The alert itself, from the moment it is sent until the case is closed. Source: R1–R14 (G23, G252–G260)."""

from state.case import Case, Fields, Run, listed
from state.found import found_anew
from state.moments import moment_of
from state.needs import REASON
from state.process import NEW, Event, Need, Process
from state.raising import Attempt, Change
from state.roles import AD_SPSQA, AREA_AD, AUTHOR, CLOCK, MANAGER, PSW, PSW_CHANNEL, TEAM, UNIT
from state.ruled import ruled_upon

WITH_AREA_AD = "with_area_ad"
RETURNED = "returned"
WITH_UNIT = "with_unit"
INFORMATION_REQUESTED = "information_requested"
ASSESSED = "assessed"
WITHDRAWN = "withdrawn"
CLOSED = "closed"

OPEN = (WITH_AREA_AD, RETURNED, WITH_UNIT, INFORMATION_REQUESTED, ASSESSED)

EVERYBODY = (AUTHOR, AREA_AD, TEAM, PSW_CHANNEL)
AUTHOR_AND_CHANNELS = (AUTHOR, TEAM, PSW_CHANNEL)

CRITERIA_NOT_MET = "criteria_not_met"


def no_notification_is_open(attempt: Attempt) -> tuple[str, ...]:
    """An alert is not withdrawn over a notification that somebody may owe. Source: R27, R29."""
    return tuple(dict.fromkeys(run.process for run in attempt.notifications))


def everything_else_is_final(attempt: Attempt) -> tuple[str, ...]:
    """A case closes when nothing in it is owed any more, also by a process that came to its end."""
    return attempt.owing


def a_finding_is_new(attempt: Attempt) -> tuple[str, ...]:
    """The changed answers meet a test that they did not meet before."""
    return () if found_anew(attempt.case.findings, attempt.findings) else ("findings",)


def known_at_is_not_later(attempt: Attempt) -> tuple[str, ...]:
    """No change of answers moves the moment later from which the statutory clock runs. Source: R27, A3."""
    if attempt.answers is None or (before := moment_of(attempt.case.current.get("known_at"))) is None:
        return ()
    after = moment_of(attempt.answers.get("known_at"))
    known, only_day = before
    kept = after and (after[0].date() <= known.date() if only_day else after[0] <= known)
    return () if kept else ("known_at",)


def found_elsewhere(change: Change, run: Run) -> Fields | None:
    """A step of another process changed answers, and they meet a test that they did not meet before."""
    return {} if change.found and change.run.process != run.process else None


def something_is_owed_again(change: Change, _: Run) -> Fields | None:
    """A case does not stay closed while one of its processes is open."""
    return {} if change.unfinished else None


def not_met_was_confirmed(case: Case, run: Run) -> bool:
    """Somebody assessed the alert, with the finding that the criteria are not met, and did not overrule it."""
    not_met = tuple(finding for finding in case.findings if finding.finding == CRITERIA_NOT_MET)
    stands = run.state in (ASSESSED, CLOSED) and run.said("assess", "overrule") != CRITERIA_NOT_MET
    return stands and bool(ruled_upon(case, not_met))


def questions_sent_back(run: Run) -> tuple[str, ...]:
    """The questions that were chosen when the alert was returned."""
    return _chosen(run, "return")


def questions_requested(run: Run) -> tuple[str, ...] | None:
    """The questions that the Unit asked to be answered again; None where it asked in words of its own.

    Source: R12 (G23)."""
    return _chosen(run, "request_information") or None


def asked_in_words(attempt: Attempt) -> bool:
    """Whether the Unit asked in words of its own, so that words are wanted back. Source: R12 (G23)."""
    return not _chosen(attempt.run, "request_information")


def whatever_changed(_run: Run) -> tuple[str, ...]:
    """An update leaves it to the person which answers change."""
    return ()


def _chosen(run: Run, event: str) -> tuple[str, ...]:
    return listed(run.said(event, "questions"))


PROCESS = Process(
    "alert",
    opening=Event(
        "submit",
        (NEW,),
        WITH_AREA_AD,
        by=(AUTHOR,),
        tells=(TEAM, PSW_CHANNEL, AD_SPSQA),
        rules=("R1", "R101 tells ad_spsqa"),
    ),
    events=(
        Event(
            "approve", (WITH_AREA_AD,), WITH_UNIT, by=(AREA_AD,), decides=True, tells=AUTHOR_AND_CHANNELS, rules=("R9",)
        ),
        Event(
            "return",
            (WITH_AREA_AD,),
            RETURNED,
            by=(AREA_AD,),
            needs=(REASON, Need("questions", "questions")),
            decides=True,
            tells=AUTHOR_AND_CHANNELS,
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
            tells=EVERYBODY,
        ),
        Event(
            "request_information",
            (WITH_UNIT,),
            INFORMATION_REQUESTED,
            by=(UNIT, PSW),
            needs=(Need("questions", "questions", or_else="text"),),
            tells=AUTHOR_AND_CHANNELS,
            rules=("R11 by", "R12"),
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
            tells=EVERYBODY,
            rules=("R10",),
        ),
        Event(
            "withdraw",
            OPEN,
            WITHDRAWN,
            by=(PSW,),
            needs=(REASON,),
            guards=(no_notification_is_open,),
            decides=True,
            tells=EVERYBODY,
        ),
        Event(
            "close", (ASSESSED,), CLOSED, by=(PSW,), guards=(everything_else_is_final,), decides=True, tells=EVERYBODY
        ),
        Event("reopen", (CLOSED,), ASSESSED, by=(PSW,), needs=(REASON,), decides=True, tells=AUTHOR_AND_CHANNELS),
        Event(
            "update",
            (CLOSED,),
            WITH_UNIT,
            by=(AUTHOR, MANAGER, UNIT, PSW),
            guards=(known_at_is_not_later, a_finding_is_new),
            tells=EVERYBODY,
            retells=whatever_changed,
        ),
        Event(
            "update",
            (*OPEN, CLOSED),
            None,
            by=(AUTHOR, MANAGER, UNIT, PSW),
            tells=EVERYBODY,
            retells=whatever_changed,
            guards=(known_at_is_not_later,),
            rules=("R6", "R7 tells area_ad psw_channel"),
        ),
        Event("found_anew", (CLOSED,), WITH_UNIT, by=(CLOCK,), follows=found_elsewhere, tells=EVERYBODY),
        Event(
            "owed_again", (CLOSED,), ASSESSED, by=(CLOCK,), follows=something_is_owed_again, tells=AUTHOR_AND_CHANNELS
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
    confirms=not_met_was_confirmed,
    place=1,
)
