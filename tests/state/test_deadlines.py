"""Which deadlines a case has, from when they count, and whether they were kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from state.answers import Answers, Value
from state.case import Finding, Passed
from state.deadlines import Deadline, DeadlineState, Due, always, deadlines, state_of, while_open
from state.moments import LONDON, Moment
from state.profile import Lengths, Span, load_profile

KENT = load_profile()
KNOWN = Answers({"known_at": "2026-04-02T11:00"})


def finding(id: str, child: int | None = None, *open_tests: str) -> Finding:
    return Finding(id, child, None, tuple(Passed(test, "not_known") for test in open_tests), (), ())


NOTIFY = finding("notify_national_panel")

LISTED = [
    # what is found, and whether the clock of the Panel runs
    ((), False),
    ((NOTIFY,), True),
    ((finding("needs_information", None, "notify_national_panel"),), True),
    ((finding("needs_information", None, "another_test"),), False),
    ((finding("another_test", None, "notify_national_panel"),), False),
    ((finding("needs_information", None, "another_test", "notify_national_panel"),), True),
]


@pytest.mark.rule("R9")
@pytest.mark.rule("R13")
@pytest.mark.rule("R27")
@pytest.mark.parametrize(("findings", "panel"), LISTED)
def test_what_is_listed(findings: tuple[Finding, ...], panel: bool) -> None:
    listed = [due.id for due in deadlines(KENT, KNOWN, findings)]
    assert listed == ["area_ad_approval", "unit_enquiries"] + ["panel_notification"] * panel


@pytest.mark.rule("R9")
@pytest.mark.rule("R13")
@pytest.mark.rule("R27")
def test_each_says_what_it_rests_on() -> None:
    start = datetime(2026, 4, 2, 11, tzinfo=LONDON)
    assert deadlines(KENT, KNOWN, (NOTIFY,)) == (
        Due("area_ad_approval", None, date(2026, 4, 7), None, "known_at", False, ("R9",), False, start),
        Due("unit_enquiries", None, date(2026, 4, 9), None, "known_at", False, ("R13",), False, start),
        Due(
            "panel_notification",
            None,
            date(2026, 4, 13),
            date(2026, 4, 10),
            "known_at",
            False,
            ("R27",),
            False,
            start,
        ),
    )


KNOWN_AT = [
    # what is stored, the limit, the target, and whether they are estimated
    ("2026-04-02T11:00", date(2026, 4, 13), date(2026, 4, 10), False),
    ("2026-04-02", date(2026, 4, 13), date(2026, 4, 10), True),
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
FROM_DEATH = Deadline("unit_enquiries", "died_at", ("R84",), while_open("death"))
DEATHS = (finding("death", 1), finding("death", 2))

ANCHORS: list[tuple[Deadline, Answers, tuple[Finding, ...], list[tuple[int | None, str, str, bool]]]] = [
    # the deadline, the answers, the findings: child, due, from, estimated
    (FROM_DEATH, TWO, DEATHS, [(None, "2026-09-04T09:00:00+01:00", "died_at", False)]),
    (FROM_DEATH, TWO, DEATHS[:1], [(None, "2026-09-05T09:00:00+01:00", "died_at", False)]),
    (FROM_DEATH, TWO, (), []),
    (FROM_DEATH, TWO, (finding("death"),), [(None, "2026-09-04T09:00:00+01:00", "died_at", False)]),
    (
        replace(FROM_DEATH, each_child=True),
        TWO,
        DEATHS,
        [
            (1, "2026-09-05T09:00:00+01:00", "died_at", False),
            (2, "2026-09-04T09:00:00+01:00", "died_at", False),
        ],
    ),
    (replace(FROM_DEATH, each_child=True), TWO, DEATHS[1:], [(2, "2026-09-04T09:00:00+01:00", "died_at", False)]),
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
    answers = Answers({"known_at": known_at, "died_at": died_at})
    assert len(deadlines(KENT, answers, (NOTIFY,))) == 3


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
