"""Moments and lengths of time as the law counts them: London's days, the council's working days. Source: A1–A3."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from state.answers import Value
from state.profile_parts import Span
from state.working_days import FIRST, LAST, ONE_DAY, Counted, WorkingDays

LONDON = ZoneInfo("Europe/London")

Moment = date | datetime
"""Where a length of time ends: a day, which passes at its 24:00 in London, or a time of day with its offset."""


def moment_of(answer: Value | None) -> tuple[datetime, bool] | None:
    """An answer as London time, and whether only its day is known: then from 00:00. None where it gives no moment.

    Without an offset it is London time, and of an hour that comes twice the earlier one. Source: A3.
    """
    if not isinstance(answer, str):
        return None
    try:
        moment = datetime.fromisoformat(answer)
    except ValueError:
        return None
    if not FIRST.year < moment.year < LAST.year:
        return None
    return (moment.astimezone(LONDON) if moment.tzinfo else moment.replace(tzinfo=LONDON)), _is_day(answer)


def end_of(span: Span, start: datetime, days: WorkingDays) -> Moment:
    """Where a length of time ends that starts then. Hours are elapsed hours, whatever the clocks do in between."""
    match span.unit:
        case "working_days" | "day":
            return days.add_working_days(_day_before_first(span, start), span.count)
        case "hours":
            return (start.astimezone(UTC) + timedelta(hours=span.count)).astimezone(LONDON)
        case "months":
            return _months_after(start.date(), span.count)


def day_by_day(span: Span, start: datetime, days: WorkingDays) -> tuple[Counted, ...]:
    """How a limit in working days, or a target of Day n, is counted."""
    return days.explain(_day_before_first(span, start), span.count)


def passes_at(limit: Moment) -> datetime:
    """The moment, in UTC, from which a limit is passed."""
    if isinstance(limit, datetime):
        return limit.astimezone(UTC)
    return datetime.combine(limit + ONE_DAY, time(), LONDON).astimezone(UTC)


def _is_day(answer: str) -> bool:
    try:
        date.fromisoformat(answer)
    except ValueError:
        return False
    return True


def _day_before_first(span: Span, start: datetime) -> date:
    """A limit counts from the next working day; for Day n the day itself, if worked, is Day 1. Source: A1, A2."""
    return start.date() - ONE_DAY if span.unit == "day" else start.date()


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
