"""A child died, or is expected to: Joint Agency Response, Form A, the family's key worker.

Source: R6, R7, R76–R88, R100, R107 (G73–G93, G157).
"""

from state.answers import Answers
from state.case import Run, listed
from state.fields import answer_of
from state.needs import (
    HEALTH,
    POLICE,
    REASON,
    REFERENCE,
    SERVICE_MANAGER,
    TEXT,
    attendance,
    choice,
    when,
    yes_no,
)
from state.process import NEW, Event, Process
from state.raising import Attempt
from state.roles import AD_SPSQA, AREA_AD, CLOCK, MANAGER, MANAGER_OR_UNIT, PSW_CHANNEL, TEAM, UNIT

OPENED = "opened"
JAR_TO_HOLD = "jar_to_hold"
NO_JAR = "no_jar"
UPDATE_DUE = "update_due"
CLOSED = "closed"

ANY = (OPENED, JAR_TO_HOLD, NO_JAR, UPDATE_DUE, CLOSED)


def absent(run: Run) -> tuple[str, ...]:
    """The Service Manager, where they were not at the response that was held last. Source: R85 (G92)."""
    came = listed(run.said("jar_held", "attendance"))
    return (SERVICE_MANAGER,) if run.state == UPDATE_DUE and came and SERVICE_MANAGER not in came else ()


def the_child_died(attempt: Attempt) -> Answers:
    """The answers with the death in them, for the child that it is about. Source: R83."""
    answers = attempt.case.current
    child = (attempt.run.child or 1) if answers.differ() else None
    return answers.having("outcome", "died", child).having("died_at", str(attempt.fields["when"]), child)


def nobody_said_that_the_child_died(attempt: Attempt) -> tuple[str, ...]:
    """A child who died, by the answers, cannot have survived."""
    return ("outcome",) if answer_of(attempt.case, attempt.run, "outcome") == "died" else ()


PROCESS = Process(
    "child_death",
    opening=Event("open", (NEW,), OPENED, by=(CLOCK,), tells=(MANAGER, AREA_AD, TEAM, PSW_CHANNEL)),
    events=(
        Event(
            "health_decides",
            (OPENED,),
            {"jar": JAR_TO_HOLD, "no_jar": NO_JAR},
            by=MANAGER_OR_UNIT,
            needs=(choice("jar", "no_jar"), REASON),
            tells=(MANAGER, AREA_AD, TEAM, PSW_CHANNEL),
            rules=("R77",),
        ),
        Event(
            "jar_held",
            (JAR_TO_HOLD,),
            UPDATE_DUE,
            by=(MANAGER,),
            needs=(
                when("known_at"),
                attendance(SERVICE_MANAGER, POLICE, HEALTH),
                TEXT,
                yes_no("recorded"),
                yes_no("abuse_concerns"),
            ),
            tells=(AREA_AD, AD_SPSQA, TEAM, PSW_CHANNEL),
            rules=("R6 needs text recorded", "R7 tells area_ad ad_spsqa", "R85 needs attendance"),
        ),
        Event(
            "update_filed",
            (UPDATE_DUE,),
            CLOSED,
            by=(MANAGER,),
            needs=(REFERENCE,),
            tells=(AREA_AD, TEAM, PSW_CHANNEL),
            rules=("R6", "R7 tells area_ad"),
        ),
        Event(
            "died",
            ANY,
            OPENED,
            by=MANAGER_OR_UNIT,
            needs=(when("incident_at"),),
            writes=the_child_died,
            tells=(MANAGER, AREA_AD, AD_SPSQA, TEAM, PSW_CHANNEL),
        ),
        Event(
            "survived",
            (OPENED, JAR_TO_HOLD),
            CLOSED,
            by=MANAGER_OR_UNIT,
            needs=(TEXT,),
            guards=(nobody_said_that_the_child_died,),
            tells=(AREA_AD, TEAM, PSW_CHANNEL),
        ),
        Event("form_a", ANY, None, by=MANAGER_OR_UNIT, needs=(when("died_at"),), tells=(PSW_CHANNEL,), rules=("R100",)),
        Event("key_worker", ANY, None, by=(MANAGER,), needs=(TEXT,), tells=(PSW_CHANNEL,), rules=("R87",)),
    ),
    final=(NO_JAR, CLOSED),
    awaits={OPENED: (UNIT, MANAGER), JAR_TO_HOLD: (MANAGER,), UPDATE_DUE: (MANAGER,)},
    clocks={
        "joint_agency_response": (OPENED, JAR_TO_HOLD),
        "child_death_form": ANY,
        "jar_update": (UPDATE_DUE,),
    },
    opens="again",
    opens_on=("joint_agency_response", "child_death_form"),
    each_child=True,
    anchors={"jar_held_at": ("jar_held.when",)},
    until={"child_death_form": "form_a"},
    place=15,
)
