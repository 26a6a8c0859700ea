"""The assessment as programs ask for it: what goes in, what comes out, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.alert_form import BY_ID, steps
from dialogs.assessment import assess_entries
from dialogs.entries import BadEntry
from dialogs.question import Question
from dialogs.wording import has
from state.answers import Answers, Value
from state.criteria import CRITERIA, assess
from state.deadline_table import DEADLINES
from state.profile_file import load_profile

STATE_TESTS = Path(__file__).parents[1] / "state"
EXAMPLES: list[dict[str, Any]] = json.loads((STATE_TESTS / "examples.json").read_text(encoding="utf-8"))
KENT = load_profile()
INVENTED = load_profile(STATE_TESTS / "invented_council.toml")

MET: dict[str, Any] = {
    "known_at": "2026-04-02T11:00",
    "age_group": "under_18",
    "outcome": "life_threatening",
    "abuse_or_neglect": "suspected",
    "place_of_harm": "in_area",
    "status": ["open_other"],
    "strategy_discussion": "held",
}


def entry(**changes: Any) -> dict[str, Any]:
    return {"id": "one", "answers": {**MET, **changes}}


def assessed(given: Any) -> list[dict[str, Any]]:
    return assess_entries(json.dumps(given), KENT)


# What comes out -------------------------------------------------------------------------------------------------


@pytest.mark.rule("R27")
def test_a_whole_answer() -> None:
    assert assessed(entry()) == [
        {
            "id": "one",
            "findings": [
                {
                    "finding": "notify_national_panel",
                    "child": None,
                    "leaning": None,
                    "why": [
                        "It concerns a child (R15, G12).",
                        "Abuse or neglect is known or suspected (R15, G12).",
                        "The harm is serious (R18, G15).",
                        "It is for this authority: the place, or where the child normally lives (R16, R17, G13, G14).",
                        "No other authority placed the child (R34, G19).",
                    ],
                    "rules": ["R15", "R16", "R17", "R18", "R27"],
                    "missing": [],
                }
            ],
            "deadlines": [
                deadline("area_ad_approval", "2026-04-07", None, ["R9"]),
                deadline("unit_enquiries", "2026-04-09", None, ["R13"]),
                deadline("executive_view", None, "2026-04-08", ["R40", "R42"]),
                deadline("panel_notification", "2026-04-13", "2026-04-10", ["R27"]),
            ],
        }
    ]


def deadline(id: str, due: str | None, target: str | None, rules: list[str]) -> dict[str, Any]:
    return {
        "id": id,
        "child": None,
        "due": due,
        "target": target,
        "from": "known_at",
        "estimated": False,
        "rules": rules,
        "local": False,
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["id"])
def test_the_worked_examples(example: dict[str, Any]) -> None:
    (out,) = assessed(example)
    expected = example["expect"]
    findings = {finding["finding"]: finding for finding in out["findings"]}
    assert out["id"] == example["id"]
    assert findings.keys() >= set(expected["has"])
    assert findings.keys().isdisjoint(expected["hasnt"])
    assert {id: findings[id]["leaning"] for id in expected.get("leaning", {})} == expected.get("leaning", {})
    if "missing" in expected:
        assert findings["needs_information"]["missing"] == expected["missing"]
    dues = {due["id"]: due for due in out["deadlines"]}
    for id, ends in expected.get("deadlines", {}).items():
        assert {key: dues[id][key] for key in ends} == ends


DEAD = {"outcome": "died"}
PLACED = {"status": ["placed_by_other_authority"]}
HOMICIDE = {"adult_affected": ["died_domestic_abuse"]}
CONFIRMATION = "placing_authority_confirmation"

FORMATS: list[tuple[dict[str, Any], dict[str, str], str, str | None, str, bool]] = [
    # answers, an anchor: a deadline, its end, from when it counts, and whether that is estimated
    ({"known_at": "2026-04-02"}, {}, "panel_notification", "2026-04-13", "known_at", False),
    ({"known_at": "not_known"}, {}, "panel_notification", None, "known_at", True),
    (
        {**DEAD, "died_at": "2026-10-24T12:00"},
        {},
        "joint_agency_response",
        "2026-10-27T11:00:00+00:00",
        "died_at",
        False,
    ),
    ({**DEAD, "died_at": "2026-10-24"}, {}, "child_death_form", "2026-10-25T00:00:00+01:00", "died_at", True),
    (DEAD, {}, "child_death_form", "2026-04-03T11:00:00+01:00", "known_at", True),
    (PLACED, {}, CONFIRMATION, "2026-04-03T11:00:00+01:00", "known_at", True),
    (PLACED, {"invited_at": "2026-04-02T09:30Z"}, CONFIRMATION, "2026-04-03T10:30:00+01:00", "invited_at", False),
    (HOMICIDE, {"dhr_known_at": "2026-08-31"}, "homicide_review_decision", "2026-09-30", "dhr_known_at", False),
    (HOMICIDE, {"dhr_decided_at": "2026-08-31"}, "homicide_review_report", "2027-02-28", "dhr_decided_at", False),
    ({}, {"sent_at": "2026-04-10"}, "rapid_review", "2026-05-01", "sent_at", False),
]


@pytest.mark.parametrize(("answers", "anchors", "id", "due", "source", "estimated"), FORMATS)
def test_how_moments_are_given(
    answers: dict[str, Any], anchors: dict[str, str], id: str, due: str | None, source: str, estimated: bool
) -> None:
    (out,) = assessed({**entry(**answers), **anchors})
    found = next(d for d in out["deadlines"] if d["id"] == id)
    assert (found["due"], found["from"], found["estimated"]) == (due, source, estimated)


def test_each_child_is_named_by_number_whatever_the_order() -> None:
    children = [{"n": 2, "outcome": "no_harm"}, {"n": 1, "outcome": "died"}]
    (out,) = assessed(entry(same_for_all="no", child_count=2, children=children, place_of_death="in_area"))
    assert [(f["finding"], f["child"]) for f in out["findings"] if f["child"]] == [
        ("notify_national_panel", 1),
        ("joint_agency_response", 1),
        ("child_death_form", 1),
    ]
    assert [(d["id"], d["child"]) for d in out["deadlines"] if d["child"]] == [
        ("joint_agency_response", 1),
        ("child_death_form", 1),
    ]


@pytest.mark.rule("R20")
def test_for_a_baby_who_does_not_move_about_the_reasons_advise_a_paediatrician() -> None:
    example = next(e for e in EXAMPLES if e["id"] == "bruise-pre-mobile")
    (out,) = assessed(example)
    reasons = next(f["why"] for f in out["findings"] if f["leaning"] == "not_normally_serious")
    assert "paediatrician" in reasons[-1]


@pytest.mark.rule("R74")
def test_an_internal_review_never_comes_from_here() -> None:
    (out,) = assessed(entry(abuse_or_neglect="neither", learning="single_agency"))
    assert [f["finding"] for f in out["findings"]] == ["criteria_not_met"]


def test_another_council_has_its_own_areas_and_limits() -> None:
    (out,) = assess_entries(json.dumps(entry(area="lochside")), INVENTED)
    assert [(d["due"], d["target"]) for d in out["deadlines"] if d["id"] == "panel_notification"] == [
        ("2026-04-14", "2026-04-10")
    ]
    with pytest.raises(BadEntry, match=r"answers\.area: should be one of lochside, upper_glen"):
        assess_entries(json.dumps(entry(area="east")), INVENTED)


# What goes in ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [entry(), [entry()], [entry(), entry()], []])
def test_one_object_or_a_list(given: Any) -> None:
    expected = len(given) if isinstance(given, list) else 1
    assert len(assess_entries(json.dumps(given), KENT)) == expected
    assert assess_entries(json.dumps(given).encode(), KENT) == assessed(given)


@pytest.mark.parametrize(
    "changes",
    [{question: nothing} for question in BY_ID for nothing in ("not_known", "skipped")],
    ids=str,
)
def test_every_question_may_be_without_an_answer(changes: dict[str, str]) -> None:
    assert assessed(entry(**changes))


ANSWERS: list[dict[str, Any]] = [
    {"incident_at": "2026-01-01/2026-04-01"},
    {"incident_at": "2026-04-01"},
    {"known_at": "2026-04-02T10:00:00+01:00"},
    {"record_ids": ["1234567", "1234568"]},
    {"record_ids": "1234567, 1234568"},
    {"update_of": "NTK-2026-0042"},
    {"status": []},
    {"child_count": 20},
    {"children": [], "same_for_all": "no"},
]


@pytest.mark.parametrize("changes", ANSWERS, ids=str)
def test_what_may_be_answered(changes: dict[str, Any]) -> None:
    assert assessed(entry(**changes))


CHILDREN = {"same_for_all": "no", "child_count": 2}
SECRET = "zzz-secret"

REFUSED: list[tuple[Any, str]] = [
    # what is given, and the line that says what to mend
    (SECRET, "entry 1: should be an object"),
    ([entry(), [entry()]], "entry 2: should be an object"),
    ({"id": "one"}, "entry 1 ('one'), answers: should be an object of answers by question"),
    ({"id": "one", "answers": [SECRET]}, "entry 1 ('one'), answers: should be an object of answers by question"),
    ({"answers": {}}, "entry 1, id: should be a text or a whole number"),
    ({"id": "", "answers": {}}, "entry 1, id: should be a text or a whole number"),
    ({"id": None, "answers": {}}, "entry 1, id: should be a text or a whole number"),
    ({"id": True, "answers": {}}, "entry 1, id: should be a text or a whole number"),
    (
        {"id": 7, "answers": {"outcome": SECRET}},
        "entry 1 (7), answers.outcome: should be one of died, expected_to_die",
    ),
    ({**entry(), "sent_on": SECRET}, "entry 1 ('one'), 'sent_on': is not a key of an entry"),
    ({**entry(), "sent_at": SECRET}, "entry 1 ('one'), sent_at: should be an ISO date or date-time"),
    ({**entry(), "invited_at": None}, "entry 1 ('one'), invited_at: should be an ISO date or date-time"),
    (entry(colour=SECRET), "entry 1 ('one'), answers.'colour': is not a question asked here"),
    (entry(outcome=["died"]), "entry 1 ('one'), answers.outcome: should be one of died"),
    (entry(outcome=None), "entry 1 ('one'), answers.outcome: should be one of died"),
    (entry(death_unexpected=True), "entry 1 ('one'), answers.death_unexpected: should be one of yes, no"),
    (entry(status="open_other"), "entry 1 ('one'), answers.status: should be a list of any of looked_after"),
    (entry(status=[SECRET]), "entry 1 ('one'), answers.status: should be a list of any of looked_after"),
    (entry(status=[["open_other"]]), "entry 1 ('one'), answers.status: should be a list of any of looked_after"),
    (entry(injury=["not_known"]), "entry 1 ('one'), answers.injury: should be a list of any of internal"),
    (entry(area=SECRET), "entry 1 ('one'), answers.area: should be one of north, east, south, west, countywide"),
    (entry(known_at=SECRET), "entry 1 ('one'), answers.known_at: should be an ISO date or date-time"),
    (entry(known_at="2026-02-30"), "entry 1 ('one'), answers.known_at: should be an ISO date or date-time"),
    (entry(known_at=20260402), "entry 1 ('one'), answers.known_at: should be an ISO date or date-time"),
    (
        entry(known_at="2026-04-01/2026-04-02"),
        "entry 1 ('one'), answers.known_at: should be an ISO date or date-time",
    ),
    (
        entry(incident_at="2026-04-01/soon"),
        "entry 1 ('one'), answers.incident_at: should be an ISO date, a date-time",
    ),
    (entry(child_count=0), "entry 1 ('one'), answers.child_count: should be a whole number from 1 to 20"),
    (entry(child_count=21), "entry 1 ('one'), answers.child_count: should be a whole number from 1 to 20"),
    (entry(child_count=1.0), "entry 1 ('one'), answers.child_count: should be a whole number from 1 to 20"),
    (entry(child_count=True), "entry 1 ('one'), answers.child_count: should be a whole number from 1 to 20"),
    (entry(what_happened=[SECRET]), "entry 1 ('one'), answers.what_happened: should be a text"),
    (entry(record_ids=[1]), "entry 1 ('one'), answers.record_ids: should be a text or a list of texts"),
    (entry(children={}), "entry 1 ('one'), answers.children: should be a list of objects"),
    (entry(children=[SECRET]), "entry 1 ('one'), answers.children: should be a list of objects"),
    (
        entry(children=[{"n": 1}]),
        "entry 1 ('one'), answers.children: is only for an entry in which same_for_all is no",
    ),
    (
        entry(**CHILDREN, children=[{"n": 1}, {"n": 2}, {"n": 3}]),
        "entry 1 ('one'), answers.children: should be no more than child_count",
    ),
    (entry(**CHILDREN, children=[{}, {"n": 2}]), "entry 1 ('one'), answers.children: should each have their number"),
    (
        entry(**CHILDREN, children=[{"n": 1}, {"n": 1}]),
        "entry 1 ('one'), answers.children: should each have their number",
    ),
    (
        entry(**CHILDREN, children=[{"n": True}, {"n": 2}]),
        "entry 1 ('one'), answers.children: should each have their number",
    ),
    (
        entry(**CHILDREN, children=[{"n": 1, "outcome": SECRET}]),
        "entry 1 ('one'), answers.children[1].outcome: should be one of died",
    ),
    (
        entry(**CHILDREN, children=[{"n": 1, "learning": "none"}]),
        "entry 1 ('one'), answers.children[1].'learning': is not a question asked here",
    ),
]


@pytest.mark.parametrize(("given", "fault"), REFUSED, ids=lambda v: v if isinstance(v, str) else "")
def test_what_is_refused_names_entry_and_field_and_no_value(given: Any, fault: str) -> None:
    with pytest.raises(BadEntry) as bad:
        assessed(given)
    (line,) = bad.value.faults
    assert line.startswith(fault)
    assert SECRET not in str(bad.value)


@pytest.mark.parametrize("text", ["", "{", '{"id": "one", "answers": {"outcome": NaN}}', b"\xff"])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(BadEntry, match=r"^the file is not valid JSON \(line \d+, column \d+\)$"):
        assess_entries(text, KENT)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(BadEntry) as bad:
        assessed([entry(outcome=SECRET, known_at=SECRET), entry(), {**entry(), "id": "two", "colour": SECRET}])
    assert [line.split(":")[0] for line in bad.value.faults] == [
        "entry 1 ('one'), answers.known_at",
        "entry 1 ('one'), answers.outcome",
        "entry 3 ('two'), 'colour'",
    ]


def test_a_name_that_is_shown_is_harmless_to_a_terminal() -> None:
    with pytest.raises(BadEntry) as bad:
        assessed(entry(**{"\x1b[2J\n" + "x" * 500: 1}))
    assert str(bad.value).isprintable()
    assert len(str(bad.value)) < 150


# Words and questions --------------------------------------------------------------------------------------------


def test_every_finding_guard_and_deadline_has_its_words() -> None:
    keys = [f"finding.{criterion.id}.{part}" for criterion in CRITERIA for part in ("name", "advice")]
    guards = {step.guard.name for criterion in CRITERIA for step in criterion.steps}
    keys += [f"guard.{guard}.{truth}" for guard in guards for truth in ("yes", "no", "not_known")]
    keys += [f"deadline.{row.id}" for row in DEADLINES]
    assert [key for key in keys if not has(key)] == []


def possible(question: Question) -> list[Value]:
    match question.kind:
        case "choice" | "yes_no":
            return list(question.choices)
        case "many":
            return [(option,) for option in question.choices]
        case "moment":
            return ["2026-04-01", "2026-04-02T09:00"]
        case "number":
            return [1]
        case _:
            return ["text"]


@given(data=st.data())
def test_whatever_is_missing_is_a_question_that_is_asked(data: st.DataObject) -> None:
    answers = Answers()
    while open_places := [p for p in steps(answers) if answers.get(p.question, p.child) is None]:
        question = BY_ID[open_places[0].question]
        unknown: list[Value] = [question.unknown] if question.unknown else []
        answers = answers.having(question.id, data.draw(st.sampled_from([*possible(question), *unknown])))
    asked = {place.question for place in steps(answers)}
    for finding in assess(answers):
        assert asked.issuperset(finding.missing), finding.finding
