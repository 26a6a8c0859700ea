"""The bot's clock, London time. In local mode it can be set and moved forward, so that days can be tried out."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from state.moments import LONDON


class Clock:
    """Runs at the usual speed from where it was put."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = start - _real() if start else timedelta()

    def __call__(self) -> datetime:
        """The time now."""
        # Hours are added in UTC: adding them to a London time would ignore the clock changes.
        return (_real() + self._ahead).astimezone(LONDON)

    def move_to(self, moment: datetime) -> None:
        """Put the clock forward. Raises ValueError for a moment that has passed."""
        ahead = moment - _real()
        if ahead < self._ahead:
            raise ValueError("the clock only moves forward")
        self._ahead = ahead


def _real() -> datetime:
    return datetime.fromtimestamp(time.time(), tz=ZoneInfo("UTC"))
