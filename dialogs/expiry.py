"""The app's secret and the key of what is stored each have their day: said in time, to those who can renew them."""

from collections.abc import Iterator, Mapping
from datetime import date

from dialogs.clock_words import day
from dialogs.wording import say

AHEAD = 30
"""Days before its end from which it is said."""

URGENT = 7
"""Days before its end from which it is said each morning."""


def ending(expires: Mapping[str, date], today: date, ahead: int = AHEAD) -> Iterator[tuple[str, str]]:
    """What ends within so many days or has ended, each with a sentence for those who can renew it."""
    for what, last in expires.items():
        if (last - today).days <= ahead:
            yield what, say(f"expiry.{what}.soon" if last > today else f"expiry.{what}.over", day=day(last))
