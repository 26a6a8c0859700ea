"""The Strategy Discussion that concerns of significant harm call for. Source: R4, R7, R23–R26 (G17, G93)."""

from collections.abc import Iterable

from state.answers import Answers
from state.case import Fields, Run, listed
from state.needs import HEALTH, MEETING_AT, POLICE, REASON, TEXT, YES, attendance, when, yes_no
from state.process import NEW, Event, Need, On, Process
from state.raising import Attempt, Change
from state.roles import AREA_AD, CLOCK, MANAGER, MANAGER_OR_UNIT, PSW, PSW_CHANNEL, TEAM, UNIT

NEEDED = "needed"
ARRANGED = "arranged"
HELD = "held"
NOT_HELD = "not_held"

EXPECTED = (POLICE, HEALTH)


def absent(run: Run) -> tuple[str, ...]:
    """Who of police and health was not there when it was held. It is allowed, and always shown. Source: R24."""
    came = listed(run.said("hold", "attendance"))
    return tuple(part for part in EXPECTED if came and part not in came)


def police_or_health_was_absent(attempt: Attempt) -> bool:
    """Then it is asked why."""
    return not set(EXPECTED) <= set(listed(attempt.fields.get("attendance")))


def concerns_at_a_joint_response(change: Change) -> Iterable[Fields]:
    """Concerns of abuse or neglect at a Joint Agency Response call for one of its own. Source: R7 (G93)."""
    return ({},) if change.step.fields.get("abuse_concerns") == YES else ()


def the_answers_say_held(attempt: Attempt) -> Answers | None:
    """The answers with the discussion in them; none while one for another child, who shares them, was not held."""
    others = {run.child: run for run in attempt.case.runs if run.process == attempt.run.process}
    if any(run.state != HELD for child, run in others.items() if child != attempt.run.child):
        return None
    answers, came = attempt.case.current, listed(attempt.fields["attendance"])
    attended = dict.fromkeys(who if who in EXPECTED else "other" for who in came)
    held = (
        answers.having("strategy_discussion", "held")
        .having("strategy_attendance", tuple(attended))
        .having("panel_criteria_considered", str(attempt.fields["criteria_considered"]))
    )
    return held if held != answers else None


PROCESS = Process(
    "strategy_discussion",
    opening=Event("open", (NEW,), NEEDED, by=(CLOCK,), tells=(MANAGER, TEAM, PSW_CHANNEL), rules=("R23",)),
    events=(
        Event(
            "arrange",
            (NEEDED,),
            ARRANGED,
            by=MANAGER_OR_UNIT,
            needs=(MEETING_AT,),
            tells=(MANAGER, TEAM, PSW_CHANNEL),
        ),
        Event(
            "hold",
            (NEEDED, ARRANGED),
            HELD,
            by=MANAGER_OR_UNIT,
            needs=(
                when("known_at"),
                attendance(*EXPECTED),
                yes_no("criteria_considered"),
                TEXT,
                Need("reason", optional=True, wanted=police_or_health_was_absent),
            ),
            writes=the_answers_say_held,
            gives_back=True,
            tells=(AREA_AD, TEAM, PSW_CHANNEL),
            rules=("R4 needs criteria_considered", "R24 needs attendance", "R25 needs text", "R26 needs text"),
        ),
        Event(
            "not_held",
            (NEEDED, ARRANGED),
            NOT_HELD,
            by=(PSW,),
            needs=(REASON,),
            decides=True,
            tells=(AREA_AD, MANAGER, TEAM, PSW_CHANNEL),
        ),
    ),
    final=(HELD, NOT_HELD),
    awaits={NEEDED: (MANAGER, UNIT), ARRANGED: (MANAGER, UNIT)},
    opens="again",
    opens_on=("strategy_discussion_needed",),
    each_child=True,
    opens_after=(On(("child_death.jar_held",), concerns_at_a_joint_response),),
    place=3,
)
