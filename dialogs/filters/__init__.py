"""What lists of cases can be narrowed to, in words: area, stage, process, role awaited, finding, clocks and dates."""

from dialogs.filters.days import Days
from dialogs.filters.filter import Filter
from dialogs.filters.queries import limits, queries
from dialogs.filters.reading import Strange, read_filter

__all__ = ["Days", "Filter", "Strange", "limits", "queries", "read_filter"]
