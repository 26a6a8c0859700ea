"""What every table must be, whatever it says: nothing names what is not there, and every state leads on."""

from collections.abc import Iterator

import pytest

from state.criteria import CRITERIA
from state.deadline_table import DEADLINES
from state.process import NEW, Event, Need, Process
from state.processes import APART, PROCESSES
from state.raising import Guard
from state.roles import ACTION_OWNER, AUTHOR, CLOCK, HELD, PSW_CHANNEL, REPORT_AUTHOR, TEAM

ALL = {**PROCESSES, **APART}
ROLES = {*HELD, AUTHOR, REPORT_AUTHOR, ACTION_OWNER, CLOCK}
QUESTIONS = {"known_at", "incident_at", "died_at"}

each = pytest.mark.parametrize("table", ALL.values(), ids=lambda table: table.name)


def rows(table: Process) -> tuple[Event, ...]:
    return (table.opening, *table.events)


def needs(table: Process) -> Iterator[Need]:
    return (need for event in rows(table) for need in event.needs)


def guards(table: Process) -> Iterator[Guard]:
    yield from (guard for event in rows(table) for guard in event.guards)
    yield from (guard for need in needs(table) for guard in need.fits)


def exists(reference: str, table: Process) -> bool:
    """Whether a field, or an event, that a table names is one of its own or of another."""
    match reference.split("."):
        case [event]:
            return ALL[table.name].event(event) is not None
        case [event, field]:
            row = table.event(event)
            return row is not None and field in {need.name for need in row.needs}
        case [process, *rest]:
            return process in ALL and exists(".".join(rest), ALL[process])
    return False


def test_the_processes_stand_in_the_order_of_the_guidance() -> None:
    assert [table.place for table in ALL.values() if not table.apart] == [n for n in range(1, 21) if n != 19]


@each
def test_every_state_can_be_reached_and_leads_on_until_nothing_is_owed(table: Process) -> None:
    reached, found = {NEW}, {NEW}
    while found:
        found = {t for e in rows(table) for t in e.targets if reached & set(e.source)} - reached
        reached |= found
    assert reached == set(table.states)
    for state in set(table.states) - set(table.final):
        assert any(state in e.source and set(e.targets) - {state} for e in rows(table)), state


@each
def test_nothing_leaves_a_state_for_one_that_is_not_there(table: Process) -> None:
    assert set(table.final) < set(table.states)
    assert set(table.awaits) == set(table.states) - set(table.final) - {NEW}
    for states in table.clocks.values():
        assert set(states) <= set(table.states)


@each
def test_everybody_named_is_somebody(table: Process) -> None:
    for event in rows(table):
        assert set(event.by) <= ROLES
        assert set(event.tells) <= {*ROLES, TEAM, PSW_CHANNEL} - {CLOCK}
    for roles in table.awaits.values():
        assert roles
        assert set(roles) <= ROLES - {CLOCK}
    for need in needs(table):
        assert set(need.among) <= set(HELD)


@each
def test_the_clock_alone_raises_what_nobody_else_does(table: Process) -> None:
    for event in table.events:
        assert event.by, event.name
        assert (event.by == (CLOCK,)) <= (event.follows is not None or event.lapses is not None), event.name
        assert bool(event.follows or event.lapses) <= (CLOCK in event.by), event.name


@each
def test_choices_that_lead_somewhere_are_the_options_that_are_asked_for(table: Process) -> None:
    for event in rows(table):
        for need in event.needs:
            if need.kind in ("choice", "yes_no", "checklist", "choices"):
                assert need.options
        if isinstance(event.target, dict):
            assert [need.options for need in event.needs if need.name == "choice"] == [tuple(event.target)]


@each
def test_findings_deadlines_and_fields_that_are_named_exist(table: Process) -> None:
    assert set(table.opens_on) <= {criterion.id for criterion in CRITERIA}
    assert set(table.clocks) <= {deadline.id for deadline in DEADLINES}
    assert set(table.until) <= set(table.clocks)
    assert all(exists(event, table) for event in table.until.values())
    for event in rows(table):
        assert event.lapses is None or event.lapses.deadline in {deadline.id for deadline in DEADLINES}
        assert all(exists(f"{name}.choice", table) for name in event.relies_on)
    for sources in table.anchors.values():
        assert all(exists(source, table) for source in sources)
    for need in needs(table):
        assert not need.since or need.since in QUESTIONS or exists(need.since, table)


@each
def test_events_that_open_a_process_exist(table: Process) -> None:
    for on in table.opens_after:
        for name in on.events:
            process, _, event = name.partition(".")
            assert ALL[process].event(event) is not None, name


def test_every_deadline_runs_in_some_process_and_every_anchor_is_given() -> None:
    running = {id for table in ALL.values() for id in table.clocks}
    assert running == {deadline.id for deadline in DEADLINES}
    given = {anchor for table in ALL.values() for anchor in table.anchors}
    asked = {anchor for deadline in DEADLINES for anchor in (deadline.anchor, deadline.agreed) if anchor}
    assert asked - given == {"known_at", "death_known_at", "died_at"}
    assert given <= asked | {"referral_opened_at", "rapid_review_opened_at"}


def test_every_guard_is_named_and_says_why() -> None:
    named = [guard for table in ALL.values() for guard in guards(table)]
    assert {guard.__name__ for guard in named} == {
        "a_finding_is_new",
        "alone_or_with_others",
        "at_most_two_others",
        "complete",
        "everything_else_is_final",
        "independent",
        "known_at_is_not_later",
        "no_notification_is_open",
        "nobody_said_that_the_child_died",
        "not_before_the_death_was_known",
        "quorate",
    }
    assert all(guard.__doc__ for guard in named)
