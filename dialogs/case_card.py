"""The card of a case: where it stands, what must happen next, its clocks and findings, and the buttons allowed."""

from dialogs.desk import Desk
from dialogs.facts import clock_facts, reasons, ruled_on, stage, task_clocks, who_acts
from dialogs.wording import say
from state.case import Case, Run
from state.documents import Key
from state.message import Button, Card, Data, Fact, Section
from state.people import may, may_read
from state.process import Event
from state.roles import PSW, UNIT


def case_card(desk: Desk, case: Case, viewer: str, task: Run | None = None) -> Card:
    """The card for one person, with the buttons that this person may press now. `task` names what they must do."""
    area = desk.profile.area(case.area).name
    pressed = [
        (run, event) for run in case.runs for event in _events(desk, run) if may(desk.directory, viewer, event, case)
    ]
    details = [command_button("details", case.ref)] if may_read(desk.directory, viewer, case) else []
    title = say("card.title", ref=case.ref, area=area)
    if task is None:
        return Card(
            title=title,
            facts=_where(desk, case),
            sections=_findings(case),
            buttons=(*_buttons(desk, case, pressed), *details),
        )
    own = [(run, event) for run, event in pressed if run.process == task.process and _answers_task(event)]
    return Card(
        title=say(f"task.{task.process}.{task.state}.title"),
        eyebrow=title,
        lines=(say(_task_text(desk, case, viewer, task)),),
        facts=(*_last_words(task), *task_clocks(desk, case, task)),
        buttons=(*_buttons(desk, case, own), *details),
    )


def channel_card(desk: Desk, case: Case) -> Card:
    """The one card of a case in the PSW channel. Its buttons are those of the Unit and the PSW. Source: product.md."""
    pressed = [(run, event) for run in case.runs for event in _events(desk, run) if {UNIT, PSW} & set(event.by)]
    return Card(
        title=say("card.title", ref=case.ref, area=desk.profile.area(case.area).name),
        facts=_where(desk, case),
        sections=_findings(case),
        buttons=(*_buttons(desk, case, pressed), command_button("details", case.ref)),
    )


def _task_text(desk: Desk, case: Case, viewer: str, task: Run) -> str:
    """What is asked of whoever must act; somebody who stands in for them is told that nobody else can."""
    roles = desk.engine.processes[task.process].awaits.get(task.state, ())
    own = viewer == case.author or any(next(desk.directory.capacities(viewer, r, case.area), None) for r in roles)
    return f"task.{task.process}.{task.state}.text" if own else "task.any.text"


def team_card(desk: Desk, case: Case) -> Card:
    """What any other channel may see of a case: where it stands, and who must act by when."""
    title = say("card.title", ref=case.ref, area=desk.profile.area(case.area).name)
    return Card(title, facts=_where(desk, case), buttons=(command_button("details", case.ref),))


def card_for(desk: Desk, case: Case, person: str, to: str) -> Card:
    """The card of a case for the conversation in which it is shown: a person's own, the PSW channel, or another."""
    if to.startswith("person:"):
        return case_card(desk, case, person)
    row = desk.store.row(Key("channel", to.removeprefix("channel:")))
    return channel_card(desk, case) if row and row.bound == "psw" else team_card(desk, case)


def command_button(command: str, ref: str) -> Button:
    """A button that asks for a command about a case."""
    return Button(say(f"button.{command}"), {"do": "command", "command": f"{command} {ref}"})


def _where(desk: Desk, case: Case) -> tuple[Fact, ...]:
    lines = []
    for run in case.runs:
        who = who_acts(desk, run) or say("card.nobody")
        lines += [Fact(say("card.stage"), stage(run)), Fact(say("card.next"), who)]
    return (*lines, *clock_facts(desk, case))


def _findings(case: Case) -> tuple[Section, ...]:
    return tuple(
        Section(r.name, lines=(*ruled_on(case, r.finding), r.advice, *(f"• {because}" for because in r.because)))
        for r in reasons(case)
    )


def _events(desk: Desk, run: Run) -> tuple[Event, ...]:
    return tuple(desk.engine.row(run, name) for name in desk.engine.possible(run))


def _answers_task(event: Event) -> bool:
    """Whether an event belongs on the card of whoever must act; an update can be sent at any time, so it does not."""
    return event.target is not None


def _last_words(run: Run) -> tuple[Fact, ...]:
    """Why the task came: the reason that somebody gave with the latest step."""
    step = run.steps[-1]
    said = step.fields.get("reason") or step.fields.get("text")
    return (Fact(say("card.reason"), said, said=True),) if isinstance(said, str) and said else ()


def _buttons(desk: Desk, case: Case, events: list[tuple[Run, Event]]) -> tuple[Button, ...]:
    nonce = desk.token()
    return tuple(
        Button(say(f"event.{run.process}.{event.name}"), _data(case, run, event, f"{nonce}-{n}"))
        for n, (run, event) in enumerate(events)
    )


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
