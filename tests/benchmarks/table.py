"""The figures as people read them, and as machines do."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from tests.benchmarks.measure import Row

HEAD = ("figure", "unit", "ours", "peer", "its own", "ratio", "goal", "met")
NUMBERS = (2, 4, 5)
"""These columns stand to the right."""


def page(benches: Mapping[str, Sequence[Row]]) -> str:
    """One table, with a heading for each benchmark."""
    cells = {name: [_cells(row) for row in rows] for name, rows in benches.items()}
    every = [HEAD, *(line for lines in cells.values() for line in lines)]
    widths = [max(len(line[n]) for line in every) for n in range(len(HEAD))]
    parts = [_line(HEAD, widths)]
    for name, lines in cells.items():
        parts += ["", name, *(_line(line, widths) for line in lines)]
    return "\n".join(parts)


def as_data(benches: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """The same for machines."""
    rows = [{"bench": name, **asdict(row), "met": row.met} for name, rows in benches.items() for row in rows]
    machine = {"processors": os.cpu_count(), "load": os.getloadavg(), "python": platform.python_version()}
    return {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine, "rows": rows}


def written(benches: Mapping[str, Sequence[Row]]) -> bytes:
    """The same as JSON."""
    return json.dumps(as_data(benches), ensure_ascii=False, indent=1).encode() + b"\n"


def _cells(row: Row) -> tuple[str, ...]:
    met = {True: "yes", False: "NO", None: ""}[row.met]
    goal = str(row.goal) if row.goal else ""
    return (row.what, row.unit, _number(row.ours), row.peer, _number(row.theirs), f"{row.ratio:.2f}", goal, met)


def _number(figure: float) -> str:
    if figure >= 100:
        return f"{figure:,.0f}"
    return f"{figure:.2f}" if figure >= 1 else f"{figure:.4f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (f"{c:>{w}}" if n in NUMBERS else f"{c:<{w}}" for n, (c, w) in enumerate(zip(cells, widths, strict=True)))
    return "  ".join(padded).rstrip()
