"""The same numbers as a file for a spreadsheet, and how it is handed over: who may have what is looked at again."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

from dialogs.desk import Desk
from dialogs.trends.labels import label, number
from dialogs.trends.suppressing import ShownFigures
from dialogs.wording import say

FILE = "trends {}.csv"
OF_NUMBERS = "trends"
"""What the offer of such a file carries in place of a case's reference."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HOUR = timedelta(hours=1)


def csv_of(desk: Desk, numbers: ShownFigures) -> bytes:
    """Every number, a line each, in UTF-8 as spreadsheets know it. No cell can be taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([plain(cell) for cell in row] for row in _rows(desk, numbers))
    return out.getvalue().encode("utf-8-sig")


def plain(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _rows(desk: Desk, numbers: ShownFigures) -> Iterator[tuple[str, str, str]]:
    yield say("trends.column.table"), say("trends.column.row"), say("trends.column.number")
    yield say("trends.cases"), numbers.figures.period.id, number(numbers.cases)
    for table in numbers.tables.values():
        heading = say(f"trends.heading.{table.id}")
        for id, count in sorted(table.counts.items()) if table.id != "areas" else table.counts.items():
            yield heading, label(desk, table.id, id), number(count)
        if not table.counts:
            yield heading, "", say("trends.nothing" if numbers.whole else "trends.too_few")
        if table.id in ("limits", "stages"):
            yield heading, say(f"trends.total.{table.id}"), number(table.total)
    for time in numbers.times:
        name = say(f"trends.time.{time.id}")
        for column, span in (("median", time.median), ("worst", time.worst)):
            yield name, say(f"trends.column.{column}"), f"{span / _HOUR:.1f}" if span is not None else ""
        yield name, say("trends.cases"), number(time.cases)
