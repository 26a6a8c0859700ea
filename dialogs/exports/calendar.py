"""The deadlines and meetings of a case as a calendar file. It names the reference and the stage, and nothing else.

Source: product.md "Commands"; R9, R13, R27.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from dialogs.desk import Desk
from dialogs.facts import owns, process_name, running, stage
from dialogs.wording import say
from state.case import Case, Run
from state.clocks import Clock
from state.moments import Moment, moment_of


def calendar(desk: Desk, case: Case) -> bytes:
    """A day for a limit of days, a time for one of hours, until what it asks for is done; and each meeting."""
    whole = Calendar()
    whole.add("prodid", "-//Need to Know//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", say("calendar.name", ref=case.ref))
    for event in (*_deadlines(desk, case), *_meetings(case)):
        event.add("dtstamp", desk.clock().astimezone(UTC).replace(microsecond=0))
        event.add("transp", "TRANSPARENT")  # nobody is busy because something is due
        whole.add_component(event)
    return bytes(whole.to_ical())


def _deadlines(desk: Desk, case: Case) -> Iterator[Event]:
    for clock in running(desk, case):
        if clock.ended is not None:
            continue
        owner = next((run for run in case.runs if owns(desk, case, run, clock)), case.origin)
        about = say("calendar.stage", stage=stage(owner))
        limit, target = clock.due.due, clock.due.target
        if limit:
            yield _event(_id(case, clock, "limit"), limit, _named(case, clock, "deadline"), about)
        if target and target != limit:
            yield _event(_id(case, clock, "target"), target, _named(case, clock, "target"), about)


def _meetings(case: Case) -> Iterator[Event]:
    """The meeting of each process as it was set last."""
    for run in case.runs:
        moment = moment_of(_meeting(run))
        if moment:
            at: Moment = moment[0].date() if moment[1] else moment[0]
            summary = say("calendar.meeting", ref=case.ref, process=process_name(run))
            id = f"{case.ref}-{run.process}-{run.key}-meeting@need-to-know"
            yield _event(id, at, summary, say("calendar.stage", stage=stage(run)))


def _meeting(run: Run) -> str:
    said = (step.fields.get("meeting_at") for step in reversed(run.steps) if not step.undone)
    return next((value for value in said if isinstance(value, str)), "")


def _event(id: str, at: Moment, summary: str, about: str) -> Event:
    event = Event()
    event.add("uid", id)
    event.add("summary", summary)
    event.add("description", about)
    if isinstance(at, datetime):
        event.add("dtstart", at.astimezone(UTC))
    else:
        event.add("dtstart", _day(at))
        event.add("dtend", _day(at) + timedelta(days=1))
    return event


def _day(at: Moment) -> date:
    return date(at.year, at.month, at.day)


def _id(case: Case, clock: Clock, kind: str) -> str:
    """The same deadline keeps its id, so that a later file brings the earlier one up to date."""
    due = clock.due
    return f"{case.ref}-{due.id}-{due.child or 0}-{due.run or 0}-{kind}@need-to-know"


def _named(case: Case, clock: Clock, how: str) -> str:
    due = clock.due
    name = say(f"deadline.{due.id}")
    named = say(f"calendar.{how}", ref=case.ref, deadline=say("deadline.local", deadline=name) if due.local else name)
    return say("calendar.of_child", summary=named, child=due.child) if due.child else named
