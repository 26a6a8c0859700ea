"""Every row of processes 2 to 20, against tables written by hand: where it leads, who may, what it needs.

Source: processes.md.
"""

from datetime import timedelta
from itertools import product

import pytest

from state.case import Case, FieldValue, Run, Step
from state.criteria import assess
from state.engine import Engine
from state.people import may
from state.process import NEW
from state.processes import APART, PROCESSES
from state.raising import Actor, Call
from state.refusals import Missing, NoSuchEvent, NotNow
from tests.state.processes.playing import AUTHOR, EVERYBODY, NOW, PEOPLE, SALTS, answers
from tests.state.processes.rows import Row, read

ALL = {**PROCESSES, **APART}
ENGINES = {name: Engine({name: process}, assess) for name, process in ALL.items()}
ROWS, FINAL = read()
STATES = {process: {r.source for r in ROWS if r.process == process} | states for process, states in FINAL.items()}
NAMED = [(process, state) for process, states in STATES.items() for state in sorted(states)]
TABLED = {(r.process, r.event, r.source) for r in ROWS}


def at(process: str, state: str, opened_with: dict[str, FieldValue] | None = None) -> Case:
    """A case in which one process stands in a state, with rae appointed in it."""
    case = Case("NTK-2026-0001", "east", AUTHOR, "draft-1", "kent", NOW, (answers(),))
    if state == NEW:
        return case
    before = NOW - timedelta(hours=2)
    begun = 1 if process == "partnership_referral" else None  # by a partner, with answers of its own
    opened = Step("open", before, "pat", "psw", NEW, state, opened_with or {}, answers=begun, entry=1)
    named = Step("appoint", before, "pat", "psw", state, state, {"person": "rae"}, entry=2)
    return case.with_run(Run(process, 1, state, version=2, steps=(opened, named)))


def run_of(row: Row, case: Case) -> Run:
    return case.run(row.process) or ENGINES[row.process].beginning(case, row.process)


def call(row: Row, who: str, fields: dict[str, FieldValue]) -> Call:
    role = "clock" if row.by_clock else "x"
    case = at(row.process, row.source)
    actor = may(PEOPLE, who, ENGINES[row.process].row(run_of(row, case), row.event), case, run_of(row, case))
    return Call(row.process, row.event, actor or Actor(who, role), next(SALTS), fields=fields)


def raisers(rows: list[Row]) -> list[tuple[Row, str]]:
    return [(row, who) for row in rows for who in row.who or ("clock",)]


def test_the_product_has_the_processes_of_the_tables_and_process_1() -> None:
    assert set(ALL) == {"alert", *FINAL}
    assert len(ALL) == 20
    assert set(APART) == {"staff_support"}


@pytest.mark.parametrize("process", FINAL)
def test_the_states_of_a_process_and_which_of_them_are_final(process: str) -> None:
    table = ALL[process]
    assert set(table.states) - {NEW} == STATES[process] - {NEW}
    assert set(table.final) == FINAL[process]


@pytest.mark.parametrize("process", FINAL)
def test_the_events_of_a_process(process: str) -> None:
    table = ALL[process]
    people_open = {table.opening.name} if set(table.opening.by) - {"clock"} else set()
    if process == "partnership_referral":
        people_open = set()  # by /referral, which starts a case of its own: see test_referral
    assert {e.name for e in table.events} | people_open == {r.event for r in ROWS if r.process == process}


@pytest.mark.parametrize(("row", "who"), raisers(ROWS), ids=str)
def test_each_row_leads_where_the_table_says(row: Row, who: str) -> None:
    done = ENGINES[row.process].trigger(at(row.process, row.source), call(row, who, row.fields(who)), NOW)
    assert done.run.state == row.target
    assert done.case.entries[-1].what == f"{row.process}.{row.event}"


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_row_is_for_those_the_table_names_and_nobody_else(row: Row) -> None:
    case = at(row.process, row.source)
    run = run_of(row, case)
    event = ENGINES[row.process].row(run, row.event)
    assert {who for who in EVERYBODY if may(PEOPLE, who, event, case, run)} == set(row.who)


@pytest.mark.parametrize(("row", "who"), raisers([r for r in ROWS if not r.by_clock]), ids=str)
def test_each_row_asks_for_the_fields_of_the_table_and_no_other(row: Row, who: str) -> None:
    engine, case = ENGINES[row.process], at(row.process, row.source)
    asked = [need.name for need in engine.missing(case, call(row, who, {}), NOW)]
    assert asked == list(row.fields(who))
    for left_out in asked:
        fields = {name: value for name, value in row.fields(who).items() if name != left_out}
        with pytest.raises(Missing) as refused:
            engine.trigger(case, call(row, who, fields), NOW)
        assert refused.value.values == {"field": left_out}


@pytest.mark.parametrize(("process", "state"), NAMED)
def test_what_is_not_in_the_table_is_refused_and_what_is_possible_is_named(process: str, state: str) -> None:
    engine = ENGINES[process]
    run = at(process, state).run(process) or engine.beginning(at(process, state), process)
    possible = {r.event for r in ROWS if (r.process, r.source) == (process, state) and not r.by_clock}
    events = {r.event for r in ROWS if r.process == process}
    for event in events - {event for event in events if (process, event, state) in TABLED}:
        with pytest.raises(NotNow) as refused:
            engine.row(run, event)
        assert set(refused.value.possible) == possible
        assert refused.value.values == {"state": state}


@pytest.mark.parametrize("process", FINAL)
def test_an_unknown_event_is_refused(process: str) -> None:
    with pytest.raises(NoSuchEvent):
        ENGINES[process].row(Run(process, 1, next(iter(FINAL[process]))), "celebrate")


@pytest.mark.parametrize(
    ("row", "wrong"), list(product([r for r in ROWS if "choice" in r.needs], ["maybe", ""])), ids=str
)
def test_a_choice_is_one_of_its_options(row: Row, wrong: str) -> None:
    who = row.who[0]
    with pytest.raises(Missing) as refused:
        ENGINES[row.process].trigger(
            at(row.process, row.source), call(row, who, {**row.fields(who), "choice": wrong}), NOW
        )
    assert refused.value.values == {"field": "choice"}
