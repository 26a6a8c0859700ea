"""What is counted of a case, and what that comes to, worked out by hand."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dialogs.trends.counting import Counted, counted, figures
from dialogs.trends.period import Month, Period
from dialogs.trends.themes import THEMES, themes_of
from dialogs.wording import has
from state.answers import Answers
from state.case import Case, Run
from state.moments import LONDON
from state.processes import PROCESSES
from state.profile_file import load_profile
from tests.dialogs.trends.many import TOLD, model

PROFILE = load_profile()
NOW = datetime(2026, 11, 23, 14, 20, tzinfo=LONDON)


def one(month: int, area: str, hours: int, **changes: object) -> Counted:
    """A case that was opened in a month of 2026, and approved so many hours after it was known."""
    case = Counted(
        opened=datetime(2026, month, 10, 12, tzinfo=LONDON),
        area=area,
        outcome="undecided",
        findings=frozenset({"notify_national_panel"}),
        harm="died",
        reviews=frozenset(),
        times={"approval": timedelta(hours=hours)},
        passed=frozenset(),
        actions=(),
    )
    return replace(case, **changes)  # type: ignore[arg-type]


@pytest.mark.rule("R99")
def test_figures_by_hand() -> None:
    cases = [
        one(1, "east", 2),
        one(4, "east", 1, passed=frozenset({"rapid_review", "area_ad_approval"})),
        one(5, "west", 10, findings=frozenset({"a", "notify_national_panel"}), passed=frozenset({"rapid_review"})),
        one(5, "east", 4, outcome="notified", actions=(("open", ("training",)), ("done", ("training", "voice")))),
        one(5, "east", 3, harm="no_harm", times={}),
        one(7, "east", 2),
    ]
    found = figures(cases, Period(Month(2026, 4), Month(2026, 6)), ("north", "east", "west"))
    tables = {id: (dict(table.counts), table.total) for id, table in found.tables.items()}
    assert found.cases == 4
    assert tables == {
        "months": ({"2026-04": 1, "2026-05": 3, "2026-06": 0}, 4),
        "areas": ({"north": 0, "east": 3, "west": 1}, 4),
        "outcomes": ({"undecided": 3, "notified": 1}, 4),
        "findings": ({"notify_national_panel": 4, "a": 1}, 4),
        "harm": ({"died": 3, "no_harm": 1}, 4),
        "reviews": ({}, 4),
        "limits": ({"rapid_review": 2, "area_ad_approval": 1}, 3),
        "stages": ({"open": 1, "done": 1}, 2),
        "themes": ({"training": 2, "voice": 1}, 2),
    }
    alert, approval, _ = found.times
    assert (alert.cases, approval.cases) == (0, 3)
    assert (approval.median, approval.worst) == (timedelta(hours=4), timedelta(hours=10))


def test_of_an_even_number_the_median_lies_between() -> None:
    found = figures([one(5, "east", 1), one(5, "east", 4)], Period(Month(2026, 5), Month(2026, 5)), ("east",))
    assert found.times[1].median == timedelta(hours=2, minutes=30)


def test_a_period_of_more_than_two_years_is_counted_by_year() -> None:
    found = figures([one(5, "east", 1)], Period(Month(2024, 11), Month(2026, 11)), ("east",))
    assert dict(found.tables["months"].counts) == {"2024": 0, "2025": 0, "2026": 1}


OUTCOMES = [
    ("considering", "undecided"),
    ("awaiting_decision", "undecided"),
    ("to_notify", "undecided"),
    ("notified", "notified"),
    ("notified_elsewhere", "notified_elsewhere"),
    ("not_notified", "not_notified"),
]


def of(case: Case) -> Counted:
    return counted(case, PROFILE, PROCESSES, NOW)


@pytest.mark.parametrize(("state", "outcome"), OUTCOMES, ids=[state for state, _ in OUTCOMES])
async def test_what_became_of_a_case(state: str, outcome: str) -> None:
    case = await model(TOLD)
    run = case.run("panel_notification")
    assert run is not None
    assert of(case.with_run(replace(run, state=state))).outcome == outcome
    assert of(case.without(run)).outcome == "not_considered"
    assert of(case.with_run(replace(case.origin, state="withdrawn"))).outcome == "withdrawn"


async def test_of_several_children_the_gravest_harm_is_counted() -> None:
    case = await model(TOLD)
    shared = {id: value for id, value in case.current.shared.items() if id != "outcome"}
    shared |= {"same_for_all": "no", "child_count": 3}
    for harms, gravest in (
        (("no_harm", "died", "life_changing"), "died"),
        (("other_physical", "no_harm", "not_known"), "other_physical"),
        (("not_known", "skipped", "not_known"), "unknown"),
    ):
        answers = Answers(shared, tuple({"outcome": harm} for harm in harms))
        assert of(replace(case, answers=(answers,))).harm == gravest


async def test_what_was_done_before_it_was_known_took_no_time() -> None:
    case = await model(TOLD)
    later = Answers({**case.current.shared, "known_at": "2026-11-23T20:00"})
    assert of(replace(case, answers=(later,))).times["alert"] == timedelta()
    unknown = Answers({id: value for id, value in case.current.shared.items() if id != "known_at"})
    assert of(replace(case, answers=(unknown,))).times == {}


async def test_a_referral_has_no_time_to_the_alert() -> None:
    case = await model(TOLD)
    referred = replace(case, runs=(Run("partnership_referral", 1, "to_share", steps=case.origin.steps), *case.runs[1:]))
    assert of(referred).times == {}


THEMED = [
    ("Share what health knows with the school at once.", {"sharing", "strategy"}),
    ("Record each visit within a day.", {"recording"}),
    ("Ask fathers what they see.", {"families"}),
    ("Bruises of babies who cannot move are looked at by a doctor.", {"infants"}),
    ("Managers sign off each assessment in supervision.", {"assessment", "supervision"}),
    ("See the child alone and write down their wishes and feelings.", {"voice"}),
    ("Paint the hall.", {"other"}),
    ("", {"forgotten"}),
]


@pytest.mark.parametrize(("text", "themes"), THEMED, ids=[text for text, _ in THEMED])
def test_themes_are_found_by_words(text: str, themes: set[str]) -> None:
    assert set(themes_of(text)) == themes


def test_every_theme_has_a_name() -> None:
    assert [theme for theme in (*THEMES, "other", "forgotten") if not has(f"trends.themes.{theme}")] == []
