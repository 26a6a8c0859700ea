"""Clocks in words: what is left, and until when. Never by colour alone. Source: product.md "Standards"."""

from datetime import date, datetime

from dialogs.wording import say
from state.clocks import Clock
from state.moments import LONDON, Moment, passes_at
from state.profile import Profile
from state.working_days import working_days

COUNTED = 10
"""So many working days before a limit, a card that stands counts those that are left."""


def time_left(clock: Clock, profile: Profile, now: datetime) -> str:
    """ "2 working days left (by Monday 13 April 2026)", and the target where there is one."""
    target = clock.due.target
    if clock.due.due is None and target is not None and clock.ended is None:
        return say("clock.aim" if clock.state == "running" else "clock.aimed", target=day(target))
    words = _left(clock, profile, now)
    if target is None or clock.state != "running" or target == clock.due.due:
        return words
    return say("clock.with_target", clock=words, target=day(target))


def standing(clock: Clock, profile: Profile, now: datetime) -> str:
    """The same for a card that stands for a day before it is drawn again: days are counted where few are left, and
    hours never. "2 working days left (Mon 13 Apr)", "passed on Tue 3 Mar at 09:00"."""
    target, due = clock.due.target, clock.due.due
    if due is None:
        return _aim(target, now) if target else say("clock.no_date")
    words = briefly(due, profile, now)
    if target in (None, due) or passes_at(due) <= now:
        return words
    return say("clock.and_target", clock=words, target=_aim(target, now))


def brief(moment: Moment, now: datetime | None = None) -> str:
    """A day, or a moment, in few words: "Mon 13 Apr"; with the year, unless it is that of `now`."""
    at = moment.astimezone(LONDON) if isinstance(moment, datetime) else None
    on = at.date() if at else moment
    year = "" if now and on.year == now.astimezone(LONDON).year else f" {on.year}"
    words = f"{on:%a} {on.day} {on:%b}{year}"
    return say("clock.at", day=words, time=f"{at:%H:%M}") if at else words


def day(moment: Moment) -> str:
    """A day, or a moment, as exact words."""
    if isinstance(moment, datetime):
        return f"{_day(moment.astimezone(LONDON).date())}, {moment.astimezone(LONDON):%H:%M}"
    return _day(moment)


def _aim(target: date, now: datetime) -> str:
    return say("clock.target" if passes_at(target) > now else "clock.target_passed", day=brief(target, now))


def briefly(due: Moment, profile: Profile, now: datetime) -> str:
    """How long a limit still has, where there is little room: "2 working days left (Mon 13 Apr)"."""
    if passes_at(due) <= now:
        return say("clock.passed", day=brief(due, now))
    if isinstance(due, datetime):
        return say("clock.until", day=brief(due, now))
    today = now.astimezone(LONDON).date()
    left = working_days(profile.calendar).working_days_between(today, due)
    if left > COUNTED:
        return say("clock.until", day=brief(due, now))
    key = "last" if due == today else {0: "none_brief", 1: "one_brief"}.get(left, "days_brief")
    return say(f"clock.{key}", left=left, day=brief(due, now))


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
