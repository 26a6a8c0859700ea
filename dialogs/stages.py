"""A process and its stage in one phrase, as lists have them: where the stage names the process, that is enough."""

from dialogs.facts import process_name, stage
from dialogs.wording import say
from state.case import Run

_ALONE = {
    "director_briefing": ("open", "director_told", "not_needed"),
    "strategy_discussion": ("needed", "arranged", "held", "not_held"),
    "panel_notification": ("considering", "to_notify", "notified"),
    "placing_authority": ("to_invite", "invited", "confirmed", "kent_notifies", "notified"),
    "partnership_referral": ("to_share", "closed"),
    "rapid_review": ("to_convene", "convened", "held", "closed"),
    "agency_summary": ("author_needed",),
    "local_review": ("closed",),
    "management_review": ("closed",),
    "practitioner_event": ("closed",),
    "internal_review": ("closed",),
    "adult_review": ("closed",),
    "homicide_review": ("considered", "closed", "not_domestic"),
    "tell_other_authority": ("to_tell", "told"),
}
"""The stages whose words say of which process they are."""


def on_lists(process: str, state: str) -> str:
    """Where a process of a case stands, as a line of a list says it of the case."""
    own = say(f"stage.{process}.{state}")
    if names_itself(process, state):
        return own
    return say("board.stage_of", process=say(f"process.{process}").removeprefix("the "), stage=own)


def as_heading(run: Run) -> str:
    """The same of one process, as a heading or a line of its own; with its number and child, where it has those."""
    if names_itself(run.process, run.state) and run.key == 1 and not run.child:
        return stage(run)
    return say("living.done", process=process_name(run), stage=stage(run))


def names_itself(process: str, state: str) -> bool:
    """Whether the words of a stage say of which process it is."""
    return state in _ALONE.get(process, ())
