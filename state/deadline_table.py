"""The deadlines, a row each: from when each counts, and when a case has it. How long it is stands in the profile."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from state.answers import View
from state.case import Finding
from state.criteria.child_death_form import CHILD_DEATH_FORM
from state.criteria.clauses import Subject
from state.criteria.combined import Some
from state.criteria.consider_extent_persistence_severity import CONSIDER_EXTENT_PERSISTENCE_SEVERITY
from state.criteria.consider_homicide_review import CONSIDER_HOMICIDE_REVIEW
from state.criteria.consider_non_physical_harm import CONSIDER_NON_PHYSICAL_HARM
from state.criteria.criterion import Criterion
from state.criteria.deaths import DIED, STILLBORN
from state.criteria.human_review_unborn import HUMAN_REVIEW_UNBORN
from state.criteria.invite_placing_authority import INVITE_PLACING_AUTHORITY
from state.criteria.joint_agency_response import JOINT_AGENCY_RESPONSE
from state.criteria.notify_care_leaver_death import NOTIFY_CARE_LEAVER_DEATH
from state.criteria.notify_looked_after_death import NOTIFY_LOOKED_AFTER_DEATH
from state.criteria.notify_national_panel import NOTIFY_NATIONAL_PANEL
from state.criteria.prompt_placing_authority_of_death import PROMPT_PLACING_AUTHORITY_OF_DEATH
from state.criteria.refer_to_other_authority import REFER_TO_OTHER_AUTHORITY
from state.criteria.standing import holds, may_hold
from state.criteria.truth import YES
from state.moments import moment_of

KNOWN_AT = "known_at"


@dataclass(frozen=True)
class Situation:
    """What deadlines hang on, for one child where the children differ, or for one run of a process of which there are
    several: answers and anchors by id, and the findings."""

    view: View
    findings: tuple[Finding, ...]
    child: int | None = None
    run: int | None = None


Listed = Callable[[Situation], bool]


@dataclass(frozen=True)
class Deadline:
    """A deadline as the rules have it: the answer or anchor that it counts from, and when it is listed.

    One for each `child` or `run` is listed for every one concerned; of any other, the case has the earliest. Where
    the anchor `agreed` names a day, it ends on that day, whatever its length.
    """

    id: str
    anchor: str
    rules: tuple[str, ...]
    listed: Listed
    each: Literal["case", "child", "run"] = "case"
    agreed: str = ""

    def child_of(self, situation: Situation) -> int | None:
        """The child of whom it is, where each has one of their own."""
        return situation.child if self.each == "child" else None


def always(_: Situation) -> bool:
    """Every alert has it, whether or not it meets the criteria. Source: R5 (G202)."""
    return True


def while_open(*criteria: Criterion) -> Listed:
    """While one of these findings holds, or needs information before it can be ruled out. Source: A11."""
    return lambda situation: may_hold(situation.findings, *(criterion.id for criterion in criteria))


def while_held(criterion: Criterion) -> Listed:
    """While this finding holds."""
    return lambda situation: holds(situation.findings, criterion.id)


def given(anchor: str) -> Listed:
    """Once there is such a moment."""
    return lambda situation: moment_of(situation.view.get(anchor)) is not None


def both(first: Listed, second: Listed) -> Listed:
    """Where both are so."""
    return lambda situation: first(situation) and second(situation)


def either(first: Listed, second: Listed) -> Listed:
    """Where one is so."""
    return lambda situation: first(situation) or second(situation)


def after_a_death(situation: Situation) -> bool:
    """Somebody died, or was stillborn: nothing is counted from a death while the child lives."""
    return Some((DIED, STILLBORN)).ask(Subject(situation.view, {})).truth == YES


_NOTIFYING = while_open(
    NOTIFY_NATIONAL_PANEL,
    INVITE_PLACING_AUTHORITY,
    CONSIDER_EXTENT_PERSISTENCE_SEVERITY,
    CONSIDER_NON_PHYSICAL_HARM,
    HUMAN_REVIEW_UNBORN,
)
_INVITING = while_open(INVITE_PLACING_AUTHORITY)
_INVITED = either(while_held(INVITE_PLACING_AUTHORITY), both(_INVITING, given("invited_at")))
_HOMICIDE = while_held(CONSIDER_HOMICIDE_REVIEW)
_SENT = given("sent_at")


def _death(criterion: Criterion) -> Listed:
    return both(while_open(criterion), after_a_death)


# fmt: off
DEADLINES: tuple[Deadline, ...] = (
    Deadline("area_ad_approval", KNOWN_AT, ("R9",), always),
    Deadline("unit_enquiries", KNOWN_AT, ("R13",), always),
    Deadline("executive_view", KNOWN_AT, ("R40", "R42"), _NOTIFYING),
    Deadline("panel_notification", KNOWN_AT, ("R27",), _NOTIFYING),
    Deadline("looked_after_death", "death_known_at", ("R36",), _death(NOTIFY_LOOKED_AFTER_DEATH), "child"),
    Deadline("care_leaver_death", "death_known_at", ("R37",), _death(NOTIFY_CARE_LEAVER_DEATH), "child"),
    Deadline("tell_other_authority", KNOWN_AT, ("R16", "R17"), while_open(REFER_TO_OTHER_AUTHORITY)),
    Deadline("tell_other_authority", "death_known_at", ("R36",), _death(PROMPT_PLACING_AUTHORITY_OF_DEATH)),
    Deadline("placing_invitation", KNOWN_AT, ("R34",), _INVITING, "child"),
    Deadline("placing_authority_confirmation", "invited_at", ("R34", "R35"), _INVITED, "child"),
    Deadline("joint_agency_response", "died_at", ("R84",), _death(JOINT_AGENCY_RESPONSE), "child"),
    Deadline("child_death_form", "died_at", ("R100",), _death(CHILD_DEATH_FORM), "child"),
    Deadline("rapid_review", "sent_at", ("R44",), _SENT),
    Deadline("rapid_review_summaries", "sent_at", ("R45", "R103"), _SENT),
    Deadline("agency_summary_to_psw", "sent_at", ("R59",), _SENT),
    Deadline("rapid_review_meeting", "sent_at", ("R46",), _SENT),
    Deadline("rapid_review_report", "sent_at", ("R103",), _SENT),
    Deadline("homicide_review_decision", "dhr_known_at", ("R91",), _HOMICIDE),
    Deadline("homicide_review_report", "dhr_decided_at", ("R91",), _HOMICIDE, agreed="dhr_agreed_due"),
    Deadline("partnership_share", KNOWN_AT, ("R39", "R101"), given("referral_opened_at")),
    Deadline("rapid_review_convened", "sent_at", ("R44",), given("rapid_review_opened_at")),
    Deadline("local_review_report", "local_review_opened_at", ("R69",), given("local_review_opened_at"), "run"),
    Deadline("internal_review_report", "internal_review_opened_at", ("R74",), given("internal_review_opened_at"),
             "run"),
    Deadline("jar_update", "jar_held_at", ("R6",), given("jar_held_at"), "child"),
    Deadline("learning_action", "learning_action_opened_at", ("R53", "R99"), given("learning_action_due"), "run",
             agreed="learning_action_due"),
)
# fmt: on
