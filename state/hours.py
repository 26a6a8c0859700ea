"""The council's working hours: when people are told what can wait. Source: processes.md, Posts and reminders."""

from datetime import date, datetime, time

from state.ladder import on
from state.moments import LONDON
from state.profile import Profile
from state.working_days import ONE_DAY, working_days


def is_open(profile: Profile, now: datetime) -> bool:
    """Whether people work at that moment."""
    local = now.astimezone(LONDON)
    worked = working_days(profile.calendar).why_not(local.date()) is None
    return worked and profile.hours.opens <= local.time() < profile.hours.closes


def when_open(profile: Profile, moment: datetime, now: datetime) -> datetime:
    """When to look at what can wait until people work: at its moment, or as they begin, where that has passed by
    now and they do not work."""
    if moment > now or is_open(profile, now):
        return moment
    return next_time(profile, profile.hours.opens, now)


def within(profile: Profile, moment: datetime) -> datetime:
    """A moment, or where nobody works then, the next at which people begin."""
    return moment if is_open(profile, moment) else next_time(profile, profile.hours.opens, moment)


def next_time(profile: Profile, at: time, after: datetime) -> datetime:
    """The next working day's time of day that is later than a moment, in UTC."""
    day: date = after.astimezone(LONDON).date()
    first = working_days(profile.calendar).first_working_day_from
    moment = on(first(day), at)
    return moment if moment > after else on(first(day + ONE_DAY), at)
