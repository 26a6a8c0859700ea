"""Twenty kills with -9 at random moments, of a real process over a real folder; `make torture` goes on for longer."""

from pathlib import Path

from tests.torture.run import tortured


async def test_killed_twenty_times_it_loses_nothing_and_says_what_may_be_twice(tmp_path: Path) -> None:
    counts = await tortured("tests", 20, tmp_path, lanes=2)
    assert counts.kills >= 20
    assert min(counts.owed, counts.marked, counts.unanswered) > 0
