"""Clocks in words: what is left, and until when. Never by colour alone. Source: product.md "Standards"."""

from datetime import date, datetime

from dialogs.wording import say
from state.clocks import Clock
from state.moments import LONDON, Moment, passes_at
from state.profile import Profile
from state.working_days import working_days


def time_left(clock: Clock, profile: Profile, now: datetime) -> str:
    """ "2 working days left (by Monday 13 April 2026)", and the target where there is one."""
    target = clock.due.target
    if clock.due.due is None and target is not None and clock.state == "running":
        return say("clock.aim", target=day(target))
    words = _left(clock, profile, now)
    if target is None or clock.state != "running" or target == clock.due.due:
        return words
    return say("clock.with_target", clock=words, target=day(target))


def day(moment: Moment) -> str:
    """A day, or a moment, as exact words."""
    if isinstance(moment, datetime):
        return f"{_day(moment.astimezone(LONDON).date())}, {moment.astimezone(LONDON):%H:%M}"
    return _day(moment)


def short_left(due: Moment, profile: Profile, now: datetime) -> str:
    """ "2 working days left (Mon 13 Apr)", as lists have room for it."""
    if passes_at(due) <= now:
        return say("clock.short.late", day=short_day(due))
    if isinstance(due, datetime):
        hours = int((passes_at(due) - now).total_seconds() // 3600)
        return say("clock.short.one_hour" if hours == 1 else "clock.short.hours", left=hours, day=short_day(due))
    left = working_days(profile.calendar).working_days_between(now.date(), due)
    key = "today" if due == now.date() else "one_day" if left == 1 else "days"
    return say(f"clock.short.{key}", left=left, day=short_day(due))


def short_day(moment: Moment, *, year: bool = False) -> str:
    """A day, or a moment, in as few words as leave no doubt: "Mon 13 Apr"; where wished, with its year."""
    if isinstance(moment, datetime):
        at = moment.astimezone(LONDON)
        return f"{short_day(at.date(), year=year)}, {at:%H:%M}"
    return f"{moment:%a} {moment.day} {moment:%b}" + (f" {moment.year}" if year else "")


def _left(clock: Clock, profile: Profile, now: datetime) -> str:
    due = clock.due.due or clock.due.target
    if due is None:
        return say("clock.no_date")
    if clock.state != "running":
        late = clock.state == "missed" and clock.ended is None
        return say("clock.late" if late else f"clock.{clock.state}", day=day(due))
    if isinstance(due, datetime):
        return _hours_left(due, now)
    left = working_days(profile.calendar).working_days_between(now.date(), due)
    if due == now.date():
        return say("clock.today", day=day(due))
    return say("clock.one_day" if left == 1 else "clock.days", left=left, day=day(due))


def _hours_left(due: datetime, now: datetime) -> str:
    hours = int((passes_at(due) - now).total_seconds() // 3600)
    return say("clock.one_hour" if hours == 1 else "clock.hours", left=hours, day=day(due))


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"
