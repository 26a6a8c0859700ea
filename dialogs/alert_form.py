"""The questions of the alert, as data, in their order; and which of them apply. Source: alert-form.md."""

from collections.abc import Iterable, Iterator

from dialogs import conditions as when
from dialogs.question import Question
from dialogs.remembering import remembered
from state.answers import Answers, Value
from state.draft import Place

_AGES = ("unborn", "stillborn", "under_18", "18_to_24", "25_or_over")
_PLACES = ("in_area", "elsewhere_in_england", "outside_england", "not_yet_known")


def _of(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_HARM = _of(
    "died expected_to_die life_threatening life_changing long_term_impairment other_physical non_physical no_harm"
    " not_yet_known"
)
_INJURIES = _of(
    "internal isolated_bruise_or_limb_fracture several_sites repeated likely_life_threatening_or_changing"
    " wider_neglect_or_abuse not_mobile_infant investigations_pending none"
)
_DEATHS = _of(
    "external_cause sudden_no_apparent_cause custody_or_detention suspicion_not_natural unattended_stillbirth none"
)
_STATUS = _of(
    "looked_after placed_by_other_authority care_leaver child_protection_plan child_in_need open_other closed"
    " not_known_to_us not_yet_known"
)
_PEOPLE = _of("parent_or_carer other_family professional_or_placement peer someone_else")
_ADULTS = _of("died_domestic_abuse died_abuse_or_neglect serious_abuse_or_neglect none")

# fmt: off
FORM: tuple[Question, ...] = (
    Question("danger_now", "start", "yes_no", required=True, rules=("R26",)),
    Question("alert_kind", "start", "choice", ("new", "update"), required=True, rules=("R6", "R7")),
    Question("update_of", "start", "reference", required=True, asked_when=when.an_update, rules=("R6",)),
    Question("area", "children", "area", required=True, rules=("R9",)),
    Question("child_count", "children", "number", required=True, rules=("A16",)),
    Question("same_for_all", "children", "yes_no", required=True, asked_when=when.several_children, rules=("A16",)),
    Question("record_ids", "children", "records", longest=500, rules=("R2",)),
    Question("known_at", "when", "moment", required=True, rules=("R27", "A3")),
    Question("incident_at", "when", "moment", periods=True, rules=("R1",)),
    Question("age_group", "harm", "choice", _AGES, per_child=True, rules=("R15", "R37")),
    Question("outcome", "harm", "choice", _HARM, required=True, per_child=True, rules=("R16", "R18")),
    Question("injury", "harm", "many", _INJURIES, per_child=True, asked_when=when.other_physical,
             rules=("R19", "R20", "R21", "R22")),
    Question("died_at", "death", "moment", per_child=True, asked_when=when.died_or_stillborn, rules=("R84",)),
    Question("death_known_at", "death", "moment", per_child=True, asked_when=when.death_known_later, rules=("A5",)),
    Question("age_group_at_death", "death", "choice", _AGES, per_child=True, asked_when=when.age_at_death_differs,
             rules=("R37",)),
    Question("death_unexpected", "death", "yes_no", per_child=True, asked_when=when.died_or_will, rules=("R76",)),
    Question("death_circumstances", "death", "many", _DEATHS, per_child=True,
             asked_when=when.died_or_will_or_stillborn, rules=("R78", "R79", "R80", "R81", "R82", "R83")),
    Question("abuse_or_neglect", "cause", "choice", ("known", "suspected", "neither", "not_yet_known"),
             required=True, per_child=True, rules=("R15",)),
    Question("by_whom", "cause", "many", _PEOPLE, asked_when=when.abused, rules=("A10",)),
    Question("due_to_care", "cause", "yes_no", asked_when=when.abused, rules=("R12", "R25")),
    Question("place_of_harm", "place", "choice", _PLACES, required=True, per_child=True, rules=("R16", "R17")),
    Question("place_of_death", "place", "choice", _PLACES, per_child=True, asked_when=when.died,
             rules=("R16", "R17")),
    Question("normally_resident", "place", "yes_no", per_child=True, asked_when=when.far_or_unknown_place,
             rules=("R17",)),
    Question("status", "status", "many", _STATUS, required=True, per_child=True,
             rules=("R34", "R35", "R36", "R37", "R38")),
    Question("placing_authority", "status", "text", longest=80, per_child=True, asked_when=when.placed_here,
             rules=("R34",)),
    Question("strategy_discussion", "discussion", "choice", ("held", "arranged", "not_held"),
             asked_when=when.discussion_called_for, rules=("R23",)),
    Question("strategy_attendance", "discussion", "many", ("police", "health", "other"),
             asked_when=when.discussion_planned, rules=("R24",)),
    Question("panel_criteria_considered", "discussion", "yes_no", asked_when=when.discussion_held, rules=("R4",)),
    Question("panel_view", "discussion", "text", longest=500, asked_when=when.criteria_considered,
             rules=("R4", "R26")),
    Question("what_happened", "account", "text", longest=1500, required=True, rules=("R3",)),
    Question("safety_now", "account", "text", longest=1000, required=True, rules=("R26",)),
    Question("medical_view", "account", "text", longest=500, asked_when=when.doctors_may_know, rules=("R25",)),
    Question("adult_affected", "wider", "many", _ADULTS, rules=("R89", "R91")),
    Question("partner_working_concern", "wider", "yes_no", asked_when=when.adult_abused, rules=("R89",)),
    Question("learning", "wider", "choice", ("multi_agency", "single_agency", "none"), rules=("R43", "R74")),
    Question("liberi_reference", "wider", "text", longest=40, figures=True, rules=("R2",)),
)
# fmt: on

BY_ID = {question.id: question for question in FORM}
NUMBER = {question.id: number for number, question in enumerate(FORM, start=1)}

_FIRST = next(n for n, question in enumerate(FORM) if question.per_child)
_BLOCK = tuple(question for question in FORM if question.per_child)
_AFTER = tuple(question for question in FORM[_FIRST:] if not question.per_child)


@remembered
def steps(answers: Answers) -> tuple[Place, ...]:
    """The questions that apply now, in order; where children differ, one child's stand together. Source: A16."""
    shared: dict[str, Value] = {}
    walked = [*_walk(FORM[:_FIRST], answers, [shared])]
    if shared.get("same_for_all") != "no":
        return (*walked, *_walk(FORM[_FIRST:], answers, [shared]))
    count = shared["child_count"]
    views = [dict(shared) for _ in range(count if isinstance(count, int) else 0)]
    for child, view in enumerate(views, start=1):
        walked += _walk(_BLOCK, answers, [view], child)
    return (*walked, *_walk(_AFTER, answers, views))


def _walk(
    questions: Iterable[Question], answers: Answers, views: list[dict[str, Value]], child: int | None = None
) -> Iterator[Place]:
    """Only answers that apply decide about later questions: an answer left over from a change of mind does not."""
    for question in questions:
        if not any(question.asked_when(view) for view in views):
            continue
        yield Place(question.id, child)
        value = answers.get(question.id, child)
        if value is not None:
            for view in views:
                view[question.id] = value


def pruned(answers: Answers) -> Answers:
    """The answers without those that no longer apply, as they are sent."""
    places = steps(answers)
    shared: dict[str, Value] = {}
    children: list[dict[str, Value]] = [{} for _ in {place.child for place in places if place.child}]
    for place in places:
        value = answers.get(place.question, place.child)
        if value is not None:
            (children[place.child - 1] if place.child else shared)[place.question] = value
    return Answers(shared, tuple(children))
