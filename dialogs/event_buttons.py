"""The buttons of events: what each carries back, so that a press can be checked and counts once."""

from collections.abc import Callable

from dialogs.desk import Desk
from dialogs.event_form import event_name
from state.case import Case, Run
from state.message import Button, Data
from state.process import NEW, Event


def event_buttons(desk: Desk, case: Case, run: Run, allowed: Callable[[Event], bool], nonce: str) -> tuple[Button, ...]:
    """A button for each event that could happen now in a process and that is `allowed` to whoever sees it."""
    rows = (desk.engine.row(run, name) for name in desk.engine.possible(run))
    own = f"{nonce}-{run.process}-{run.key}"
    return tuple(button(case, run, event, f"{own}-{event.name}") for event in rows if allowed(event))


def button(case: Case, run: Run, event: Event, nonce: str) -> Button:
    """The button of one event."""
    return Button(event_name(run.process, event.name), _data(case, run, event, nonce))


# No `key` here: the renderer of Teams' own cards owns that name in the data of an action, and fails over it.
def _data(case: Case, run: Run, event: Event, nonce: str) -> Data:
    return {
        "do": "event",
        "ref": case.ref,
        "process": run.process if run.key == 1 or run.state == NEW else f"{run.process}#{run.key}",
        "event": event.name,
        "version": run.version,
        "nonce": nonce,
    }
