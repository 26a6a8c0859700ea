"""Figures side by side: rounds in turn, medians, and rows that say whether a goal is met."""

import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, TypeVar

T = TypeVar("T")

ROUNDS = max(3, int(os.environ.get("ROUNDS") or 3))
MANY = int(os.environ.get("CASES") or 50_000)
"""The largest number of cases that are stored; make it less to try something out."""


@dataclass(frozen=True)
class Goal:
    """What is asked of the ratio, of our own figure, or of the difference. `aim` is hoped for, and not asked."""

    of: Literal["ratio", "ours", "difference"]
    bound: Literal["≥", "≤"]
    limit: float
    aim: float | None = None

    def met(self, row: "Row") -> bool:
        """Whether a row keeps to it."""
        figure = {"ratio": row.ratio, "ours": row.ours, "difference": row.ours - row.theirs}[self.of]
        return figure >= self.limit if self.bound == "≥" else figure <= self.limit

    def __str__(self) -> str:
        sign = {"ratio": "×", "ours": "", "difference": "+"}[self.of]
        return f"{self.bound} {sign}{self.limit:g}" + (f" (aim {sign}{self.aim:g})" if self.aim else "")


@dataclass(frozen=True)
class Row:
    """A figure beside that of a peer, each the median of its rounds; the ratio is the median of the rounds' own."""

    what: str
    unit: str
    ours: float
    peer: str
    theirs: float
    ratio: float
    goal: Goal | None = None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met, where there is one."""
        return self.goal.met(self) if self.goal else None


def at_least(limit: float, aim: float | None = None) -> Goal:
    """So many times the peer's, or more."""
    return Goal("ratio", "≥", limit, aim)


def at_most(limit: float, of: Literal["ratio", "ours", "difference"] = "ratio") -> Goal:
    """No more than that."""
    return Goal(of, "≤", limit)


def compared(
    what: str, unit: str, ours: Sequence[float], peer: str, theirs: Sequence[float], goal: Goal | None = None
) -> Row:
    """The row of two series that were measured in the same rounds."""
    ratios = [one / other if other else 0.0 for one, other in zip(ours, theirs, strict=True)]
    return Row(what, unit, median(ours), peer, median(theirs), median(ratios), goal)


async def in_turn(sides: dict[str, Callable[[], Awaitable[T]]], rounds: int = ROUNDS) -> dict[str, list[T]]:
    """Measure each side once in each round, every other round in the opposite order: noise falls on all alike."""
    found: dict[str, list[T]] = {name: [] for name in sides}
    for number in range(rounds):
        for name in list(sides)[:: -1 if number % 2 else 1]:
            found[name].append(await sides[name]())
    return found


def percentile(figures: Sequence[float], part: float) -> float:
    """The figure that so large a part of them does not exceed."""
    return sorted(figures)[min(len(figures) - 1, int(len(figures) * part))]
