"""The card of a case: where it stands, what must happen next, its clocks and findings, and the buttons allowed."""

from collections.abc import Callable, Sequence
from functools import partial

from dialogs.desk import Desk
from dialogs.event_buttons import event_buttons
from dialogs.facts import (
    case_title,
    clock_facts,
    finding_sections,
    owns,
    process_name,
    running,
    stage,
    task_clocks,
    who_acts,
)
from dialogs.joined import joined_with, sees
from dialogs.wording import say
from state.case import Case, Run
from state.clocks import Clock
from state.message import Button, Card, Fact, Section
from state.people import may, may_read
from state.process import Event

Allowed = Callable[[Run, Event], bool]


def case_card(desk: Desk, case: Case, viewer: str) -> Card:
    """The card for one person, with the buttons that this person may press now."""
    directory = desk.directory
    reads = may_read(directory, viewer, case)
    details = (command_button("details", case.ref), command_button("more", case.ref)) if reads else ()
    clocks = running(desk, case)
    ended = clock_facts(desk, case, (clock for clock in clocks if clock.ended is not None))
    left = tuple(clock for clock in clocks if clock.ended is None)
    homeless = (clock for clock in left if not any(owns(desk, case, run, clock) for run in case.runs))
    return Card(
        title=case_title(desk, case),
        lines=joined_with(desk, case, lambda ref: sees(desk, viewer, ref)),
        facts=clock_facts(desk, case, homeless),
        sections=(
            *_processes(desk, case, left, lambda run, event: may(directory, viewer, event, case, run) is not None),
            *finding_sections(case),
            *((Section(lines=(say("why.letters"),)),) if case.findings else ()),
            *((Section(say("card.ended"), facts=ended),) if ended else ()),
        ),
        buttons=details,
    )


def task_card(desk: Desk, case: Case, viewer: str, task: Run) -> Card:
    """The card for somebody who must act: what, by when, and the buttons to do it."""
    details = (command_button("details", case.ref),) if may_read(desk.directory, viewer, case) else ()
    return Card(
        title=say(f"task.{task.process}.{task.state}.title"),
        eyebrow=case_title(desk, case),
        lines=(say(_task_text(desk, case, viewer, task)),),
        facts=(*_last_words(task), *task_clocks(desk, case, task, viewer)),
        buttons=(*task_buttons(desk, case, viewer, task), *details),
    )


def task_buttons(desk: Desk, case: Case, viewer: str, task: Run) -> tuple[Button, ...]:
    """What somebody can do to move a process on. An update can be sent at any time, so it is no answer to a task."""
    return event_buttons(
        desk,
        case,
        task,
        lambda event: bool(event.targets) and may(desk.directory, viewer, event, case, task) is not None,
        desk.token(),
    )


def command_button(command: str, ref: str) -> Button:
    """A button that asks for a command about a case."""
    return Button(say(f"button.{command}"), {"do": "command", "command": f"{command} {ref}"})


def _processes(desk: Desk, case: Case, clocks: Sequence[Clock], allowed: Allowed) -> tuple[Section, ...]:
    """A section for each process, with its clocks: first where the reader can do something, then where others must,
    then the rest."""
    nonce = desk.token()
    of_runs = [(run, event_buttons(desk, case, run, partial(allowed, run), nonce)) for run in case.runs]
    of_runs.sort(key=lambda of_run: (desk.engine.is_final(of_run[0]), not of_run[1]))
    return tuple(_section(desk, case, run, clocks, buttons) for run, buttons in of_runs)


def _section(desk: Desk, case: Case, run: Run, clocks: Sequence[Clock], buttons: tuple[Button, ...]) -> Section:
    own = clock_facts(desk, case, (clock for clock in clocks if owns(desk, case, run, clock)))
    return Section(process_name(run), facts=(*_where(desk, case, run), *own), buttons=buttons)


def _where(desk: Desk, case: Case, run: Run) -> tuple[Fact, ...]:
    who = "" if case.folded_into else who_acts(desk, run)
    return (Fact(say("card.stage"), stage(run)), *((Fact(say("card.next"), who),) if who else ()))


def _task_text(desk: Desk, case: Case, viewer: str, task: Run) -> str:
    """What is asked of whoever must act; somebody who stands in for them is told that nobody else can."""
    roles = desk.engine.processes[task.process].awaits.get(task.state, ())
    own = viewer in (case.author, task.person) or any(
        next(desk.directory.capacities(viewer, role, case.area), None) for role in roles
    )
    return f"task.{task.process}.{task.state}.text" if own else "task.any.text"


def _last_words(run: Run) -> tuple[Fact, ...]:
    """Why the task came: the reason that somebody gave with the latest step."""
    step = run.steps[-1]
    said = step.fields.get("reason") or step.fields.get("text")
    return (Fact(say("card.reason"), said, said=True),) if isinstance(said, str) and said else ()
