"""The tests drawn: the diagram has every way of the machine, and no other."""

import re

import pytest

from state.criteria import CRITERIA
from state.criteria.criterion import Criterion
from state.criteria.drawn import drawn
from state.criteria.human_review_unborn import HUMAN_REVIEW_UNBORN
from state.criteria.machine import rows

ARROW = re.compile(r"    (\w+) --> (\w+): (yes|no|not known)((?: or (?:yes|no|not known))*)")


def test_a_drawing() -> None:
    assert drawn(HUMAN_REVIEW_UNBORN) == (
        "stateDiagram-v2\n"
        "    [*] --> not_born_alive\n"
        "    not_born_alive --> abuse: yes\n"
        "    not_born_alive --> not_met: no\n"
        "    not_born_alive --> abuse_in_doubt: not known\n"
        "    abuse --> holds: yes\n"
        "    abuse --> not_met: no\n"
        "    abuse --> open: not known\n"
        "    abuse_in_doubt --> open: yes or not known\n"
        "    abuse_in_doubt --> not_met: no\n"
        "    not_met --> [*]\n"
        "    holds --> [*]\n"
        "    open --> [*]\n"
    )


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda c: c.id)
def test_every_way_of_the_machine_is_drawn_once(criterion: Criterion) -> None:
    arrows = [m for m in map(ARROW.fullmatch, drawn(criterion).splitlines()) if m]
    ways = [(m[1], answer.replace(" ", "_"), m[2]) for m in arrows for answer in (m[3] + m[4]).split(" or ")]
    assert sorted(ways) == sorted((row.source, row.truth, row.target) for row in rows(criterion))


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda c: c.id)
def test_what_is_no_way_is_a_beginning_or_an_end(criterion: Criterion) -> None:
    head, *lines = drawn(criterion).splitlines()
    table = rows(criterion)
    ends = {row.target for row in table} - {row.source for row in table}
    assert head == "stateDiagram-v2"
    assert {line.strip() for line in lines if not ARROW.fullmatch(line)} == {
        f"[*] --> {table[0].source}",
        *(f"{end} --> [*]" for end in ends),
    }
