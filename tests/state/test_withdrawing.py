"""Reminders that wait to be said, when what they remind of has changed. Source: processes.md, Posts and reminders."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from state.limit import Limit, Name, Reminded
from state.message import Message
from state.post import Post, without_the_met
from state.processes import PROCESSES
from state.profile_file import load_profile

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LIMIT = Limit("area_ad_approval", None, None, "alert", 1, date(2026, 11, 24))
ABOUT = Reminded(LIMIT.name, LIMIT.due)
WAITS = Post("p1", 1, "person:ada", "reminder", NOW, Message("Please approve."), reminds=ABOUT)

# what waits, what is owed now, whether it is said
ROWS = [
    pytest.param(WAITS, (LIMIT,), True, id="it is still owed"),
    pytest.param(WAITS, (), False, id="it is met"),
    pytest.param(WAITS, (replace(LIMIT, due=date(2026, 11, 26)),), False, id="it was moved: it is planned anew"),
    pytest.param(WAITS, (replace(LIMIT, child=2),), False, id="another child's"),
    pytest.param(WAITS, (replace(LIMIT, passed=True),), True, id="it passed, and is owed all the more"),
    pytest.param(replace(WAITS, reminds=None), (), True, id="one from before that was kept"),
    pytest.param(replace(WAITS, reminds=Reminded(Name("unit_enquiries"), LIMIT.due)), (LIMIT,), False, id="another"),
]


@pytest.mark.parametrize(("post", "limits", "said"), ROWS)
def test_it_is_said_only_while_it_is_owed_until_then(post: Post, limits: tuple[Limit, ...], said: bool) -> None:
    owed = {Reminded(limit.name, limit.due) for limit in limits}
    (after,) = without_the_met((post,), owed, NOW)
    assert after == (post if said else replace(post, withdrawn=NOW, message=None))
    assert after.owed == said


def test_what_was_said_or_given_up_stays_as_it_was() -> None:
    done = (replace(WAITS, delivered=NOW, message=None), replace(WAITS, failed=NOW, message=None))
    assert without_the_met(done, (), NOW) == done


def test_no_meeting_has_the_name_of_a_deadline() -> None:
    meet = {id for id, process in PROCESSES.items() if process.meets}
    assert meet
    assert not meet & set(load_profile().limits)
