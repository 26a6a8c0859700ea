"""Some weeks of 300 invented cases; `make simulate` lets a whole year of 5,000 go by."""

import logging
from collections.abc import Iterator

import pytest

from tests.simulation.verdict import judged
from tests.simulation.year import simulated


@pytest.fixture
def quiet() -> Iterator[None]:
    """The bot tells of every trouble that Teams makes, and here it makes a lot."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_every_reminder_is_made_once_and_every_breach_is_told(quiet: None) -> None:
    year = simulated("tests", cases=300, days=45, quiet=360)
    verdict = judged(year)
    assert verdict.faults == []
    assert year.counts.closed == 300
    assert min(year.kills, verdict.joined, verdict.breaches, verdict.marked, year.teams.trouble["lost"]) > 0
