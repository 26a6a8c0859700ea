"""The buttons of events: what each carries back, so that a press can be checked and counts once."""

from collections.abc import Callable

from dialogs.desk import Desk
from dialogs.event_form import event_name
from dialogs.offering import can_add
from dialogs.wording import say
from state.case import Case, Run
from state.message import Button, Data
from state.process import NEW, Event


def event_buttons(desk: Desk, case: Case, run: Run, allowed: Callable[[Event], bool], nonce: str) -> tuple[Button, ...]:
    """A button for each event that could happen now in a process and that is `allowed` to whoever sees it; and one to
    add to it, where something can be added."""
    possible = () if case.folded_into else desk.engine.possible(run)
    rows = (desk.engine.row(run, name) for name in possible)
    own = f"{nonce}-{run.process}-{run.key}"
    shown = ((button(case, run, event, f"{own}-{event.name}"), event) for event in rows if allowed(event))
    return tuple(
        b for first, event in shown for b in ((first, _adding(run, event, first)) if can_add(event) else (first,))
    )


def button(case: Case, run: Run, event: Event, nonce: str) -> Button:
    """The button of one event."""
    return Button(event_name(run.process, event.name), _data(case, run, event, nonce))


def _adding(run: Run, event: Event, first: Button) -> Button:
    """The button that asks for what may be left out as well, such as a finding to overrule."""
    label = say(f"event_adding.{run.process}.{event.name}")
    return Button(label, {**first.data, "adding": "yes", "nonce": f"{first.data['nonce']}-adding"})


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
