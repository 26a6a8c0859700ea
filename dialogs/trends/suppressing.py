"""Small numbers are kept from all but those who may see them, also from those who can subtract.

Source: product.md, R99: numbers under 5 could tell of one child.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

from dialogs.trends.counting import Figures, Table, Time
from state.criteria.criteria_not_met import CRITERIA_NOT_MET

FEW = 5
"""The smallest number that everybody may see."""


class Hidden(Enum):
    """Why a number is not shown: it is small, or somebody could work out a small one from it."""

    SMALL = "small"
    TELLING = "telling"


Shown = int | Hidden


@dataclass(frozen=True)
class ShownTable:
    """A table as somebody may see it; without counts where any of them would tell too much."""

    id: str
    counts: Mapping[str, Shown]
    total: Shown
    parts: bool


@dataclass(frozen=True)
class ShownTime:
    """A length of time as somebody may see it; without median and worst where few cases stand behind it."""

    id: str
    cases: Shown
    median: timedelta | None
    worst: timedelta | None


@dataclass(frozen=True)
class ShownFigures:
    """The figures as somebody may see them."""

    figures: Figures
    cases: Shown
    tables: Mapping[str, ShownTable]
    times: tuple[ShownTime, ...]
    whole: bool


def shown(figures: Figures, *, whole: bool) -> ShownFigures:
    """The figures for those who may see all of them (`whole`), or for everybody else."""
    tables = {id: whole_table(table) if whole else safe_table(_once(table)) for id, table in figures.tables.items()}
    times = tuple(_whole_time(time) if whole else _safe_time(time) for time in figures.times)
    return ShownFigures(figures, figures.cases if whole else safe(figures.cases), tables, times, whole)


def _once(table: Table) -> Table:
    """A table without what another tells again, in which it is perhaps hidden."""
    return replace(table, counts={id: count for id, count in table.counts.items() if id != CRITERIA_NOT_MET.id})


def whole_table(table: Table) -> ShownTable:
    """All of a table."""
    return ShownTable(table.id, dict(table.counts), table.total, table.parts)


def safe_table(table: Table) -> ShownTable:
    """A table of which no number under 5 can be seen or worked out, whatever is known of the way it was made."""
    total = safe(table.total)
    if isinstance(total, Hidden):
        return ShownTable(table.id, {}, total, table.parts)
    counts = tuple(table.counts.values())
    numbers = safe_parts(counts) if table.parts else tuple(_alone(count, table.total) for count in counts)
    return ShownTable(table.id, dict(zip(table.counts, numbers, strict=False)), total, table.parts)


def safe(count: int) -> Shown:
    """A number, where it is not small."""
    return count if count >= FEW else Hidden.SMALL


def safe_parts(counts: Sequence[int]) -> tuple[Shown, ...]:
    """Parts of a total that is shown. With the small ones the smallest of the others is hidden, always: had it hung on
    how small they are, that would tell. Nothing is shown where even so a hidden one would be certain, nor of a total
    that is too small to have two large parts."""
    small = [i for i, count in enumerate(counts) if count < FEW]
    if not small:
        return tuple(counts)
    if sum(counts) < 2 * FEW:
        return ()
    others = sorted((count, i) for i, count in enumerate(counts) if count >= FEW)
    telling = others[0][1] if others else None
    bounds = [(1, FEW - 1)] * len(small)
    left = sum(counts[i] for i in small)
    if telling is not None:
        bounds.append((FEW, _most(others, sum(counts))))
        left += counts[telling]
    if any(len(possible) < 2 for possible in _possible(bounds, left)):
        return ()
    return tuple(Hidden.TELLING if i == telling else safe(count) for i, count in enumerate(counts))


def _most(others: Sequence[tuple[int, int]], total: int) -> int:
    """How large the smallest of them can be as far as one sees: not larger than any that is shown; and of two alike,
    the first is hidden."""
    (_, hidden), *seen = others
    return min((count - (i < hidden) for count, i in seen), default=total)


def _possible(bounds: Sequence[tuple[int, int]], left: int) -> Iterator[range]:
    """What each of some numbers can be, within its bounds, where all come to `left`."""
    least, most = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    for low, high in bounds:
        yield range(max(low, left - (most - high)), min(high, left - (least - low)) + 1)


def _alone(count: int, total: int) -> Shown:
    """A number beside a total of which it need not be a part; the rest must not be small either."""
    if count >= FEW and 0 < total - count < FEW:
        return Hidden.TELLING
    return safe(count)


def _whole_time(time: Time) -> ShownTime:
    return ShownTime(time.id, time.cases, *((time.median, time.worst) if time.cases else (None, None)))


def _safe_time(time: Time) -> ShownTime:
    """How many they were is not said: it is a count that stands elsewhere, perhaps hidden."""
    if time.cases < FEW:
        return ShownTime(time.id, Hidden.SMALL, None, None)
    return ShownTime(time.id, Hidden.TELLING, time.median, time.worst)
