"""The app's secret ends one day, and then nobody is answered: said in time, to those who can renew it."""

from datetime import date

from dialogs.clock_words import day
from dialogs.wording import say

AHEAD = 30
"""Days before its end from which it is said."""


def secret_line(expires: date | None, today: date) -> str:
    """A line for the log at the start and for the PSW's Monday digest; empty while there is time, or no date."""
    if expires is None or (expires - today).days > AHEAD:
        return ""
    return say("secret.soon" if expires > today else "secret.over", day=day(expires))
