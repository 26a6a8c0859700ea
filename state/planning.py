"""What the index must know of a document's future: when to look at it next, and the limits that it is under."""

from dataclasses import replace
from datetime import datetime

from state.anchor import Anchor
from state.case import Case
from state.clocks import next_clock_event
from state.documents import Channel, Document, Person
from state.drafts import reminded_next
from state.edition import Edition
from state.hours import is_open, when_open
from state.journal import Journal
from state.limit import Reminded
from state.limits import ends_of, limits_of, unmet
from state.own_reminder import next_own
from state.post import without_the_met
from state.profile import Profile
from state.recipients import World
from state.reminders import meetings, next_look


def planned(world: World, document: Document, version: str, now: datetime) -> Document:
    """The document as it is to be saved, with what time will bring. `version` is that of the profile in force."""
    match document:
        case Case():
            processes = world.tables.processes
            dues = unmet(document, world.profile, processes)
            limits = tuple(one.limit for one in limits_of(dues, document, processes))
            ends = ends_of(dues, document, processes)
            owed = {*(Reminded(limit.name, limit.due) for limit in limits), *meetings(world, document, now)}
            case = replace(document, limits=limits, ends=ends, posts=without_the_met(document.posts, owed, now))
            moments = (next_look(world, case, now), next_clock_event(case, world.profile, processes))
            return replace(case, due=min(filter(None, moments), default=None), planned=version)
        case Person(draft=draft):
            of_draft = when_open(world.profile, reminded_next(draft, world.profile), now) if draft else None
            return replace(document, due=min(filter(None, (of_draft, next_own(document.reminders))), default=None))
        case Anchor() | Channel() | Edition() | Journal():
            return document


def caught_up(case: Case, profile: Profile, now: datetime) -> Case:
    """The case with all that time brought about up to now marked as handled; what waits for working hours, in them."""
    return replace(case, swept=now, reminded=now if is_open(profile, now) else case.reminded or now)
