"""When one case may be folded into another: only where nothing that is owed is lost, or put off, by it."""

from dataclasses import replace

import pytest

from state.answers import Value
from state.case import Case
from state.joining import check_foldable, known_first, taken_in
from state.processes import PROCESSES
from state.refusals import Barred
from tests.state.processes.playing import KENT, Story, answers

DIED: dict[str, Value] = {
    "outcome": "died",
    "died_at": "2026-11-23T08:30:00+00:00",
    "death_unexpected": "yes",
    "death_circumstances": ("external_cause",),
    "place_of_death": "in_area",
}
HARMLESS: dict[str, Value] = {"outcome": "no_harm", "abuse_or_neglect": "neither"}


def told(number: int, **given: Value) -> Story:
    story = Story(answers(**given))
    story.case = replace(story.case, ref=f"NTK-2026-{number:04}")
    return story


def notified(number: int) -> Case:
    story = told(number).do("cor", "panel_notification.decide_notify", rationale="R", without_view="Not yet.")
    sent = {"reference": "N-1", "sent_at": story.said()}
    return story.do("uma", "panel_notification.record_notified", **sent).case


def withdrawn(number: int) -> Case:
    return told(number, **HARMLESS).do("pat", "alert.withdraw", reason="Told twice.").case


def referred(number: int) -> Case:
    story = Story(by="")
    story.case = replace(story.case, ref=f"NTK-2026-{number:04}")
    return story.tell("uma", "partnership_referral.open", answers()).case


def folded_already(number: int) -> Case:
    return told(number).do("pat", "alert.fold", other="NTK-2026-0009").case


REFUSED = [
    # folded, into, why, what is lacking
    (lambda: told(1).case, lambda: told(1).case, "not_into_itself", ()),
    (lambda: withdrawn(1), lambda: told(2).case, "folded_is_open", ()),
    (lambda: told(1, **HARMLESS).case, lambda: withdrawn(2), "into_is_open", ()),
    (lambda: told(1).case, lambda: folded_already(2), "into_is_open", ()),
    (lambda: told(1).case, lambda: replace(told(2).case, purged=told(2).now), "into_is_open", ()),
    (lambda: told(1).case, lambda: referred(2), "nothing_is_lost", ("area_ad_approval", "unit_enquiries")),
    (lambda: notified(1), lambda: told(2).case, "nothing_was_notified", ()),
    (
        lambda: told(1).case,
        lambda: told(2, **HARMLESS).case,
        "nothing_is_lost",
        ("panel_notification",),
    ),
    (
        lambda: told(1, **DIED).case,
        lambda: told(2).case,
        "nothing_is_lost",
        ("child_death",),
    ),
    (
        lambda: told(1, **DIED).case,
        lambda: told(2, **{**DIED, "died_at": "2026-11-23T12:30:00+00:00"}).case,
        "nothing_is_put_off",
        ("joint_agency_response", "child_death_form"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("folded", "into", "why", "lacking"), REFUSED)
def test_what_would_lose_something_is_refused(folded, into, why, lacking) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Barred) as barred:
        check_foldable(PROCESSES, KENT, folded(), into())
    assert barred.value.key == why
    assert set(barred.value.lacking) == set(lacking)


def test_a_learning_action_that_is_open_is_lost_in_any_other_case() -> None:
    story = told(1)
    due = (story.now.replace(day=30)).date().isoformat()
    story.do("pat", "learning_action.open", text="T", person="mia", due=due, review="R")
    with pytest.raises(Barred) as barred:
        check_foldable(PROCESSES, KENT, story.case, told(2).case)
    assert barred.value.lacking == ("learning_action",)


@pytest.mark.parametrize(
    ("there", "here", "first"),
    [
        ("2026-11-23T08:00:00+00:00", "2026-11-23T09:00:00+00:00", "2026-11-23T08:00:00+00:00"),
        ("2026-11-23T09:00:00+00:00", "2026-11-23T09:00:00+00:00", ""),
        ("2026-11-23T10:00:00+00:00", "2026-11-23T09:00:00+00:00", ""),
        ("2026-11-20", "2026-11-23T09:00:00+00:00", "2026-11-20"),
        ("2026-11-23", "2026-11-23T09:00:00+00:00", ""),
    ],
)
def test_what_was_known_first_counts(there: str, here: str, first: str) -> None:
    one, other = told(1, known_at=there).case, told(2, known_at=here).case
    assert known_first(one, other) == first
    assert taken_in(other, first).current.get("known_at") == (first or here)
    check_foldable(PROCESSES, KENT, one, other)


def test_a_case_takes_the_earlier_moment_and_its_clock_runs_from_there() -> None:
    story = told(2, known_at="2026-11-23T09:00:00+00:00")
    before = story.clocks["panel_notification"]
    story.do("uma", "alert.take_in", other="NTK-2026-0001", known_at="2026-11-20T09:00:00+00:00")
    assert (before[0], story.clocks["panel_notification"][0]) == ("2026-11-30", "2026-11-27")
    assert len(story.case.answers) == 2, "the answers as they were are kept"


def test_a_folded_case_owes_nothing_until_the_fold_is_taken_back() -> None:
    story = told(1)
    before = story.clocks
    story.do("pat", "alert.fold", other="NTK-2026-0002")
    assert (story.case.folded_into, story.clocks) == ("NTK-2026-0002", {})
    for event in ("alert.approve", "alert.withdraw", "alert.link", "panel_notification.undo"):
        who = "ada" if event == "alert.approve" else "pat"
        with pytest.raises(Barred) as barred:
            story.do(who, event, reason="R", other="NTK-2026-0003")
        assert barred.value.key == "folded"
    story.do("joe", "alert.note", text="More.")
    story.do("pat", "alert.undo", reason="Not the same child.")
    assert (story.case.folded_into, story.clocks) == (None, before)


def test_a_case_is_joined_as_a_whole() -> None:
    with pytest.raises(Barred) as barred:
        told(1).do("pat", "panel_notification.fold", other="NTK-2026-0002")
    assert barred.value.key == "the_case_began_there"


def test_a_referral_goes_into_the_alert_of_the_same_incident() -> None:
    check_foldable(PROCESSES, KENT, referred(1), told(2).case)
