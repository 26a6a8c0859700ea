"""Dates and times as people say them. dateparser is imported here only."""

from dialogs.dates.reading import read_when, warm
from dialogs.dates.when import Note, Reason, Unclear, When, moment, spoken

__all__ = ["Note", "Reason", "Unclear", "When", "moment", "read_when", "spoken", "warm"]
