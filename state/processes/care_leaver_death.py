"""A care leaver died before the 25th birthday. For information only: it opens no review. Source: R37, R38 (G21)."""

from dataclasses import replace

from state.processes.looked_after_death import PROCESS as LOOKED_AFTER_DEATH
from state.processes.looked_after_death import TO_NOTIFY

PROCESS = replace(
    LOOKED_AFTER_DEATH,
    name="care_leaver_death",
    clocks={"care_leaver_death": (TO_NOTIFY,)},
    opens_on=("notify_care_leaver_death",),
    place=7,
)
