"""The statutory tests over the answers of an alert. They recommend; people decide. Source: criteria.md (A4, A11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from state.answers import Answers, View
from state.case import Finding
from state.criteria.child_death_form import CHILD_DEATH_FORM
from state.criteria.clauses import Subject
from state.criteria.consider_adult_review import CONSIDER_ADULT_REVIEW
from state.criteria.consider_extent_persistence_severity import CONSIDER_EXTENT_PERSISTENCE_SEVERITY
from state.criteria.consider_homicide_review import CONSIDER_HOMICIDE_REVIEW
from state.criteria.consider_internal_review import CONFIRMED, CONSIDER_INTERNAL_REVIEW
from state.criteria.consider_non_physical_harm import CONSIDER_NON_PHYSICAL_HARM
from state.criteria.criteria_not_met import CRITERIA_NOT_MET
from state.criteria.criterion import Criterion
from state.criteria.human_review_unborn import HUMAN_REVIEW_UNBORN
from state.criteria.invite_placing_authority import INVITE_PLACING_AUTHORITY
from state.criteria.joint_agency_response import JOINT_AGENCY_RESPONSE
from state.criteria.machine import walk
from state.criteria.needs_information import NEEDS_INFORMATION
from state.criteria.notify_care_leaver_death import NOTIFY_CARE_LEAVER_DEATH
from state.criteria.notify_looked_after_death import NOTIFY_LOOKED_AFTER_DEATH
from state.criteria.notify_national_panel import NOTIFY_NATIONAL_PANEL
from state.criteria.prompt_placing_authority_of_death import PROMPT_PLACING_AUTHORITY_OF_DEATH
from state.criteria.refer_to_other_authority import REFER_TO_OTHER_AUTHORITY
from state.criteria.strategy_discussion_needed import STRATEGY_DISCUSSION_NEEDED
from state.criteria.truth import NO, YES, Said, some

CRITERIA = (
    NOTIFY_NATIONAL_PANEL,
    INVITE_PLACING_AUTHORITY,
    REFER_TO_OTHER_AUTHORITY,
    CONSIDER_EXTENT_PERSISTENCE_SEVERITY,
    CONSIDER_NON_PHYSICAL_HARM,
    HUMAN_REVIEW_UNBORN,
    NOTIFY_LOOKED_AFTER_DEATH,
    PROMPT_PLACING_AUTHORITY_OF_DEATH,
    NOTIFY_CARE_LEAVER_DEATH,
    STRATEGY_DISCUSSION_NEEDED,
    JOINT_AGENCY_RESPONSE,
    CHILD_DEATH_FORM,
    CONSIDER_ADULT_REVIEW,
    CONSIDER_HOMICIDE_REVIEW,
    NEEDS_INFORMATION,
    CONSIDER_INTERNAL_REVIEW,
    CRITERIA_NOT_MET,
)
"""Every test, in the order in which they are asked and shown: a test that looks at others comes after them."""


@dataclass(frozen=True)
class Examined:
    """What one test says of one child, or of the case, and the finding that it makes where that is yes."""

    said: Said
    finding: Finding


def assess(
    answers: Answers, criteria: tuple[Criterion, ...] = CRITERIA, *, confirmed: bool = False
) -> tuple[Finding, ...]:
    """The findings that hold: child by child where the children differ, then those of the case. Source: A16.

    `confirmed` says that a person has confirmed that the criteria are not met, and that this still stands (R74).
    """
    examined = examine(answers, criteria, confirmed=confirmed)
    return tuple(e.finding for e in examined if e.said.truth == YES)


def examine(
    answers: Answers, criteria: tuple[Criterion, ...] = CRITERIA, *, confirmed: bool = False
) -> tuple[Examined, ...]:
    """What every test says and why, whether it holds or not, in the order of `assess`."""
    of_child = tuple(c for c in criteria if not c.of_case)
    of_case = tuple(c for c in criteria if c.of_case)
    examined = tuple(e for child, view in answers.views() for e in _examine(of_child, view, {}, child))
    together = {c.id: some(e.said for e in examined if e.finding.finding == c.id) for c in of_child}
    before = {CONFIRMED: Said(YES if confirmed else NO), **together}
    return (*examined, *_examine(of_case, answers.shared, before, None))


def _examine(
    criteria: Iterable[Criterion], view: View, before: Mapping[str, Said], child: int | None
) -> list[Examined]:
    said = dict(before)
    examined = []
    for criterion in criteria:
        walked = walk(criterion, Subject(view, said))
        said[criterion.id] = walked.said
        finding = Finding(criterion.id, child, walked.end.leaning, walked.walk, criterion.rules, walked.missing)
        examined.append(Examined(walked.said, finding))
    return examined
