"""Notifying the national Panel: the product recommends, the Corporate Director decides. Source: R15–R33, A4 (G18)."""

from collections.abc import Callable

from state.case import Case, Fields, Run
from state.criteria.standing import may_hold
from state.needs import ON_BEHALF, RATIONALE, REASON, REFERENCE, TEXT, choice, sent_at, when
from state.process import NEW, Event, Need, On, Process
from state.processes.partnership_referral import MET, NOT_MET, VIEWS, executive_view
from state.raising import Attempt, Change
from state.roles import (
    AD_SPSQA,
    AREA_AD,
    AUTHOR,
    CLOCK,
    CORPORATE_DIRECTOR,
    DIRECTOR,
    KSCMP,
    MANAGER,
    PSW,
    PSW_CHANNEL,
    TEAM,
    UNIT,
    UNIT_OR_PSW,
)

CONSIDERING = "considering"
AWAITING_DECISION = "awaiting_decision"
TO_NOTIFY = "to_notify"
NOTIFIED = "notified"
NOT_NOTIFIED = "not_notified"
NOTIFIED_ELSEWHERE = "notified_elsewhere"

UNDECIDED = (CONSIDERING, AWAITING_DECISION)
OPEN = (*UNDECIDED, TO_NOTIFY)

KENTS_OWN = (
    "notify_national_panel",
    "consider_extent_persistence_severity",
    "consider_non_physical_harm",
    "human_review_unborn",
)
OPENS_ON = (*KENTS_OWN, "invite_placing_authority")


def without_the_view(view: str) -> Callable[[Attempt], bool]:
    """Whether a decision comes before the Executive's view, or against it: it then needs a reason. Source: A13."""

    def wanted(attempt: Attempt) -> bool:
        return executive_view(attempt.case) != view

    return wanted


def over_the_executive(_: Run, fields: Fields) -> tuple[str, ...]:
    """Who hears of a decision without the Executive's view, or against it. Source: A13."""
    return (AD_SPSQA, DIRECTOR) if "without_view" in fields else ()


def every_placing_authority_notified(change: Change, _: Run) -> Fields | None:
    """The placing authorities notified for all children, and nothing is left for this authority. Source: R34."""
    placing = [run for run in change.case.runs if run.process == "placing_authority"]
    theirs = placing and all(run.state == "notified" for run in placing)
    if not theirs or may_hold(change.case.findings, *KENTS_OWN):
        return None
    return {"reference": str(placing[-1].said("their_reference", "reference") or "")}


def found_after_the_decision(change: Change, run: Run) -> Fields | None:
    """A new finding, or another authority that hands it back, opens again what was decided. Source: R6, R16."""
    tests = OPENS_ON if run.state == NOT_NOTIFIED else KENTS_OWN
    asked = change.name == "tell_other_authority.they_ask_us"
    return {} if asked or may_hold(change.found, *tests) else None


def decided_not_to_notify(_: Case, run: Run) -> bool:
    """The Corporate Director decided that the criteria are not met."""
    return run.state == NOT_NOTIFIED


def _decision(name: str, target: str, view: str) -> Event:
    return Event(
        name,
        UNDECIDED,
        target,
        by=(CORPORATE_DIRECTOR, PSW),
        needs=(RATIONALE, Need("without_view", wanted=without_the_view(view), rules=("R41",)), *ON_BEHALF),
        decides=True,
        tells=(AUTHOR, AREA_AD, MANAGER, TEAM, PSW_CHANNEL),
        tells_also=over_the_executive,
        relies_on=VIEWS,
        rules=("R29 by",),
    )


PROCESS = Process(
    "panel_notification",
    opening=Event(
        "open", (NEW,), CONSIDERING, by=(CLOCK,), tells=(AREA_AD, PSW_CHANNEL), rules=("R10 tells psw_channel",)
    ),
    events=(
        Event(
            "recommend",
            (CONSIDERING,),
            AWAITING_DECISION,
            by=UNIT_OR_PSW,
            needs=(choice("notify", "not_notify"), RATIONALE),
            decides=True,
            tells=(AD_SPSQA, PSW_CHANNEL),
            rules=("R30 tells ad_spsqa",),
        ),
        _decision("decide_notify", TO_NOTIFY, MET),
        _decision("decide_not_notify", NOT_NOTIFIED, NOT_MET),
        Event(
            "record_notified",
            (TO_NOTIFY,),
            NOTIFIED,
            by=UNIT_OR_PSW,
            needs=(REFERENCE, sent_at("decide_notify.decided_at")),
            tells=(AUTHOR, AREA_AD, MANAGER, AD_SPSQA, KSCMP, TEAM, PSW_CHANNEL),
            rules=("R27", "R30 by", "R31 tells area_ad manager"),
        ),
        Event(
            "reconsider",
            (TO_NOTIFY, NOT_NOTIFIED),
            CONSIDERING,
            by=(PSW,),
            needs=(REASON,),
            decides=True,
            tells=(CORPORATE_DIRECTOR, AREA_AD, TEAM, PSW_CHANNEL),
        ),
        Event(
            "notified_elsewhere",
            OPEN,
            NOTIFIED_ELSEWHERE,
            by=(PSW, CLOCK),
            needs=(REFERENCE,),
            decides=True,
            follows=every_placing_authority_notified,
            tells=(AUTHOR, AREA_AD, CORPORATE_DIRECTOR, TEAM, PSW_CHANNEL),
        ),
        Event(
            "panel_response",
            (NOTIFIED,),
            None,
            by=(PSW,),
            needs=(TEXT, when("record_notified.sent_at")),
            tells=(AREA_AD, MANAGER, PSW_CHANNEL),
            rules=("R31 tells area_ad manager",),
        ),
        Event(
            "found_anew",
            (NOT_NOTIFIED, NOTIFIED_ELSEWHERE),
            CONSIDERING,
            by=(CLOCK,),
            follows=found_after_the_decision,
            tells=(CORPORATE_DIRECTOR, AREA_AD, PSW_CHANNEL),
        ),
    ),
    final=(NOTIFIED, NOT_NOTIFIED, NOTIFIED_ELSEWHERE),
    awaits={
        CONSIDERING: (UNIT, PSW),
        AWAITING_DECISION: (CORPORATE_DIRECTOR, PSW),
        TO_NOTIFY: (UNIT, PSW),
    },
    clocks={"panel_notification": OPEN},
    opens_on=OPENS_ON,
    in_doubt=True,
    opens_after=(On(("tell_other_authority.they_ask_us",)),),
    anchors={"sent_at": ("record_notified.sent_at",)},
    notifies=True,
    confirms=decided_not_to_notify,
    place=4,
)
