"""The buttons of events: what each carries back, so that a press can be checked and counts once."""

from collections.abc import Callable, Iterable

from dialogs.desk import Desk
from dialogs.event_form import event_name
from state.case import Case, Run
from state.message import Button, Data
from state.process import Event


def event_buttons(desk: Desk, case: Case, run: Run, allowed: Callable[[Event], bool], nonce: str) -> tuple[Button, ...]:
    """A button for each event that could happen now in a process and that is `allowed` to whoever sees it."""
    rows = (desk.engine.row(run, name) for name in desk.engine.possible(run))
    return tuple(_buttons(case, run, (event for event in rows if allowed(event)), nonce))


def _buttons(case: Case, run: Run, events: Iterable[Event], nonce: str) -> Iterable[Button]:
    for n, event in enumerate(events):
        yield Button(event_name(run, event.name), _data(case, run, event, f"{nonce}-{run.process}-{run.key}-{n}"))


# No `key` here: the renderer of Teams' own cards owns that name in the data of an action, and fails over it.
def _data(case: Case, run: Run, event: Event, nonce: str) -> Data:
    return {
        "do": "event",
        "ref": case.ref,
        "process": run.process if run.key == 1 else f"{run.process}#{run.key}",
        "event": event.name,
        "version": run.version,
        "nonce": nonce,
    }
