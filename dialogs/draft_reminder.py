"""A draft that is left lying: its author is told kindly that it waits. Source: processes.md 1."""

from dataclasses import replace
from datetime import datetime, timedelta

from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.standing import open_places
from dialogs.wording import say
from state.documents import Person
from state.draft import Draft
from state.drafts import reminded_next
from state.hours import is_open
from state.message import Button, Card, Message
from state.moments import LONDON


def reminded_of_draft(desk: Desk, person: Person, late: timedelta) -> Person:
    """The person with a reminder of what they have begun, where it is time. Said later than `late`, it is a line."""
    now, draft = desk.clock(), person.draft
    if draft is None or not is_open(desk.profile, now):
        return person
    due = reminded_next(draft, desk.profile)
    if due > now:
        return person
    is_late = due < now - late
    words = _line(draft) if is_late else _card(draft)
    post = replace(desk.post(f"person:{person.id}", "reminder", words), gathered=is_late)
    return replace(person, draft=replace(draft, reminded=now), posts=(*person.posts, post))


def _card(draft: Draft) -> Message:
    left = len(open_places(draft))
    again = draft.reminded is not None and draft.reminded > draft.touched
    key = f"reminder.draft{'_again' if again else ''}"
    which = {0: "_none", 1: "_one"}.get(left, "")
    begun = _day(draft.begun)
    return Message(
        card=Card(
            say(f"{key}.title", day=begun), lines=(say(f"{key}.text{which}", day=begun, left=left),), buttons=_go_on()
        )
    )


def _line(draft: Draft) -> Message:
    return Message(card=Card(say("reminder.line_draft", day=_day(draft.begun)), buttons=_go_on()))


def _go_on() -> tuple[Button, ...]:
    return (Button(say("button.resume"), {"do": "command", "command": "resume"}, style="positive"),)


def _day(moment: datetime) -> str:
    return day(moment.astimezone(LONDON).date())
