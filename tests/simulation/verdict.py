"""What was said, held against what should have been said."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from state.moments import LONDON
from state.post import Post
from tests.simulation.journal import Told
from tests.simulation.oracle import Expected, expected_breaches, expected_reminders, is_open, next_open
from tests.simulation.year import Year

TICK = timedelta(minutes=2)
"""How long the bot may take to see to all that falls due at one moment."""

LONGEST_WAIT = timedelta(hours=3)
ONE_TRY = timedelta(minutes=10)  # from when a post is taken up until Teams has it
"""Teams is out for 90 minutes at most, and the bot tries again within five."""


@dataclass
class Verdict:
    """The counts, and every difference in a line."""

    reminders: int = 0
    breaches: int = 0
    handed_on: int = 0
    joined: int = 0
    marked: int = 0
    failed: int = 0
    faults: list[str] = field(default_factory=list)


def judged(year: Year) -> Verdict:
    """Compare, one by one."""
    verdict = Verdict()
    told = list(year.journal.posts.values())
    reminders = [one for one in told if one.kind == "reminder" and not one.handed_on]
    breaches = [one for one in told if one.kind == "breach" and not one.handed_on]
    verdict.reminders, verdict.breaches = len(reminders), len(breaches)
    verdict.handed_on = sum(one.handed_on for one in told)
    verdict.joined = sum(one.gathered for one in reminders)
    verdict.faults += _differences(year, "reminder", list(expected_reminders(year.journal)), reminders)
    verdict.faults += _differences(year, "breach", list(expected_breaches(year.journal)), breaches)
    verdict.faults += _outside_hours(reminders)
    verdict.faults += _said_outside_hours(year)
    verdict.faults += _not_delivered(year, verdict)
    verdict.faults += _doubled(year)
    return verdict


def _differences(year: Year, what: str, expected: list[Expected], told: list[Told]) -> Iterator[str]:
    """Each expected one is matched with one made within a tick, or after the next start if it died just then."""
    left: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for one in told:
        left[one.ref, one.person, one.deadline].append(one)
    for want in sorted(expected, key=lambda want: want.at):
        here = left[want.ref, want.person, want.name[0]]
        found = next((one for one in here if any(_within(one, at) for at in (want.at, want.perhaps) if at)), None)
        if found:
            here.remove(found)
        elif not (want.perhaps and _taken(told, want)) and not _out_of_reach_just_then(year, want):
            yield (
                f"missing {what}: {want.ref} {want.name[0]} for {want.person} at {_local(want.at)}"
                f" (step of {_local(want.step)})"
            )
    for spare in left.values():
        for one in spare:
            if _somebody_else_was_meant(year, one):
                continue
            yield f"unexpected {what}: {one.ref} {one.deadline} for {one.person} at {_local(one.created)}"


def _out_of_reach_just_then(year: Year, want: Expected) -> bool:
    """Teams refused somebody's first reminder while the others of the same moment were still being made."""
    return any(
        who == want.person and not reached and want.at <= at.astimezone(UTC) <= want.at + TICK
        for at, who, reached in year.journal.reach
    )


def _somebody_else_was_meant(year: Year, one: Told) -> bool:
    """Teams had just refused somebody, so the next rung was told at once."""
    return any(not reached and at <= one.created <= at + TICK for at, _, reached in year.journal.reach)


def _within(one: Told, at: datetime) -> bool:
    return at <= one.created.astimezone(UTC) + timedelta(seconds=1) <= at + TICK


def _taken(told: list[Told], want: Expected) -> bool:
    """Where the bot died just then, two steps may have become one reminder after the next start."""
    assert want.perhaps is not None
    return any(
        (one.ref, one.person, one.deadline) == (want.ref, want.person, want.name[0]) and _within(one, want.perhaps)
        for one in told
    )


def _outside_hours(reminders: list[Told]) -> Iterator[str]:
    """Only limits in hours are spoken of at night."""
    for one in reminders:
        if not one.at_any_hour and not is_open(one.created):
            yield f"outside hours: {one.ref} {one.deadline} for {one.person} at {_local(one.created)}"


def _said_outside_hours(year: Year) -> Iterator[str]:
    """What waits for working hours is also said in them, however long Teams was out."""
    for id, one in year.journal.posts.items():
        receipt = year.journal.receipts.get(id)
        said = receipt.delivered if receipt and receipt.in_hours else None
        if said and not is_open(said) and not is_open(said - ONE_TRY):
            yield f"said outside hours: {one.kind} of {one.ref} for {one.person} at {_local(said)}"


def _not_delivered(year: Year, verdict: Verdict) -> Iterator[str]:
    """Every one arrived where it should, was given up and handed on, or withdrawn when it was owed no more."""
    arrived = {got.id: got.conversation for got in year.teams.got}
    for id, one in year.journal.posts.items():
        receipt = year.journal.receipts.get(id)
        verdict.marked += bool(receipt and receipt.maybe_repeated)
        verdict.failed += bool(receipt and receipt.failed)
        if receipt is None:
            yield f"never delivered: {one.kind} of {one.ref} for {one.person} made at {_local(one.created)}"
        elif receipt.withdrawn:
            if _is_owed(year, one, receipt):
                yield f"withdrawn, and still owed: {one.kind} of {one.ref} for {one.person}"
            elif _lay_about(year, receipt):
                yield f"never delivered, though there was time: {one.kind} of {one.ref} for {one.person}"
        elif not receipt.failed and arrived.get(str(receipt.activity_id)) != one.conversation:
            yield f"said to be delivered, and never arrived: {one.kind} of {one.ref} for {one.person}"


def _lay_about(year: Year, post: Post) -> bool:
    """Whether a post was withdrawn only after the bot ran on for longer than Teams is ever out."""
    late = post.created + LONGEST_WAIT
    if post.in_hours and not is_open(late):
        late = next_open(late) + LONGEST_WAIT
    runs_on = any(start <= post.created and (end is None or late <= end) for start, end in year.journal.lives)
    return runs_on and post.withdrawn is not None and post.withdrawn > late


def _is_owed(year: Year, one: Told, post: Post) -> bool:
    """Whether what a reminder is about was still owed, with the same end, when that was withdrawn."""
    assert post.reminds is not None
    assert post.withdrawn is not None
    stand = [moved for moved in year.journal.cases[one.ref] if moved.at <= post.withdrawn][-1]
    about = (post.reminds.limit, post.reminds.due)
    meetings = [(("practitioner_event", None, meeting.key), meeting.day) for meeting in stand.meetings]
    return about in meetings or any((owed.name, owed.due) == about for owed in stand.owed)


def _doubled(year: Year) -> Iterator[str]:
    """What arrived twice says so, all but the first. What arrived is held against the receipts of all that was said."""
    arrived = {got.id: got for got in year.teams.got}
    plainly = Counter((got.conversation, got.content) for got in year.teams.got if not got.marked)
    said: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for post in year.journal.receipts.values():
        got = arrived.get(str(post.activity_id))
        if got is not None and not post.living:  # the same card drawn twice is one card
            said[got.conversation, got.content][got.id] = post.kind
    for where, ids in said.items():
        if plainly[where] > len(ids):
            first = arrived[min(ids)]
            yield f"doubled and not marked: {', '.join(set(ids.values()))} in {where[0]} at {_local(first.at)}"


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(LONDON):%a %Y-%m-%d %H:%M:%S}"
