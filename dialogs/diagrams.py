"""The page of state diagrams: every process and every test, drawn from the tables that run."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from state.common import COMMON
from state.criteria import CRITERIA
from state.criteria.drawn import drawn as drawn_test
from state.process import NEW, Event, Lapse, Process
from state.processes import APART, PROCESSES
from state.roles import CLOCK

ALL = tuple(sorted((*PROCESSES.values(), *APART.values()), key=lambda process: process.place))
"""Every process in the order of the guidance, with those that are kept apart from cases."""

EDGE = "[*]"
"""Mermaid's sign for both the beginning and an end."""

_HEAD = """\
# State diagrams

Written by `make docs` from the tables in `state/processes/` and `state/criteria/`. Change those, not this page.

## Processes

An arrow names the event, who may raise it, and in brackets the guards that must hold. `event = option` is the way
that an event takes on that choice. ⏱ marks what also happens, or only happens, by itself: because of a finding, of a
step elsewhere, or at the moment that is named. An arrow from a state to itself leaves the state as it is. A state
from which an arrow leads to the end is final: nothing is owed there, though some can be left again.
"""

_TESTS = """\
## Tests

Each state is a question about the answers. A state that ends in `_in_doubt` asks the same once something before it
was not known: from there, the test can no longer simply hold.
"""


def page() -> str:
    """The whole page, in Markdown with Mermaid."""
    common = "\n".join(f"- {_label(event)}" for event in COMMON.values())
    processes = (_section("state.processes", process.name, drawn(process)) for process in ALL)
    tests = (_section("state.criteria", criterion.id, drawn_test(criterion)) for criterion in CRITERIA)
    head = f"{_HEAD}\nEvery process has these besides:\n\n{common}\n"
    return "\n".join((head, *processes, _TESTS, *tests))


def drawn(process: Process) -> str:
    """The diagram of a process: one arrow from state to state, with a line for each event that takes it."""
    labels: dict[tuple[str, str], list[str]] = {}
    for event in (process.opening, *process.events):
        for source, target, label in _ways(event):
            labels.setdefault((source, target), []).append(label)
    arrows = (f"    {source} --> {target}: {'<br>'.join(lines)}" for (source, target), lines in labels.items())
    return "\n".join(("stateDiagram-v2", *arrows, *(f"    {state} --> {EDGE}" for state in process.final), ""))


def _ways(event: Event) -> Iterator[tuple[str, str, str]]:
    for source in event.source:
        start = EDGE if source == NEW else source
        if isinstance(event.target, Mapping):
            yield from ((start, target, _label(event, option)) for option, target in event.target.items())
        else:
            yield start, event.target or source, _label(event)


def _label(event: Event, option: str = "") -> str:
    people = ", ".join(role for role in event.by if role != CLOCK)
    guards = ", ".join(guard.__name__ for guard in event.guards)
    return _joined(
        (
            f"{event.name} = {option}" if option else event.name,
            f"({people})" if people else "",
            "⏱" if CLOCK in event.by else "",
            _moment(event.lapses) if event.lapses else "",
            f"[{guards}]" if guards else "",
        )
    )


def _moment(lapse: Lapse) -> str:
    days = lapse.working_days_before
    if not days:
        return f"as {lapse.deadline} passes"
    return f"{days} working day{'s' if days > 1 else ''} before {lapse.deadline}"


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)


def _section(package: str, name: str, diagram: str) -> str:
    """A heading, what the module of that name says of itself, and its diagram."""
    words = (import_module(f"{package}.{name}").__doc__ or "").split()
    return f"### {name}\n\n{' '.join(words)}\n\n```mermaid\n{diagram}```\n"
