"""Why a case stands where it stands: each test as it was walked, and each clock counted day by day. Source: R27, A1."""

from dialogs.clock_words import day
from dialogs.desk import Desk
from dialogs.facts import deadline_name, finding_sections, running
from dialogs.wording import say
from state.case import Case
from state.clocks import Clock
from state.message import Card, Section
from state.moments import day_by_day
from state.profile_parts import Span
from state.working_days import Counted, working_days


def why_card(desk: Desk, case: Case) -> Card:
    """The walk of every finding, then the arithmetic of every clock."""
    return Card(
        say("why.title", ref=case.ref, area=desk.area_name(case.area)),
        lines=(_version(desk, case), say("why.letters")),
        sections=(*finding_sections(case), *(_clock(desk, case, clock) for clock in running(desk, case))),
    )


def _version(desk: Desk, case: Case) -> str:
    """Under which version of the profile it is counted. Source: A12."""
    key = "why.version" if desk.keeps_profile_of(case) else "why.version_lost"
    return say(key, version=case.profile, now=desk.profile.version)


def _clock(desk: Desk, case: Case, clock: Clock) -> Section:
    due, lengths = clock.due, desk.profile_of(case).limits.get(clock.due.id)
    rules, name = ", ".join(due.rules), deadline_name(due)
    if due.agreed and due.due:
        return Section(name, lines=(say("why.agreed", end=day(due.due), rules=rules),))
    lines = [say("why.from", rules=rules, start=day(due.start)) if due.start else say("why.no_start", rules=rules)]
    if due.estimated:
        lines.append(say("why.estimated"))
    for key, span, end in (
        (("limit", lengths.limit, due.due), ("target", lengths.target, due.target)) if lengths else ()
    ):
        if span and end:
            lines += [say(f"why.{key}", length=_length(span), end=day(end)), *_counted(desk, case, clock, span)]
    if lengths:
        lines.append(say("why.source", source=lengths.source, dated=day(lengths.dated)))
    return Section(name, lines=tuple(lines))


def _counted(desk: Desk, case: Case, clock: Clock, span: Span) -> tuple[str, ...]:
    """Each day of a count in working days, and each that was skipped with its name."""
    if span.unit not in ("working_days", "day") or clock.due.start is None:
        return ()
    return tuple(_day(c) for c in day_by_day(span, clock.due.start, working_days(desk.profile_of(case).calendar)))


def _day(counted: Counted) -> str:
    words = f"{counted.day:%A} {counted.day.day} {counted.day:%B}"
    if counted.skipped:
        return say("why.skipped", day=words, reason=counted.skipped)
    return say("why.counted", day=words, number=counted.number)


def _length(span: Span) -> str:
    return say(f"why.unit{'_of_one' if span.count == 1 else ''}.{span.unit}", count=span.count)
