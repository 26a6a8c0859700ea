"""The working days of a calendar as a table made once, so that counting them is looking them up. Source: A1, A2."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from state.profile_parts import Calendar

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
"""The days that the table knows. Bank holidays beyond them are not to be foretold."""

WEEKEND = "weekend"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    """A day of a count: its number in the count, or why it was skipped ("weekend", or the name of the holiday)."""

    day: date
    number: int | None = None
    skipped: str | None = None


class WorkingDays:
    """The working days of a calendar. Every method raises ValueError for a day outside FIRST to LAST."""

    def __init__(self, calendar: Calendar) -> None:
        self._closed = _closed(calendar)
        self._working: list[date] = []
        self._before: list[int] = []  # for each day of the table, how many working days lie before it
        for ordinal in range(FIRST.toordinal(), LAST.toordinal() + 1):
            self._before.append(len(self._working))
            if self.why_not(day := date.fromordinal(ordinal)) is None:
                self._working.append(day)

    def why_not(self, day: date) -> str | None:
        """Why a day is not worked: the name of the holiday or closure, or "weekend". None for a working day."""
        return self._closed.get(day) or (WEEKEND if day.weekday() >= 5 else None)

    def first_working_day_from(self, day: date) -> date:
        """The day itself where it is worked, otherwise the next that is."""
        return self._nth(self._earlier(day))

    def add_working_days(self, day: date, n: int) -> date:
        """The nth working day after a day, or before it where n is negative. The day itself where n is 0."""
        if n > 0:
            return self._nth(self._earlier(day + ONE_DAY) + n - 1)
        return self._nth(self._earlier(day) + n) if n else day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days come after `start`, up to and with `end`: what `add_working_days` would add."""
        return self._earlier(end + ONE_DAY) - self._earlier(start + ONE_DAY)

    def explain(self, start: date, n: int) -> tuple[Counted, ...]:
        """Every day after `start` up to the nth working day, numbered, or skipped with the reason."""
        end = self.add_working_days(start, n)
        counted: list[Counted] = []
        for ordinal in range(start.toordinal() + 1, end.toordinal() + 1):
            day = date.fromordinal(ordinal)
            skipped = self.why_not(day)
            number = None if skipped else self.working_days_between(start, day)
            counted.append(Counted(day, number, skipped))
        return tuple(counted)

    def _earlier(self, day: date) -> int:
        if not FIRST <= day <= LAST:
            raise ValueError(f"the table of working days goes from {FIRST} to {LAST}")
        return self._before[day.toordinal() - FIRST.toordinal()]

    def _nth(self, index: int) -> date:
        if not 0 <= index < len(self._working):
            raise ValueError(f"the table of working days goes from {FIRST} to {LAST}")
        return self._working[index]


@cache
def working_days(calendar: Calendar) -> WorkingDays:
    """The table of a profile's calendar, made when first asked for."""
    return WorkingDays(calendar)


def _closed(calendar: Calendar) -> dict[date, str]:
    years = range(FIRST.year, LAST.year + 1)
    bank = holidays.country_holidays(calendar.country, subdiv=calendar.subdivision, years=years)
    named = {day: name.replace("(observed)", "(substitute day)") for day, name in bank.items()}
    return named | {closure.day: closure.name for closure in calendar.closures}
