"""The statutory tests: the definitions of the law, example by example, and that no guard is idle."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from state.answers import Answers, Value
from state.case import Passed
from state.criteria import CRITERIA, assess, examine
from state.criteria.clauses import Chosen, Clause, Uncontradicted
from state.criteria.combined import Every, Some, When, WhereAsked
from state.criteria.criterion import Criterion, Step, Way
from state.criteria.truth import Said

NOTIFY, NEEDS = "notify_national_panel", "needs_information"

# The definitions, example by example ----------------------------------------------------------------------------

MET: dict[str, Value] = {
    "age_group": "under_18",
    "outcome": "life_threatening",
    "abuse_or_neglect": "suspected",
    "place_of_harm": "in_area",
    "status": ("open_other",),
}
DIED: dict[str, Value] = {"outcome": "died", "place_of_death": "in_area"}
PHYSICAL: dict[str, Value] = {"outcome": "other_physical"}
ABROAD: dict[str, Value] = {"place_of_harm": "outside_england"}
ELSEWHERE: dict[str, Value] = {"place_of_harm": "elsewhere_in_england"}

Row = tuple[Mapping[str, Value | None], list[str], list[str]]

ROWS: list[Row] = [
    # what is answered otherwise than in MET, what is found, what is missing
    ({}, [NOTIFY], []),
    # child
    ({"age_group": "18_to_24"}, [], []),
    ({"age_group": "25_or_over"}, [], []),
    ({"age_group": "unborn"}, [], []),
    ({"age_group": "stillborn"}, [], []),
    ({"age_group": "not_known"}, [NEEDS], ["age_group"]),
    ({"age_group": "skipped"}, [NEEDS], ["age_group"]),
    ({"age_group": None}, [NEEDS], ["age_group"]),
    ({"age_group": "unborn", "age_group_at_death": "under_18", **DIED}, [NOTIFY], []),
    ({"age_group": "unborn", "age_group_at_death": "stillborn", **DIED}, [], []),
    ({"age_group": "unborn", "age_group_at_death": "not_known", **DIED}, [NEEDS], ["age_group_at_death"]),
    ({"age_group": "unborn", **DIED}, [NEEDS], ["age_group_at_death"]),
    ({"age_group": "unborn", "outcome": "not_yet_known"}, [NEEDS], ["outcome"]),
    ({"age_group": "under_18", "age_group_at_death": "18_to_24", **DIED}, [NOTIFY], []),
    ({"age_group": "not_known", "age_group_at_death": "under_18", **DIED}, [NOTIFY], []),
    (
        {"age_group": "not_known", "age_group_at_death": "not_known", **DIED},
        [NEEDS],
        ["age_group", "age_group_at_death"],
    ),
    ({"age_group": "not_known", "age_group_at_death": "18_to_24", **DIED}, [NEEDS], ["age_group"]),
    ({"age_group": "18_to_24", **DIED}, [], []),
    ({"age_group": "stillborn", **DIED}, [], []),
    # abuse
    ({"abuse_or_neglect": "known"}, [NOTIFY], []),
    ({"abuse_or_neglect": "neither"}, [], []),
    ({"abuse_or_neglect": "not_yet_known"}, [NEEDS], ["abuse_or_neglect"]),
    ({"abuse_or_neglect": None}, [NEEDS], ["abuse_or_neglect"]),
    # serious
    (DIED, [NOTIFY], []),
    ({"outcome": "expected_to_die"}, [NOTIFY], []),
    ({"outcome": "life_changing"}, [NOTIFY], []),
    ({"outcome": "long_term_impairment"}, [NOTIFY], []),
    ({"outcome": "non_physical"}, [], []),
    ({"outcome": "no_harm"}, [], []),
    ({"outcome": "not_yet_known"}, [NEEDS], ["outcome"]),
    ({**PHYSICAL, "injury": ("internal",)}, [NOTIFY], []),
    ({**PHYSICAL, "injury": ("likely_life_threatening_or_changing",)}, [NOTIFY], []),
    ({**PHYSICAL, "injury": ("isolated_bruise_or_limb_fracture", "internal")}, [NOTIFY], []),
    ({**PHYSICAL, "injury": ("internal", "investigations_pending")}, [NOTIFY], []),
    ({**PHYSICAL, "injury": ("several_sites", "repeated", "wider_neglect_or_abuse")}, [], []),
    ({**PHYSICAL, "injury": ("isolated_bruise_or_limb_fracture", "not_mobile_infant")}, [], []),
    ({**PHYSICAL, "injury": ("none",)}, [], []),
    ({**PHYSICAL, "injury": ("investigations_pending",)}, [NEEDS], ["injury"]),
    ({**PHYSICAL, "injury": ("repeated", "investigations_pending")}, [NEEDS], ["injury"]),
    ({**PHYSICAL, "injury": "not_known"}, [NEEDS], ["injury"]),
    (PHYSICAL, [NEEDS], ["injury"]),
    # in jurisdiction
    (ELSEWHERE, [], []),
    ({"place_of_harm": "not_yet_known", "normally_resident": "yes"}, [NEEDS], ["place_of_harm"]),
    ({"place_of_harm": "not_yet_known"}, [NEEDS], ["place_of_harm", "normally_resident"]),
    ({**ABROAD, "normally_resident": "yes"}, [NOTIFY], []),
    ({**ABROAD, "normally_resident": "no"}, [], []),
    ({**ABROAD, "normally_resident": "not_known"}, [NEEDS], ["normally_resident"]),
    (ABROAD, [NEEDS], ["normally_resident"]),
    ({**DIED, **ELSEWHERE}, [NOTIFY], []),
    ({**DIED, **ELSEWHERE, "place_of_death": "elsewhere_in_england"}, [], []),
    ({**DIED, **ELSEWHERE, "place_of_death": "outside_england", "normally_resident": "yes"}, [NOTIFY], []),
    ({**DIED, **ELSEWHERE, "place_of_death": "outside_england", "normally_resident": "no"}, [], []),
    ({**DIED, **ELSEWHERE, "place_of_death": "outside_england"}, [NEEDS], ["normally_resident"]),
    ({**DIED, **ELSEWHERE, "place_of_death": None, "normally_resident": "no"}, [NEEDS], ["place_of_death"]),
    ({**DIED, "place_of_death": "elsewhere_in_england"}, [NOTIFY], []),
    ({**ELSEWHERE, "outcome": "not_yet_known"}, [NEEDS], ["outcome"]),
    # placed by another authority
    ({"status": ("placed_by_other_authority",)}, [], []),
    ({"status": ("placed_by_other_authority", "child_protection_plan")}, [], []),
    ({"status": ("looked_after",)}, [NOTIFY], []),
    ({"status": ("placed_by_other_authority", "looked_after")}, [NOTIFY], ["status"]),
    ({"status": ("not_yet_known",)}, [NOTIFY], ["status"]),
    ({"status": None}, [NOTIFY], ["status"]),
    # several doubts, and a doubt beside a plain no
    ({"abuse_or_neglect": "not_yet_known", "outcome": "not_yet_known"}, [NEEDS], ["abuse_or_neglect", "outcome"]),
    ({"abuse_or_neglect": "not_yet_known", "outcome": "no_harm"}, [], []),
    ({"age_group": "not_known", "abuse_or_neglect": "neither"}, [], []),
    ({"abuse_or_neglect": "not_yet_known", **ELSEWHERE}, [], []),
    ({"abuse_or_neglect": "not_yet_known", "status": ("placed_by_other_authority",)}, [], []),
    ({"abuse_or_neglect": "not_yet_known", "status": ("not_yet_known",)}, [NEEDS], ["abuse_or_neglect", "status"]),
]


def answered(changes: Mapping[str, Value | None]) -> dict[str, Value]:
    return {key: value for key, value in {**MET, **changes}.items() if value is not None}


def found(row: Row, criteria: tuple[Criterion, ...] = CRITERIA) -> tuple[list[str], list[str]]:
    findings = assess(Answers(answered(row[0])), criteria)
    return [f.finding for f in findings], [question for f in findings for question in f.missing]


@pytest.mark.rule("R15")
@pytest.mark.rule("R16")
@pytest.mark.rule("R17")
@pytest.mark.rule("R18")
@pytest.mark.rule("R21")
@pytest.mark.rule("R22")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: ", ".join(f"{k}={v}" for k, v in row[0].items()) or "met")
def test_what_is_found(row: Row) -> None:
    assert found(row) == (row[1], row[2])


# The explanation ------------------------------------------------------------------------------------------------


@pytest.mark.rule("R27")
def test_a_finding_carries_its_walk_and_its_rules() -> None:
    (finding,) = assess(Answers(answered({"status": ("not_yet_known",)})))
    assert finding.walk == (
        Passed("child", "yes"),
        Passed("abuse", "yes"),
        Passed("serious", "yes"),
        Passed("in_jurisdiction", "yes"),
        Passed("placed", "not_known"),
    )
    assert (finding.rules, finding.child, finding.leaning) == (("R15", "R16", "R17", "R18", "R27"), None, None)


def test_needs_information_tells_which_tests_are_open() -> None:
    (finding,) = assess(Answers(answered({"outcome": "not_yet_known"})))
    assert finding.walk == (Passed(NOTIFY, "not_known"),)
    assert finding.rules == ("A11",)


def test_a_walk_ends_at_the_first_plain_no() -> None:
    notify, needs = examine(Answers(answered({"age_group": "not_known", "abuse_or_neglect": "neither"})))
    assert notify.said == Said("no")
    assert notify.finding.walk == (Passed("child", "not_known"), Passed("abuse", "no"))
    assert needs.finding.walk == (Passed(NOTIFY, "no"),)


def test_what_is_missing_belongs_to_the_questions_of_the_guards() -> None:
    for changes, _, missing in ROWS:
        asked = {question for c in CRITERIA for step in c.steps for question in step.guard.questions}
        assert asked.issuperset(missing), changes


# Several children -----------------------------------------------------------------------------------------------


def test_children_who_differ_are_assessed_one_by_one() -> None:
    answers = Answers(
        {**MET, "same_for_all": "no", "child_count": 4},
        ({}, {"outcome": "no_harm"}, {"outcome": "not_yet_known"}),
    )
    assert [(f.finding, f.child, f.missing) for f in assess(answers)] == [
        (NOTIFY, 1, ()),
        (NEEDS, 3, ("outcome",)),
        (NOTIFY, 4, ()),  # nothing of their own yet: the shared answers hold
    ]


def test_children_who_do_not_differ_are_assessed_as_one() -> None:
    answers = Answers({**MET, "same_for_all": "yes", "child_count": 2}, ({"outcome": "no_harm"},))
    assert [(f.finding, f.child) for f in assess(answers)] == [(NOTIFY, None)]


# No guard is idle: without any one of them, or any part of one, an example comes out otherwise ------------------


def weakened() -> Iterator[tuple[str, tuple[Criterion, ...]]]:
    for criterion in CRITERIA:
        for n, step in enumerate(criterion.steps):
            for what, clause in (("waved through", waved_through(step)), *reduced(step.guard.clause)):
                changed = replace(step, guard=replace(step.guard, clause=clause))
                steps = (*criterion.steps[:n], changed, *criterion.steps[n + 1 :])
                others = tuple(replace(criterion, steps=steps) if c is criterion else c for c in CRITERIA)
                yield f"{criterion.id}: {step.guard.name} {what}", others


def waved_through(step: Step) -> Clause:
    """A guard that always lets a test go on without a doubt."""
    return Every(()) if step.yes is Way.ON and step.no is not Way.ON else Some(())


def reduced(clause: Clause) -> Iterator[tuple[str, Clause]]:
    """The clause with one part left out, wherever it has parts."""
    match clause:
        case Every(parts) | Some(parts):
            for n, part in enumerate(parts):
                before, after = parts[:n], parts[n + 1 :]
                yield f"without part {n} of {type(clause).__name__}", type(clause)((*before, *after))
                yield from ((what, type(clause)((*before, less, *after))) for what, less in reduced(part))
        case When(first, then):
            yield "without its condition", then
            yield "with only its condition", first
            yield from ((what, When(less, then)) for what, less in reduced(first))
            yield from ((what, When(first, less)) for what, less in reduced(then))
        case WhereAsked(question, then, otherwise):
            yield "as if it had been asked", then
            yield "as if it had not been asked", otherwise
            yield from ((what, WhereAsked(question, less, otherwise)) for what, less in reduced(then))
            yield from ((what, WhereAsked(question, then, less)) for what, less in reduced(otherwise))
        case Uncontradicted(chosen, _):
            yield "with the contradiction overlooked", chosen
        case Chosen(question, options, leaving_open):
            for option in options:
                kept = tuple(o for o in options if o != option)
                yield f"without {question}={option}", Chosen(question, kept, leaving_open)
            if leaving_open:
                yield f"with {question} never left open", Chosen(question, options)


@pytest.mark.parametrize(("criteria"), [pytest.param(c, id=name) for name, c in weakened()])
def test_without_any_part_of_any_guard_an_example_comes_out_otherwise(criteria: tuple[Criterion, ...]) -> None:
    assert any(found(row, criteria) != (row[1], row[2]) for row in ROWS)
