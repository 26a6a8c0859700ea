"""Small numbers: none that is hidden can be worked out, even by somebody who knows how they are hidden."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.trends.counting import Table
from dialogs.trends.suppressing import FEW, Hidden, safe_parts, safe_table, whole_table

S, T = Hidden.SMALL, Hidden.TELLING

# parts of a total, and what is shown of them
PARTS = [
    ((9, 12, 20), (9, 12, 20)),
    ((3, 9, 12, 20), (S, T, 12, 20)),
    ((3, 2, 9, 12), (S, S, T, 12)),
    ((0, 9, 12), (S, T, 12)),
    ((3, 12), (S, T)),
    ((4, 4, 3), (S, S, S)),
    ((3, 9, 9), (S, T, 9)),
    ((0, 5), ()),
    ((4, 4), ()),
    ((5, 0, 5), ()),
    ((7,), (7,)),
]


@pytest.mark.parametrize(("counts", "shown"), PARTS, ids=[str(counts) for counts, _ in PARTS])
def test_parts_of_a_total(counts: tuple[int, ...], shown: tuple[object, ...]) -> None:
    assert safe_parts(counts) == shown


def made_of(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many parts come to a total."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in made_of(total - first, parts - 1):
            yield (first, *rest)


@pytest.mark.parametrize("parts", [1, 2, 3, 4])
def test_no_hidden_part_is_certain_to_whoever_knows_the_total_and_the_rule(parts: int) -> None:
    """Of every table: among all tables that look the same and have the same total, each hidden part differs."""
    for total in range(FEW, 25):
        alike = defaultdict(list)
        for counts in made_of(total, parts):
            alike[safe_parts(counts)].append(counts)
        for shown, tables in alike.items():
            hidden = [i for i in range(parts) if not shown or isinstance(shown[i], Hidden)]
            assert all(len({counts[i] for counts in tables}) > 1 for i in hidden), (total, shown, tables)


COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40), min_size=1)


@given(COUNTS)
def test_a_hidden_part_is_never_what_is_left_of_the_total(counts: dict[str, int]) -> None:
    shown = safe_table(Table("areas", counts, sum(counts.values()), parts=True))
    seen = [count for count in shown.counts.values() if isinstance(count, int)]
    assert all(count >= FEW for count in seen)
    hidden = [count for count in shown.counts.values() if isinstance(count, Hidden)]
    assert len(hidden) != 1
    if any(count < FEW for count in counts.values()) and hidden:
        left = shown.total - sum(seen) if isinstance(shown.total, int) else 0
        assert len(hidden) < left <= sum(counts.values())


@given(COUNTS, st.integers(0, 60))
def test_a_number_by_itself_leaves_no_small_rest(counts: dict[str, int], total: int) -> None:
    within = {id: min(count, total) for id, count in counts.items()}
    shown = safe_table(Table("findings", within, total, parts=False))
    for id, count in shown.counts.items():
        assert isinstance(count, Hidden) or (count == within[id] >= FEW and total - count not in range(1, FEW))
    assert total >= FEW or not shown.counts


def test_whoever_may_see_them_sees_all() -> None:
    table = Table("areas", {"east": 1, "west": 0}, 1, parts=True)
    assert dict(whole_table(table).counts) == {"east": 1, "west": 0}
