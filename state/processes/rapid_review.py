"""The partnership's Rapid Review of a notified incident. Source: R44–R54, R103 (G24, G34–G46, G247–G251), A2, A8."""

from state.case import Fields, listed
from state.needs import (
    CHAIR,
    HEALTH,
    MEETING_AT,
    ON_BEHALF,
    POLICE,
    REASON,
    TEXT,
    when,
)
from state.process import NEW, Event, Need, On, Process
from state.raising import Attempt, Outcomes
from state.roles import (
    AD_SPSQA,
    AREA_AD,
    AUTHOR,
    CLOCK,
    DIRECTOR,
    KSCMP,
    KSCMP_OR_PSW,
    MANAGER,
    PSW,
    PSW_CHANNEL,
    TEAM,
)

TO_CONVENE = "to_convene"
CONVENED = "convened"
CIRCULATED = "circulated"
HELD = "held"
FINALISED = "finalised"
SUBMITTED = "submitted"
CLOSED = "closed"

BUSINESS_TEAM = ("system_improvement_manager", "business_officer")
OTHERS_ALLOWED = 2

LEARNING = ("internal_review", "practitioner_event", "learning_action")


def quorate(attempt: Attempt) -> tuple[str, ...]:
    """Who is missing for a quorum; the AD SPSQA may stand in for the Director. Source: R48–R50, R54 (G37–G41)."""
    came = listed(attempt.fields["attendance"])
    director = AD_SPSQA if AD_SPSQA in came else DIRECTOR
    return tuple(part for part in (CHAIR, director, POLICE, HEALTH) if part not in came)


def at_most_two_others(attempt: Attempt) -> tuple[str, ...]:
    """Who came besides the members and the partnership's own team, if they are too many. Source: R51 (G42–G44)."""
    came = listed(attempt.fields["attendance"])
    director = DIRECTOR if DIRECTOR in came else AD_SPSQA
    others = tuple(who for who in came if who not in (CHAIR, director, POLICE, HEALTH, *BUSINESS_TEAM))
    return others if len(others) > OTHERS_ALLOWED else ()


def alone_or_with_others(attempt: Attempt) -> tuple[str, ...]:
    """What can only be the whole of the conclusion, where others were named besides. Source: A8."""
    ended = listed(attempt.fields["outcome"])
    alone = tuple(id for id in ended if id in attempt.outcomes and attempt.outcomes[id].alone)
    return alone if len(ended) > 1 else ()


def opened_by(outcomes: Outcomes, fields: Fields) -> tuple[str, ...]:
    """The kinds of process that a conclusion opens. Where it offers kinds of learning, those that were named or else
    the first. Source: A8."""
    learning = listed(fields.get("learning")) or _learning(outcomes, fields)[:1]
    return (*(kind for kind in _offered(outcomes, fields) if kind not in LEARNING), *learning)


def there_is_a_choice_of_learning(attempt: Attempt) -> bool:
    """Then it can be said which kinds. Source: A8."""
    return len(_learning(attempt.outcomes, attempt.fields)) > 1


def _offered(outcomes: Outcomes, fields: Fields) -> tuple[str, ...]:
    return tuple(kind for id in listed(fields.get("outcome")) if id in outcomes for kind in outcomes[id].opens)


def _learning(outcomes: Outcomes, fields: Fields) -> tuple[str, ...]:
    return tuple(kind for kind in _offered(outcomes, fields) if kind in LEARNING)


PROCESS = Process(
    "rapid_review",
    opening=Event("open", (NEW,), TO_CONVENE, by=(CLOCK,), tells=(KSCMP, PSW_CHANNEL), rules=("R44",)),
    events=(
        Event(
            "convene",
            (TO_CONVENE,),
            CONVENED,
            by=KSCMP_OR_PSW,
            needs=(MEETING_AT,),
            tells=(DIRECTOR, AD_SPSQA, AREA_AD, PSW_CHANNEL),
            rules=("R44",),
        ),
        Event(
            "reschedule",
            (CONVENED,),
            None,
            by=KSCMP_OR_PSW,
            needs=(MEETING_AT, REASON),
            tells=(DIRECTOR, AD_SPSQA, AREA_AD, PSW_CHANNEL),
        ),
        Event(
            "summaries_circulated",
            (CONVENED,),
            CIRCULATED,
            by=KSCMP_OR_PSW,
            tells=(DIRECTOR, AD_SPSQA, PSW_CHANNEL),
            rules=("R103",),
        ),
        Event(
            "hold",
            (CIRCULATED,),
            HELD,
            by=KSCMP_OR_PSW,
            needs=(
                when("panel_notification.record_notified.sent_at"),
                Need(
                    "attendance",
                    "attendance",
                    options=(CHAIR, DIRECTOR, AD_SPSQA, POLICE, HEALTH, *BUSINESS_TEAM),
                    fits=(quorate, at_most_two_others),
                ),
            ),
            tells=(AREA_AD, TEAM, PSW_CHANNEL),
        ),
        Event(
            "finalise",
            (HELD,),
            FINALISED,
            by=KSCMP_OR_PSW,
            needs=(
                Need("outcome", "outcomes", fits=(alone_or_with_others,)),
                Need("learning", "choices", optional=True, wanted=there_is_a_choice_of_learning, options=LEARNING),
                TEXT,
                *ON_BEHALF,
            ),
            decides=True,
            tells=(DIRECTOR, AD_SPSQA, AREA_AD, PSW_CHANNEL),
            rules=("R47 needs outcome", "R52 tells area_ad", "R103 needs text"),
        ),
        Event(
            "submit_outcome",
            (FINALISED,),
            SUBMITTED,
            by=KSCMP_OR_PSW,
            needs=(when("hold.when"),),
            tells=(DIRECTOR, PSW_CHANNEL),
            rules=("R103",),
        ),
        Event(
            "tell_teams",
            (SUBMITTED,),
            CLOSED,
            by=(DIRECTOR, PSW),
            tells=(AUTHOR, AREA_AD, MANAGER, TEAM, PSW_CHANNEL),
            rules=("R52",),
        ),
    ),
    final=(CLOSED,),
    awaits={
        TO_CONVENE: (KSCMP,),
        CONVENED: (KSCMP,),
        CIRCULATED: (KSCMP,),
        HELD: (KSCMP,),
        FINALISED: (KSCMP,),
        SUBMITTED: (DIRECTOR, PSW),
    },
    clocks={
        "rapid_review": (TO_CONVENE, CONVENED, CIRCULATED),
        "rapid_review_convened": (TO_CONVENE,),
        "rapid_review_summaries": (TO_CONVENE, CONVENED),
        "rapid_review_meeting": (TO_CONVENE, CONVENED, CIRCULATED),
        "rapid_review_report": (TO_CONVENE, CONVENED, CIRCULATED, HELD, FINALISED),
    },
    opens_after=(On(("panel_notification.record_notified",)),),
    anchors={"rapid_review_opened_at": ("open",)},
    place=9,
)
