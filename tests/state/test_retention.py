"""When a case is purged, by how it ended, and what is left of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from state.answers import Answers
from state.audit import first_broken
from state.case import Case
from state.clocks import clocks
from state.moments import LONDON
from state.processes import PROCESSES
from state.retention import PURGED, ended, is_due, moved_before, outcome, purged
from state.verifying import faults
from tests.state.processes.playing import KENT, Story, answers
from tests.state.store.making import post

QUIET = answers(outcome="no_harm", abuse_or_neglect="neither", strategy_discussion="not_held")
WORDS = "Words that somebody typed."


def withdrawn() -> Story:
    return Story(QUIET).do("pat", "alert.withdraw", reason=WORDS)


def closed() -> Story:
    story = Story(QUIET).do("ada", "alert.approve").do("uma", "alert.assess")
    story.do("ash", "director_briefing.not_needed", reason=WORDS).do("uma", "alert.note", text=WORDS)
    return story.do("pat", "alert.close")


def with_state(story: Story, process: str, state: str) -> Case:
    """A finished case in which another process ended in a state."""
    return story.case.with_run(replace(story.case.runs[0], process=process, key=1, state=state))


OUTCOMES: list[tuple[Callable[[], Case], str, int]] = [
    (lambda: withdrawn().case, "withdrawn", 12),
    (lambda: closed().case, "not_notified", 24),
    (lambda: with_state(closed(), "panel_notification", "not_notified"), "not_notified", 24),
    (lambda: with_state(closed(), "panel_notification", "notified"), "notified", 72),
    (lambda: with_state(closed(), "looked_after_death", "notified"), "notified", 72),
    (lambda: with_state(withdrawn(), "panel_notification", "notified_elsewhere"), "notified", 72),
]


@pytest.mark.parametrize(("made", "how", "months"), OUTCOMES)
def test_the_period_hangs_on_how_it_ended(made: Callable[[], Case], how: str, months: int) -> None:
    case = made()
    assert outcome(case) == how
    assert KENT.retention[how].keep.count == months
    last = datetime(2026 + months // 12, 11, 23, 23, 59, tzinfo=LONDON)
    assert not is_due(case, KENT, PROCESSES, last)
    assert is_due(case, KENT, PROCESSES, last + timedelta(minutes=1))
    end = ended(case, PROCESSES)
    assert end is not None
    assert end <= moved_before(last + timedelta(minutes=1), KENT)[how]
    assert end > moved_before(last - timedelta(days=2), KENT)[how]


FAR = datetime(2099, 1, 1, tzinfo=LONDON)


def test_nothing_goes_while_something_is_owed() -> None:
    story = Story(QUIET)
    assert ended(story.case, PROCESSES) is None
    assert not is_due(story.case, KENT, PROCESSES, FAR)
    assert not is_due(replace(story.case, runs=()), KENT, PROCESSES, FAR)


def test_a_case_on_hold_is_never_due() -> None:
    assert is_due(closed().case, KENT, PROCESSES, FAR)
    assert not is_due(replace(closed().case, held=True), KENT, PROCESSES, FAR)


def test_a_purged_case_is_due_again_only_after_something_new_happened() -> None:
    story = closed()
    gone = purged(story.case, PROCESSES, FAR, "salt")
    assert not is_due(gone, KENT, PROCESSES, FAR + timedelta(days=9999))
    steps = (*gone.runs[0].steps, replace(gone.runs[0].steps[-1], at=FAR + timedelta(days=1)))
    assert is_due(gone.with_run(replace(gone.runs[0], steps=steps)), KENT, PROCESSES, FAR + timedelta(days=9999))


def test_what_is_left_is_the_statutory_facts_and_a_chain_that_holds() -> None:
    before = replace(closed().case, posts=(post(1),))
    left = purged(before, PROCESSES, FAR, "salt")
    assert left.current.to_json() == {
        "area": "east",
        "child_count": 1,
        "known_at": "2026-11-23T09:00:00+00:00",
        "outcome": "no_harm",
    }
    assert left.posts == ()
    assert left.purged == FAR
    assert all(entry.record is None and entry.salt is None for entry in left.entries[:-1])
    assert [e.hash for e in left.entries[:-1]] == [e.hash for e in before.entries]
    assert (left.entries[-1].what, left.entries[-1].record) == (PURGED, {"outcome": "not_notified"})
    assert first_broken(left.entries) is None
    assert faults(left) == ()
    assert WORDS in str(before)
    assert WORDS not in str(left)
    kept = ("ref", "area", "author", "draft", "profile", "opened", "findings")
    assert all(getattr(left, name) == getattr(before, name) for name in kept)
    assert [(r.process, r.state, [s.at for s in r.steps]) for r in left.runs] == [
        (r.process, r.state, [s.at for s in r.steps]) for r in before.runs
    ]


def test_one_entry_of_a_purged_chain_cannot_be_given_another_record() -> None:
    left = purged(closed().case, PROCESSES, FAR, "salt")
    forged = (replace(left.entries[0], record={"to": "closed"}, salt="salt"), *left.entries[1:])
    assert first_broken(forged) == 0


DIED = {"age_group": "under_18", "outcome": "died", "died_at": "2026-11-23T07:00", "death_circumstances": ("none",)}
LIVES = {"age_group": "under_18", "outcome": "life_threatening", "abuse_or_neglect": "known"}
CLOCKED = [
    answers(**DIED, status=("looked_after",), death_known_at="2026-11-23T08:30"),
    answers(status=("placed_by_other_authority",)),
    answers(adult_affected=("died_domestic_abuse",)),
    Answers(
        {k: v for k, v in answers(child_count=2, same_for_all="no").shared.items() if k not in DIED.keys() | LIVES},
        ({**DIED, "abuse_or_neglect": "suspected"}, LIVES),
    ),
]  # fmt: skip


@pytest.mark.parametrize("told", CLOCKED, ids=["died", "placed here", "homicide", "children differ"])
def test_every_clock_reads_as_it_did(told: Answers) -> None:
    story = Story(told).do("ada", "alert.approve")
    before = clocks(story.case, KENT, PROCESSES, story.now)
    assert len(before) > 3
    assert clocks(purged(story.case, PROCESSES, FAR, "salt"), KENT, PROCESSES, story.now) == before
