"""Whether, for every child, nothing is to be notified, weighed or referred. A person confirms it. Source: R43."""

from state.criteria.consider_extent_persistence_severity import CONSIDER_EXTENT_PERSISTENCE_SEVERITY
from state.criteria.consider_non_physical_harm import CONSIDER_NON_PHYSICAL_HARM
from state.criteria.criterion import NOT_MET, Criterion, Step, Way, guard_of
from state.criteria.human_review_unborn import HUMAN_REVIEW_UNBORN
from state.criteria.invite_placing_authority import INVITE_PLACING_AUTHORITY
from state.criteria.notify_care_leaver_death import NOTIFY_CARE_LEAVER_DEATH
from state.criteria.notify_looked_after_death import NOTIFY_LOOKED_AFTER_DEATH
from state.criteria.notify_national_panel import NOTIFY_NATIONAL_PANEL
from state.criteria.refer_to_other_authority import REFER_TO_OTHER_AUTHORITY

RULED_OUT = (
    NOTIFY_NATIONAL_PANEL,
    INVITE_PLACING_AUTHORITY,
    REFER_TO_OTHER_AUTHORITY,
    CONSIDER_EXTENT_PERSISTENCE_SEVERITY,
    CONSIDER_NON_PHYSICAL_HARM,
    HUMAN_REVIEW_UNBORN,
    NOTIFY_LOOKED_AFTER_DEATH,
    NOTIFY_CARE_LEAVER_DEATH,
)

CRITERIA_NOT_MET = Criterion(
    "criteria_not_met",
    rules=("R43",),
    steps=tuple(Step(guard_of(test), yes=NOT_MET, no=Way.ON, not_known=NOT_MET) for test in RULED_OUT),
    of_case=True,
)
