"""Which deadlines a case has, from when they count, and whether they were kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state.answers import Answers, Value
from state.case import Finding, Passed
from state.criteria import assess
from state.criteria.notify_national_panel import NOTIFY_NATIONAL_PANEL
from state.deadline_table import Deadline, always, while_open
from state.deadlines import DeadlineState, Due, deadlines, state_of
from state.moments import LONDON, Moment
from state.profile import Profile
from state.profile_file import load_profile
from state.profile_parts import Lengths, Span

KENT = load_profile()
INVENTED = load_profile(Path(__file__).with_name("invented_council.toml"))
KNOWN = Answers({"known_at": "2026-04-02T11:00"})
DEAD = Answers({"known_at": "2026-04-02T11:00", "outcome": "died", "died_at": "2026-04-02T09:00"})


def finding(id: str, child: int | None = None, *open_tests: str) -> Finding:
    return Finding(id, child, None, tuple(Passed(test, "not_known") for test in open_tests), (), ())


NOTIFY = finding("notify_national_panel")
ALWAYS = ["area_ad_approval", "unit_enquiries"]
NOTIFYING = ["executive_view", "panel_notification"]
INVITING = ["placing_invitation", "placing_authority_confirmation"]
RAPID_REVIEW = [
    "rapid_review",
    "rapid_review_summaries",
    "agency_summary_to_psw",
    "rapid_review_meeting",
    "rapid_review_report",
]
HOMICIDE = ["homicide_review_decision", "homicide_review_report"]

OF_FINDINGS: list[tuple[Answers, str, list[str], list[str]]] = [
    # what is known, a finding: what it brings, and what the doubt about it brings
    (KNOWN, "notify_national_panel", NOTIFYING, NOTIFYING),
    (KNOWN, "invite_placing_authority", [*NOTIFYING, *INVITING], [*NOTIFYING, "placing_invitation"]),
    (KNOWN, "consider_extent_persistence_severity", NOTIFYING, NOTIFYING),
    (KNOWN, "consider_non_physical_harm", NOTIFYING, NOTIFYING),
    (KNOWN, "human_review_unborn", NOTIFYING, NOTIFYING),
    (KNOWN, "refer_to_other_authority", ["tell_other_authority"], ["tell_other_authority"]),
    (DEAD, "notify_looked_after_death", ["looked_after_death"], ["looked_after_death"]),
    (DEAD, "prompt_placing_authority_of_death", ["tell_other_authority"], ["tell_other_authority"]),
    (DEAD, "notify_care_leaver_death", ["care_leaver_death"], ["care_leaver_death"]),
    (DEAD, "joint_agency_response", ["joint_agency_response"], ["joint_agency_response"]),
    (DEAD, "child_death_form", ["child_death_form"], ["child_death_form"]),
    # nothing is counted from a death while the child lives, or may live
    (KNOWN, "joint_agency_response", [], []),
    (KNOWN.having("outcome", "expected_to_die"), "joint_agency_response", [], []),
    (KNOWN.having("outcome", "not_yet_known"), "child_death_form", [], []),
    (
        KNOWN.having("age_group", "stillborn"),
        "joint_agency_response",
        ["joint_agency_response"],
        ["joint_agency_response"],
    ),
    (KNOWN, "consider_homicide_review", HOMICIDE, []),
    (KNOWN, "strategy_discussion_needed", [], []),
    (KNOWN, "consider_adult_review", [], []),
    (KNOWN, "criteria_not_met", [], []),
]


@pytest.mark.rule("R9")
@pytest.mark.rule("R13")
@pytest.mark.rule("R27")
@pytest.mark.rule("R36")
@pytest.mark.rule("R37")
@pytest.mark.rule("R84")
@pytest.mark.rule("R91")
@pytest.mark.parametrize(("answers", "id", "held", "in_doubt"), OF_FINDINGS)
def test_what_a_finding_brings(answers: Answers, id: str, held: list[str], in_doubt: list[str]) -> None:
    open_test = finding("needs_information", None, "another_test", id)
    assert [due.id for due in deadlines(KENT, answers, (finding(id),))] == [*ALWAYS, *held]
    assert [due.id for due in deadlines(KENT, answers, (open_test,))] == [*ALWAYS, *in_doubt]
    assert [due.id for due in deadlines(KENT, answers, (finding("another_test", None, id),))] == ALWAYS


OF_ANCHORS: list[tuple[dict[str, str], tuple[Finding, ...], list[str]]] = [
    # the anchors, the findings: what they bring
    ({"sent_at": "2026-04-10T10:00"}, (), RAPID_REVIEW),
    ({"sent_at": "soon"}, (), []),
    ({"invited_at": "2026-04-02T12:00"}, (), []),
    (
        {"invited_at": "2026-04-02T12:00"},
        (finding("needs_information", None, "invite_placing_authority"),),
        [*NOTIFYING, *INVITING],
    ),
    ({"dhr_known_at": "2026-04-02", "dhr_decided_at": "2026-04-20"}, (), []),
    ({"referral_opened_at": "2026-04-02T12:00"}, (), ["partnership_share"]),
    ({"rapid_review_opened_at": "2026-04-10T10:00"}, (), ["rapid_review_convened"]),
    ({"local_review_opened_at#1": "2026-05-05T10:00"}, (), ["local_review_report"]),
    (
        {"internal_review_opened_at#1": "2026-05-05", "internal_review_opened_at#2": "2026-06-01"},
        (),
        ["internal_review_report"] * 2,
    ),
    ({"jar_held_at": "2026-04-05T10:00"}, (), ["jar_update"]),
    ({"learning_action_opened_at#1": "2026-05-05T10:00"}, (), []),
    (
        {"learning_action_opened_at#1": "2026-05-05T10:00", "learning_action_due#1": "2026-07-01"},
        (),
        ["learning_action"],
    ),
]


@pytest.mark.rule("R6")
@pytest.mark.rule("R44")
@pytest.mark.rule("R53")
@pytest.mark.rule("R59")
@pytest.mark.rule("R101")
@pytest.mark.parametrize(("anchors", "findings", "brought"), OF_ANCHORS)
def test_what_an_anchor_brings(anchors: dict[str, str], findings: tuple[Finding, ...], brought: list[str]) -> None:
    assert [due.id for due in deadlines(KENT, KNOWN, findings, anchors)] == [*ALWAYS, *brought]


@pytest.mark.rule("R9")
@pytest.mark.rule("R13")
@pytest.mark.rule("R27")
def test_each_says_what_it_rests_on() -> None:
    start = datetime(2026, 4, 2, 11, tzinfo=LONDON)
    panel = Due(
        "panel_notification", None, date(2026, 4, 13), date(2026, 4, 10), "known_at", False, ("R27",), False, start
    )
    assert deadlines(KENT, KNOWN, (NOTIFY,)) == (
        Due("area_ad_approval", None, date(2026, 4, 7), None, "known_at", False, ("R9",), False, start),
        Due("unit_enquiries", None, date(2026, 4, 9), None, "known_at", False, ("R13",), False, start),
        Due("executive_view", None, None, date(2026, 4, 8), "known_at", False, ("R40", "R42"), False, start),
        panel,
    )


# One incident with everything in it, under two councils ----------------------------------------------------------

HARMED: dict[str, Value] = {
    "age_group": "under_18",
    "outcome": "died",
    "died_at": "2026-09-17T08:00",
    "death_known_at": "2026-09-18T09:00",
    "death_unexpected": "yes",
    "abuse_or_neglect": "suspected",
    "place_of_harm": "in_area",
    "place_of_death": "in_area",
}
INCIDENT = Answers(
    {
        "known_at": "2026-09-17T10:00",  # a Thursday
        "same_for_all": "no",
        "child_count": 3,
        "adult_affected": ("died_domestic_abuse",),
    },
    (
        {**HARMED, "status": ("placed_by_other_authority",)},
        {**HARMED, "status": ("looked_after",)},
        {**HARMED, "age_group": "18_to_24", "status": ("care_leaver",)},
    ),
)
MOMENTS = {
    "sent_at": "2026-09-24T10:00",  # the Thursday after
    "invited_at": "2026-09-17T12:00",
    "dhr_known_at": "2026-09-17",
    "dhr_decided_at": "2026-10-01",
    "referral_opened_at": "2026-09-17T10:00",
    "rapid_review_opened_at": "2026-09-24T10:00",
    "local_review_opened_at#1": "2026-10-16T10:00",
    "internal_review_opened_at#1": "2026-10-16T10:00",
    "jar_held_at#2": "2026-09-18T15:00",
    "learning_action_opened_at#1": "2026-10-16T10:00",
    "learning_action_due#1": "2026-12-31",
}

Ends = tuple[str | None, str | None]

COUNCILS: list[tuple[str, int | None, str, Ends, Ends]] = [
    # the deadline, the child, the anchor: limit and target in Kent; limit and target in the invented council, where
    # Monday 21 September is a holiday
    ("area_ad_approval", None, "known_at", ("2026-09-18", None), ("2026-09-22", None)),
    ("unit_enquiries", None, "known_at", ("2026-09-22", None), ("2026-09-24", "2026-09-18")),
    ("executive_view", None, "known_at", (None, "2026-09-21"), ("2026-09-18", None)),
    ("panel_notification", None, "known_at", ("2026-09-24", "2026-09-23"), ("2026-09-29", "2026-09-25")),
    ("looked_after_death", 2, "death_known_at", ("2026-09-25", None), ("2026-09-20T09:00:00+01:00", None)),
    ("care_leaver_death", 3, "death_known_at", ("2026-09-25", None), ("2026-10-18", None)),
    ("tell_other_authority", None, "death_known_at", ("2026-09-19T09:00:00+01:00", None), ("2026-09-22", None)),
    ("placing_invitation", 1, "known_at", ("2026-09-18", None), ("2026-09-17T22:00:00+01:00", None)),
    ("placing_authority_confirmation", 1, "invited_at", ("2026-09-18T12:00:00+01:00", None), ("2026-09-22", None)),
    ("joint_agency_response", 1, "died_at", ("2026-09-20T08:00:00+01:00", None), ("2026-09-21T08:00:00+01:00", None)),
    ("joint_agency_response", 2, "died_at", ("2026-09-20T08:00:00+01:00", None), ("2026-09-21T08:00:00+01:00", None)),
    ("child_death_form", 1, "died_at", ("2026-09-18T08:00:00+01:00", None), ("2026-09-22", None)),
    ("child_death_form", 2, "died_at", ("2026-09-18T08:00:00+01:00", None), ("2026-09-22", None)),
    ("rapid_review", None, "sent_at", ("2026-10-15", None), ("2026-10-22", None)),
    ("rapid_review_summaries", None, "sent_at", (None, "2026-10-06"), (None, "2026-10-07")),
    ("agency_summary_to_psw", None, "sent_at", ("2026-10-02", None), ("2026-10-05", None)),
    ("rapid_review_meeting", None, "sent_at", (None, "2026-10-12"), (None, "2026-10-14")),
    ("rapid_review_report", None, "sent_at", (None, "2026-10-14"), (None, "2026-10-21")),
    ("homicide_review_decision", None, "dhr_known_at", ("2026-10-17", None), ("2026-11-17", None)),
    ("homicide_review_report", None, "dhr_decided_at", ("2027-04-01", None), ("2027-10-01", None)),
    ("partnership_share", None, "known_at", (None, "2026-09-17"), (None, "2026-09-18")),
    ("rapid_review_convened", None, "sent_at", (None, "2026-09-24"), (None, "2026-09-28")),
    ("local_review_report", None, "local_review_opened_at", (None, "2027-04-16"), (None, "2027-07-16")),
    ("internal_review_report", None, "internal_review_opened_at", (None, "2026-11-27"), (None, "2026-10-30")),
    ("jar_update", 2, "jar_held_at", ("2026-09-21", None), ("2026-09-19T15:00:00+01:00", None)),
    ("learning_action", None, "learning_action_due", ("2026-12-31", None), ("2026-12-31", None)),
]


def iso(moment: Moment | None) -> str | None:
    return moment.isoformat() if moment else None


@pytest.mark.rule("R27")
@pytest.mark.rule("R35")
@pytest.mark.rule("R44")
@pytest.mark.rule("R59")
@pytest.mark.rule("R69")
@pytest.mark.rule("R74")
@pytest.mark.rule("R84")
@pytest.mark.rule("R91")
@pytest.mark.rule("R100")
@pytest.mark.parametrize(("profile", "place"), [(KENT, 3), (INVENTED, 4)], ids=["Kent", "an invented council"])
def test_how_long_everything_takes_is_the_councils_own(profile: Profile, place: int) -> None:
    dues = deadlines(profile, INCIDENT, assess(INCIDENT), MOMENTS)
    found = [(due.id, due.child, due.source, (iso(due.due), iso(due.target))) for due in dues]
    assert found == [(row[0], row[1], row[2], row[place]) for row in COUNCILS]
    assert not any(due.estimated for due in dues)
    local = {id for id, lengths in profile.limits.items() if lengths.local} | {"learning_action"}
    assert {due.id for due in dues if due.local} == local


KENTS_OWN = {
    "looked_after_death",
    "care_leaver_death",
    "tell_other_authority",
    "placing_invitation",
    "child_death_form",
    "agency_summary_to_psw",
    "local_review_report",
    "internal_review_report",
    "jar_update",
}


def test_what_no_guidance_sets_is_marked_as_local() -> None:
    assert {id for id, lengths in KENT.limits.items() if lengths.local} == KENTS_OWN


KNOWN_AT = [
    # what is stored, the limit, the target, and whether they are estimated
    ("2026-04-02T11:00", date(2026, 4, 13), date(2026, 4, 10), False),
    ("2026-04-02", date(2026, 4, 13), date(2026, 4, 10), False),  # the day says it all
    ("2026-04-02T23:30+00:00", date(2026, 4, 13), date(2026, 4, 13), False),  # Good Friday in London
    ("2026-11-20T18:00", date(2026, 11, 27), date(2026, 11, 26), False),
    ("2026-12-26T10:00", date(2027, 1, 5), date(2027, 1, 5), False),
    ("not_known", None, None, True),
    (None, None, None, True),
]


@pytest.mark.rule("R27")
@pytest.mark.parametrize(("stored", "due", "target", "estimated"), KNOWN_AT)
def test_the_panels_clock(stored: str | None, due: Moment | None, target: Moment | None, estimated: bool) -> None:
    answers = Answers({"known_at": stored} if stored else {})
    panel = deadlines(KENT, answers, (NOTIFY,))[-1]
    assert (panel.due, panel.target, panel.source, panel.estimated) == (due, target, "known_at", estimated)


TWO = Answers(
    {"known_at": "2026-09-04T10:00", "same_for_all": "no", "child_count": 2},
    ({"died_at": "2026-09-04T09:00"}, {"died_at": "2026-09-03T09:00"}),
)
FROM_DEATH = Deadline("unit_enquiries", "died_at", ("R84",), while_open(NOTIFY_NATIONAL_PANEL))
DEATHS = (replace(NOTIFY, child=1), replace(NOTIFY, child=2))

ANCHORS: list[tuple[Deadline, Answers, tuple[Finding, ...], list[tuple[int | None, str, str, bool]]]] = [
    # the deadline, the answers, the findings: child, due, from, estimated
    (FROM_DEATH, TWO, DEATHS, [(None, "2026-09-04T09:00:00+01:00", "died_at", False)]),
    (FROM_DEATH, TWO, DEATHS[:1], [(None, "2026-09-05T09:00:00+01:00", "died_at", False)]),
    (FROM_DEATH, TWO, (), []),
    (FROM_DEATH, TWO, (NOTIFY,), [(None, "2026-09-04T09:00:00+01:00", "died_at", False)]),
    (
        replace(FROM_DEATH, each="child"),
        TWO,
        DEATHS,
        [
            (1, "2026-09-05T09:00:00+01:00", "died_at", False),
            (2, "2026-09-04T09:00:00+01:00", "died_at", False),
        ],
    ),
    (replace(FROM_DEATH, each="child"), TWO, DEATHS[1:], [(2, "2026-09-04T09:00:00+01:00", "died_at", False)]),
    (
        FROM_DEATH,
        TWO.having("died_at", "2026-09-03", child=2),
        DEATHS,
        [(None, "2026-09-04T00:00:00+01:00", "died_at", True)],
    ),
    (
        FROM_DEATH,
        TWO.having("died_at", "not_known", child=1),
        DEATHS[:1],
        [(None, "2026-09-05T10:00:00+01:00", "known_at", True)],
    ),
    (
        replace(FROM_DEATH, each="child", agreed="agreed"),
        TWO.having("agreed", "2026-10-01", child=1),
        DEATHS,
        [(1, "2026-10-01", "agreed", False), (2, "2026-09-04T09:00:00+01:00", "died_at", False)],
    ),
    (
        Deadline("unit_enquiries", "invited_at", (), always),
        Answers({"known_at": "2026-09-04"}),
        (),
        [(None, "2026-09-05T16:00:00+01:00", "invited_at", False)],
    ),
]


@pytest.mark.parametrize(("deadline", "answers", "findings", "expected"), ANCHORS)
def test_from_when_it_counts_and_for_whom(
    deadline: Deadline,
    answers: Answers,
    findings: tuple[Finding, ...],
    expected: list[tuple[int | None, str, str, bool]],
) -> None:
    lengths = Lengths("invented", date(2026, 11, 23), limit=Span(24, "hours"), local=True)
    profile = replace(KENT, limits={**KENT.limits, "unit_enquiries": lengths})
    dues = deadlines(profile, answers, findings, {"invited_at": "2026-09-04T16:00"}, (deadline,))
    found = [(d.child, d.due.isoformat() if d.due else None, d.source, d.estimated) for d in dues]
    assert found == expected
    assert all(d.local and d.rules == deadline.rules for d in dues)


LATEST: list[tuple[str, list[tuple[int | None, str, str]]]] = [
    # an anchor of child 2: for whom the authority's answer is awaited, until when, from when it counts
    ("invited_at", [(1, "2026-09-05T16:00:00+01:00", "invited_at"), (2, "2026-09-05T16:00:00+01:00", "invited_at")]),
    ("invited_at#2", [(1, "2026-09-05T10:00:00+01:00", "known_at"), (2, "2026-09-05T16:00:00+01:00", "invited_at")]),
    ("invited_at#1", [(1, "2026-09-05T16:00:00+01:00", "invited_at"), (2, "2026-09-05T10:00:00+01:00", "known_at")]),
]


@pytest.mark.rule("R34")
@pytest.mark.parametrize(("anchor", "expected"), LATEST)
def test_an_anchor_can_be_that_of_one_child(anchor: str, expected: list[tuple[int | None, str, str]]) -> None:
    invite = finding("invite_placing_authority")
    dues = deadlines(KENT, TWO, (replace(invite, child=1), replace(invite, child=2)), {anchor: "2026-09-04T16:00"})
    found = [(due.child, iso(due.due), due.source) for due in dues if due.id == "placing_authority_confirmation"]
    assert found == expected


def test_where_the_children_do_not_differ_theirs_is_the_first() -> None:
    dues = deadlines(KENT, KNOWN, (finding("invite_placing_authority"),), {"invited_at#1": "2026-04-02T12:00"})
    assert [due.source for due in dues if due.id == "placing_authority_confirmation"] == ["invited_at"]


@pytest.mark.rule("R53")
def test_each_run_of_a_process_has_its_own() -> None:
    anchors = {
        "learning_action_opened_at#1": "2026-05-05T10:00",
        "learning_action_due#1": "2026-07-01",
        "learning_action_due#12": "2026-06-06",  # a Saturday, as it was agreed
    }
    actions = [due for due in deadlines(KENT, KNOWN, (), anchors) if due.id == "learning_action"]
    assert [(due.run, iso(due.due), due.estimated) for due in actions] == [
        (1, "2026-07-01", False),
        (12, "2026-06-06", False),
    ]


@pytest.mark.rule("R91")
def test_another_day_that_was_agreed_takes_the_place_of_the_six_months() -> None:
    anchors = {"dhr_decided_at": "2026-10-01", "dhr_agreed_due": "2027-09-30"}
    report = deadlines(KENT, KNOWN, (finding("consider_homicide_review"),), anchors)[-1]
    assert (report.id, iso(report.due), report.source, report.local) == (
        "homicide_review_report",
        "2027-09-30",
        "dhr_agreed_due",
        False,
    )


@pytest.mark.rule("R17")
@pytest.mark.rule("R16")
@pytest.mark.rule("R36")
def test_two_reasons_to_tell_another_authority_make_the_earlier_deadline() -> None:
    answers = DEAD.having("death_known_at", "2026-04-03T08:00")
    refer, prompt = finding("refer_to_other_authority"), finding("prompt_placing_authority_of_death")
    for findings, due, rules in (
        ((refer, prompt), "2026-04-03T11:00:00+01:00", ("R16", "R17")),
        ((prompt,), "2026-04-04T08:00:00+01:00", ("R36",)),
    ):
        told = [d for d in deadlines(KENT, answers, findings) if d.id == "tell_other_authority"]
        assert [(iso(d.due), d.rules) for d in told] == [(due, rules)]


DAY = date(2026, 4, 13)
HOUR = datetime(2026, 9, 5, 16, tzinfo=LONDON)
TWICE = datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


STATES: list[tuple[Moment | None, Moment | None, datetime | None, datetime, DeadlineState]] = [
    # the limit, the target, when it was done, now: the state
    (DAY, None, None, at("2026-04-13T23:59:59+01:00"), "running"),
    (DAY, None, None, at("2026-04-14T00:00:00+01:00"), "missed"),
    (DAY, None, None, at("2026-04-13T23:00:00+00:00"), "missed"),
    (DAY, None, at("2026-04-13T23:59:59+01:00"), at("2026-05-01T09:00+01:00"), "met"),
    (DAY, None, at("2026-04-14T00:00:00+01:00"), at("2026-05-01T09:00+01:00"), "missed"),
    (DAY, date(2026, 4, 10), None, at("2026-04-12T09:00+01:00"), "running"),  # a target is not a limit
    (HOUR, None, None, at("2026-09-05T15:59:59+01:00"), "running"),
    (HOUR, None, None, at("2026-09-05T16:00:00+01:00"), "missed"),
    (HOUR, None, at("2026-09-05T15:59:59+01:00"), at("2026-09-06T09:00+01:00"), "met"),
    (HOUR, None, at("2026-09-05T16:00:00+01:00"), at("2026-09-06T09:00+01:00"), "missed"),
    (TWICE, None, None, datetime(2026, 10, 25, 1, 45, tzinfo=LONDON), "running"),  # the first 01:45 of two
    (TWICE, None, None, datetime(2026, 10, 25, 1, 45, fold=1, tzinfo=LONDON), "missed"),
    (None, DAY, None, at("2026-04-13T12:00+01:00"), "running"),  # only a target
    (None, DAY, None, at("2026-04-14T12:00+01:00"), "missed"),
    (None, None, None, at("2026-04-14T12:00+01:00"), "running"),  # nobody knows from when it counts
    (None, None, at("2026-04-14T12:00+01:00"), at("2026-04-14T12:00+01:00"), "met"),
]


@pytest.mark.parametrize(("due", "target", "ended", "now", "state"), STATES)
def test_whether_it_is_kept(
    due: Moment | None, target: Moment | None, ended: datetime | None, now: datetime, state: DeadlineState
) -> None:
    deadline = Due("panel_notification", None, due, target, "known_at", False, (), False, None)
    assert state_of(deadline, ended, now) == state


ANSWER: st.SearchStrategy[Value] = st.one_of(
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.dates().map(lambda day: day.isoformat()),
    st.sampled_from(["not_known", "skipped", "soon"]),
)


@given(known_at=ANSWER, died_at=ANSWER)
def test_whatever_was_answered_every_deadline_is_listed(known_at: Value, died_at: Value) -> None:
    answers = Answers({"known_at": known_at, "outcome": "died", "died_at": died_at})
    findings = (NOTIFY, finding("child_death_form"), finding("consider_homicide_review"))
    assert len(deadlines(KENT, answers, findings)) == 7


@given(day=st.dates(date(2020, 1, 1), date(2030, 1, 1)), hour=st.integers(0, 23), hours=st.integers(0, 500))
def test_to_have_known_earlier_never_gives_more_time(day: date, hour: int, hours: int) -> None:
    def panel(moment: datetime) -> tuple[date, date]:
        due = deadlines(KENT, Answers({"known_at": moment.isoformat()}), (NOTIFY,))[-1]
        assert due.due is not None
        assert due.target is not None
        return due.due, due.target

    first = datetime.combine(day, time(hour), UTC)
    earlier, later = panel(first), panel(first + timedelta(hours=hours))
    assert earlier[0] <= later[0]
    assert earlier[1] <= later[1]
    assert earlier[1] <= earlier[0]  # what is aimed for never lies after the limit
