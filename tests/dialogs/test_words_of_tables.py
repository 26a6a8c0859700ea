"""Every table has its words: nothing that can happen leaves the product without a sentence for it."""

import pytest

from dialogs.announce import BY_CHANNEL
from dialogs.field_options import option_words
from dialogs.wording import has
from state.common import COMMON
from state.criteria import CRITERIA
from state.criteria.machine import rows
from state.deadline_table import DEADLINES
from state.process import NEW, Event, Process
from state.processes import PROCESSES
from state.profile_file import load_profile
from state.roles import CLOCK

KENT = load_profile()
TABLES = [process for process in PROCESSES.values() if not process.apart]


def either(*keys: str) -> bool:
    return any(has(key) for key in keys)


def lacking(process: Process) -> list[str]:
    name = process.name
    wanted = [(f"process.{name}",)]
    wanted += [(f"stage.{name}.{state}",) for state in process.states if state != NEW]
    for event in (process.opening, *process.events):
        wanted.append((f"happened.{name}.{event.name}", f"happened.any.{event.name}"))
        if event.by != (CLOCK,) and (event is not process.opening or set(event.by) - {CLOCK}):
            wanted.append((f"event.{name}.{event.name}", f"event.any.{event.name}"))
        wanted += words_of_needs(name, event)
        wanted += [(f"refused.{guard.__name__}",) for guard in event.guards if guard.__name__ != "a_finding_is_new"]
    for state, roles in process.awaits.items():
        if set(roles) - set(BY_CHANNEL):
            wanted += [(f"task.{name}.{state}.title",), (f"task.{name}.{state}.text",)]
        for role in roles:
            assert role in KENT.titles or has(f"role.{role}"), role
    wanted += [(f"deadline.{deadline}",) for deadline in process.clocks]
    return ["/".join(keys) for keys in wanted if not either(*keys)]


def words_of_needs(process: str, event: Event) -> list[tuple[str, ...]]:
    wanted: list[tuple[str, ...]] = []
    for need in event.needs:
        wanted += [(f"ask.{process}.{event.name}.{need.name}", f"ask.any.{need.name}"), (f"field.{need.name}",)]
        wanted += [(f"form.label.{need.kind}",), (f"form.error.{need.kind}",)]
        wanted += [(f"refused.{guard.__name__}",) for guard in need.fits]
    return wanted


@pytest.mark.parametrize("process", TABLES, ids=lambda process: process.name)
def test_a_process_has_words_for_all_that_it_can_say(process: Process) -> None:
    assert lacking(process) == []


@pytest.mark.parametrize("process", TABLES, ids=lambda process: process.name)
def test_every_choice_of_a_field_has_words(process: Process) -> None:
    bare = [
        (event.name, option)
        for event in (process.opening, *process.events)
        for need in event.needs
        for option in need.options
        if need.kind != "yes_no" and option_words(process.name, event.name, option) == option.replace("_", " ")
    ]
    assert bare == []


@pytest.mark.parametrize("name", COMMON)
def test_what_every_process_can_do_has_words(name: str) -> None:
    event = COMMON[name]
    assert has(f"event.any.{name}")
    assert has(f"happened.any.{name}")
    assert [keys for keys in words_of_needs("any", event) if not either(*keys)] == []


def test_every_finding_and_every_guard_has_words() -> None:
    for criterion in CRITERIA:
        assert has(f"finding.{criterion.id}.name"), criterion.id
        assert has(f"finding.{criterion.id}.advice"), criterion.id
        for row in rows(criterion):
            assert has(f"guard.{row.guard.name}.{row.truth}"), (criterion.id, row.guard.name, row.truth)


def test_every_deadline_has_a_name() -> None:
    assert [d.id for d in DEADLINES if not has(f"deadline.{d.id}")] == []
