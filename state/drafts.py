"""Drafts that are left lying: when their author is reminded of them. Source: processes.md 1."""

from datetime import UTC, datetime, timedelta

from state.draft import Draft
from state.hours import is_open, next_time
from state.moments import LONDON
from state.profile import Profile


def reminded_next(draft: Draft, profile: Profile) -> datetime:
    """When the author is reminded next: a while after the last answer if people work then, otherwise as they begin;
    once that was done, each working morning."""
    table = profile.reminders
    first = draft.touched.astimezone(UTC) + timedelta(hours=table.draft_after)
    if not is_open(profile, first):
        first = next_time(profile, table.overdue_at, first)
    if draft.reminded is None or draft.reminded < first:
        return first
    told = draft.reminded.astimezone(LONDON)
    return next_time(profile, table.overdue_at, told.replace(hour=23, minute=59))
